/**
 * Comprehensions. Those of lists, sets and dicts are loops in the middle of the enclosing function (PEP 709), whose variables
 * have other names there. A generator expression is a generator function that is called at once with its first iterator.
 */
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import { surelyBound } from "../scope/definite.ts";
import type { Comprehension, Expr, Node } from "../syntax/ast.ts";
import { assignTo } from "./assignments.ts";
import type { Code } from "./code.ts";
import type { Emitter } from "./emitter.ts";
import { comprehensionCode, makeFunction } from "./functions.ts";
import { yieldOf } from "./generators.ts";
import {
  asyncIterate,
  asyncIteratorIteration,
  type Iteration,
  iterate,
  iteratorIteration,
  iteratorOf,
} from "./loops.ts";
import { openVariables } from "./names.ts";
import { object, type Val, val } from "./types.ts";
import { loopLine, traceLine } from "./tracing.ts";

type InlinedComprehension = Node<"ListComp"> | Node<"SetComp"> | Node<"DictComp">;
type AnyComprehension = InlinedComprehension | Node<"GeneratorExp">;

/**
 *     $1 = []; for (...) { x$1 = $2; if (test) $1.push(elt); } $list($1)
 */
export function comprehension(e: Emitter, node: InlinedComprehension): Val {
  const scope = e.unit.resolution.blocks.get(node);
  const [first] = node.generators as [Comprehension];
  if (scope === undefined || !scope.inlined) return called(e, node);
  const source = first.is_async ? asyncIterate(e, first.iter) : iterate(e, first.iter, first.target);
  const { scope: outer, sure } = e;
  e.scope = scope;
  // Functions are analysed as a whole; in a module or class the comprehension is on its own.
  if (outer === e.code.scope && !outer.isFunctionLike) {
    e.sure = surelyBound(scope, node, e.unit.resolution.blocks);
  }
  openVariables(e, scope);
  const collected = collect(e, node, source);
  e.scope = outer;
  e.sure = sure;
  return collected;
}

/** The loops with the collecting in the middle, in the comprehension's own scope. */
function collect(e: Emitter, node: InlinedComprehension, source: Iteration): Val {
  if (node.kind === "DictComp") {
    const dict = e.hold(e.call("dict", b.array([])), object);
    nest(e, node, source, () => {
      const key = e.atom(node.key);
      const value = e.atom(node.value);
      e.run(e.slow(node, e.call("dictSet", dict.js, key.js, value.js)));
    });
    return dict;
  }
  if (node.kind === "SetComp") {
    const set = e.hold(e.call("set", b.array([])), object);
    nest(e, node, source, () => {
      const item = e.atom(node.elt);
      e.run(e.slow(node, e.call("setAdd", set.js, item.js)));
    });
    return set;
  }
  const array = e.hold(b.array([]));
  nest(e, node, source, () => e.run(b.method(array.js, "push", [e.expr(node.elt).js])));
  return val(e.call("list", array.js), object);
}

/** The loops of a comprehension around `body`, over its first source. */
export function nest(e: Emitter, node: AnyComprehension, source: Iteration, body: () => void): void {
  const level = (i: number, iteration: Iteration): void => {
    const part = node.generators[i] as Comprehension;
    const depth = e.code.tempDepth;
    const line = e.capture(loopLine(e, part.iter));
    const head = iteration((value) => assignTo(e, part.target, value));
    const inner = e.capture(() => {
      for (const test of part.ifs) {
        const before = e.code.tempDepth;
        e.emit(b.if_(b.not(e.test(test)), [b.continue_()]));
        e.code.tempDepth = before;
      }
      const next = node.generators[i + 1];
      if (next === undefined) {
        traceLine(e, node.kind === "DictComp" ? node.key : node.elt);
        body();
      } else level(i + 1, next.is_async ? asyncIterate(e, next.iter) : iterate(e, next.iter, next.target));
    });
    e.emit(b.for_(null, null, null, [...line, ...head, ...inner]));
    e.code.tempDepth = depth;
  };
  level(0, source);
}

/** A comprehension in an annotation scope, which CPython does not inline, is a function that is called at once. */
function called(e: Emitter, node: InlinedComprehension): Val {
  const [first] = node.generators as [Comprehension];
  const source = e.atom(first.iter);
  const iterator = e.hold(e.slow(first.iter, e.call("iter", source.js)));
  const code = comprehensionCode(e, node, (inner) => {
    const collected = collect(inner, node, iteratorIteration(inner, b.id("$0"), first.iter));
    inner.emit(b.ret(collected.js));
  });
  const fn = e.hold(makeFunction(e, code)).js;
  return val(e.slow(node, b.method(fn, "c1", [iterator.js])), object);
}

/**
 * `$makeFunction(...).c1($iter(first))`, whose body is `for (...) yield elt`.
 */
export function generatorExp(e: Emitter, node: Node<"GeneratorExp">): Val {
  const iterator = firstIterator(e, node);
  const fn = e.hold(makeFunction(e, generatorCode(e, node))).js;
  return val(e.slow(node, b.method(fn, "c1", [iterator])), object);
}

/** The iterator that a generator expression begins with, held. */
export function firstIterator(e: Emitter, node: Node<"GeneratorExp">): js.Expr {
  const [first] = node.generators as [Comprehension];
  const source = e.atom(first.iter);
  const made = first.is_async ? e.call("aiter", source.js) : iteratorOf(e, source.js, first.target);
  return e.hold(e.slow(first.iter, made)).js;
}

/** The generator function of a generator expression. */
export function generatorCode(e: Emitter, node: Node<"GeneratorExp">): Code {
  const [first] = node.generators as [Comprehension];
  return comprehensionCode(e, node, (inner) => {
    const iteration = first.is_async ? asyncIteratorIteration : iteratorIteration;
    nest(inner, node, iteration(inner, b.id("$0"), first.iter), () => {
      const value: js.Expr = inner.atom(node.elt as Expr).js;
      inner.mark(node.elt);
      inner.run(yieldOf(inner, value));
    });
  });
}
