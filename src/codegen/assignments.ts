/** Assignment: targets, unpacking, augmented assignment, `del`. */
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import type { Scope } from "../scope/scope.ts";
import type { Expr, Node } from "../syntax/ast.ts";
import { deleteAttribute, loadAttribute, storeAttribute } from "./attributes.ts";
import { pairOf } from "./displays.ts";
import type { Emitter } from "./emitter.ts";
import {
  assignSplit,
  augmentSplit,
  fusedAugmented,
  holdSplit,
  normalizeSplit,
  splitTarget,
} from "./float-expressions.ts";
import { deleteVariable, loadName, storeVariable } from "./names.ts";
import { binaryOperation } from "./operators.ts";
import { deleteItem, loadItem, loadPair, storeItem, storePair, storeSlice } from "./subscripts.ts";
import { type Val, val } from "./types.ts";

/** Binds `value`, an atom unless the target is a plain name. */
export function assignTo(e: Emitter, target: Expr, value: Val): void {
  switch (target.kind) {
    case "Name": {
      storeVariable(e, e.mangle(target.id), value.js, target);
      const split = splitTarget(e, target);
      if (split !== null && !isInteger(value)) normalizeSplit(e, split);
      return;
    }
    case "Attribute": {
      noteSelfAttribute(e, target);
      const object = e.atom(target.value);
      storeAttribute(e, object, e.mangle(target.attr), value.js, target);
      return;
    }
    case "Subscript": {
      const object = e.atom(target.value);
      if (target.slice.kind === "Slice" && target.slice.step === null) {
        storeSlice(e, object, target.slice, value.js, target);
        return;
      }
      const pair = pairOf(e, target.slice);
      if (pair !== null) storePair(e, object, pair, value.js, target);
      else storeItem(e, object, e.atom(target.slice), value.js, target);
      return;
    }
    case "Tuple":
    case "List":
      unpackInto(e, target, value);
      return;
    case "Starred":
      assignTo(e, target.value, value);
      return;
    default:
      throw new TypeError(`cannot assign to ${target.kind}`);
  }
}

function isInteger({ type }: Val): boolean {
  return type.kind === "int" || type.kind === "big";
}

/** `self.x = ...` in a method: one of the class's `__static_attributes__`. */
function noteSelfAttribute(e: Emitter, target: Node<"Attribute">): void {
  if (target.value.kind !== "Name" || target.value.id !== "self") return;
  let { parent } = e.code;
  while (parent !== null && parent.scope.kind !== "class") parent = parent.parent;
  parent?.selfAttributes.add(target.attr);
}

/**
 *     $1 = v?.ix$ === 1 && v.items.length === 2 ? v.items : ($p = 3, $unpack(v, 2)); a = $1[0]; b = $1[1];
 *
 * With a star: `$unpackEx(v, before, after)`.
 */
function unpackInto(e: Emitter, target: Node<"Tuple"> | Node<"List">, value: Val): void {
  const { elts } = target;
  const star = elts.findIndex((element) => element.kind === "Starred");
  const depth = e.code.tempDepth;
  let items: js.Expr;
  if (star === -1) {
    const source = e.save(value).js;
    const count = b.lit(elts.length);
    const array = b.member(source, "items");
    const direct = b.and(
      b.eq(b.optionalMember(source, "ix$"), b.lit(1)),
      b.eq(b.member(array, "length"), count),
    );
    items = e.hold(b.cond(direct, array, e.slow(target, e.call("unpack", source, count)))).js;
  } else {
    const after = elts.length - star - 1;
    const source = e.save(value).js;
    items = e.hold(e.slow(target, e.call("unpackEx", source, b.lit(star), b.lit(after)))).js;
  }
  // The values first: binding one may change the list that they come from.
  const simple = elts.every((element) => element.kind === "Name");
  const values = elts.map((_, i) => {
    const item = b.index(items, b.lit(i));
    return simple ? val(item) : e.hold(item);
  });
  elts.forEach((element, i) => assignTo(e, element, values[i] as Val));
  e.code.tempDepth = depth;
}

/** An assignment. Names that had a value and get None let go of it, as `del` does, but not in loops, which must be fast. */
export function assign(e: Emitter, node: Node<"Assign">): void {
  const { targets, value } = node;
  const none = value.kind === "Constant" && value.value === null;
  const forgets =
    none && e.exits.every(({ kind }) => kind !== "loop") && targets.some((target) => isBound(e, target));
  assignAll(e, node);
  if (forgets) forgetOperands(e);
  for (const target of targets) if (!none && target.kind === "Name") e.code.bound.add(target.id);
}

/** Whether a statement before gave a value to this name. */
const isBound = (e: Emitter, target: Expr): boolean => target.kind === "Name" && e.code.bound.has(target.id);

/** `a = b = value`; `a, b = x, y` moves values without making a tuple. */
function assignAll(e: Emitter, node: Node<"Assign">): void {
  const { targets, value } = node;
  const [only] = targets as [Expr];
  if (targets.length > 1) {
    const held = e.atom(value);
    for (const target of targets) {
      const split = value.kind === "Constant" ? splitTarget(e, target) : null;
      if (split === null || !assignSplit(e, split, value)) assignTo(e, target, held);
    }
    return;
  }
  if (
    isSequence(only) &&
    isSequence(value) &&
    only.elts.length === value.elts.length &&
    !hasStar(only) &&
    !hasStar(value)
  ) {
    const stores = value.elts.map((element, i) => {
      const target = only.elts[i] as Expr;
      const split = splitTarget(e, target);
      const store = split === null ? null : holdSplit(e, element);
      if (split !== null && store !== null) return () => store(split);
      const atom = e.atom(element);
      const held = element.kind === "Name" ? e.hold(atom.js, atom.type) : atom;
      return () => assignTo(e, target, held);
    });
    for (const store of stores) store();
    return;
  }
  const split = splitTarget(e, only);
  if (split !== null && assignSplit(e, split, value)) return;
  assignTo(e, only, only.kind === "Name" ? e.expr(value) : e.atom(value));
}

