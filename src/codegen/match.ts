/**
 * `match`. Each case is a labelled block that is left at the first test that fails; names are bound once all tests of the
 * pattern hold, before the guard.
 *
 *     $l1: {
 *       $l2: { if (!test) break $l2; ...; x = $3; if (!guard) break $l2; body; break $l1; }
 *       $l4: { ... }
 *     }
 */
import type { Span } from "../base/span.ts";
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import type { MatchCase, Node, Pattern } from "../syntax/ast.ts";
import { constant } from "./constants.ts";
import type { Emitter } from "./emitter.ts";
import { storeVariable } from "./names.ts";
import { equality } from "./tests.ts";
import { type Val, val } from "./types.ts";
import { traceLine } from "./tracing.ts";

/** Names to bind when the whole pattern has matched, with the temporaries that hold their values. */
type Captures = Map<string, { readonly value: js.Expr; readonly where: Span }>;

export function matchStatement(e: Emitter, node: Node<"Match">): void {
  e.conditionally(() => {
    const atom = e.atom(node.subject);
    const subject = node.subject.kind === "Name" ? e.hold(atom.js) : atom;
    const end = e.code.unique("$l");
    const cases = e.capture(() => {
      for (const clause of node.cases) matchCase(e, clause, subject, end);
    });
    e.emit(b.label(end, b.block(cases)));
  });
}

function matchCase(e: Emitter, clause: MatchCase, subject: Val, end: string): void {
  const depth = e.code.tempDepth;
  const fail = e.code.unique("$l");
  const body = e.capture(() => {
    const captures: Captures = new Map();
    traceLine(e, clause.pattern);
    pattern(e, clause.pattern, subject, fail, captures);
    for (const [name, { value, where }] of captures) storeVariable(e, name, value, where);
    if (clause.guard !== null) require(e, e.test(clause.guard), fail);
    e.suite(clause.body);
    e.emit(b.break_(end));
  });
  e.emit(b.label(fail, b.block(body)));
  e.code.tempDepth = depth;
}

function require(e: Emitter, test: js.Expr, fail: string): void {
  e.emit(b.if_(b.not(test), [b.break_(fail)]));
}

function pattern(e: Emitter, node: Pattern, subject: Val, fail: string, captures: Captures): void {
  switch (node.kind) {
    case "MatchValue":
      require(e, equality(e, subject, e.atom(node.value), node), fail);
      return;
    case "MatchSingleton":
      require(e, b.eq(subject.js, constant(e, node.value).js), fail);
      return;
    case "MatchSequence":
      sequence(e, node, subject, fail, captures);
      return;
    case "MatchMapping":
      mapping(e, node, subject, fail, captures);
      return;
    case "MatchClass":
      classPattern(e, node, subject, fail, captures);
      return;
    case "MatchStar":
      if (node.name !== null) captures.set(e.mangle(node.name), { value: subject.js, where: node });
      return;
    case "MatchAs":
      if (node.pattern !== null) pattern(e, node.pattern, subject, fail, captures);
      if (node.name !== null) captures.set(e.mangle(node.name), { value: subject.js, where: node });
      return;
    case "MatchOr":
      alternatives(e, node, subject, fail, captures);
  }
}

/** Alternatives bind the same names, each in its own way: they meet in temporaries. */
function alternatives(
  e: Emitter,
  node: Node<"MatchOr">,
  subject: Val,
  fail: string,
  captures: Captures,
): void {
  const matched = e.code.unique("$l");
  const shared = new Map<string, js.Identifier>();
  const body = e.capture(() => {
    for (const alternative of node.patterns) {
      const next = e.code.unique("$l");
      const attempt = e.capture(() => {
        const own: Captures = new Map();
        pattern(e, alternative, subject, next, own);
        for (const [name, { value }] of own) {
          let target = shared.get(name);
          if (target === undefined) {
            target = b.id(e.code.unique("$o"));
            e.code.declared.add(target.name);
            shared.set(name, target);
          }
          e.run(b.assign(target, value));
        }
        e.emit(b.break_(matched));
      });
      e.emit(b.label(next, b.block(attempt)));
    }
    e.emit(b.break_(fail));
  });
  e.emit(b.label(matched, b.block(body)));
  for (const [name, value] of shared) captures.set(name, { value, where: node });
}

