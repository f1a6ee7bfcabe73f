/** `itertools`. https://docs.python.org/3.14/library/itertools.html */
import type { TypeSpec } from "../../core/define.ts";
import type { NativeModule } from "../../core/native-module.ts";
import type { PyType } from "../../core/type.ts";
import { combinatoric } from "./combinatoric.ts";
import { groups, tee } from "./groups.ts";
import { streams } from "./streams.ts";

const all = { ...streams, ...groups, ...combinatoric };

export const itertoolsModule: NativeModule = {
  name: "itertools",
  doc: "Functional tools for creating and using iterators.",
  functions: { tee: ["(iterable, n=2, /)", tee] },
  types: Object.fromEntries(Object.entries(all).map(([name, [type]]) => [name, type])),
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = Object.values(all);
