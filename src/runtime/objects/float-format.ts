/** Doubles in the forms of C's printf: `e`, `f`, `g`, and Python's `r` (repr). Follows format_float_short of
 * Python/pystrtod.c. */
import { valueError } from "../exceptions/raise.ts";
import { fixedText, roundToDigits, roundToPlaces, shortestDigits } from "./float-text.ts";

/** A formatted number without its sign. */
export interface FloatParts {
  negative: boolean;
  /** "inf" and "nan" have no digits: then it is empty and `rest` has the word. */
  digits: string;
  /** digits after the point */
  fraction: string;
  /** the decimal point, when it is shown */
  point: string;
  /** exponent with its letter, or `inf` or `nan` */
  exponent: string;
}

const exponentText = (exponent: number): string =>
  `e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;

/** Powers of ten that are doubles and stay safe integers when as much is added. */
const POWERS: readonly number[] = Array.from({ length: 16 }, (_, n) => 10 ** n);
/** Up to here a product with a power of ten is off by less than {@link DOUBT}. */
const MOST = 2 ** 40;
const DOUBT = 2 ** -10;

/** Whether a product with a power of ten loses nothing: 30 bits by the 22 of a power of five. */
function isExact(magnitude: number, places: number): boolean {
  const scaled = magnitude * 1024;
  return places < 10 && scaled < 2 ** 30 && Math.floor(scaled) === scaled;
}

/** Fills in a number with so many digits after the point, where double arithmetic shows how it rounds; false elsewhere. */
function setFixed(parts: FloatParts, magnitude: number, places: number): boolean {
  const power = POWERS[places];
  if (power === undefined) return false;
  const scaled = magnitude * power;
  const floor = Math.floor(scaled);
  const beyond = scaled - floor - 0.5;
  if (!(scaled < MOST)) return false;
  let up = beyond > 0;
  if (Math.abs(beyond) < DOUBT) {
    if (beyond !== 0 || !isExact(magnitude, places)) return false;
    up = floor % 2 !== 0;
  }
  const rounded = up ? floor + 1 : floor;
  const whole = Math.floor(rounded / power);
  parts.digits = String(whole);
  if (places > 0) {
    parts.fraction = String(rounded - whole * power + power).slice(1);
    parts.point = ".";
  }
  return true;
}

/** Rooms of more digits than that would overflow C's int. */
const MOST_PLACES = 0x7fffffff - 1024;

/** ValueError for a precision that CPython's C code cannot count to. */
export function checkPrecision(precision: number): void {
  if (precision > MOST_PLACES) throw valueError("precision too big");
}

/**
 * @param type "e", "f", "g" or "r"; for "r" the precision is not used
 * @param alternate keeps the point, and the zeros of "g"
 * @param pointZero adds ".0" to an integral text without exponent
 */
export function formatDouble(
  x: number,
  type: string,
  precision: number,
  alternate: boolean,
  pointZero: boolean,
): FloatParts {
  const negative = x < 0 || Object.is(x, -0);
  const parts: FloatParts = { negative, digits: "", fraction: "", point: "", exponent: "" };
  if (!Number.isFinite(x)) {
    parts.exponent = x !== x ? "nan" : "inf";
    return parts;
  }
  const magnitude = Math.abs(x);
  if (type === "f" && setFixed(parts, magnitude, precision)) {
    if (alternate) parts.point = ".";
  } else if (type === "f") {
    const fixed = fixedText(magnitude, precision);
    if (fixed === undefined) {
      const digits = roundToPlaces(magnitude, precision).padStart(precision + 1, "0");
      parts.digits = digits.slice(0, digits.length - precision);
      parts.fraction = digits.slice(digits.length - precision);
    } else if (precision === 0) parts.digits = fixed;
    else {
      parts.digits = fixed.slice(0, fixed.length - precision - 1);
      parts.fraction = fixed.slice(fixed.length - precision);
    }
  } else {
    const count = type === "e" ? precision + 1 : Math.max(precision, 1);
    const decimal = type === "r" ? shortestDigits(magnitude) : roundToDigits(magnitude, count);
    let { point } = decimal;
    let { digits } = decimal;
    if (type === "g" && !alternate) digits = digits.replace(/0+$/, "") || "0";
    const exponential =
      type === "e" || point <= -4 || point > (type === "r" ? 16 : count - (pointZero ? 1 : 0));
    if (exponential) {
      parts.exponent = exponentText(point - 1);
      point = 1;
    }
    if (point <= 0) digits = "0".repeat(1 - point) + digits;
    const split = Math.max(point, 1);
    digits = digits.padEnd(split + (pointZero && !exponential ? 1 : 0), "0");
    parts.digits = digits.slice(0, split);
    parts.fraction = digits.slice(split);
  }
  if (parts.fraction !== "" || alternate) parts.point = ".";
  return parts;
}
