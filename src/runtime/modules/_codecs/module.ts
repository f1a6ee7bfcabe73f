/**
 * Module `_codecs`: the registry and the codecs that CPython has in C. The package `encodings` and the module `codecs`
 * stand on it. Every encoder gives `(bytes, characters consumed)`, every decoder `(str, bytes consumed)`.
 * Follows Modules/_codecsmodule.c.
 */
import { typeOf } from "../../core/builtin-types.ts";
import type { NativeModule } from "../../core/native-module.ts";
import { type NativeRow, PyBuiltinFunction } from "../../core/native.ts";
import { PyObject, type Value } from "../../core/object.ts";
import { typeError, valueError } from "../../exceptions/raise.ts";
import { needBuffer } from "../../objects/buffer.ts";
import { bytes, PyBytes } from "../../objects/bytes.ts";
import { isStr, type Str, strLength, strOf } from "../../objects/str.ts";
import { truthOf } from "../../objects/truth.ts";
import { tuple } from "../../objects/tuple.ts";
import {
  BUILTIN_HANDLERS,
  codecState,
  handleException,
  unknownHandler,
} from "../../protocols/codec-errors.ts";
import { lookupCodec, runCodec } from "../../protocols/codecs.ts";
import {
  type Decoded,
  decodeAscii,
  decodeLatin1,
  decodeUtf16,
  decodeUtf32,
  decodeUtf8,
} from "../../protocols/decode.ts";
import {
  type ByteOrder,
  encodeAscii,
  encodeLatin1,
  encodeUtf16,
  encodeUtf32,
  encodeUtf8,
} from "../../protocols/encode.ts";
import { toIndex } from "../../protocols/number.ts";
import { buildCharmap, decodeCharmap, encodeCharmap } from "./charmap.ts";
import {
  decodeBytesEscape,
  decodeRawUnicodeEscape,
  decodeUnicodeEscape,
  encodeBytesEscape,
  encodeRawUnicodeEscape,
  encodeUnicodeEscape,
} from "./escapes.ts";
import { decodeUtf7, encodeUtf7 } from "./utf7.ts";

function text(value: Value, name: string): Str {
  if (isStr(value)) return value;
  throw typeError(`${name}() argument 1 must be str, not ${typeOf(value).name}`);
}

/** The `errors` argument: None or a str. */
function handlerName(value: Value | undefined): string {
  if (value === undefined || value === null) return "strict";
  if (!isStr(value)) throw typeError(`argument 'errors' must be str or None, not ${typeOf(value).name}`);
  return strOf(value);
}

/** `errors` and `final` that decide about incomplete input. */
const final = (value: Value | undefined): boolean => value !== undefined && truthOf(value);

function encoder(name: string, encode: (value: Str, errors: string) => Uint8Array): NativeRow {
  return [
    "(str, errors=None, /)",
    (value: Value, errors?: Value) => {
      const source = text(value, name);
      return tuple([bytes(encode(source, handlerName(errors))), strLength(source)]);
    },
  ];
}

function decoded({ text: result, consumed }: Decoded): Value {
  return tuple([result, consumed]);
}

/** A decoder with the argument `final`. */
function decoder(decode: (source: Uint8Array, errors: string, final: boolean) => Decoded): NativeRow {
  return [
    "(data, errors=None, final=False, /)",
    (value: Value, errors?: Value, last?: Value) =>
      decoded(decode(needBuffer(value), handlerName(errors), final(last))),
  ];
}

/** As {@link decoder}; the input may be str, whose default for `final` is true. */
function escapeDecoder(decode: (source: Uint8Array, errors: string, final: boolean) => Decoded): NativeRow {
  return [
    "(data, errors=None, final=True, /)",
    (value: Value, errors?: Value, last?: Value) => {
      const source = isStr(value) ? encodeUtf8(value, "strict") : needBuffer(value);
      return decoded(decode(source, handlerName(errors), last === undefined || truthOf(last)));
    },
  ];
}