/**
 *     if (!$matchSequence(s)) break; $1 = s.items, or what the pattern needs of s; if ($1.length !== n) break; then each item
 */
function sequence(
  e: Emitter,
  node: Node<"MatchSequence">,
  subject: Val,
  fail: string,
  captures: Captures,
): void {
  e.mark(node);
  require(e, e.call("matchSequence", subject.js), fail);
  const star = node.patterns.findIndex((item) => item.kind === "MatchStar");
  const count = node.patterns.length - (star === -1 ? 0 : 1);
  const only = node.patterns[0];
  if (count === 0 && only?.kind === "MatchStar" && only.name === null) return;
  const before = star === -1 ? count : star;
  const rest = star === -1 ? null : isWildcard(node.patterns[star] as Pattern) ? "none" : "list";
  const direct = b.eq(b.optionalMember(subject.js, "ix$"), b.lit(1));
  const items = e.hold(
    b.cond(
      direct,
      b.member(subject.js, "items"),
      e.call(
        "matchItems",
        subject.js,
        b.lit(before),
        b.lit(count - before),
        b.lit(rest),
        b.lit(node.patterns.every(isWildcard)),
      ),
    ),
  ).js;
  const length = b.member(items, "length");
  require(e, b.binary(star === -1 ? "===" : ">=", length, b.lit(count)), fail);
  node.patterns.forEach((item, i) => {
    if (isWildcard(item)) return;
    if (item.kind === "MatchStar") {
      const end = b.binary("-", length, b.lit(count - star));
      const rest = e.hold(e.call("list", b.method(items, "slice", [b.lit(i), end])));
      pattern(e, item, rest, fail, captures);
      return;
    }
    const index = star !== -1 && i > star ? b.binary("-", length, b.lit(node.patterns.length - i)) : b.lit(i);
    pattern(e, item, e.hold(b.index(items, index)), fail, captures);
  });
}

function isWildcard(node: Pattern): boolean {
  return (
    (node.kind === "MatchAs" && node.pattern === null && node.name === null) ||
    (node.kind === "MatchStar" && node.name === null)
  );
}

/** `if (!$matchMapping(s)) break; $1 = $matchKeys(s, [keys]); if ($1 === undefined) break;` */
function mapping(
  e: Emitter,
  node: Node<"MatchMapping">,
  subject: Val,
  fail: string,
  captures: Captures,
): void {
  e.mark(node);
  require(e, e.call("matchMapping", subject.js), fail);
  if (node.keys.length === 0 && node.rest === null) return;
  const keys = e.hold(b.array(e.atoms(node.keys).map(({ js }) => js))).js;
  if (node.keys.length > 0) {
    e.mark(node);
    const values = e.hold(e.call("matchKeys", subject.js, keys)).js;
    require(e, b.ne(values, b.undef), fail);
    each(e, node.patterns, values, fail, captures);
  }
  if (node.rest === null) return;
  const rest = e.hold(e.slow(node, e.call("matchRest", subject.js, keys)));
  captures.set(e.mangle(node.rest), { value: rest.js, where: node });
}

/** `$1 = $matchClass(s, C, 2, $names); if ($1 === undefined) break;` */
function classPattern(
  e: Emitter,
  node: Node<"MatchClass">,
  subject: Val,
  fail: string,
  captures: Captures,
): void {
  const cls = e.atom(node.cls);
  const names = e.unit.names(node.kwd_attrs);
  e.mark(node);
  const values = e.hold(e.call("matchClass", subject.js, cls.js, b.lit(node.patterns.length), names)).js;
  require(e, b.ne(values, b.undef), fail);
  each(e, [...node.patterns, ...node.kwd_patterns], values, fail, captures);
}

function each(
  e: Emitter,
  patterns: readonly Pattern[],
  values: js.Expr,
  fail: string,
  captures: Captures,
): void {
  patterns.forEach((item, i) => {
    if (!isWildcard(item))
      pattern(e, item, e.hold(b.index(values, b.lit(i)), val(values).type), fail, captures);
  });
}
