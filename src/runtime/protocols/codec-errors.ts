/**
 * Error handlers of codecs: what to put in place of what cannot be encoded or decoded, and where to go on. The builtin
 * handlers work on plain data; the exception object is made only for `strict` and for handlers that Python code
 * registered. https://docs.python.org/3.14/library/codecs.html#error-handlers and Python/codecs.c
 */
import { typeOf } from "../core/builtin-types.ts";
import { callable } from "../core/call.ts";
import type { PyBaseException } from "../core/exception.ts";
import type { Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import {
  type PyUnicodeError,
  UnicodeDecodeError,
  UnicodeEncodeError,
  UnicodeTranslateError,
} from "../exceptions/hierarchy.ts";
import { indexError, lookupError, newException, typeError } from "../exceptions/raise.ts";
import { bytes, isBytes, PyBytes } from "../objects/bytes.ts";
import { intOf, isInt } from "../objects/int.ts";
import { isStr, pointsBetween, pointsOf, type Str, str, strLength } from "../objects/str.ts";
import { escapePoint } from "../objects/str-repr.ts";
import { PyTuple } from "../objects/tuple.ts";
import { getAttr } from "./attribute.ts";

/** What is wrong in an input: the exclusive range [start, end) of characters or bytes. */
export interface EncodeFailure {
  encoding: string;
  object: Str;
  start: number;
  end: number;
  reason: string;
}
export interface DecodeFailure {
  encoding: string;
  object: Uint8Array;
  start: number;
  end: number;
  reason: string;
}

/** The names of the handlers that are always there, in CPython's order. */
export const BUILTIN_HANDLERS: ReadonlySet<string> = new Set([
  "strict",
  "ignore",
  "replace",
  "xmlcharrefreplace",
  "backslashreplace",
  "namereplace",
  "surrogatepass",
  "surrogateescape",
]);

export const unknownHandler = (name: string): PyBaseException =>
  lookupError(`unknown error handler name '${name}'`);

/** Handlers registered by Python code, and search functions of codecs. */
export interface CodecState {
  search: Value[];
  cache: Map<string, PyTuple>;
  handlers: Map<string, Value>;
}
const STATE = Symbol("codecs");
export const codecState = (): CodecState =>
  current.stateOf(STATE, () => ({ search: [], cache: new Map(), handlers: new Map() }));

export function encodeException(failure: EncodeFailure): PyUnicodeError {
  const { encoding, object, start, end, reason } = failure;
  return fill(newException(UnicodeEncodeError, encoding, object, start, end, reason), failure, object);
}

export function decodeException(failure: DecodeFailure): PyUnicodeError {
  const { encoding, start, end, reason } = failure;
  const object = bytes(failure.object.slice());
  return fill(newException(UnicodeDecodeError, encoding, object, start, end, reason), failure, object);
}

function fill(
  exception: PyBaseException,
  failure: EncodeFailure | DecodeFailure,
  object: Value,
): PyUnicodeError {
  const result = exception as PyUnicodeError;
  result.encoding = failure.encoding;
  result.object = object;
  result.start = failure.start;
  result.end = failure.end;
  result.reason = failure.reason;
  return result;
}

/** The bytes of a surrogate code point in an encoding of the UTF family, undefined for any other encoding. */
export function surrogateBytes(point: number, encoding: string): number[] | undefined {
  const [high, low] = [point >> 8, point & 0xff];
  switch (encoding.toLowerCase().replace(/[_-]/g, "")) {
    case "utf8":
    case "cputf8":
      return [0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f)];
    case "utf16":
    case "utf16le":
      return [low, high];
    case "utf16be":
      return [high, low];
    case "utf32":
    case "utf32le":
      return [low, high, 0, 0];
    case "utf32be":
      return [0, 0, high, low];
    default:
      return undefined;
  }
}

/** The surrogate that the bytes at `at` spell, undefined when they do not. */
function surrogateAt(
  data: Uint8Array,
  at: number,
  encoding: string,
): { point: number; size: number } | undefined {
  const probe = surrogateBytes(0xd800, encoding);
  if (probe === undefined || at + probe.length > data.length) return undefined;
  for (let point = 0xd800; point < 0xe000; point++) {
    const spelled = surrogateBytes(point, encoding) as number[];
    if (spelled.every((byte, i) => data[at + i] === byte)) return { point, size: spelled.length };
  }
  return undefined;
}