const byteorder = (value: Value | undefined): ByteOrder => {
  const n = value === undefined ? 0 : Number(toIndex(value));
  return n < 0 ? "little" : n > 0 ? "big" : "native";
};

type WideEncode = typeof encodeUtf16;
type WideDecode = typeof decodeUtf16;

/** The seven functions of UTF-16 or UTF-32. */
function wideRows(name: string, encode: WideEncode, decode: WideDecode): Record<string, NativeRow> {
  return {
    [`${name}_encode`]: [
      "(str, errors=None, byteorder=0, /)",
      (value: Value, errors?: Value, order?: Value) => {
        const source = text(value, `${name}_encode`);
        return tuple([bytes(encode(source, handlerName(errors), byteorder(order))), strLength(source)]);
      },
    ],
    [`${name}_le_encode`]: encoder(`${name}_le_encode`, (source, errors) => encode(source, errors, "little")),
    [`${name}_be_encode`]: encoder(`${name}_be_encode`, (source, errors) => encode(source, errors, "big")),
    [`${name}_decode`]: decoder((source, errors, last) => decode(source, errors, "native", last)),
    [`${name}_le_decode`]: decoder((source, errors, last) => decode(source, errors, "little", last)),
    [`${name}_be_decode`]: decoder((source, errors, last) => decode(source, errors, "big", last)),
    [`${name}_ex_decode`]: [
      "(data, errors=None, byteorder=0, final=False, /)",
      (value: Value, errors?: Value, order?: Value, last?: Value) => {
        const result = decode(needBuffer(value), handlerName(errors), byteorder(order), final(last));
        return tuple([result.text, result.consumed, result.order]);
      },
    ],
  };
}

function name(value: Value, what: string): string {
  if (isStr(value)) {
    const encoding = strOf(value);
    if (encoding.includes("\0")) throw valueError("embedded null character");
    return encoding;
  }
  throw typeError(`${what}() argument 1 must be str, not ${typeOf(value).name}`);
}

/** The function of each builtin handler, made once. */
const builtinHandlers: ReadonlyMap<string, Value> = new Map(
  Array.from(BUILTIN_HANDLERS, (handler) => [
    handler,
    new PyBuiltinFunction(`${handler}_errors`, [
      "(exception, /)",
      (exception: Value) => {
        const { replacement, position } = handleException(handler, exception);
        return tuple([replacement, position]);
      },
    ]),
  ]),
);

function isCallable(value: Value): boolean {
  return value instanceof PyObject && typeOf(value).proto["m$__call__"] !== undefined;
}

