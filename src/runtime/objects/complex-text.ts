/** Text of complex numbers, both ways. Follows Objects/complexobject.c. */
import { floatReprBare, parseFloatText } from "./float-text.ts";
import { negativeNan } from "./double-bits.ts";
import { complex, type PyComplex } from "./complex.ts";

/** `repr(z)` */
export function complexRepr({ real, imag }: PyComplex): string {
  const imaginary = `${floatReprBare(imag)}j`;
  if (Object.is(real, 0)) return imaginary;
  return `(${floatReprBare(real)}${imaginary[0] === "-" ? "" : "+"}${imaginary})`;
}

const NUMBER =
  "(?:\\d[\\d_]*\\.?[\\d_]*(?:e[+-]?[\\d_]+)?|\\.\\d[\\d_]*(?:e[+-]?[\\d_]+)?|inf(?:inity)?|nan)";
const COMPLEX = new RegExp(`^(?:([+-]?${NUMBER})(?![\\d.]|[jJ]))?(?:([+-]?)(${NUMBER})?([jJ]))?$`, "i");

/** The value of a text that `complex()` accepts, white space already stripped; undefined when malformed. */
export function parseComplexText(source: string): PyComplex | undefined {
  let text = source;
  if (text.startsWith("(") && text.endsWith(")")) text = text.slice(1, -1).trim();
  if (text === "") return undefined;
  const match = COMPLEX.exec(text);
  if (match === null) return undefined;
  const [, realText, sign, imagText, unit] = match;
  const real = realText === undefined ? 0 : parseFloatText(realText);
  if (real === undefined) return undefined;
  if (unit === undefined) return complex(real, 0);
  // Between the parts there must be a sign.
  if (realText !== undefined && sign === "") return undefined;
  const size = imagText === undefined ? 1 : parseFloatText(imagText);
  if (size === undefined) return undefined;
  if (size !== size && sign === "-") return complex(real, negativeNan());
  return complex(real, sign === "-" ? -size : size);
}
