/**
 * Encoding and decoding for text streams. UTF-8, ASCII and Latin-1 are done here, chunk by chunk; their errors, and all other
 * encodings, go through Python's codecs (`str.encode`, `bytes.decode`, the `codecs` module), which raise what CPython raises.
 */
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { LookupError } from "../../exceptions/hierarchy.ts";
import { newException, typeError } from "../../exceptions/raise.ts";
import { bytes, PyBytes } from "../../objects/bytes.ts";
import { allOfKind, ASCII } from "../../objects/byte-kinds.ts";
import { latin1 } from "../../objects/bytes-search.ts";
import { isStr, type Str, strOf } from "../../objects/str.ts";
import { PyTuple, tuple } from "../../objects/tuple.ts";
import { findAttr } from "../../protocols/attribute.ts";
import { callMethod } from "../../protocols/method-call.ts";
import { concatenate } from "./base.ts";

type Native = "utf-8" | "ascii" | "latin-1";

const ALIASES: Readonly<Record<string, Native>> = {
  "utf-8": "utf-8",
  utf8: "utf-8",
  u8: "utf-8",
  utf: "utf-8",
  ascii: "ascii",
  "us-ascii": "ascii",
  "646": "ascii",
  "latin-1": "latin-1",
  latin1: "latin-1",
  latin: "latin-1",
  l1: "latin-1",
  "iso-8859-1": "latin-1",
  "iso8859-1": "latin-1",
  "8859": "latin-1",
  cp819: "latin-1",
};

function nativeCodec(encoding: string): Native | undefined {
  const name = encoding.toLowerCase().replace(/[_ ]/g, "-");
  return Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined;
}

/** Whether an encoding is done here. */
export const isNative = (encoding: string): boolean => nativeCodec(encoding) !== undefined;

/** Whether every str without surrogates can be encoded, by itself or with others, to the same bytes. */
export const takesAllText = (encoding: string): boolean => nativeCodec(encoding) === "utf-8";

/** LookupError unless `encoding` is a text encoding. */
export function checkEncoding(encoding: string): void {
  if (nativeCodec(encoding) !== undefined) return;
  const info = callMethod(current.importModule("codecs"), "lookup", encoding);
  if (findAttr(info, "_is_text_encoding") === false) {
    throw newException(
      LookupError,
      `'${encoding}' is not a text encoding; use codecs.open() to handle arbitrary codecs`,
    );
  }
}

export interface Encoder {
  encode(text: Str): Uint8Array;
  /** Forgets state, or sets it to that in the middle of a file (no byte order mark). */
  reset(atStart: boolean): void;
}

const utf8 = new TextEncoder();
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** An encoder for a text encoding that was checked. */
export function encoderFor(encoding: string, errors: string): Encoder {
  const native = nativeCodec(encoding);
  if (native === undefined) return new CodecsEncoder(encoding, errors);
  const fallback = (text: Str): Uint8Array => {
    const result = callMethod(text, "encode", encoding, errors);
    if (!(result instanceof PyBytes)) throw typeError("encoder should return a bytes object");
    return result.data;
  };
  if (native === "utf-8") {
    return {
      encode: (text) =>
        typeof text === "string" || !LONE.test(strOf(text)) ? utf8.encode(strOf(text)) : fallback(text),
      reset() {},
    };
  }
  const limit = native === "ascii" ? 0x7f : 0xff;
  return {
    encode(text) {
      if (typeof text !== "string") return fallback(text);
      const result = new Uint8Array(text.length);
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        if (code > limit) return fallback(text);
        result[i] = code;
      }
      return result;
    },
    reset() {},
  };
}

