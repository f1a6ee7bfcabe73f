/**
 * `sum`, `any` and `all` of a generator expression. A generator that is used up at once need not be one: its loop stands in an
 * ordinary function that adds up, or that returns at the first item that decides.
 *
 *     f?.fn === $any ? ($p = 3, genexpr$2$fold(it, x$c)) : ($p = 3, $3 = $makeFunction(...).c1(it), $p = 4, f.c1($3))
 *
 *     function genexpr$2$fold($0, x$c) {
 *       $0 = $stepping($0);
 *       for (;;) { ...; if (test) return true; }
 *       return false;
 *     }
 *
 * Where the name was rebound the generator is made. What the built-in itself would do (adding, asking for the truth of an item) must
 * leave no traceback entry of the expression, so `$p` is -1 meanwhile.
 */
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import { type AnyNode, children, type Expr, type Node } from "../syntax/ast.ts";
import { firstIterator, generatorCode, nest } from "./comprehensions.ts";
import type { Emitter } from "./emitter.ts";
import { keepsFrame } from "./frames.ts";
import { foldFunction, makeFunction } from "./functions.ts";
import { iteratorIteration } from "./loops.ts";
import { lookup } from "./names.ts";
import { isFloat, type Val, val } from "./types.ts";

const builtins = ["sum", "any", "all"] as const;
type Fold = (typeof builtins)[number];

/** The built-in that a call names. */
const named = ({ func }: Node<"Call">): Fold | undefined =>
  func.kind === "Name" ? builtins.find((name) => name === func.id) : undefined;

export function isFold(e: Emitter, node: Node<"Call">): boolean {
  const name = named(node);
  const [argument] = node.args;
  if (name === undefined || argument?.kind !== "GeneratorExp") return false;
  if (node.args.length > 1 || node.keywords.length > 0 || keepsFrame(e)) return false;
  return lookup(e, name).kind === "global" && isPlain(e, argument);
}

/** Whether the expression can be emitted twice: with no other code object in it, and nothing that suspends. */
function isPlain(e: Emitter, node: Node<"GeneratorExp">): boolean {
  const { blocks } = e.unit.resolution;
  const plain = (at: AnyNode): boolean => {
    switch (at.kind) {
      case "Lambda":
      case "GeneratorExp":
      case "Await":
      case "Yield":
      case "YieldFrom":
        return false;
      case "ListComp":
      case "SetComp":
      case "DictComp":
        if (blocks.get(at)?.inlined !== true) return false;
    }
    return [...children(at)].every(plain);
  };
  if (node.generators.some((part) => part.is_async)) return false;
  const [first, ...rest] = node.generators;
  return [node.elt, first?.target, ...(first?.ifs ?? []), ...rest].every(
    (part) => part === undefined || plain(part),
  );
}

export function foldCall(e: Emitter, node: Node<"Call">): Val {
  const fold = named(node) as Fold;
  const argument = node.args[0] as Node<"GeneratorExp">;
  const callee = e.atom(node.func).js;
  const iterator = firstIterator(e, argument);
  const code = generatorCode(e, argument);
  const folded = foldFunction(e, argument, code, (inner) => loop(inner, argument, fold));
  const result = e.temp();
  // CPython's compiler writes the loops of these two in place, and blames their names.
  const called = e.slow(fold === "sum" ? node : node.func, folded([iterator]));
  const made = b.assign(result, e.slow(argument, b.method(makeFunction(e, code), "c1", [iterator])));
  const ordinary = b.seq([made, e.slow(node, b.method(callee, "c1", [result]))]);
  return val(b.cond(b.eq(b.optionalMember(callee, "fn"), e.rt(fold)), called, ordinary));
}

/** The body of the second function. */
function loop(e: Emitter, node: Node<"GeneratorExp">, fold: Fold): void {
  const [first] = node.generators;
  const iterator = b.id("$0");
  e.run(b.assign(iterator, e.call("stepping", iterator)));
  const iteration = iteratorIteration(e, iterator, (first as (typeof node.generators)[number]).iter);
  if (fold === "sum") {
    const total = new Sum(e);
    nest(e, node, iteration, () => total.add(e.expr(node.elt as Expr)));
    e.emit(b.ret(total.result()));
    return;
  }
  const decides = fold === "any";
  nest(e, node, iteration, () => {
    const test = truthOf(e, node.elt as Expr);
    e.emit(b.if_(decides ? test : b.not(test), [b.ret(b.lit(decides))]));
  });
  e.emit(b.ret(b.lit(!decides)));
}

