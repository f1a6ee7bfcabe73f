/** Python values as decimals: construction, and the operands of operations. */
import { typeOf } from "../../core/builtin-types.ts";
import type { PyBaseException } from "../../core/exception.ts";
import type { Value } from "../../core/object.ts";
import { overflowError, typeError, valueError } from "../../exceptions/raise.ts";
import { decompose } from "../../objects/double-bits.ts";
import { floatOf, isFloat } from "../../objects/float.ts";
import { intOf, isInt } from "../../objects/int.ts";
import { PyList } from "../../objects/list.ts";
import { isStr, strOf } from "../../objects/str.ts";
import { PyTuple } from "../../objects/tuple.ts";
import { toIndex } from "../../protocols/number.ts";
import {
  CONVERSION_SYNTAX,
  FLOAT_OPERATION,
  finishNumber,
  INVALID_OPERATION,
  MAX_EXPONENT,
  type PyContext,
} from "./context.ts";
import { FINITE, finite, infinity, ofInteger, PyDecimal, QUIET, quietNaN, SIGNALING } from "./number.ts";
import { raiseFor, settle } from "./signals.ts";
import { parseDecimal } from "./text.ts";

/** The decimal of an operand of an operator: a Decimal or an int; undefined for others. */
export function operand(value: Value): PyDecimal | undefined {
  if (value instanceof PyDecimal) return value;
  return isInt(value) ? ofInteger(BigInt(intOf(value))) : undefined;
}

export const unsupported = (value: Value): PyBaseException =>
  typeError(`conversion from ${typeOf(value).name} to Decimal is not supported`);

/** The decimal of an argument of a method; TypeError for what is neither Decimal nor int. */
export function argument(value: Value): PyDecimal {
  const decimal = operand(value);
  if (decimal === undefined) throw unsupported(value);
  return decimal;
}

/** A double, exactly. */
export function ofDouble(x: number): PyDecimal {
  if (x !== x) return quietNaN();
  if (!Number.isFinite(x)) return infinity(x < 0);
  const negative = x < 0 || Object.is(x, -0);
  if (x === 0) return finite(negative, 0n, 0);
  const { mantissa, exponent } = decompose(Math.abs(x));
  let n = BigInt(Math.abs(mantissa));
  let power = exponent;
  while ((n & 1n) === 0n && power < 0) {
    n >>= 1n;
    power++;
  }
  return power >= 0
    ? finite(negative, n << BigInt(power), 0)
    : finite(negative, n * 5n ** BigInt(-power), power);
}

/** A number with an exponent below this has too few digits to pass the limits. */
const ORDINARY = 1e15;

/** The exact number as it is, or the context's rounding of it. */
function place(number: PyDecimal, context: PyContext, exact: boolean): PyDecimal {
  if (exact) {
    if (number.kind !== FINITE || Math.abs(number.exponent) < ORDINARY) return number;
    const limit = Number(MAX_EXPONENT);
    if (number.adjusted <= limit && number.exponent >= -2 * limit) return number;
    raiseFor(context, INVALID_OPERATION);
    return quietNaN();
  }
  if (number.nan && number.coefficient !== 0n && number.digits > context.precision - context.clamp) {
    raiseFor(context, CONVERSION_SYNTAX);
    return quietNaN();
  }
  return settle(context, finishNumber(number, context));
}

/** `Decimal(value, context)`; with `exact` false, `context.create_decimal(value)`. */
export function convert(value: Value, context: PyContext, exact: boolean): PyDecimal {
  if (value instanceof PyDecimal) return exact ? value : place(value, context, false);
  if (isStr(value)) {
    const number = parseDecimal(strOf(value), exact);
    if (number !== undefined) return place(number, context, exact);
    raiseFor(context, CONVERSION_SYNTAX);
    return quietNaN();
  }
  if (isInt(value)) return place(ofInteger(BigInt(intOf(value))), context, exact);
  if (value instanceof PyTuple || value instanceof PyList)
    return place(fromParts(value.items), context, exact);
  if (isFloat(value)) {
    raiseFor(context, FLOAT_OPERATION);
    return place(ofDouble(floatOf(value)), context, exact);
  }
  throw unsupported(value);
}

/** `Decimal((sign, digits, exponent))` */
function fromParts(items: readonly Value[]): PyDecimal {
  const [sign, digits, exponent] = items;
  if (items.length !== 3) throw valueError("argument must be a sequence of length 3");
  if (sign === undefined || !isInt(sign) || (intOf(sign) !== 0 && intOf(sign) !== 1)) {
    throw valueError("sign must be an integer with the value 0 or 1");
  }
  const negative = intOf(sign) === 1;
  const payload = (): bigint => {
    if (!(digits instanceof PyTuple || digits instanceof PyList)) {
      throw valueError("coefficient must be a tuple of digits");
    }
    const text = digits.items.map((digit) => {
      const n = isInt(digit) ? intOf(digit) : -1;
      if (n < 0 || n > 9) throw valueError("coefficient must be a tuple of digits");
      return String(n);
    });
    return BigInt(text.join("") || "0");
  };
  if (exponent !== undefined && isStr(exponent)) {
    const name = strOf(exponent);
    if (name === "F") {
      payload();
      return infinity(negative);
    }
    if (name !== "n" && name !== "N") {
      throw valueError("string argument in the third position must be 'F', 'n' or 'N'");
    }
    return new PyDecimal(negative, payload(), 0, name === "n" ? QUIET : SIGNALING);
  }
  if (exponent === undefined || !isInt(exponent)) throw valueError("exponent must be an integer");
  const size = toIndex(exponent);
  if (typeof size === "bigint" && BigInt.asIntN(64, size) !== size)
    throw overflowError("Python int too large to convert to C ssize_t");
  return finite(negative, payload(), Number(size));
}

/** `from_float(value)`: floats and ints, exactly. */
export function fromFloat(value: Value): PyDecimal {
  if (isInt(value)) return ofInteger(BigInt(intOf(value)));
  if (!isFloat(value)) throw typeError("argument must be int or float");
  return ofDouble(floatOf(value));
}
