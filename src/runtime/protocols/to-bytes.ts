/** The bytes that `bytes(x)` and `bytearray(x)` are made of. Follows PyBytes_FromObject of Objects/bytesobject.c and
 * bytearray___init___impl of Objects/bytearrayobject.c. */
import { special, typeOf } from "../core/builtin-types.ts";
import type { Value } from "../core/object.ts";
import { OverflowError } from "../exceptions/hierarchy.ts";
import { memoryError, typeError, valueError } from "../exceptions/raise.ts";
import { bufferOf } from "../objects/buffer.ts";
import { PyBytes } from "../objects/bytes.ts";
import { listType, PyList } from "../objects/list.ts";
import { isStr } from "../objects/str.ts";
import { PyTuple, tupleType } from "../objects/tuple.ts";
import { codecArgument, encodeStr } from "./codecs.ts";
import { isIterable, toArray } from "./iterate.ts";
import { isIndex, toIndex, toSize } from "./number.ts";

/** A fresh array, except that the memory of a bytes-like source is not copied. */
export function bytesFrom(
  source: Value | undefined,
  encoding: Value | undefined,
  errors: Value | undefined,
  typeName: "bytes" | "bytearray",
): Uint8Array {
  if (source === undefined) {
    if (encoding !== undefined || errors !== undefined) {
      throw typeError(
        encoding !== undefined ? "encoding without a string argument" : "errors without a string argument",
      );
    }
    return new Uint8Array(0);
  }
  if (encoding !== undefined || errors !== undefined) {
    if (!isStr(source)) {
      if (encoding !== undefined) codecArgument(encoding, typeName, "encoding");
      if (errors !== undefined) codecArgument(errors, typeName, "errors");
      throw typeError(
        encoding !== undefined ? "encoding without a string argument" : "errors without a string argument",
      );
    }
    if (encoding === undefined) throw typeError("string argument without an encoding");
    const encoded = encodeStr(
      source,
      codecArgument(encoding, typeName, "encoding"),
      codecArgument(errors, typeName, "errors"),
    );
    return (encoded as PyBytes).data;
  }
  const viaBytes = typeName === "bytes" ? callBytes(source) : undefined;
  if (viaBytes !== undefined) return viaBytes;
  if (isStr(source)) throw typeError("string argument without an encoding");
  if (isIndex(source) && bufferOf(source) === undefined) {
    const size = toSize(source, OverflowError);
    if (size < 0) throw valueError("negative count");
    if (size > 2 ** 32) throw memoryError();
    return new Uint8Array(size);
  }
  const lent = bufferOf(source);
  if (lent !== undefined) return lent;
  if (!isIterable(source)) throw typeError(`cannot convert '${typeOf(source).name}' object to ${typeName}`);
  const range = typeName === "bytes" ? "bytes must be in range(0, 256)" : "byte must be in range(0, 256)";
  // A list is read as it is while its items are converted, which may change it.
  const items = source instanceof PyList && source.cls$ === listType ? source.items : toArray(source);
  let out = new Uint8Array(items.length);
  let i = 0;
  for (; i < items.length; i++) {
    const item = items[i] as Value;
    const n = typeof item === "number" && (item | 0) === item ? item : toIndex(item);
    if (n < 0 || n > 255) throw valueError(range);
    if (i === out.length) {
      const longer = new Uint8Array(2 * i + 16);
      longer.set(out);
      out = longer;
    }
    out[i] = Number(n);
  }
  return i === out.length ? out : out.slice(0, i);
}

/** The bytes of a plain tuple or list of ints that all fit; undefined for anything else. */
export function plainBytes(source: Value | undefined): Uint8Array | undefined {
  const plain =
    (source instanceof PyTuple && source.cls$ === tupleType) ||
    (source instanceof PyList && source.cls$ === listType);
  if (!plain) return undefined;
  const { items } = source;
  const out = new Uint8Array(items.length);
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (typeof item !== "number" || (item & 255) !== item) return undefined;
    out[i] = item;
  }
  return out;
}

/** The data of `source.__bytes__()`, undefined when there is none. */
export const callBytes = (source: Value): Uint8Array | undefined => bytesOf(source)?.data;

/** `source.__bytes__()`, undefined when there is none. */
export function bytesOf(source: Value): PyBytes | undefined {
  const method = special(source, "m$__bytes__");
  if (method === undefined && source instanceof PyBytes) return source;
  if (method === undefined || method === null) {
    const blocked = source !== null && typeOf(source).lookup("__bytes__") === null;
    if (blocked) throw typeError(`cannot convert '${typeOf(source).name}' object to bytes`);
    return undefined;
  }
  const result = method.c1(source);
  if (!(result instanceof PyBytes))
    throw typeError(`__bytes__ returned non-bytes (type ${typeOf(result).name})`);
  return result;
}
