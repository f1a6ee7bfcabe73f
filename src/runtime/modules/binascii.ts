/** Module `binascii`: base64, hexadecimal, quoted-printable, uuencode and checksums. Follows Modules/binascii.c;
 * https://docs.python.org/3.14/library/binascii.html */
import { once } from "../../base/once.ts";
import { crc32 } from "./zlib/checksums.ts";
import { declareType, typeOf } from "../core/builtin-types.ts";
import type { TypeSpec } from "../core/define.ts";
import type { PyBaseException } from "../core/exception.ts";
import type { NativeModule } from "../core/native-module.ts";
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { Exception, ValueError } from "../exceptions/hierarchy.ts";
import { newException, typeError, valueError } from "../exceptions/raise.ts";
import { bufferOf, needBuffer } from "../objects/buffer.ts";
import { bytes } from "../objects/bytes.ts";
import { fromHexDigits, hexDigits } from "../objects/hex-bytes.ts";
import { fromLatin1 } from "../objects/bytes-search.ts";
import { isStr, strOf } from "../objects/str.ts";
import { truthOf } from "../objects/truth.ts";
import { toIndex } from "../protocols/number.ts";
import { hexText } from "../types/bytes-common.ts";

const errorType = declareType("binascii.Error", class extends ValueError.ctor {}, {
  bases: [ValueError],
  hasDict: true,
  ownLayout: false,
});
const incompleteType = declareType("binascii.Incomplete", class extends Exception.ctor {}, {
  bases: [Exception],
  hasDict: true,
  ownLayout: false,
});
const error = (message: string): PyBaseException => newException(errorType, message);

/** The argument of the a2b functions: bytes-like or an ASCII str. */
function asciiBuffer(value: Value): Uint8Array {
  if (isStr(value)) {
    const text = strOf(value);
    if (/[^\x00-\x7f]/.test(text)) throw valueError("string argument should contain only ASCII characters");
    return fromLatin1(text);
  }
  const data = bufferOf(value);
  if (data !== undefined) return data;
  throw typeError(`argument should be bytes, buffer or ASCII string, not '${typeOf(value).name}'`);
}

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const base64Digits = once(() => fromLatin1(BASE64));
const base64Values = once(() =>
  Uint8Array.from({ length: 256 }, (_, byte) => {
    const at = BASE64.indexOf(String.fromCharCode(byte));
    return at < 0 ? 255 : at;
  }),
);

function b2aBase64(value: Value, newline: Value = true): Value {
  const data = needBuffer(value);
  const ending = truthOf(newline);
  const out = new Uint8Array(Math.ceil(data.length / 3) * 4 + (ending ? 1 : 0));
  const digits = base64Digits();
  let to = 0;
  let at = 0;
  for (; at + 2 < data.length; at += 3) {
    const bits = ((data[at] as number) << 16) | ((data[at + 1] as number) << 8) | (data[at + 2] as number);
    out[to++] = digits[bits >> 18] as number;
    out[to++] = digits[(bits >> 12) & 63] as number;
    out[to++] = digits[(bits >> 6) & 63] as number;
    out[to++] = digits[bits & 63] as number;
  }
  if (at < data.length) {
    const bits = ((data[at] as number) << 8) | (data[at + 1] ?? 0);
    out[to++] = digits[bits >> 10] as number;
    out[to++] = digits[(bits >> 4) & 63] as number;
    out[to++] = at + 1 < data.length ? (digits[(bits << 2) & 63] as number) : 61;
    out[to++] = 61;
  }
  if (ending) out[to] = 10;
  return bytes(out);
}

/** Of data that ends in one character of its own behind `size` bytes. */
const oneTooMany = (size: number): PyBaseException =>
  error(
    `Invalid base64-encoded string: number of data characters (${Math.floor(size / 3) * 4 + 1}) cannot be 1 more than a multiple of 4`,
  );

