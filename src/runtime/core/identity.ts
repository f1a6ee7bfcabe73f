/** `id()`: a number per object, stable for its life and never given twice. Objects are shared by all interpreters of a
 * realm (builtin types are), so the numbers are per realm as well: a private register, not interpreter state. */
import { PyObject, type Value } from "./object.ts";

const register = new WeakMap<PyObject, number>();
// Spaced and offset as addresses are; hash() of an object is its id shifted right by 4.
const next = { id: 0x7f0000000010 };

/** The identity of an object that is not a JavaScript primitive. */
export function identityOf(object: PyObject): number {
  let id = register.get(object);
  if (id === undefined) {
    id = next.id;
    next.id += 16;
    register.set(object, id);
  }
  return id;
}

/** The identity of an object that was asked for it before. */
export const knownIdentity = (object: PyObject): number | undefined => register.get(object);

/** Gives an object the identity of one that is gone. */
export function setIdentity(object: PyObject, identity: number): void {
  register.set(object, identity);
}

/** Gives `heir` the identity of an object that is about to go. */
export function inheritIdentity(heir: PyObject, object: PyObject): void {
  register.set(heir, identityOf(object));
}

/** `0x7f3a00000010`: an identity as the reprs of objects show it. Primitives, which have none, show one for all. */
export function address(value: Value): string {
  const identity = value instanceof PyObject ? identityOf(value) : 0x7f0000000000;
  return `0x${identity.toString(16)}`;
}
