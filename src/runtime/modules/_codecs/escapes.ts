/** The escape codecs: unicode_escape, raw_unicode_escape and the escapes of bytes literals. Follows
 * Objects/unicodeobject.c and _PyBytes_DecodeEscape of Objects/bytesobject.c. */
import { callable } from "../../core/call.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { valueError } from "../../exceptions/raise.ts";
import { fromLatin1 } from "../../objects/bytes-search.ts";
import { fromPoints, isStr, pointsOf, type Str } from "../../objects/str.ts";
import { escapePoint } from "../../objects/str-repr.ts";
import { getAttr } from "../../protocols/attribute.ts";
import { repairDecoding } from "../../protocols/codec-errors.ts";
import { warnDeprecated } from "../../protocols/deprecated.ts";
import type { Decoded } from "../../protocols/decode.ts";

const SIMPLE: ReadonlyMap<number, number> = new Map(
  Object.entries({ "\\": 92, "'": 39, '"': 34, a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11 }).map(
    ([ch, value]) => [ch.charCodeAt(0), value],
  ),
);
const HEX_WIDTH: ReadonlyMap<number, number> = new Map([
  [0x78, 2],
  [0x75, 4],
  [0x55, 8],
]);

const isOctal = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 55;

function hexValue(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 48 && byte <= 57) return byte - 48;
  const letter = byte | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

/** The code points of `name` in `\N{name}`, undefined when there is none of that name. */
function lookUpName(name: string): number | undefined {
  const lookup = callable(getAttr(current.importModule("unicodedata"), "lookup"));
  try {
    const found = lookup.c1(name);
    return isStr(found) ? pointsOf(found)[0] : undefined;
  } catch {
    return undefined;
  }
}

function warnEscape(data: Uint8Array, at: number): void {
  const letter = String.fromCharCode(data[at + 1] as number);
  warnDeprecated(`"\\${letter}" is an invalid escape sequence. Such sequences will not work in the future. `);
}

function warnOctal(data: Uint8Array, at: number): void {
  const digits = String.fromCharCode(...data.subarray(at + 1, at + 4));
  warnDeprecated(
    `"\\${digits}" is an invalid octal escape sequence. Such sequences will not work in the future. `,
  );
}

/** What stands behind a backslash at `at - 1`. */
type Escape =
  | { point: number; end: number; reason?: undefined }
  | { reason: string; end: number; incomplete: boolean };

function readEscape(data: Uint8Array, at: number, raw: boolean): Escape | undefined {
  const letter = data[at];
  if (letter === undefined)
    return raw ? undefined : { reason: "\\ at end of string", end: at, incomplete: true };
  const width = HEX_WIDTH.get(letter);
  if (width !== undefined && !(raw && width === 2)) {
    let point = 0;
    for (let i = 1; i <= width; i++) {
      const digit = hexValue(data[at + i]);
      if (digit < 0) {
        const shown = String.fromCharCode(letter);
        const reason = `truncated \\${shown}${"X".repeat(width)} escape`;
        return { reason, end: at + i, incomplete: at + i >= data.length };
      }
      point = point * 16 + digit;
    }
    if (point > 0x10ffff) {
      return {
        reason: raw ? "\\Uxxxxxxxx out of range" : "illegal Unicode character",
        end: at + width + 1,
        incomplete: false,
      };
    }
    return { point, end: at + width + 1 };
  }
  if (raw) return undefined;
  const simple = SIMPLE.get(letter);
  if (simple !== undefined) return { point: simple, end: at + 1 };
  if (isOctal(letter)) {
    let point = 0;
    let end = at;
    while (end < at + 3 && isOctal(data[end])) point = point * 8 + (data[end++] as number) - 48;
    return { point, end };
  }
  if (letter === 0x4e) {
    const malformed = "malformed \\N character escape";
    if (data[at + 1] !== 123) return { reason: malformed, end: at + 1, incomplete: at + 1 >= data.length };
    const close = data.indexOf(125, at);
    if (close < 0) return { reason: malformed, end: data.length, incomplete: true };
    if (close === at + 2) return { reason: malformed, end: close + 1, incomplete: false };
    const point = lookUpName(String.fromCharCode(...data.subarray(at + 2, close)));
    return point === undefined
      ? { reason: "unknown Unicode character name", end: close + 1, incomplete: false }
      : { point, end: close + 1 };
  }
  return undefined;
}

