/**
 * `_testmultiphase`: CPython's example of a module that is made in two phases, which its tests of the import system look for.
 * Follows Modules/_testmultiphase.c.
 */
import { declareType, PyStr, strType } from "../core/builtin-types.ts";
import type { TypeSpec } from "../core/define.ts";
import type { NativeModule } from "../core/native-module.ts";
import { PyInstance, type Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { Exception } from "../exceptions/hierarchy.ts";
import { isStr } from "../objects/str.ts";
import { int } from "../objects/int.ts";
import { toSize } from "../protocols/number.ts";

class PyExample extends PyInstance {}

const exampleType = declareType("_testimportexec.Example", PyExample, { hasDict: true });
const strSubtype = declareType("_testimportexec.Str", class extends PyStr {}, { bases: [strType] });
const errorType = declareType("_testimportexec.error", class extends Exception.ctor {}, {
  bases: [Exception],
  hasDict: true,
  ownLayout: false,
});

export const testMultiphaseModule: NativeModule = {
  name: "_testmultiphase",
  doc: "Test module _testmultiphase (made in two phases)",
  types: { Example: exampleType, Str: strSubtype, error: errorType },
  constants: { int_const: 1969, str_const: "something different" },
  functions: { foo: ["(i, j, /)", (i: Value, j: Value) => int(BigInt(toSize(i)) + BigInt(toSize(j)))] },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [
    exampleType,
    {
      doc: "Example of an extension type",
      new: ["()", (cls: PyType) => cls.alloc()],
      methods: {
        demo: ["(self, value=None, /)", (_: PyExample, value: Value = null) => (isStr(value) ? value : null)],
      },
    },
  ],
  [strSubtype, { doc: "A str that is none" }],
  [errorType, {}],
];