function isSequence(node: Expr): node is Node<"Tuple"> | Node<"List"> {
  return node.kind === "Tuple" || node.kind === "List";
}

function hasStar(node: Node<"Tuple"> | Node<"List">): boolean {
  return node.elts.some((element) => element.kind === "Starred");
}

/** The new value, of an atom and the statement's right side. */
function augmented(e: Emitter, current: Val, node: Node<"AugAssign">): Val {
  return (
    fusedAugmented(e, current, node) ?? binaryOperation(e, node.op, current, e.atom(node.value), node, true)
  );
}

/** `x += v`: the target's parts are evaluated once; the operator's in-place form; stored back. */
export function augAssign(e: Emitter, node: Node<"AugAssign">): void {
  const { target } = node;
  switch (target.kind) {
    case "Name": {
      const split = splitTarget(e, target);
      if (split !== null && augmentSplit(e, split, node)) return;
      const current = e.save(loadName(e, target));
      const result = augmented(e, current, node);
      storeVariable(e, e.mangle(target.id), result.js, target);
      if (split !== null) normalizeSplit(e, split);
      return;
    }
    case "Attribute": {
      noteSelfAttribute(e, target);
      const object = e.atom(target.value);
      const name = e.mangle(target.attr);
      const current = e.save(loadAttribute(e, object, name, target));
      const result = e.save(augmented(e, current, node));
      storeAttribute(e, object, name, result.js, target);
      return;
    }
    case "Subscript": {
      const object = e.atom(target.value);
      const pair = pairOf(e, target.slice);
      if (pair !== null) {
        const current = e.save(loadPair(e, object, pair, target));
        storePair(e, object, pair, e.save(augmented(e, current, node)).js, target);
        return;
      }
      const key = e.atom(target.slice);
      const current = e.save(loadItem(e, object, key, target));
      const result = e.save(augmented(e, current, node));
      storeItem(e, object, key, result.js, target);
      return;
    }
    default:
      throw new TypeError(`cannot augment ${target.kind}`);
  }
}

/** `del` of each target in turn. */
export function deleteStatement(e: Emitter, node: Node<"Delete">): void {
  deleteTargets(e, node.targets);
  if (!node.targets.every((target) => target.kind === "Subscript")) forgetOperands(e);
}

/**
 *     $forget($1 = 0, $2 = 0, x$1 = 0, 0, 0, 0, 0, 0)
 *
 * An object whose last name is deleted should die, so that weak references to it end. What statements before had in temporaries, in
 * variables of comprehensions, and in the engine's registers for arguments, would keep it alive as long as the function runs: the
 * first are overwritten, and a call with many arguments takes the registers of those before. It is nothing once the function is
 * optimised.
 */
function forgetOperands(e: Emitter): void {
  const { tempDepth, tempMax } = e.code;
  const temps = Array.from({ length: tempMax - tempDepth }, (_, i) => `$${tempDepth + i + 1}`);
  const cleared = [...temps, ...ended(e)].map((name) => b.assign(b.id(name), b.lit(0)));
  while (cleared.length < ARGUMENTS) cleared.push(b.lit(0));
  e.run(e.call("forget", ...cleared));
}

/** Variables of the comprehensions that stand before; each begins with new ones. */
function ended(e: Emitter): string[] {
  const around = new Set<Scope>();
  for (let scope: Scope | null = e.scope; scope !== null; scope = scope.parent) around.add(scope);
  return [...e.renamed].flatMap(([scope, names]) => (around.has(scope) ? [] : [...names.values()]));
}

/** A call that asks for a collection by the names that programs have for it: nothing but variables should keep objects from it. */
export function forgetBeforeCollection(e: Emitter, node: Expr): void {
  if (node.kind !== "Call") return;
  const { func } = node;
  const name = func.kind === "Name" ? func.id : func.kind === "Attribute" ? func.attr : "";
  if (name === "gc_collect" || name === "collect") forgetOperands(e);
}

/** More registers than most calls take. */
const ARGUMENTS = 8;

function deleteTargets(e: Emitter, targets: readonly Expr[]): void {
  for (const target of targets) {
    const depth = e.code.tempDepth;
    if (target.kind === "Name") {
      deleteVariable(e, e.mangle(target.id), target);
    } else if (target.kind === "Attribute") {
      deleteAttribute(e, e.atom(target.value), e.mangle(target.attr), target);
    } else if (target.kind === "Subscript") {
      const object = e.atom(target.value);
      deleteItem(e, object, e.atom(target.slice), target);
    } else if (isSequence(target)) {
      deleteTargets(e, target.elts);
    }
    e.code.tempDepth = depth;
  }
}

/** `(x := value)` */
export function namedExpr(e: Emitter, node: Node<"NamedExpr">): Val {
  const value = e.atom(node.value);
  const target = node.target as Node<"Name">;
  storeVariable(e, e.mangle(target.id), value.js, target);
  return value.js.type === "Identifier" && !value.js.name.startsWith("$")
    ? e.hold(value.js, value.type)
    : value;
}