function decodeEscapes(source: Uint8Array, errors: string, final: boolean, raw: boolean): Decoded {
  let data = source;
  const points: number[] = [];
  let at = 0;
  let warned = raw;
  while (at < data.length) {
    if (data[at] !== 92) {
      points.push(data[at++] as number);
      continue;
    }
    if (!raw && data[at + 1] === 10) {
      at += 2;
      continue;
    }
    const escape = readEscape(data, at + 1, raw);
    if (escape === undefined) {
      if (!raw && !warned) {
        warned = true;
        warnEscape(data, at);
      }
      // Not an escape: the backslash stands for itself, and in raw mode so does a second one.
      if (raw && at + 1 >= data.length && !final) break;
      points.push(92);
      at++;
      if (raw && data[at] === 92) points.push(data[at++] as number);
    } else if (escape.reason === undefined) {
      if (!warned && escape.point > 255 && isOctal(data[at + 1])) {
        warned = true;
        warnOctal(data, at);
      }
      points.push(escape.point);
      at = escape.end;
    } else {
      if (escape.incomplete && !final) break;
      const encoding = raw ? "rawunicodeescape" : "unicodeescape";
      const repair = repairDecoding(errors, {
        encoding,
        object: data,
        start: at,
        end: escape.end,
        reason: escape.reason,
      });
      for (const point of repair.points) points.push(point);
      at = repair.position;
      if (repair.object !== undefined) data = repair.object;
    }
  }
  return { text: fromPoints(points), consumed: at };
}

export function decodeUnicodeEscape(data: Uint8Array, errors: string, final: boolean): Decoded {
  return decodeEscapes(data, errors, final, false);
}

export function decodeRawUnicodeEscape(data: Uint8Array, errors: string, final: boolean): Decoded {
  return decodeEscapes(data, errors, final, true);
}

export function encodeUnicodeEscape(text: Str): Uint8Array {
  let out = "";
  for (const point of pointsOf(text)) {
    if (point === 92) out += "\\\\";
    else if (point === 9) out += "\\t";
    else if (point === 10) out += "\\n";
    else if (point === 13) out += "\\r";
    else out += point >= 32 && point < 127 ? String.fromCharCode(point) : escapePoint(point);
  }
  return fromLatin1(out);
}

export function encodeRawUnicodeEscape(text: Str): Uint8Array {
  let out = "";
  for (const point of pointsOf(text)) out += point < 256 ? String.fromCharCode(point) : escapePoint(point);
  return fromLatin1(out);
}

/** The inside of a bytes literal. `errors` is for malformed `\x` only. */
export function decodeBytesEscape(data: Uint8Array, errors: string): Uint8Array {
  const out: number[] = [];
  let warned = false;
  for (let at = 0; at < data.length; ) {
    const byte = data[at++] as number;
    if (byte !== 92) {
      out.push(byte);
      continue;
    }
    const letter = data[at];
    if (letter === undefined) throw valueError("Trailing \\ in string");
    const simple = SIMPLE.get(letter);
    if (letter === 10) at++;
    else if (simple !== undefined) {
      out.push(simple);
      at++;
    } else if (isOctal(letter)) {
      let value = 0;
      const start = at - 1;
      for (let i = 0; i < 3 && isOctal(data[at]); i++) value = value * 8 + (data[at++] as number) - 48;
      if (value > 255 && !warned) {
        warned = true;
        warnOctal(data, start);
      }
      out.push(value & 0xff);
    } else if (letter === 0x78) {
      const high = hexValue(data[at + 1]);
      const low = hexValue(data[at + 2]);
      if (high >= 0 && low >= 0) {
        out.push(high * 16 + low);
        at += 3;
        continue;
      }
      if (errors === "strict") throw valueError(`invalid \\x escape at position ${at - 1}`);
      if (errors === "replace") out.push(63);
      else if (errors !== "ignore") {
        throw valueError(`decoding error; unknown error handling code: ${errors}`);
      }
      at += high >= 0 ? 2 : 1;
    } else {
      if (!warned) {
        warned = true;
        warnEscape(data, at - 1);
      }
      out.push(92);
    }
  }
  return Uint8Array.from(out);
}

/** The inside of the repr of bytes, single quotes escaped. */
export function encodeBytesEscape(data: Uint8Array): Value {
  let out = "";
  for (const byte of data) {
    const short = { 9: "\\t", 10: "\\n", 13: "\\r", 39: "\\'", 92: "\\\\" }[byte];
    if (short !== undefined) out += short;
    else
      out +=
        byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, "0")}`;
  }
  return out;
}
