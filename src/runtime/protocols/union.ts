/** Making unions of types: `int | str`, `typing.Union[int, str]`. Follows Objects/unionobject.c;
 * https://docs.python.org/3.14/library/stdtypes.html#types-union. */
import { noneType, typeOf, typeType } from "../core/builtin-types.ts";
import { PyBaseException } from "../core/exception.ts";
import { hash } from "../core/hash.ts";
import type { Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import { PyType } from "../core/type.ts";
import { TypeError as TypeError_ } from "../exceptions/hierarchy.ts";
import { typeError } from "../exceptions/raise.ts";
import { PyGenericAlias } from "../objects/generic-alias.ts";
import { equal } from "../objects/rich-compare.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { PySet } from "../objects/set.ts";
import { isStr } from "../objects/str.ts";
import { tuple } from "../objects/tuple.ts";
import { PyTypeAlias, PyTypeParameter } from "../objects/type-variables.ts";
import { PyUnion } from "../objects/union.ts";
import { callMethod2 } from "./method-call.ts";

/** `a | b` for types: NotImplemented when one of them is nothing that a union can be made of. Type variables and unions
 * take anything that `typing` accepts, strings too. */
export function unionOf(a: Value, b: Value): Value {
  if (takesAny(a) || takesAny(b)) return unionFrom([a, b]);
  return isUnionable(a) && isUnionable(b) ? unionFrom([a, b]) : NotImplemented;
}

const takesAny = (value: Value): boolean => value instanceof PyTypeParameter || value instanceof PyUnion;

function isUnionable(value: Value): boolean {
  return (
    value === null ||
    value instanceof PyType ||
    value instanceof PyGenericAlias ||
    value instanceof PyUnion ||
    value instanceof PyTypeAlias
  );
}

/** `Union[args]`: flattened, without repetitions; a single type stands for itself. */
export function unionFrom(args: readonly Value[]): Value {
  if (args.length === 0) throw typeError("Cannot take a Union of no types.");
  const members: Value[] = [];
  const hashable = new PySet();
  const unhashable: Value[] = [];
  for (const arg of args) {
    for (const member of arg instanceof PyUnion ? arg.args.items : [checked(arg)]) {
      if (hasHash(member)) {
        if (hashable.has(member)) continue;
        hashable.add(member);
      } else {
        if (unhashable.some((other) => other === member || equal(other, member))) continue;
        unhashable.push(member);
      }
      members.push(member);
    }
  }
  return members.length === 1 ? (members[0] as Value) : new PyUnion(tuple(members), unhashable);
}

function hasHash(value: Value): boolean {
  if (value instanceof PyType && typeOf(value) === typeType) return true;
  try {
    hash(value);
    return true;
  } catch (error) {
    if (error instanceof PyBaseException && error.cls$.isSubtype(TypeError_)) return false;
    throw error;
  }
}

/** What a member is stored as; `typing` decides about anything unusual, forward references in strings for one. */
function checked(arg: Value): Value {
  if (arg === null) return noneType;
  if (isUnionable(arg) || (arg instanceof PyTypeParameter && !isStr(arg))) return arg;
  return callMethod2(
    current.importModule("typing"),
    "_type_check",
    arg,
    "Union[arg, ...]: each arg must be a type.",
  );
}
