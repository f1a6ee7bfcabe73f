/**
 * Code generation: from a resolved tree to one script of JavaScript functions, one for each Python code object.
 *
 * The machine that emitted code is written for is described in `abi/code.ts` (scripts, code objects, calling) and
 * `abi/runtime.ts` (the entry points); values and attributes are those of the runtime's object model. In short: Python's
 * locals are JavaScript locals, captured ones live in cells that are handed over explicitly, globals are properties of `G`;
 * operators have an inlined fast path over primitives and one call for the rest; `$p` says where the function is.
 *
 * How it is written:
 *
 * - `Unit` is the script, `Code` a code object, `Emitter` the point in a code object where code is being emitted.
 * - One file per family of statements or expressions; `statements.ts` and `expressions.ts` are the tables, which do not
 *   compile while a node has no emitter.
 * - Above each emitter stands a sketch of what it emits.
 * - Every emitter follows the rule of `emitter.ts`: operands first, as atoms; the operation last, used at once.
 *
 * Invariants of the emitted text:
 *
 * - Python's order of evaluation, always; slow paths see operands evaluated exactly once.
 * - `$p` is set before anything that can raise and that no earlier `$p` covers. Setting it to -1 says that the exception
 *   on its way has its entry for this activation already.
 * - Names with `$` are ours, all others Python's.
 * - No function stands inside another, so that a code object can be compiled alone and in another shape.
 *
 * The shape (`options.shape`) is `direct`: ordinary functions, generators for generators. Resumable and traced code are
 * further values of it; where they differ is calls (`calls.ts`), loops (`loops.ts`) and the function frame (`functions.ts`).
 */
import type { Script } from "../abi/code.ts";
import type { SourceFile } from "../base/source-file.ts";
import * as b from "../js/builders.ts";
import type { Stmt } from "../js/nodes.ts";
import { print } from "../js/printer.ts";
import type { Resolution } from "../scope/resolve.ts";
import type { Mod } from "../syntax/ast.ts";
import { type Annotation, openAnnotations, storeAnnotate } from "./annotations.ts";
import { callLinks } from "./call-links.ts";
import { Code } from "./code.ts";
import { docstring } from "./docstrings.ts";
import { returned, traceLine } from "./tracing.ts";
import { Emitter, type Emitters } from "./emitter.ts";
import { expressions } from "./expressions.ts";
import { fillCode } from "./functions.ts";
import { storeVariable } from "./names.ts";
import { statements } from "./statements.ts";
import { tests, truth } from "./tests.ts";
import { type CompileOptions, Unit } from "./unit.ts";

const emitters: Emitters = { expr: expressions, stmt: statements, test: tests, truth };

/** Compiles a module, an expression or an interactive statement. The tree must have been resolved without errors. */
export function compile(
  tree: Mod,
  resolution: Resolution,
  source: SourceFile,
  options: CompileOptions,
): Script {
  // Frames that are kept are found in the stack alone.
  const links = options.frames === true || options.traced === true ? undefined : callLinks(tree, source.text);
  const unit = new Unit(source, resolution, options, links);
  const nameMode = options.locals === "mapping" ? "namespace" : "globals";
  const { top } = resolution;
  const kind = top.isCoroutine ? (top.isGenerator ? "asyncGenerator" : "coroutine") : "plain";
  const code = new Code(unit, null, top, "<module>", kind, nameMode);
  const emitter = new Emitter(code, emitters);
  fillCode(emitter, {
    name: "module",
    scope: top,
    nameMode,
    jsParams: nameMode === "namespace" ? ["ns"] : [],
    at: { start: 0, end: 0 },
    body: (e) => moduleBody(e, tree),
    constants: (c) => c.top(tree, top.annotations),
  });
  const printed = print([b.expr(factory(unit))]);
  return {
    filename: options.filename,
    ...(options.traced === true ? { traced: true } : {}),
    text: ascii(printed.text.trimEnd().replace(/;$/, "")),
    codes: unit.codes,
    lines: lineTable(printed.lines),
  };
}

/**
 * The engine keeps such a text at a byte a character, and it is the same after it was written to a file. Other characters
 * stand only in strings and identifiers, where JavaScript takes these escapes.
 */
function ascii(text: string): string {
  return text.replace(/[^\0-\x7f]/gu, (character) => {
    const point = character.codePointAt(0) as number;
    return point > 0xffff ? `\\u{${point.toString(16)}}` : `\\u${point.toString(16).padStart(4, "0")}`;
  });
}

/** `(function ($rt, G, B, K) { "use strict"; constants; functions; return [module$0, f$1]; })` */
function factory(unit: Unit): ReturnType<typeof b.fn> {
  const table = b.array(unit.functionNames.map(b.id));
  const keep = unit.options.keepsLocals === true ? [b.expr(b.call(unit.rt("keepLastLocals"), []))] : [];
  const body: Stmt[] = [
    b.expr(b.lit("use strict")),
    ...unit.prelude(),
    ...keep,
    ...unit.functions,
    b.ret(table),
  ];
  return b.fn(null, ["$rt", "G", "B", "K"].map(b.id), body);
}

/** Pairs (line of the text from 1, position) where the position changes. */
function lineTable(lines: readonly number[]): number[] {
  const table: number[] = [];
  let last = -1;
  lines.forEach((position, i) => {
    if (position === last) return;
    table.push(i + 1, position);
    last = position;
  });
  return table;
}

function moduleBody(e: Emitter, tree: Mod): void {
  switch (tree.kind) {
    case "Expression":
      traceLine(e, tree.body);
      e.emit(b.ret(returned(e, e.expr(tree.body).js)));
      return;
    case "Module":
    case "Interactive": {
      const doc = tree.kind === "Module" ? docstring(tree.body) : null;
      if (doc !== null && e.unit.options.optimize < 2) {
        e.code.info.doc = doc;
        storeVariable(
          e,
          "__doc__",
          e.expr({ kind: "Constant", start: 0, end: 0, value: doc, str_kind: null }).js,
          tree,
        );
      }
      const annotations: Annotation[] = [];
      e.annotations = annotations;
      const body = e.capture(() => e.suite(doc === null ? tree.body : tree.body.slice(1)));
      openAnnotations(e);
      storeAnnotate(e, annotations);
      e.out.push(...body);
      return;
    }
    case "FunctionType":
      throw new TypeError("a function type is not compiled");
  }
}