function a2bBase64(value: Value, strictMode: Value = false): Value {
  const data = asciiBuffer(value);
  const strict = truthOf(strictMode);
  const values = base64Values();
  const out = new Uint8Array(Math.ceil(data.length / 4) * 3);
  let to = 0;
  let start = 0;
  for (; start + 3 < data.length; start += 4) {
    const a = values[data[start] as number] as number;
    const b = values[data[start + 1] as number] as number;
    const c = values[data[start + 2] as number] as number;
    const d = values[data[start + 3] as number] as number;
    if ((a | b | c | d) > 63) break;
    out[to++] = (a << 2) | (b >> 4);
    out[to++] = (b << 4) | (c >> 2);
    out[to++] = (c << 6) | d;
  }
  let quad = 0;
  let left = 0;
  let pads = 0;
  for (let i = start; i < data.length; i++) {
    const byte = data[i] as number;
    if (byte === 61) {
      if (strict && i === 0) throw error("Leading padding not allowed");
      if (strict && (quad === 0 || quad + pads >= 4)) throw error("Excess padding not allowed");
      if (strict && quad === 1) throw oneTooMany(to);
      pads++;
      continue;
    }
    const digit = values[byte] as number;
    if (digit > 63) {
      if (strict) throw error("Only base64 data is allowed");
      continue;
    }
    if (strict && pads > 0) {
      throw error(quad + pads >= 4 ? "Excess data after padding" : "Discontinuous padding not allowed");
    }
    pads = 0;
    if (quad === 0) left = digit;
    else if (quad === 1) {
      out[to++] = (left << 2) | (digit >> 4);
      left = digit & 15;
    } else if (quad === 2) {
      out[to++] = (left << 4) | (digit >> 2);
      left = digit & 3;
    } else out[to++] = (left << 6) | digit;
    quad = (quad + 1) & 3;
  }
  if (quad === 0) return bytes(out.slice(0, to));
  if (quad === 1) throw oneTooMany(to);
  if (quad + pads < 4) throw error("Incorrect padding");
  return bytes(out.slice(0, to));
}

function unhexlify(value: Value): Value {
  const data = asciiBuffer(value);
  if (data.length % 2 !== 0) throw error("Odd-length string");
  const out = fromHexDigits(data);
  if (out === undefined) throw error("Non-hexadecimal digit found");
  return bytes(out);
}

function hexlify(value: Value, sep?: Value, group?: Value): Value {
  const data = needBuffer(value);
  return bytes(sep === undefined ? hexDigits(data) : fromLatin1(hexText(data, sep, group)));
}

function crcHqx(data: Uint8Array, start: number): number {
  let crc = start & 0xffff;
  for (const byte of data) {
    crc ^= byte << 8;
    for (let k = 0; k < 8; k++)
      crc = (crc & 0x8000) === 0 ? (crc << 1) & 0xffff : ((crc << 1) ^ 0x1021) & 0xffff;
  }
  return crc;
}

const word = (value: Value): number => Number(BigInt.asUintN(32, BigInt(toIndex(value))));

function a2bUu(value: Value): Value {
  const data = asciiBuffer(value);
  if (data.length === 0) throw error("Missing length byte");
  const length = ((data[0] as number) - 32) & 63;
  const out: number[] = [];
  let bits = 0;
  let count = 0;
  let at = 1;
  for (; out.length < length; at++) {
    let byte = data[at] ?? 0;
    if (byte === 10 || byte === 13 || at >= data.length) byte = 0;
    else {
      if (byte < 32 || byte > 96) throw error("Illegal char");
      byte = (byte - 32) & 63;
    }
    bits = ((bits << 6) | byte) & 0xffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out.push((bits >> count) & 255);
      bits &= (1 << count) - 1;
    }
  }
  for (; at < data.length; at++)
    if (![32, 96, 10, 13].includes(data[at] as number)) throw error("Trailing garbage");
  return bytes(out);
}

function b2aUu(value: Value, backtick: Value = false): Value {
  const data = needBuffer(value);
  if (data.length > 45) throw error("At most 45 bytes at once");
  const zero = truthOf(backtick) ? 96 : 32;
  const digit = (n: number): number => (n === 0 ? zero : n + 32);
  const out = [digit(data.length)];
  for (let at = 0; at < data.length; at += 3) {
    const [a, b, c] = [data[at] as number, data[at + 1] ?? 0, data[at + 2] ?? 0];
    out.push(
      digit(a >> 2),
      digit(((a & 3) << 4) | (b >> 4)),
      digit(((b & 15) << 2) | (c >> 6)),
      digit(c & 63),
    );
  }
  out.push(10);
  return bytes(out);
}

