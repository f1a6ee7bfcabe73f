/** One script under construction: what all its code objects share. */
import type { CodeInfo } from "../abi/code.ts";
import type { Runtime } from "../abi/runtime.ts";
import type { SourceFile } from "../base/source-file.ts";
import * as b from "../js/builders.ts";
import type { Expr, Identifier, Stmt } from "../js/nodes.ts";
import type { Resolution } from "../scope/resolve.ts";
import type { CallLinks } from "./call-links.ts";
import type { Scope } from "../scope/scope.ts";

export type CompileOptions = {
  readonly filename: string;
  readonly mode: "exec" | "eval" | "single";
  /** `-O`: 1 drops asserts and `__debug__` code, 2 also docstrings. */
  readonly optimize: 0 | 1 | 2;
  /** Where module-level names live: the globals' properties, or any mapping that `exec` was given. */
  readonly locals: "globals" | "mapping";
  /** The code shape. Resumable code is planned; a shape decides how calls, loops and statements are emitted. */
  readonly shape: "direct";
  /** Whether functions keep frames that show their locals; see frames.ts. */
  readonly frames?: boolean;
  /** Whether functions tell where they are, too; see tracing.ts. */
  readonly traced?: boolean;
  /** Whether the script makes exceptions keep variables from when it is loaded; see frames.ts. */
  readonly keepsLocals?: boolean;
};

export class Unit {
  readonly source: SourceFile;
  readonly resolution: Resolution;
  readonly options: CompileOptions;
  /** The calls that say where they are; see call-links.ts. */
  readonly links: CallLinks | undefined;
  readonly codes: CodeInfo[] = [];
  /** Which of them was made for a scope. */
  readonly indexOfScope = new Map<Scope, number>();
  /** The function declarations, and by index the function of each code object. */
  readonly functions: Stmt[] = [];
  readonly functionNames: string[] = [];
  readonly #used = new Set<string>();
  readonly #constants = new Map<string, { name: string; value: Expr }>();

  constructor(
    source: SourceFile,
    resolution: Resolution,
    options: CompileOptions,
    links: CallLinks | undefined,
  ) {
    this.source = source;
    this.resolution = resolution;
    this.options = options;
    this.links = links;
  }

  /** The runtime's entry point `name`, as emitted code calls it. */
  rt(name: keyof Runtime): Identifier {
    this.#used.add(name);
    return b.id(`$${name}`);
  }

  /** A value computed once when the script is instantiated; equal keys share it. */
  constant(key: string, value: Expr): Identifier {
    let entry = this.#constants.get(key);
    if (entry === undefined) {
      entry = { name: `$c${this.#constants.size}`, value };
      this.#constants.set(key, entry);
    }
    return b.id(entry.name);
  }

  /** A hoisted array of strings; one array per call when `key` is unique, since call sites cache by identity. */
  names(names: readonly string[], key = ""): Identifier {
    return this.constant(`names ${key} ${JSON.stringify(names)}`, b.array(names.map((name) => b.lit(name))));
  }

  /** The declarations at the top of the factory. */
  prelude(): Stmt[] {
    const runtime = [...this.#used].map((name) => ({
      id: b.id(`$${name}`),
      init: b.member(b.id("$rt"), name),
    }));
    const constants = [...this.#constants.values()].map(({ name, value }) => ({
      id: b.id(name),
      init: value,
    }));
    return [runtime, constants].flatMap((rows) => (rows.length > 0 ? [b.declareAll("const", rows)] : []));
  }
}
