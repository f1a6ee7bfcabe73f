/** Single-byte encodings by table. Follows PyUnicode_DecodeCharmap and PyUnicode_EncodeCharmap of
 * Objects/unicodeobject.c. */
import { PyBaseException } from "../../core/exception.ts";
import type { Value } from "../../core/object.ts";
import { LookupError } from "../../exceptions/hierarchy.ts";
import { typeError } from "../../exceptions/raise.ts";
import { PyBytes } from "../../objects/bytes.ts";
import { PyDict } from "../../objects/dict.ts";
import { intOf, isInt } from "../../objects/int.ts";
import { fromPoints, isStr, pointsOf, type Str } from "../../objects/str.ts";
import { repairDecoding } from "../../protocols/codec-errors.ts";
import type { Decoded } from "../../protocols/decode.ts";
import { encodeWith } from "../../protocols/encode.ts";
import { getItem } from "../../protocols/item.ts";

function entry(mapping: Value, key: number): Value | undefined {
  if (mapping instanceof PyDict) return mapping.get(key);
  try {
    return getItem(mapping, key);
  } catch (error) {
    if (error instanceof PyBaseException && error.cls$.isSubtype(LookupError)) return undefined;
    throw error;
  }
}

/** U+FFFE in a table means "undefined". */
const UNDEFINED = 0xfffe;

function decodedPoints(
  mapping: Value,
  table: readonly number[] | undefined,
  byte: number,
): readonly number[] | undefined {
  if (table !== undefined) {
    const point = table[byte];
    return point === undefined || point === UNDEFINED ? undefined : [point];
  }
  const value = entry(mapping, byte);
  if (value === undefined || value === null) return undefined;
  if (isInt(value)) {
    const point = Number(intOf(value));
    if (point === UNDEFINED) return undefined;
    if (point < 0 || point > 0x10ffff) throw typeError("character mapping must be in range(0x110000)");
    return [point];
  }
  if (!isStr(value)) throw typeError("character mapping must return integer, None or str");
  const points = pointsOf(value);
  return points.length === 1 && points[0] === UNDEFINED ? undefined : points;
}

export function decodeCharmap(source: Uint8Array, errors: string, mapping: Value): Decoded {
  const table = isStr(mapping) ? pointsOf(mapping) : undefined;
  let data = source;
  const points: number[] = [];
  for (let at = 0; at < data.length; ) {
    const found = decodedPoints(mapping, table, data[at] as number);
    if (found !== undefined) {
      for (const point of found) points.push(point);
      at++;
      continue;
    }
    const failure = {
      encoding: "charmap",
      object: data,
      start: at,
      end: at + 1,
      reason: "character maps to <undefined>",
    };
    const repair = repairDecoding(errors, failure);
    for (const point of repair.points) points.push(point);
    at = repair.position;
    if (repair.object !== undefined) data = repair.object;
  }
  return { text: fromPoints(points), consumed: data.length };
}

export function encodeCharmap(text: Str, errors: string, mapping: Value): Uint8Array {
  return encodeWith(text, "charmap", errors, "character maps to <undefined>", (point, out) => {
    const value = entry(mapping, point);
    if (value === undefined || value === null) return false;
    if (isInt(value)) {
      const byte = Number(intOf(value));
      if (byte < 0 || byte > 255) throw typeError("character mapping must be in range(256)");
      out.push(byte);
    } else if (value instanceof PyBytes) out.push(...value.data);
    else throw typeError("character mapping must return integer, bytes or None, not str");
    return true;
  });
}

/** `charmap_build(table)`: the encoding map of a decoding table. */
export function buildCharmap(table: Str): PyDict {
  const map = new PyDict();
  pointsOf(table).forEach((point, byte) => {
    if (point !== UNDEFINED) map.set(point, byte);
  });
  return map;
}
