/** Paths as functions of `os` and `open` take them: str, bytes, or anything with `__fspath__`. */
import { special, typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { Value } from "../../core/object.ts";
import { typeError } from "../../exceptions/raise.ts";
import { isBytes, PyBytes } from "../../objects/bytes.ts";
import { hasSurrogate, isStr, strOf } from "../../objects/str.ts";
import { encodeUtf8 } from "../../protocols/encode.ts";

/** `os.fspath` */
export function fsPath(value: Value): Value {
  if (isStr(value) || isBytes(value)) return value;
  const method = special(value, "m$__fspath__") ?? undefined;
  if (method === undefined) {
    throw typeError(`expected str, bytes or os.PathLike object, not ${typeOf(value).name}`);
  }
  const path = callable(method).c1(value);
  if (isStr(path) || isBytes(path)) return path;
  throw typeError(
    `expected ${typeOf(value).name}.__fspath__() to return str or bytes, not ${typeOf(path).name}`,
  );
}

/** The host's form of a path: bytes that are not UTF-8 are lone surrogates. */
export function pathText(value: Value): string {
  const path = fsPath(value);
  if (path instanceof PyBytes) return decodePath(path.data);
  // Other surrogates than those that stand for bytes are in no path: UnicodeEncodeError.
  if (isStr(path) && typeof path !== "string" && hasSurrogate(strOf(path)))
    encodeUtf8(path, "surrogateescape");
  return strOf(path);
}

/** `os.fsdecode` of bytes. */
export function decodePath(data: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
  } catch {
    // Valid sequences are as long as their first byte says; what is none is escaped byte by byte.
    let text = "";
    for (let at = 0; at < data.length; ) {
      const first = data[at] as number;
      const length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
      const piece = new TextDecoder("utf-8", { ignoreBOM: true }).decode(data.subarray(at, at + length));
      if (piece.includes("\ufffd")) {
        text += String.fromCharCode(0xdc00 + first);
        at++;
      } else {
        text += piece;
        at += length;
      }
    }
    return text;
  }
}

/** `os.fsencode` of text. */
export function encodePath(text: string): Uint8Array {
  const encoder = new TextEncoder();
  if (!/[\udc80-\udcff]/.test(text)) return encoder.encode(text);
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) as number;
    if (point >= 0xdc80 && point <= 0xdcff) bytes.push(point - 0xdc00);
    else bytes.push(...encoder.encode(character));
  }
  return Uint8Array.from(bytes);
}
