/**
 * What is known at compile time about a value. A small lattice: everything not listed is `unknown`.
 *
 * `int` is an exact integer held in a JavaScript number whose absolute value is at most `max`; `float` a non-integral
 * number (a literal: the result of float arithmetic may be boxed); `str` a JavaScript string.
 */
import type { Expr } from "../js/nodes.ts";

export type Type =
  | { readonly kind: "unknown" }
  | { readonly kind: "bool" }
  | { readonly kind: "none" }
  | { readonly kind: "int"; readonly max: number }
  | { readonly kind: "float" }
  | { readonly kind: "str" }
  /** A container object made by a display, always true when non-empty; `object` never equals a primitive. */
  | { readonly kind: "object" };

export const unknown: Type = { kind: "unknown" };
export const bool: Type = { kind: "bool" };
export const none: Type = { kind: "none" };
export const float: Type = { kind: "float" };
export const str: Type = { kind: "str" };
export const object: Type = { kind: "object" };
export const int32: Type = { kind: "int", max: 2 ** 31 };

export function int(max: number): Type {
  return { kind: "int", max };
}

/** An emitted expression with what is known of its value. Consumed once, at once; see emitter.ts. */
export type Val = { readonly js: Expr; readonly type: Type };

export function val(js: Expr, type: Type = unknown): Val {
  return { js, type };
}

export function isNumber(type: Type): boolean {
  return type.kind === "int" || type.kind === "float";
}