class CodecsEncoder implements Encoder {
  readonly #encoder: Value;
  constructor(encoding: string, errors: string) {
    this.#encoder = callMethod(
      callMethod(current.importModule("codecs"), "lookup", encoding),
      "incrementalencoder",
      errors,
    );
  }
  encode(text: Str): Uint8Array {
    const result = callMethod(this.#encoder, "encode", text);
    if (!(result instanceof PyBytes)) throw typeError("encoder should return a bytes object");
    return result.data;
  }
  reset(atStart: boolean): void {
    if (atStart) callMethod(this.#encoder, "reset");
    else callMethod(this.#encoder, "setstate", 0);
  }
}

export interface Decoder {
  /** Text of the next bytes; an incomplete sequence at the end waits unless `final`. */
  decode(chunk: Uint8Array, final: boolean): string;
  reset(): void;
  /** Bytes that wait, and flags. */
  getState(): [Uint8Array, Value];
  setState(state: [Uint8Array, Value]): void;
}

const EMPTY = new Uint8Array(0);

/** A decoder for a text encoding that was checked. */
export function decoderFor(encoding: string, errors: string): Decoder {
  const native = nativeCodec(encoding);
  if (native === undefined) return new CodecsDecoder(encoding, errors);
  return native === "utf-8"
    ? new Utf8Decoder(encoding, errors)
    : new ByteDecoder(encoding, errors, native === "ascii");
}

function decodeInPython(data: Uint8Array, encoding: string, errors: string): string {
  const result = callMethod(bytes(data), "decode", encoding, errors);
  return isStr(result) ? strOf(result) : "";
}

class Utf8Decoder implements Decoder {
  readonly #encoding: string;
  readonly #errors: string;
  readonly #strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  #tail = EMPTY;

  constructor(encoding: string, errors: string) {
    this.#encoding = encoding;
    this.#errors = errors;
  }

  decode(chunk: Uint8Array, final: boolean): string {
    const data = this.#tail.length === 0 ? chunk : concatenate([this.#tail, chunk]);
    const waiting = final ? 0 : incomplete(data);
    const whole = waiting === 0 ? data : data.subarray(0, data.length - waiting);
    let text: string;
    try {
      text = this.#strict.decode(whole);
    } catch {
      this.#tail = EMPTY;
      text = decodeInPython(whole.slice(), this.#encoding, this.#errors);
    }
    this.#tail = waiting === 0 ? EMPTY : data.slice(data.length - waiting);
    return text;
  }

  reset(): void {
    this.#tail = EMPTY;
  }

  getState(): [Uint8Array, Value] {
    return [this.#tail, 0];
  }

  setState([tail]: [Uint8Array, Value]): void {
    this.#tail = tail as typeof EMPTY;
  }
}

/** Length of a sequence at the end that more bytes could complete. */
function incomplete(data: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= data.length; back++) {
    const byte = data[data.length - back] as number;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? back : 0;
    }
  }
  return 0;
}

class ByteDecoder implements Decoder {
  readonly #encoding: string;
  readonly #errors: string;
  readonly #ascii: boolean;
  constructor(encoding: string, errors: string, ascii: boolean) {
    this.#encoding = encoding;
    this.#errors = errors;
    this.#ascii = ascii;
  }
  decode(chunk: Uint8Array): string {
    if (this.#ascii && !allOfKind(chunk, ASCII)) {
      return decodeInPython(chunk.slice(), this.#encoding, this.#errors);
    }
    return latin1(chunk);
  }
  reset(): void {}
  getState(): [Uint8Array, Value] {
    return [EMPTY, 0];
  }
  setState(): void {}
}

class CodecsDecoder implements Decoder {
  readonly #decoder: Value;
  constructor(encoding: string, errors: string) {
    this.#decoder = callMethod(
      callMethod(current.importModule("codecs"), "lookup", encoding),
      "incrementaldecoder",
      errors,
    );
  }
  decode(chunk: Uint8Array, final: boolean): string {
    const text = callMethod(this.#decoder, "decode", bytes(chunk.slice()), final);
    if (!isStr(text)) throw typeError("decoder should return a string result");
    return strOf(text);
  }
  reset(): void {
    callMethod(this.#decoder, "reset");
  }
  getState(): [Uint8Array, Value] {
    const state = callMethod(this.#decoder, "getstate");
    if (!(state instanceof PyTuple) || !(state.items[0] instanceof PyBytes))
      throw typeError("illegal decoder state");
    return [state.items[0].data, state.items[1] as Value];
  }
  setState([tail, flags]: [Uint8Array, Value]): void {
    callMethod(this.#decoder, "setstate", tuple([bytes(tail), flags]));
  }
}