export const codecsModule: NativeModule = {
  name: "_codecs",
  functions: {
    register: [
      "(search_function, /)",
      (search: Value) => {
        if (!isCallable(search)) throw typeError("argument must be callable");
        codecState().search.push(search);
        return null;
      },
    ],
    unregister: [
      "(search_function, /)",
      (search: Value) => {
        const state = codecState();
        const at = state.search.indexOf(search);
        if (at >= 0) {
          state.search.splice(at, 1);
          state.cache.clear();
        }
        return null;
      },
    ],
    lookup: ["(encoding, /)", (encoding: Value) => lookupCodec(name(encoding, "lookup"))],
    encode: [
      "(obj, encoding='utf-8', errors='strict')",
      (object: Value, encoding: Value = "utf-8", errors?: Value) =>
        runCodec(lookupCodec(name(encoding, "encode")), name(encoding, "encode"), 0, object, errors ?? null),
    ],
    decode: [
      "(obj, encoding='utf-8', errors='strict')",
      (object: Value, encoding: Value = "utf-8", errors?: Value) =>
        runCodec(lookupCodec(name(encoding, "decode")), name(encoding, "decode"), 1, object, errors ?? null),
    ],
    register_error: [
      "(errors, handler, /)",
      (errors: Value, handler: Value) => {
        if (!isCallable(handler)) throw typeError("handler must be callable");
        codecState().handlers.set(name(errors, "register_error"), handler);
        return null;
      },
    ],
    _unregister_error: [
      "(errors, /)",
      (errors: Value) => codecState().handlers.delete(name(errors, "_unregister_error")),
    ],
    lookup_error: [
      "(name, /)",
      (errors: Value) => {
        const wanted = name(errors, "lookup_error");
        const handler = codecState().handlers.get(wanted) ?? builtinHandlers.get(wanted);
        if (handler === undefined) throw unknownHandler(wanted);
        return handler;
      },
    ],
    utf_8_encode: encoder("utf_8_encode", encodeUtf8),
    utf_8_decode: decoder(decodeUtf8),
    utf_7_encode: encoder("utf_7_encode", encodeUtf7),
    utf_7_decode: decoder(decodeUtf7),
    latin_1_encode: encoder("latin_1_encode", encodeLatin1),
    latin_1_decode: ["(data, errors=None, /)", (value: Value) => decoded(decodeLatin1(needBuffer(value)))],
    ascii_encode: encoder("ascii_encode", encodeAscii),
    ascii_decode: [
      "(data, errors=None, /)",
      (value: Value, errors?: Value) => decoded(decodeAscii(needBuffer(value), handlerName(errors))),
    ],
    ...wideRows("utf_16", encodeUtf16, decodeUtf16),
    ...wideRows("utf_32", encodeUtf32, decodeUtf32),
    unicode_escape_encode: encoder("unicode_escape_encode", encodeUnicodeEscape),
    unicode_escape_decode: escapeDecoder(decodeUnicodeEscape),
    raw_unicode_escape_encode: encoder("raw_unicode_escape_encode", encodeRawUnicodeEscape),
    raw_unicode_escape_decode: escapeDecoder(decodeRawUnicodeEscape),
    escape_encode: [
      "(data, errors=None, /)",
      (value: Value) => {
        if (!(value instanceof PyBytes)) {
          throw typeError(`escape_encode() argument 1 must be bytes, not ${typeOf(value).name}`);
        }
        const source = value.data;
        const shown = encodeBytesEscape(source);
        return tuple([bytes(Uint8Array.from(shown as string, (ch) => ch.charCodeAt(0))), source.length]);
      },
    ],
    escape_decode: [
      "(data, errors=None, /)",
      (value: Value, errors?: Value) => {
        const source = isStr(value) ? encodeUtf8(value, "strict") : needBuffer(value);
        return tuple([bytes(decodeBytesEscape(source, handlerName(errors))), source.length]);
      },
    ],
    charmap_encode: [
      "(str, errors=None, mapping=None, /)",
      (value: Value, errors?: Value, mapping: Value = null) => {
        const source = text(value, "charmap_encode");
        const handler = handlerName(errors);
        const out =
          mapping === null ? encodeLatin1(source, handler) : encodeCharmap(source, handler, mapping);
        return tuple([bytes(out), strLength(source)]);
      },
    ],
    charmap_decode: [
      "(data, errors=None, mapping=None, /)",
      (value: Value, errors?: Value, mapping: Value = null) => {
        const source = needBuffer(value);
        return decoded(
          mapping === null ? decodeLatin1(source) : decodeCharmap(source, handlerName(errors), mapping),
        );
      },
    ],
    charmap_build: ["(map, /)", (map: Value) => buildCharmap(text(map, "charmap_build"))],
    readbuffer_encode: [
      "(data, errors=None, /)",
      (value: Value) => {
        const source = isStr(value) ? encodeUtf8(value, "strict") : needBuffer(value);
        return tuple([bytes(source.slice()), source.length]);
      },
    ],
    _normalize_encoding: [
      "(encoding)",
      (encoding: Value) =>
        name(encoding, "_normalize_encoding")
          .replace(/[^A-Za-z0-9.]+/g, "_")
          .replace(/^_|_$/g, ""),
    ],
  },
};
