/**
 * Numeric literals.
 *
 * https://docs.python.org/3.14/reference/lexical_analysis.html#numeric-literals
 */
import { isDigit, isHexDigit, isNamePart } from "./characters.ts";

export interface NumberScan {
  /** Where the number ends, or where the tokenizer has got when it finds that it is none. */
  readonly end: number;
  /** "decimal", "hexadecimal" ...: what it calls the number when it complains. */
  readonly name: string;
  /** A keyword follows without a space between, which draws a warning. */
  readonly runsOn: boolean;
  readonly problem: NumberProblem | undefined;
}

/** An error; at the last character read, unless it gives the offsets of the first and last it is about. */
export interface NumberProblem {
  readonly message: string;
  readonly from?: number;
  readonly to?: number;
  /** The scan ends where the number does, so that the tokens can go on after it. */
  readonly lenient?: boolean;
}

/** Reads the number that starts at `start`, with a digit or with a period before one. */
export function scanNumber(text: string, start: number): NumberScan {
  if (text.charCodeAt(start) === 46) return fraction(text, start + 1);
  if (text.charCodeAt(start) === 48) return afterZero(text, start);
  const end = decimalTail(text, start);
  return end < 0 ? invalid(-end, "decimal") : afterDigits(text, end);
}

const at = (text: string, offset: number): number => (offset < text.length ? text.charCodeAt(offset) : -1);

function invalid(end: number, name: string): NumberScan {
  return failure(end, name, { message: `invalid ${name} literal` });
}

function failure(end: number, name: string, problem: NumberProblem): NumberScan {
  return { end, name, runsOn: false, problem };
}

/** Digits with single underscores between them: the offset after them, negative where an underscore ends them. */
function decimalTail(text: string, from: number): number {
  let end = from;
  for (;;) {
    while (isDigit(at(text, end))) end++;
    if (at(text, end) !== 95) return end;
    end++;
    if (!isDigit(at(text, end))) return -end;
  }
}

/** Hexadecimal, octal or binary; zero; or a float that begins with zeros. */
function afterZero(text: string, start: number): NumberScan {
  switch (at(text, start + 1)) {
    case 88:
    case 120:
      return radix(text, start + 2, isHexDigit, "hexadecimal");
    case 79:
    case 111:
      return radix(text, start + 2, (c) => c >= 48 && c < 56, "octal");
    case 66:
    case 98:
      return radix(text, start + 2, (c) => c === 48 || c === 49, "binary");
  }
  let end = start + 1;
  for (;;) {
    if (at(text, end) === 95 && !isDigit(at(text, ++end))) return invalid(end, "decimal");
    if (at(text, end) !== 48) break;
    end++;
  }
  if (!isDigit(at(text, end))) return afterDigits(text, end);
  const zerosEnd = end;
  end = decimalTail(text, end);
  if (end < 0) return invalid(-end, "decimal");
  if (/[.eEjJ]/.test(text.charAt(end))) return afterDigits(text, end);
  const message =
    "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers";
  return failure(end, "decimal", { message, from: start, to: zerosEnd, lenient: true });
}

function radix(text: string, from: number, isValid: (c: number) => boolean, name: string): NumberScan {
  let end = from;
  const wrongDigit = () =>
    failure(end + 1, name, { message: `invalid digit '${text.charAt(end)}' in ${name} literal` });
  do {
    if (at(text, end) === 95) end++;
    if (!isValid(at(text, end))) return isDigit(at(text, end)) ? wrongDigit() : invalid(end, name);
    do end++;
    while (isValid(at(text, end)));
  } while (at(text, end) === 95);
  return isDigit(at(text, end)) ? wrongDigit() : ended(text, end, name);
}

/** What may follow the digits of an integer part. */
function afterDigits(text: string, end: number): NumberScan {
  return at(text, end) === 46 ? fraction(text, end + 1) : exponentOrEnd(text, end);
}

function fraction(text: string, from: number): NumberScan {
  const end = isDigit(at(text, from)) ? decimalTail(text, from) : from;
  return end < 0 ? invalid(-end, "decimal") : exponentOrEnd(text, end);
}

/** An `e` without digits after it begins a name (`1else`). */
function exponentOrEnd(text: string, from: number): NumberScan {
  const c = at(text, from);
  if (c !== 101 && c !== 69) return imaginaryOrEnd(text, from);
  let digits = from + 1;
  const sign = at(text, digits);
  if (sign === 43 || sign === 45) {
    digits++;
    if (!isDigit(at(text, digits))) return invalid(digits, "decimal");
  } else if (!isDigit(sign)) return ended(text, from, "decimal");
  const end = decimalTail(text, digits);
  return end < 0 ? invalid(-end, "decimal") : imaginaryOrEnd(text, end);
}

function imaginaryOrEnd(text: string, end: number): NumberScan {
  const c = at(text, end);
  return c === 106 || c === 74 ? ended(text, end + 1, "imaginary") : ended(text, end, "decimal");
}

const keywordFollows = /^(?:and|else|for|or|not)(?![\w\u0080-\uffff])|^i[fns]/;

/** What follows a number: a keyword that may stand there draws a warning, another name is an error. */
function ended(text: string, end: number, name: string): NumberScan {
  const c = at(text, end);
  const runsOn = c < 128 && isNamePart(c);
  if (runsOn && !keywordFollows.test(text.slice(end, end + 5))) {
    return failure(end, name, { message: `invalid ${name} literal`, lenient: true });
  }
  return { end, name, runsOn, problem: undefined };
}
