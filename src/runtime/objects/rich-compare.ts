/**
 * `==` and the other rich comparisons through special methods, the part that hash tables need. The operators of
 * emitted code, with their fast cases and errors, are in `protocols/compare.ts`. Follows do_richcompare of
 * Objects/object.c.
 */
import { objectType, special, typeOf } from "../core/builtin-types.ts";
import type { PyObject, Value } from "../core/object.ts";
import { PyType } from "../core/type.ts";
import { typeError } from "../exceptions/raise.ts";
import { NotImplemented } from "./singletons.ts";
import { truthOf } from "./truth.ts";
import { type PyTuple, tupleType } from "./tuple.ts";

/** The result of `a OP b` by `method` (`m$__lt__`) of a's type and `reflected` (`m$__gt__`) of b's; undefined when
 * neither knows an answer. A right operand whose type is a proper subclass of the left one's is asked first. */
export function richCompare(a: Value, b: Value, method: string, reflected: string): Value | undefined {
  const left = typeOf(a);
  const right = typeOf(b);
  let asked = false;
  if (left !== right && right.isSubtype(left)) {
    const result = ask(b, a, reflected);
    if (result !== undefined) return result;
    asked = true;
  }
  const result = ask(a, b, method);
  if (result !== undefined) return result;
  return asked ? undefined : ask(b, a, reflected);
}

/** The comparison methods as they are reached through an instance: undefined where the type has none, where the instance
 * hides it, and for every object off the fast path. */
type Method = PyObject | null | undefined;
export interface Comparable extends PyObject {
  readonly m$__eq__: Method;
  readonly m$__ne__: Method;
  readonly m$__lt__: Method;
  readonly m$__le__: Method;
  readonly m$__gt__: Method;
  readonly m$__ge__: Method;
}

/** Two instances of one class: neither operand goes first by being of a subclass. (Nothing is read from the class: a
 * property of type objects, which all differ in shape, is the slowest one to read.) Not classes, whose properties are those of
 * their instances. */
export function areSiblings(a: Value, b: Value): a is Comparable {
  return (
    typeof a === "object" &&
    typeof b === "object" &&
    a !== null &&
    b !== null &&
    a.cls$ === b.cls$ &&
    !(a instanceof PyType)
  );
}

/** `a OP b` for siblings, by the method that the left one has; undefined when neither knows an answer. */
export function siblingCompare(a: Value, b: Value, method: PyObject, reflected: string): Value | undefined {
  const result = method.c2(a, b);
  return result === NotImplemented ? ask(b, a, reflected) : result;
}

function ask(self: Value, other: Value, method: string): Value | undefined {
  const entry = special(self, method);
  if (entry === undefined) return undefined;
  if (entry === null) throw typeError("'NoneType' object is not callable");
  const result = entry.c2(self, other);
  return result === NotImplemented ? undefined : result;
}

/** True when `a is b` or `a == b`: how containers compare their items (PyObject_RichCompareBool). */
export function equal(a: Value, b: Value): boolean {
  if (a === b) return true;
  switch (typeof a) {
    case "string":
    case "bigint":
      if (typeof b !== "object") return false;
      break;
    case "number":
      if (typeof b === "number") return a !== a && b !== b;
      if (typeof b === "boolean") return a === (b ? 1 : 0);
      if (typeof b !== "object") return false;
      break;
    case "boolean":
      if (typeof b === "number") return b === (a ? 1 : 0);
      if (typeof b !== "object") return false;
      break;
    default:
      if (a === null) {
        if (b === null || typeof b !== "object") return false;
      } else if (areSiblings(a, b)) return siblingsEqual(a, b);
  }
  if (b === null && (typeof a !== "object" || a === null)) return false;
  return isTrue(richCompare(a, b, "m$__eq__", "m$__eq__"));
}

function siblingsEqual(a: Comparable, b: Value): boolean {
  if (a.cls$ === tupleType) return tuplesEqual((a as Value as PyTuple).items, (b as PyTuple).items);
  const own = a.m$__eq__;
  // Of siblings that inherit `==` from object neither equals the other.
  if (own !== undefined && own === (objectType.proto as unknown as Comparable).m$__eq__) return false;
  return isTrue(
    own === undefined || own === null
      ? richCompare(a, b, "m$__eq__", "m$__eq__")
      : siblingCompare(a, b, own, "m$__eq__"),
  );
}

function isTrue(result: Value | undefined): boolean {
  return result === true || (result !== false && result !== undefined && truthOf(result));
}

export function tuplesEqual(a: readonly Value[], b: readonly Value[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    const x = a[i] as Value;
    const y = b[i] as Value;
    if (x !== y && !equal(x, y)) return false;
  }
  return true;
}
