/**
 * Frames that show their locals. Emitted code keeps Python's locals in JavaScript's, where nobody else can reach them; a
 * program that reads `f_locals` of a running function needs them all the same. So a source that names `f_locals` or a
 * function of `inspect` that leads there is compiled in this form (`CompileOptions.frames`), every other one is not, because closures over
 * the locals cost their speed:
 *
 *     function f$1(a) {
 *       let $p = 0, x;
 *       const $f = $enterFrame(K[1], G, () => [a, x], ($i, $v) => $i === 0 ? a = $v : x = $v, () => $p);
 *       try { ... } finally { $leaveFrame($f); }
 *     }
 *
 * A generator's frame is made with the generator, with the arguments alone, and entered with each step, which takes over what was
 * written into it before; while the generator is suspended the frame shows what the variables were.
 */
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import { hiddenName } from "./code.ts";
import type { Emitter } from "./emitter.ts";
import { lastSplit } from "./float-expressions.ts";
import { cellName } from "./names.ts";
import { traces } from "./tracing.ts";

/** Whether the code object being compiled keeps a frame. */
export function keepsFrame({ unit }: Emitter): boolean {
  return unit.options.frames === true || unit.options.traced === true;
}

/** The parameter of a comprehension's function. Others that no syntax declares are never shown. */
const ITERATOR = ".0";

/** Python's names of the locals, cells and free variables, in the order of `f_locals`. */
export function frameNames({ code }: Emitter): string[] {
  const { varnames, cellvars, freevars } = code.info;
  return [...new Set([...varnames, ...cellvars, ...freevars])].filter(
    (name) => name === ITERATOR || !name.startsWith("."),
  );
}

/** Where each of {@link frameNames} lives; called before the declarations are made, which hold the cells in use. */
function places(e: Emitter): js.Expr[] {
  const { cellvars, freevars } = e.code.info;
  return frameNames(e).map((name) =>
    cellvars.includes(name) || freevars.includes(name)
      ? b.member(b.id(cellName(e, name)), "v")
      : b.id(hiddenName(name)),
  );
}

/**
 * What a catch tells of the variables, for `tb_frame.f_locals`: `$lastLocals.kept && [x, y$c]`, in the order of
 * {@link frameNames} with cells as they are, or `ns` in a class. It takes no closure over the variables, and while nothing is kept the
 * engine leaves it out.
 */
export function lastLocals(e: Emitter): js.Expr[] {
  const { code } = e;
  if (keepsFrame(e)) return [];
  const kept = (last: js.Expr): js.Expr => b.and(b.member(e.rt("lastLocals"), "kept"), last);
  if (!code.scope.isFunctionLike) return code.nameMode === "namespace" ? [kept(b.id("ns"))] : [];
  const { cellvars, freevars } = code.info;
  const values = frameNames(e).map((name) => {
    if (cellvars.includes(name) || freevars.includes(name)) return b.id(cellName(e, name));
    return e.split.has(name) ? lastSplit(e, name) : b.id(hiddenName(name));
  });
  return values.length === 0 ? [] : [kept(b.array(values))];
}

/** The statements around the body; undefined for code that keeps no frame. */
export function framed(e: Emitter): ((body: readonly js.Stmt[]) => js.Stmt[]) | undefined {
  if (!keepsFrame(e)) return undefined;
  const frame = b.id("$f");
  const code = b.index(b.id("K"), b.lit(e.code.index));
  const position = b.arrow([], e.code.raises ? b.id("$p") : b.lit(0));
  const generator = e.code.kind === "plain" ? b.nil : b.id("$g");
  const mapping = e.code.nameMode === "namespace" ? b.id("ns") : b.undef;
  const [enter, leave] = traces(e)
    ? (["enterTraced", "leaveTraced"] as const)
    : (["enterFrame", "leaveFrame"] as const);
  const entered = e.code.scope.isFunctionLike
    ? e.call(enter, code, b.id("G"), generator, b.undef, access(e), position)
    : e.call(enter, code, b.id("G"), generator, mapping, b.nil, position);
  return (body) => [b.const_(frame, entered), b.try_(body, null, null, [b.expr(e.call(leave, frame))])];
}

/** `{ read: () => [a, x], write: ($i, $v) => $i === 0 ? a = $v : $i === 1 ? x = $v : undefined }` as a pair. */
function access(e: Emitter): js.Expr {
  const where = places(e);
  const names = frameNames(e);
  const index = b.id("$i");
  const value = b.id("$v");
  const stored = (i: number): js.Expr => (names[i] === ITERATOR ? e.call("stepping", value) : value);
  const write = where.reduceRight<js.Expr>(
    (rest, place, i) => b.cond(b.eq(index, b.lit(i)), b.assign(place, stored(i)), rest),
    b.undef,
  );
  return b.array([b.arrow([], b.array([...where])), b.arrow([index, value], write)]);
}

/** For the function that makes a generator: its frame shows the arguments and the closure before the body runs. */
export function generatorFrame(e: Emitter, fn: js.Expr, params: readonly string[]): js.Stmt[] {
  if (!keepsFrame(e)) return [];
  const names = frameNames(e);
  const { freevars } = e.code.info;
  const values = names.map((name) => {
    if (params.includes(hiddenName(name))) return b.id(hiddenName(name));
    const free = freevars.indexOf(name);
    return free < 0 ? b.undef : b.member(b.index(b.member(fn, "closure"), b.lit(free)), "v");
  });
  return [b.expr(e.call("keepFrame", b.self, b.array(values)))];
}
