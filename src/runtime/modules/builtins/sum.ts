/**
 * `sum`: ints exactly, then floats compensated (Neumaier), then complex numbers, then whatever `+` does, as builtin_sum_impl in
 * Python/bltinmodule.c. It goes through these stages in this order and never back.
 *
 * The loops that add, the one here and those of emitted code (codegen/folds.ts), hold the sum in three variables and add numbers
 * themselves; an item of any other kind goes through a {@link Summation}.
 */
import type { Summation as State } from "../../../abi/runtime.ts";
import { typeOf } from "../../core/builtin-types.ts";
import type { Value } from "../../core/object.ts";
import { typeError } from "../../exceptions/raise.ts";
import { PyByteArray } from "../../objects/bytearray.ts";
import { isBytes } from "../../objects/bytes.ts";
import { PyComplex } from "../../objects/complex.ts";
import { float, floatOf, isFloat } from "../../objects/float.ts";
import { addInt, intToDouble } from "../../objects/int-arithmetic.ts";
import { type Int, intOf, isInt } from "../../objects/int.ts";
import { isStr } from "../../objects/str.ts";
import { iter } from "../../protocols/iterate.ts";
import { add } from "../../protocols/number.ts";

const INTS = 0;
const FLOATS = 1;
const COMPLEX = 2;
const ANY = 3;

class Summation implements State {
  stage = INTS;
  whole: Int | undefined | null = 0;
  high = 0;
  low = 0;
  /** The imaginary part of complex numbers; `high` and `low` are the real one. */
  imaginary = 0;
  imaginaryLow = 0;
  /** The sum in the last stage. */
  total: Value = null;

  /** Goes on with this sum, in a stage not before `from`. */
  begin(total: Value, from: number): void {
    this.whole = null;
    if (from === INTS && typeof total === "number" && Number.isInteger(total)) {
      this.stage = INTS;
      this.whole = total;
    } else if (from <= FLOATS && isPlainFloat(total)) {
      this.stage = FLOATS;
      this.whole = undefined;
      this.high = floatOf(total);
      this.low = 0;
    } else if (from <= COMPLEX && total instanceof PyComplex) {
      this.stage = COMPLEX;
      this.high = total.real;
      this.imaginary = total.imag;
      this.low = 0;
      this.imaginaryLow = 0;
    } else {
      this.stage = ANY;
      this.total = total;
    }
  }

  add(item: Value): void {
    const { whole } = this;
    if (typeof item === "boolean" || typeof item === "bigint" || Number.isInteger(item)) {
      if (whole !== undefined && whole !== null) {
        this.whole = addInt(whole, typeof item === "boolean" ? Number(item) : (item as Int));
        return;
      }
    }
    if (this.stage === FLOATS || this.stage === COMPLEX) {
      const x = isPlainFloat(item) ? floatOf(item) : isExactInt(item) ? intToDouble(intOf(item)) : undefined;
      if (x !== undefined) {
        this.addReal(x);
        return;
      }
      if (this.stage === COMPLEX && item instanceof PyComplex) {
        this.addReal(item.real);
        const t = this.imaginary + item.imag;
        this.imaginaryLow += error(this.imaginary, item.imag, t);
        this.imaginary = t;
        return;
      }
    }
    // What has been summed up as ints may go on as floats or complex numbers, floats as complex numbers.
    this.begin(add(this.result(), item), this.stage === INTS ? FLOATS : this.stage + 1);
  }

  addReal(x: number): void {
    const t = this.high + x;
    this.low += error(this.high, x, t);
    this.high = t;
  }

  result(): Value {
    switch (this.stage) {
      case INTS:
        return this.whole as Int;
      case FLOATS:
        return float(rounded(this.high, this.low));
      case COMPLEX:
        return new PyComplex(rounded(this.high, this.low), rounded(this.imaginary, this.imaginaryLow));
      default:
        return this.total;
    }
  }
}

/** What rounding lost of the sum `t` of two doubles. */
const error = (a: number, b: number, t: number): number =>
  Math.abs(a) >= Math.abs(b) ? a - t + b : b - t + a;

const rounded = (high: number, low: number): number =>
  low !== 0 && Number.isFinite(low) ? high + low : high;

const isPlainFloat = (value: Value): boolean => isFloat(value) && !typeOf(value).heap;
const isExactInt = (value: Value): boolean => isInt(value) && !typeOf(value).heap;

/** Takes over the sum so far and adds an item; see `Runtime.sumOther`. */
export function sumOther(
  state: State | undefined,
  item: Value,
  whole: Int | undefined | null,
  high: number,
  low: number,
): State {
  const summation = (state as Summation | undefined) ?? new Summation();
  summation.whole = whole;
  summation.high = high;
  summation.low = low;
  summation.add(item);
  return summation;
}

/** The sum in the end; see `Runtime.sumResult`. */
export function sumResult(
  state: State | undefined,
  whole: Int | undefined | null,
  high: number,
  low: number,
): Value {
  if (whole !== undefined && whole !== null) return whole;
  return whole === undefined ? float(rounded(high, low)) : (state as Summation).result();
}

export function sum(iterable: Value, start: Value = 0): Value {
  const items = iter(iterable);
  refuseStart(start);
  let state: State = new Summation();
  (state as Summation).begin(start, INTS);
  let { whole, high, low } = state;
  for (let item = items.nx(); item !== undefined; item = items.nx()) {
    const x = item === true ? 1 : item === false ? 0 : item;
    if (typeof x === "number") {
      if (Number.isInteger(x)) {
        const t = typeof whole === "number" ? whole + x : Number.NaN;
        if (Number.isSafeInteger(t)) {
          whole = t;
          continue;
        }
      } else if (whole === undefined) {
        const t = high + x;
        low += error(high, x, t);
        high = t;
        continue;
      }
    }
    state = sumOther(state, item, whole, high, low);
    ({ whole, high, low } = state);
  }
  return sumResult(state, whole, high, low);
}

function refuseStart(start: Value): void {
  if (isStr(start)) throw typeError("sum() can't sum strings [use ''.join(seq) instead]");
  if (isBytes(start)) throw typeError("sum() can't sum bytes [use b''.join(seq) instead]");
  if (start instanceof PyByteArray) throw typeError("sum() can't sum bytearray [use b''.join(seq) instead]");
}