/** The truth of an item, which the built-in asks for where it is not known. */
function truthOf(e: Emitter, node: Expr): js.Expr {
  if (e.emitters.test[node.kind] !== undefined) return e.test(node);
  const value = e.expr(node);
  if (value.type.kind !== "unknown") return e.truth(value, node);
  const item = e.save(value);
  e.markRaised();
  return b.or(b.eq(item.js, b.yes), b.and(b.ne(item.js, b.no), e.call("truthy", item.js)));
}

/**
 * A sum in three locals, as runtime/modules/builtins/sum.ts says:
 *
 *     if (typeof x === "number" && typeof $w === "number" && x === $floor(x) && ($1 = $w + x) is safe) $w = $1;
 *     else if (typeof x === "number" && $w === undefined && x !== $floor(x)) { add to $h, $l }
 *     else { $p = -1; $s = $sumOther($s, x, $w, $h, $l); $w = $s.whole; $h = $s.high; $l = $s.low; }
 */
class Sum {
  readonly #e: Emitter;
  readonly #state: js.Identifier;
  readonly #whole: js.Identifier;
  readonly #high: js.Identifier;
  readonly #low: js.Identifier;

  constructor(e: Emitter) {
    this.#e = e;
    const local = (name: string): js.Identifier => {
      const id = b.id(e.code.unique(name));
      e.code.declared.add(id.name);
      return id;
    };
    this.#state = local("$s");
    this.#whole = local("$w");
    this.#high = local("$h");
    this.#low = local("$l");
    e.run(b.assign(this.#whole, b.lit(0)));
    e.run(b.assign(this.#high, b.lit(0)));
    e.run(b.assign(this.#low, b.lit(0)));
  }

  result(): js.Expr {
    return this.#e.call("sumResult", this.#state, this.#whole, this.#high, this.#low);
  }

  add(item: Val): void {
    const e = this.#e;
    if (item.type.kind === "bool") {
      this.#number(b.cond(item.js, b.lit(1), b.lit(0)), true);
      return;
    }
    if (item.fast !== undefined) {
      const { test, number, slow } = item.fast;
      const fast = e.capture(() => this.#number(number, false));
      e.emit(
        b.if_(
          test,
          fast,
          e.capture(() => this.#other(slow)),
        ),
      );
      return;
    }
    if (item.type.kind === "int") {
      this.#number(item.js, true);
      return;
    }
    if (item.type.kind !== "unknown" && !isFloat(item.type)) {
      this.#other(item.js);
      return;
    }
    const { js: value } = e.save(item);
    const number = e.capture(() => this.#number(value, false));
    e.emit(
      b.if_(
        b.typeIs(value, "number"),
        number,
        e.capture(() => this.#other(value)),
      ),
    );
  }

  /** Adds a JavaScript number, or a PyFloat as the literal that it is. */
  #number(value: js.Expr, integral: boolean): void {
    const e = this.#e;
    const item = e.save(val(value)).js;
    const sum = e.temp();
    const isWhole = b.eq(item, e.call("floor", item));
    const safe = b.lit(Number.MAX_SAFE_INTEGER);
    const next = b.assign(sum, b.binary("+", this.#whole, item));
    const fits = [b.binary("<=", next, safe), b.binary(">=", sum, b.lit(-Number.MAX_SAFE_INTEGER))];
    const ints = b.and(b.typeIs(this.#whole, "number"), ...(integral ? [] : [isWhole]), ...fits);
    const intoInts = [b.expr(b.assign(this.#whole, sum))];
    const other = e.capture(() => this.#other(item));
    if (integral) {
      e.emit(b.if_(ints, intoInts, other));
      return;
    }
    const lost = b.cond(
      b.binary(">=", e.call("abs", this.#high), e.call("abs", item)),
      b.binary("+", b.binary("-", this.#high, sum), item),
      b.binary("+", b.binary("-", item, sum), this.#high),
    );
    const intoFloats = [
      b.expr(b.assign(sum, b.binary("+", this.#high, item))),
      b.expr(b.assign(this.#low, lost, "+=")),
      b.expr(b.assign(this.#high, sum)),
    ];
    const floats = b.and(b.eq(this.#whole, b.undef), b.ne(item, e.call("floor", item)));
    e.emit(b.if_(floats, intoFloats, [b.if_(ints, intoInts, other)]));
  }

  #other(value: js.Expr): void {
    const e = this.#e;
    const item = e.save(val(value)).js;
    e.markRaised();
    e.run(b.assign(this.#state, e.call("sumOther", this.#state, item, this.#whole, this.#high, this.#low)));
    e.run(b.assign(this.#whole, b.member(this.#state, "whole")));
    e.run(b.assign(this.#high, b.member(this.#state, "high")));
    e.run(b.assign(this.#low, b.member(this.#state, "low")));
  }
}