function a2bQp(value: Value, header: Value = false): Value {
  const data = asciiBuffer(value);
  const spaces = truthOf(header);
  const out: number[] = [];
  for (let at = 0; at < data.length; at++) {
    const byte = data[at] as number;
    if (byte !== 61) {
      out.push(spaces && byte === 95 ? 32 : byte);
      continue;
    }
    const next = data[at + 1];
    if (next === undefined) break;
    if (next === 10 || next === 13) {
      at++;
      while (at < data.length && data[at] !== 10) at++;
    } else if (next === 61) {
      out.push(61);
      at++;
    } else {
      const digits = String.fromCharCode(next, data[at + 2] ?? 0);
      if (/^[0-9a-fA-F]{2}$/.test(digits)) {
        out.push(Number.parseInt(digits, 16));
        at += 2;
      } else out.push(61);
    }
  }
  return bytes(out);
}

function b2aQp(value: Value, quotetabs: Value = false, istext: Value = true, header: Value = false): Value {
  const data = needBuffer(value);
  const [tabs, text, head] = [quotetabs, istext, header].map(truthOf);
  // Line ends follow the first one of the input.
  const first = data.indexOf(10);
  const crlf = first > 0 && data[first - 1] === 13;
  let out = "";
  let line = 0;
  const put = (piece: string): void => {
    out += piece;
    line += piece.length;
  };
  const softBreak = (room: number): void => {
    if (line + room < 76) return;
    out += crlf ? "=\r\n" : "=\n";
    line = 0;
  };
  for (let at = 0; at < data.length; at++) {
    const byte = data[at] as number;
    const next = data[at + 1];
    const atEnd = next === undefined || next === 10 || (next === 13 && data[at + 2] === 10);
    const quote =
      byte > 126 ||
      byte === 61 ||
      (head && byte === 95) ||
      (byte === 46 && line === 0 && (next === undefined || next === 10 || next === 13 || next === 0)) ||
      (!text && (byte === 13 || byte === 10)) ||
      ((byte === 9 || byte === 32) && next === undefined) ||
      (byte < 33 && byte !== 13 && byte !== 10 && byte !== 9 && byte !== 32) ||
      ((byte === 9 || byte === 32) && tabs);
    if (quote) {
      softBreak(3);
      put(`=${byte.toString(16).toUpperCase().padStart(2, "0")}`);
    } else if (text && (byte === 10 || (byte === 13 && next === 10))) {
      const last = out.at(-1);
      if (last === " " || last === "\t") out = `${out.slice(0, -1)}=${last === " " ? "20" : "09"}`;
      out += crlf ? "\r\n" : "\n";
      line = 0;
      if (byte === 13) at++;
    } else {
      if (!atEnd) softBreak(1);
      put(head && byte === 32 ? "_" : String.fromCharCode(byte));
    }
  }
  return bytes(fromLatin1(out));
}

export const binasciiModule: NativeModule = {
  name: "binascii",
  doc: "Conversion between binary data and ASCII",
  functions: {
    a2b_base64: ["(data, /, *, strict_mode=False)", a2bBase64],
    b2a_base64: ["(data, /, *, newline=True)", b2aBase64],
    a2b_hex: ["(hexstr, /)", unhexlify],
    unhexlify: ["(hexstr, /)", unhexlify],
    b2a_hex: ["(data, sep=<unrepresentable>, bytes_per_sep=1)", hexlify],
    hexlify: ["(data, sep=<unrepresentable>, bytes_per_sep=1)", hexlify],
    a2b_uu: ["(data, /)", a2bUu],
    b2a_uu: ["(data, /, *, backtick=False)", b2aUu],
    a2b_qp: ["(data, header=False)", a2bQp],
    b2a_qp: ["(data, quotetabs=False, istext=True, header=False)", b2aQp],
    crc32: ["(data, crc=0, /)", (data: Value, crc: Value = 0) => crc32(needBuffer(data), word(crc))],
    crc_hqx: ["(data, crc, /)", (data: Value, crc: Value) => crcHqx(needBuffer(data), word(crc))],
  },
  types: { Error: errorType, Incomplete: incompleteType },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [errorType, {}],
  [incompleteType, {}],
];
