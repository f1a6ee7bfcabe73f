/**
 * The choice of a codec: `str.encode` and `bytes.decode`. The encodings that every program uses are built in and found
 * by their normalised name; all others come from Python's registry, whose search function is the `encodings` package,
 * imported when first needed. Follows Python/codecs.c and unicode_encode/decode of Objects/unicodeobject.c.
 */
import { typeOf } from "../core/builtin-types.ts";
import { callable } from "../core/call.ts";
import { PyBaseException } from "../core/exception.ts";
import type { Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import { badArgument, lookupError, typeError } from "../exceptions/raise.ts";
import { bytes, PyBytes } from "../objects/bytes.ts";
import { isByteArray } from "../objects/bytearray.ts";
import { hasSurrogate, isStr, type Str, str, strOf } from "../objects/str.ts";
import { PyTuple } from "../objects/tuple.ts";
import { findAttr, getAttr } from "./attribute.ts";
import { BUILTIN_HANDLERS, codecState, unknownHandler } from "./codec-errors.ts";
import { decodeAscii, decodeLatin1, decodeUtf16, decodeUtf32, decodeUtf8 } from "./decode.ts";
import { encodeAscii, encodeLatin1, encodeUtf16, encodeUtf32, encodeUtf8 } from "./encode.ts";

interface BuiltinCodec {
  encode: (text: Str, errors: string) => Uint8Array;
  decode: (data: Uint8Array, errors: string) => Str;
}

const utf8: BuiltinCodec = { encode: encodeUtf8, decode: (data, errors) => decodeUtf8(data, errors).text };
const latin1: BuiltinCodec = { encode: encodeLatin1, decode: (data) => decodeLatin1(data).text };
const ascii: BuiltinCodec = { encode: encodeAscii, decode: (data, errors) => decodeAscii(data, errors).text };
const utf16: BuiltinCodec = {
  encode: (text, errors) => encodeUtf16(text, errors, "native"),
  decode: (data, errors) => decodeUtf16(data, errors, "native").text,
};
const utf32: BuiltinCodec = {
  encode: (text, errors) => encodeUtf32(text, errors, "native"),
  decode: (data, errors) => decodeUtf32(data, errors, "native").text,
};

const BUILTIN: ReadonlyMap<string, BuiltinCodec> = new Map([
  ["utf-8", utf8],
  ["utf8", utf8],
  ["latin-1", latin1],
  ["latin1", latin1],
  ["iso-8859-1", latin1],
  ["iso8859-1", latin1],
  ["ascii", ascii],
  ["us-ascii", ascii],
  ["utf-16", utf16],
  ["utf-32", utf32],
]);

const builtin = (encoding: string): BuiltinCodec | undefined =>
  BUILTIN.get(encoding) ?? BUILTIN.get(encoding.toLowerCase().replaceAll("_", "-"));

/** `codecs.lookup(encoding)`: the CodecInfo tuple. */
export function lookupCodec(encoding: string): PyTuple {
  // The names are UTF-8 in CPython.
  if (hasSurrogate(encoding)) encodeUtf8(str(encoding), "strict");
  const state = codecState();
  // All but letters, digits and dots count as one space, and none at the ends.
  const name = encoding
    .replace(/[^0-9A-Za-z.]+/g, "_")
    .replace(/^_|_$/g, "")
    .toLowerCase();
  const cached = state.cache.get(name);
  if (cached !== undefined) return cached;
  if (state.search.length === 0) current.importModule("encodings");
  for (const search of state.search) {
    const found = callable(search).c1(name);
    if (found === null) continue;
    if (!(found instanceof PyTuple) || found.items.length !== 4) {
      throw typeError("codec search functions must return 4-tuples");
    }
    state.cache.set(name, found);
    return found;
  }
  throw lookupError(`unknown encoding: ${encoding}`);
}

function textCodec(encoding: string, command: string): PyTuple {
  const codec = lookupCodec(encoding);
  if (findAttr(codec, "_is_text_encoding") === false) {
    throw lookupError(`'${encoding}' is not a text encoding; use ${command} to handle arbitrary codecs`);
  }
  return codec;
}

/** Runs the encoder (0) or decoder (1) of a CodecInfo and gives the first item of its result. What it raises gets a note
 * that names the codec. */
export function runCodec(
  codec: PyTuple,
  encoding: string,
  direction: 0 | 1,
  input: Value,
  errors: Value,
): Value {
  const fn = callable(codec.items[direction] as Value);
  let result: Value;
  try {
    result = errors === null ? fn.c1(input) : fn.c2(input, errors);
  } catch (error) {
    if (error instanceof PyBaseException) {
      const note = `${direction === 0 ? "encoding" : "decoding"} with '${encoding}' codec failed`;
      callable(getAttr(error, "add_note")).c1(note);
    }
    throw error;
  }
  if (!(result instanceof PyTuple) || result.items.length !== 2) {
    throw typeError(`${direction === 0 ? "encoder" : "decoder"} must return a tuple (object, integer)`);
  }
  return result.items[0] as Value;
}

/** In development mode the names of the codec and of what handles errors are looked up, needed or not. */
function checkNames(encoding: string, errors: string): void {
  if (builtin(encoding) === undefined) lookupCodec(encoding);
  if (!BUILTIN_HANDLERS.has(errors) && !codecState().handlers.has(errors)) throw unknownHandler(errors);
}

/** `text.encode(encoding, errors)` */
export function encodeStr(text: Str, encoding = "utf-8", errors = "strict"): Value {
  if (current.configuration.devMode) checkNames(encoding, errors);
  const codec = builtin(encoding);
  if (codec !== undefined) return bytes(codec.encode(text, errors));
  const result = runCodec(textCodec(encoding, "codecs.encode()"), encoding, 0, text, errors);
  if (result instanceof PyBytes) return result;
  if (isByteArray(result)) return bytes(result.data.slice());
  throw typeError(
    `'${encoding}' encoder returned '${typeOf(result).name}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types`,
  );
}

/** `data.decode(encoding, errors)`; `object` is the Python object of the bytes, which a registered codec gets. */
export function decodeBytes(data: Uint8Array, object: Value, encoding = "utf-8", errors = "strict"): Str {
  if (current.configuration.devMode) checkNames(encoding, errors);
  // Of nothing, nobody looks how it is to be decoded.
  if (data.length === 0) return "";
  const codec = builtin(encoding);
  if (codec !== undefined) return codec.decode(data, errors);
  const result = runCodec(textCodec(encoding, "codecs.decode()"), encoding, 1, object, errors);
  if (isStr(result)) return result;
  throw typeError(
    `'${encoding}' decoder returned '${typeOf(result).name}' instead of 'str'; use codecs.decode() to decode to arbitrary types`,
  );
}

/** An argument `encoding` or `errors` of `method`: undefined or a str. */
export function codecArgument(value: Value | undefined, method: string, name: string): string | undefined {
  if (value === undefined) return undefined;
  if (!isStr(value)) throw badArgument(`${method}() argument '${name}'`, "str", value);
  // To C it goes as UTF-8, which lone surrogates have none of.
  if (typeof value !== "string") encodeStr(value);
  return strOf(value);
}
