/** UTF-7 (RFC 2152). Follows PyUnicode_DecodeUTF7Stateful and _PyUnicode_EncodeUTF7 of Objects/unicodeobject.c. */
import { fromLatin1 } from "../../objects/bytes-search.ts";
import { fromPoints, pointsOf, type Str } from "../../objects/str.ts";
import { repairDecoding } from "../../protocols/codec-errors.ts";
import type { Decoded } from "../../protocols/decode.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** Characters that stand for themselves when encoding. */
const DIRECT = /^[A-Za-z0-9'(),\-./:? \t\r\n!"#$%&*;<=>@[\]^_`{|}]$/;

function units(point: number): number[] {
  return point > 0xffff ? [0xd7c0 + (point >> 10), 0xdc00 | (point & 0x3ff)] : [point];
}

export function encodeUtf7(text: Str): Uint8Array {
  let out = "";
  let bits = 0;
  let count = 0;
  let shifted = false;
  const leave = (next: string): void => {
    if (!shifted) return;
    if (count > 0) out += ALPHABET[(bits << (6 - count)) & 63];
    if (next === "" || next === "-" || ALPHABET.includes(next)) out += "-";
    bits = count = 0;
    shifted = false;
  };
  for (const point of pointsOf(text)) {
    const ch = point < 128 ? String.fromCharCode(point) : "";
    if (ch !== "" && DIRECT.test(ch)) {
      leave(ch);
      out += ch;
      continue;
    }
    if (!shifted && ch === "+") {
      out += "+-";
      continue;
    }
    if (!shifted) {
      out += "+";
      shifted = true;
    }
    for (const unit of units(point)) {
      bits = (bits << 16) | unit;
      count += 16;
      while (count >= 6) {
        count -= 6;
        out += ALPHABET[(bits >>> count) & 63];
      }
      bits &= (1 << count) - 1;
    }
  }
  leave("");
  return fromLatin1(out);
}

export function decodeUtf7(source: Uint8Array, errors: string, final: boolean): Decoded {
  let data = source;
  const points: number[] = [];
  let at = 0;
  let shiftStart = -1;
  let bits = 0;
  let count = 0;
  let high = 0;
  let keep = 0;
  const repairAt = (start: number, end: number, reason: string): void => {
    const repair = repairDecoding(errors, { encoding: "utf7", object: data, start, end, reason });
    for (const point of repair.points) points.push(point);
    at = repair.position;
    if (repair.object !== undefined) data = repair.object;
    shiftStart = -1;
    bits = count = high = 0;
  };
  while (at < data.length) {
    const byte = data[at] as number;
    const ch = String.fromCharCode(byte);
    if (shiftStart >= 0) {
      const digit = ALPHABET.indexOf(ch);
      if (digit >= 0) {
        bits = ((bits << 6) | digit) & 0x3fffff;
        count += 6;
        at++;
        if (count >= 16) {
          count -= 16;
          const unit = (bits >>> count) & 0xffff;
          bits &= (1 << count) - 1;
          if (high !== 0 && unit >= 0xdc00 && unit < 0xe000) {
            points.push(0x10000 + ((high & 0x3ff) << 10) + (unit & 0x3ff));
            high = 0;
          } else {
            if (high !== 0) points.push(high);
            high = 0;
            if (unit >= 0xd800 && unit < 0xdc00) high = unit;
            else points.push(unit);
          }
        }
        continue;
      }
      if (count >= 6 || bits !== 0) {
        const reason =
          count >= 6 ? "partial character in shift sequence" : "non-zero padding bits in shift sequence";
        repairAt(shiftStart, at + 1, reason);
        continue;
      }
      // A high surrogate without its partner stays only in front of a character that stands for itself.
      if (high !== 0 && byte < 128 && byte !== 43) points.push(high);
      if (ch === "-") {
        if (at === shiftStart + 1) points.push(43);
        at++;
      } else if (at === shiftStart + 1) {
        repairAt(shiftStart, at + 1, "ill-formed sequence");
        continue;
      }
      shiftStart = -1;
      bits = count = high = 0;
    } else if (byte === 43) {
      keep = points.length;
      shiftStart = at++;
    } else if (byte < 128) {
      points.push(byte);
      at++;
    } else repairAt(at, at + 1, "unexpected special character");
  }
  if (shiftStart >= 0) {
    if (!final) return { text: fromPoints(points.slice(0, keep)), consumed: shiftStart };
    if (high !== 0 || count >= 6 || bits !== 0) {
      repairAt(shiftStart, data.length, "unterminated shift sequence");
    }
  }
  return { text: fromPoints(points), consumed: data.length };
}
