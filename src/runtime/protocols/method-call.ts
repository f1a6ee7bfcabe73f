/** Slow paths of `o.name(...)`: the receiver has no `m$name`. Also calls of special methods by name from TypeScript. */
import { dropLink } from "../core/call-link.ts";
import { callable, callN, prepend } from "../core/call.ts";
import type { Callable, Slots, Value } from "../core/object.ts";
import { typeError } from "../exceptions/raise.ts";
import { PyDict } from "../objects/dict.ts";
import { isStr, strOf } from "../objects/str.ts";
import { getAttr } from "./attribute.ts";
import { mergeKeywords } from "./displays.ts";

function method(object: Value, name: string): Callable {
  return callable(getAttr(object, name));
}

export const callMethod0 = (object: Value, name: string): Value => method(object, name).c0();
export const callMethod1 = (object: Value, name: string, a: Value): Value => method(object, name).c1(a);
export const callMethod2 = (object: Value, name: string, a: Value, b: Value): Value =>
  method(object, name).c2(a, b);
export const callMethod3 = (object: Value, name: string, a: Value, b: Value, c: Value): Value =>
  method(object, name).c3(a, b, c);
export const callMethodN = (object: Value, name: string, args: Value[]): Value =>
  callN(method(object, name), args);
export const callMethodK = (object: Value, name: string, args: Value[], names: readonly string[]): Value =>
  method(object, name).ck(args, names);

/** `object.name(...args)` for TypeScript callers, with the same short cut as emitted code. */
export function callMethod(object: Value, name: string, ...args: Value[]): Value {
  const entry = object === null ? undefined : (object as unknown as Slots)[`m$${name}`];
  if (entry !== undefined && entry !== null)
    return callN(entry as unknown as Callable, prepend(object, args));
  return callMethodN(object, name, args);
}

/** `callee(*args, **keywords)`; `keywords` is a dict made by `mergeKeywords`, or null. The array
 * becomes the callee's. */
export function callEx(callee: Value, args: Value[], keywords: Value): Value {
  if (!(keywords instanceof PyDict) || keywords.size === 0) return callN(callable(callee), args);
  const names: string[] = [];
  for (const [name, value] of keywords.entries()) {
    if (!isStr(name)) throw typeError("keywords must be strings");
    names.push(strOf(name));
    args.push(value);
  }
  return callable(callee).ck(args, names);
}

/** `callee(*args, **mapping)`: a plain dict gives its keywords straight to the callee. */
export function callMapping(callee: Value, args: Value[], mapping: Value): Value {
  const map =
    mapping instanceof PyDict && mapping.exactDict$ && mapping.shown === undefined ? mapping.map : null;
  if (map === null) {
    // The mapping's own code may run before the callee does.
    dropLink();
    return callEx(callee, args, mergeKeywords(null, mapping, callee));
  }
  if (map.size === 0) return callN(callable(callee), args);
  const given = args.length;
  const names: string[] = [];
  for (const [name, value] of map) {
    if (typeof name !== "string") {
      args.length = given;
      return callEx(callee, args, mergeKeywords(null, mapping, callee));
    }
    names.push(name);
    args.push(value);
  }
  return callable(callee).ck(args, names);
}
