/** Results of functions over doubles as Python values, with the domain and range errors of Modules/mathmodule.c. */
import type { Value } from "../../core/object.ts";
import { overflowError, valueError } from "../../exceptions/raise.ts";
import { float } from "../../objects/float.ts";
import { floatRepr } from "../../objects/float-text.ts";
import { toDouble } from "../../protocols/number.ts";

/** How a domain error names what was expected; the argument's repr is put in for `%`. */
export function domainError(message: string, x?: number): never {
  throw valueError(x === undefined ? message : message.replace("%", floatRepr(x)));
}

export function rangeError(): never {
  throw overflowError("math range error");
}

/**
 * A row for a function of one double. NaN out of a number is a domain error; infinity out of a finite number is an
 * overflow where `canOverflow`, else a domain error (a pole).
 */
export function real(
  fn: (x: number) => number,
  canOverflow: boolean,
  domain = "math domain error",
): (value: Value) => Value {
  return (value) => {
    const x = typeof value === "number" ? value : toDouble(value);
    const result = fn(x);
    if (result - result !== 0) checkResult(x, result, canOverflow, domain);
    return float(result);
  };
}

function checkResult(x: number, result: number, canOverflow: boolean, domain: string): void {
  if (Number.isNaN(result)) {
    if (!Number.isNaN(x)) domainError(domain, x);
  } else if (Number.isFinite(x)) {
    if (canOverflow) rangeError();
    domainError(domain, x);
  }
}