function unicodeName(point: number): string | undefined {
  const name = callable(getAttr(current.importModule("unicodedata"), "name")).c2(
    str(String.fromCodePoint(point)),
    null,
  );
  return typeof name === "string" ? name : undefined;
}

/** Text that stands for one character under the escaping handlers. */
function escapeFor(handler: string, point: number): string {
  if (handler === "xmlcharrefreplace") return `&#${point};`;
  const name = handler === "namereplace" ? unicodeName(point) : undefined;
  return name === undefined ? escapePoint(point) : `\\N{${name}}`;
}

/** Characters (code points, still to be encoded) or finished bytes, and the index to go on from. */
export type EncodeRepair = {
  points?: readonly number[];
  bytes?: Uint8Array | readonly number[];
  position: number;
};

/** @throws UnicodeEncodeError, or what a registered handler raises */
export function repairEncoding(errors: string, failure: EncodeFailure): EncodeRepair {
  const { object, start, end, encoding } = failure;
  const registered = codecState().handlers.get(errors);
  if (registered !== undefined) return callEncodeHandler(registered, failure);
  const points = pointsBetween(object, start, end);
  switch (errors) {
    case "strict":
      throw encodeException(failure);
    case "ignore":
      return { points: [], position: end };
    case "replace":
      return { points: points.map(() => 63), position: end };
    case "backslashreplace":
    case "xmlcharrefreplace":
    case "namereplace":
      return {
        points: points.flatMap((point) => Array.from(escapeFor(errors, point), (ch) => ch.charCodeAt(0))),
        position: end,
      };
    case "surrogateescape": {
      // What can be escaped is; the rest comes back as a failure of its own.
      const foreign = points.findIndex((point) => point < 0xdc80 || point > 0xdcff);
      if (foreign === 0) throw encodeException(failure);
      const escaped = foreign < 0 ? points : points.slice(0, foreign);
      return { bytes: escaped.map((point) => point - 0xdc00), position: start + escaped.length };
    }
    case "surrogatepass": {
      const spelled = points.map((point) =>
        point >= 0xd800 && point < 0xe000 ? surrogateBytes(point, encoding) : undefined,
      );
      if (spelled.includes(undefined)) throw encodeException(failure);
      return { bytes: (spelled as number[][]).flat(), position: end };
    }
    default:
      throw unknownHandler(errors);
  }
}

function callEncodeHandler(handler: Value, failure: EncodeFailure): EncodeRepair {
  const { replacement, position } = callHandler(
    handler,
    encodeException(failure),
    strLength(failure.object),
    true,
  );
  if (replacement instanceof PyBytes) return { bytes: replacement.data, position };
  return { points: pointsOf(replacement as Str), position };
}

export interface DecodeRepair {
  points: readonly number[];
  position: number;
  /** The input to go on with, when a handler replaced it. */
  object?: Uint8Array;
}

/** @throws UnicodeDecodeError, or what a registered handler raises */
export function repairDecoding(errors: string, failure: DecodeFailure): DecodeRepair {
  const { object, start, end, encoding } = failure;
  const registered = codecState().handlers.get(errors);
  if (registered !== undefined) return callDecodeHandler(registered, failure);
  switch (errors) {
    case "strict":
      throw decodeException(failure);
    case "ignore":
      return { points: [], position: end };
    case "replace":
      return { points: [0xfffd], position: end };
    case "backslashreplace": {
      const text = Array.from(
        object.subarray(start, end),
        (byte) => `\\x${byte.toString(16).padStart(2, "0")}`,
      ).join("");
      return { points: Array.from(text, (ch) => ch.charCodeAt(0)), position: end };
    }
    case "surrogateescape": {
      const points: number[] = [];
      for (let i = start; i < end && i < start + 4 && (object[i] as number) >= 128; i++) {
        points.push(0xdc00 + (object[i] as number));
      }
      if (points.length === 0) throw decodeException(failure);
      return { points, position: start + points.length };
    }
    case "surrogatepass": {
      const found = surrogateAt(object, start, encoding);
      if (found === undefined) throw decodeException(failure);
      return { points: [found.point], position: start + found.size };
    }
    case "xmlcharrefreplace":
    case "namereplace":
      throw typeError("don't know how to handle UnicodeDecodeError in error callback");
    default:
      throw unknownHandler(errors);
  }
}

