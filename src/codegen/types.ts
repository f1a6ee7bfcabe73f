/**
 * What is known at compile time about a value. A small lattice: everything not listed is `unknown`.
 *
 * `boxed` is a float literal whose value is integral (`2.0`), which is an object at run time: fast paths compute with the
 * value. `int` is an exact integer held in a JavaScript number whose absolute value is at most `max`; `float` a non-integral
 * number (a literal: the result of float arithmetic may be boxed); `str` a JavaScript string.
 */
import { lit } from "../js/builders.ts";
import type { Expr } from "../js/nodes.ts";

export type Type =
  | { readonly kind: "unknown" }
  | { readonly kind: "bool" }
  | { readonly kind: "none" }
  /** An integer literal beyond the safe ones: a JavaScript bigint. */
  | { readonly kind: "big" }
  | { readonly kind: "int"; readonly max: number }
  | { readonly kind: "float" }
  | { readonly kind: "boxed"; readonly value: number }
  | { readonly kind: "str" }
  /** A container object made by a display, always true when non-empty; `object` never equals a primitive. */
  | { readonly kind: "object" };

export const unknown: Type = { kind: "unknown" };
export const bool: Type = { kind: "bool" };
export const big: Type = { kind: "big" };
export const none: Type = { kind: "none" };
export const float: Type = { kind: "float" };
export const str: Type = { kind: "str" };
export const object: Type = { kind: "object" };

export function int(max: number): Type {
  return { kind: "int", max };
}

/**
 * An emitted expression with what is known of its value. Consumed once, at once; see emitter.ts. `fast` is the value of a
 * conditional `fast.test ? fast.number : fast.slow` whose one side is a JavaScript number, for consumers that treat the sides
 * differently.
 */
export type Val = { readonly js: Expr; readonly type: Type; readonly fast?: NumberOrSlow };
export type NumberOrSlow = { readonly test: Expr; readonly number: Expr; readonly slow: Expr };

export function val(js: Expr, type: Type = unknown): Val {
  return { js, type };
}

/** Whether the value, or what stands for it on a fast path, is a JavaScript number for sure. */
export function isNumber(type: Type): boolean {
  return type.kind === "int" || isFloat(type);
}

export function isFloat(type: Type): boolean {
  return type.kind === "float" || type.kind === "boxed";
}

/** The operand of a fast path: for a boxed literal its value. */
export function raw({ js, type }: Val): Expr {
  return type.kind === "boxed" ? lit(type.value) : js;
}
