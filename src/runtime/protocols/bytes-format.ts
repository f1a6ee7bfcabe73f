/** How `%` works on bytes: the target of `percent-format.ts`, whose text is one character a byte. */
import { typeOf } from "../core/builtin-types.ts";
import type { Value } from "../core/object.ts";
import { overflowError, typeError } from "../exceptions/raise.ts";
import { bufferOf } from "../objects/buffer.ts";
import { bytes } from "../objects/bytes.ts";
import { fromLatin1, latin1 } from "../objects/bytes-search.ts";
import { isStr } from "../objects/str.ts";
import { isIndex, toIndex } from "./number.ts";
import { percentFormat, type Target } from "./percent-format.ts";
import { strOf } from "../objects/str.ts";
import { ascii } from "./repr.ts";
import { callBytes } from "./to-bytes.ts";

const target: Target = {
  name: "bytes",
  convert(value, letter) {
    if (letter === "r" || letter === "a") return strOf(ascii(value));
    if (letter !== "s" && letter !== "b") return undefined;
    const data = isStr(value) ? undefined : (bufferOf(value) ?? callBytes(value));
    if (data === undefined) {
      throw typeError(
        `%b requires a bytes-like object, or an object that implements __bytes__, not '${typeOf(value).name}'`,
      );
    }
    return latin1(data);
  },
  character(value) {
    const data = isStr(value) ? undefined : bufferOf(value);
    if (data !== undefined && data.length === 1) return latin1(data);
    if (!isIndex(value)) {
      throw typeError(
        `%c requires an integer in range(256) or a single byte, not ${typeOf(value).fullyQualifiedName}`,
      );
    }
    const byte = toIndex(value);
    if (byte < 0 || byte > 255) throw overflowError("%c arg not in range(256)");
    return String.fromCharCode(Number(byte));
  },
  key: (text) => bytes(fromLatin1(text)),
  length: (text) => text.length,
  truncate: (text, count) => text.slice(0, count),
};

/** `template % values` */
export function percentBytes(template: Uint8Array, values: Value): Uint8Array {
  return fromLatin1(percentFormat(latin1(template), values, target));
}