/** check_unicode_error_attribute in Objects/exceptions.c */
export function checkObject(object: Value | undefined, asBytes: boolean): void {
  if (object === undefined) throw typeError("UnicodeError 'object' attribute is not set");
  if (asBytes ? !isBytes(object) : !isStr(object)) {
    throw typeError(`UnicodeError 'object' attribute must be a ${asBytes ? "bytes" : "string"}`);
  }
}

/** `_PyUnicodeError_GetParams`: what an exception says was wrong, within its object. */
function rangeOf(error: PyUnicodeError, asBytes: boolean): { start: number; end: number } {
  checkObject(error.object, asBytes);
  const size = asBytes ? (error.object as PyBytes).data.length : pointsOf(error.object as Str).length;
  return {
    start: Math.max(0, Math.min(Number(error.start), size - 1)),
    end: Math.min(Math.max(1, Number(error.end)), size),
  };
}

function callDecodeHandler(handler: Value, failure: DecodeFailure): DecodeRepair {
  const exception = decodeException(failure);
  const { replacement, position } = callHandler(handler, exception, undefined, false);
  checkObject(exception.object, true);
  const object = (exception.object as PyBytes).data;
  return { points: pointsOf(replacement as Str), position: checkPosition(position, object.length), object };
}

function callHandler(
  handler: Value,
  exception: PyUnicodeError,
  length: number | undefined,
  encoding: boolean,
): { replacement: Value; position: number } {
  const result = callable(handler).c1(exception);
  const [replacement, position] = result instanceof PyTuple ? result.items : [];
  const right =
    replacement !== undefined &&
    position !== undefined &&
    (result as PyTuple).items.length === 2 &&
    (isStr(replacement) || (encoding && replacement instanceof PyBytes)) &&
    isInt(position);
  if (!right) {
    throw typeError(
      encoding
        ? "encoding error handler must return (str/bytes, int) tuple"
        : "decoding error handler must return (str, int) tuple",
    );
  }
  const at = Number(intOf(position));
  return { replacement, position: length === undefined ? at : checkPosition(at, length) };
}

function checkPosition(position: number, length: number): number {
  const at = position < 0 ? position + length : position;
  if (at < 0 || at > length) throw indexError(`position ${position} from error handler out of bounds`);
  return at;
}

/** The work of a builtin handler on an exception object: `codecs.lookup_error("replace")(exception)`. */
export function handleException(name: string, exception: Value): { replacement: Value; position: number } {
  const type = typeOf(exception);
  const error = exception as PyUnicodeError;
  if (name === "strict" && type.mro.some((base) => base.name === "BaseException")) throw exception;
  if (name === "strict") throw typeError("codec must pass exception instance");
  if (type.isSubtype(UnicodeEncodeError)) {
    const range = rangeOf(error, false);
    const object = error.object as Str;
    const failure = { encoding: String(error.encoding), object, ...range, reason: String(error.reason) };
    const { points, bytes: raw, position } = rethrowing(error, () => repairEncoding(name, failure));
    return {
      replacement: raw === undefined ? str(String.fromCodePoint(...(points as number[]))) : bytes(raw),
      position,
    };
  }
  if (type.isSubtype(UnicodeDecodeError)) {
    const range = rangeOf(error, true);
    const object = (error.object as PyBytes).data;
    const failure = { encoding: String(error.encoding), object, ...range, reason: String(error.reason) };
    const { points, position } = rethrowing(error, () => repairDecoding(name, failure));
    return { replacement: str(String.fromCodePoint(...points)), position };
  }
  if (type.isSubtype(UnicodeTranslateError)) {
    const { start, end } = rangeOf(error, false);
    const points = pointsOf(error.object as Str).slice(start, end);
    if (name === "ignore") return { replacement: "", position: end };
    if (name === "replace") return { replacement: "\ufffd".repeat(points.length), position: end };
    if (name === "backslashreplace") {
      return { replacement: points.map((point) => escapeFor(name, point)).join(""), position: end };
    }
  }
  throw typeError(`don't know how to handle ${type.name} in error callback`);
}

/** A builtin handler that gives up raises the very exception it was given. */
function rethrowing<T>(error: PyUnicodeError, fn: () => T): T {
  try {
    return fn();
  } catch (raised) {
    if (raised instanceof Object && (raised as PyUnicodeError).cls$ === error.cls$) throw error;
    throw raised;
  }
}
