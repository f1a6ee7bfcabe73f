/**
 * Text of values: `repr`, `str`, `ascii` and `format`, with fast cases for builtin data. Follows PyObject_Repr and
 * PyObject_Str in Objects/object.c, PyObject_Format in Objects/abstract.c.
 */
import { boolType, special, strType, typeOf } from "../core/builtin-types.ts";
import type { PyObject, Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import { typeError } from "../exceptions/raise.ts";
import { floatRepr } from "../objects/float-text.ts";
import { intText } from "../objects/int-text.ts";
import { isStr, joinStrs, type Str, strOf } from "../objects/str.ts";
import { asciiRepr, strRepr } from "../objects/str-repr.ts";

/** `repr(value)` */
export function repr(value: Value): Str {
  switch (typeof value) {
    case "string":
      return strRepr(value);
    case "number":
      return Number.isInteger(value) ? String(value) : floatRepr(value);
    case "bigint":
      return intText(value);
    case "boolean":
      return value ? "True" : "False";
    default:
      if (value === null) return "None";
      return checked(special(value, "m$__repr__") as PyObject, value, "__repr__");
  }
}

/** `str(value)` */
export function str(value: Value): Str {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return repr(value);
  if (value.cls$ === strType) return value as unknown as Str;
  return checked(special(value, "m$__str__") as PyObject, value, "__str__");
}

function checked(method: PyObject | null | undefined, value: Value, name: string): Str {
  if (method === null || method === undefined) throw typeError("'NoneType' object is not callable");
  const result = method.c1(value);
  if (!isStr(result)) throw typeError(`${name} returned non-string (type ${typeOf(result).name})`);
  return result;
}

/** `ascii(value)` */
export function ascii(value: Value): Str {
  const shown = repr(value);
  const text = asciiRepr(shown);
  return text === strOf(shown) ? shown : text;
}

/** UTF-16 text of `repr(value)`, for messages. */
export function reprText(value: Value): string {
  return strOf(repr(value));
}

/** UTF-16 text of `str(value)`. */
export function strText(value: Value): string {
  return strOf(str(value));
}

/** The field `{value!conversion:spec}`; `conversion` is "" | "s" | "r" | "a". */
export function format(value: Value, conversion: string, spec: Value): Str {
  switch (conversion) {
    case "r":
      return formatValue(repr(value), spec);
    case "s":
      return formatValue(str(value), spec);
    case "a":
      return formatValue(ascii(value), spec);
    default:
      return formatValue(value, spec);
  }
}

/** `format(value, spec)` */
export function formatValue(value: Value, spec: Value): Str {
  if (spec === "") {
    if (typeof value === "string") return value;
    if (typeof value === "number" || typeof value === "bigint" || typeOf(value) === boolType)
      return repr(value);
  }
  const method = special(value, "m$__format__");
  if (method === undefined || method === null) {
    throw typeError(`Type ${typeOf(value).name} doesn't define __format__`);
  }
  const result = method.c2(value, spec);
  if (!isStr(result)) throw typeError(`__format__ must return a str, not ${typeOf(result).name}`);
  return result;
}

const ACTIVE = Symbol("objects whose repr is being computed");

/** Runs `fn` unless the repr of `object` is already being computed further out; then `recursive` ("[...]") stands for
 * it. As Py_ReprEnter. */
export function withReprGuard(object: Value, fn: () => Str, recursive: string): Str {
  const active = current.stateOf(ACTIVE, () => new Set<Value>());
  if (active.has(object)) return recursive;
  active.add(object);
  try {
    return fn();
  } finally {
    active.delete(object);
  }
}

/** Joins the str parts of an f-string. */
export function joinStr(parts: readonly Str[]): Str {
  return joinStrs("", parts);
}
