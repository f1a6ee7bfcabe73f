/** `open`: from a mode to the right stack of streams. Follows Modules/_io/_iomodule.c.
 * https://docs.python.org/3.14/library/functions.html#open */
import type { Value } from "../../core/object.ts";
import { badArgument, valueError } from "../../exceptions/raise.ts";
import { isBytes } from "../../objects/bytes.ts";
import { isInt } from "../../objects/int.ts";
import { isStr, strOf } from "../../objects/str.ts";
import { truthy } from "../../protocols/compare.ts";
import { callMethod } from "../../protocols/method-call.ts";
import { toIndex } from "../../protocols/number.ts";
import { reprText } from "../../protocols/repr.ts";
import { DEFAULT_BUFFER_SIZE, flushAll } from "./buffered.ts";
import { bufferedRandomType, bufferedReaderType, bufferedWriterType } from "./buffered-types.ts";
import { fileIOType, type PyFileIO } from "./file-io.ts";
import { fsPath } from "./path.ts";
import { type PyTextIOWrapper, textIOWrapperType } from "./text.ts";
import { setMode } from "./text-types.ts";

interface Mode {
  kind: "r" | "w" | "a" | "x";
  plus: boolean;
  text: boolean;
  binary: boolean;
}

function parseMode(mode: Value): Mode {
  const text = strOf(mode);
  const seen = new Set<string>();
  for (const letter of text) {
    if (!"rwaxbt+".includes(letter) || seen.has(letter)) throw valueError(`invalid mode: ${reprText(mode)}`);
    seen.add(letter);
  }
  const kinds = [...seen].filter((letter) => "rwax".includes(letter));
  if (seen.has("t") && seen.has("b")) throw valueError("can't have text and binary mode at once");
  if (kinds.length !== 1) {
    throw valueError("must have exactly one of create/read/write/append mode");
  }
  const kind = kinds[0] as Mode["kind"];
  return { kind, plus: seen.has("+"), text: seen.has("t"), binary: seen.has("b") };
}

export function open(
  file: Value,
  mode: Value = "r",
  buffering: Value = -1,
  encoding: Value = null,
  errors: Value = null,
  newline: Value = null,
  closefd: Value = true,
  opener: Value = null,
): Value {
  const path = isInt(file) || isStr(file) || isBytes(file) ? file : fsPath(file);
  if (!isStr(mode)) throw badArgument("open() argument 'mode'", "str", mode);
  for (const [name, value] of [
    ["encoding", encoding],
    ["errors", errors],
  ] as const) {
    if (value !== null && !isStr(value)) {
      throw badArgument(`open() argument '${name}'`, "str or None", value);
    }
  }
  const { kind, plus, binary } = parseMode(mode);
  if (binary && encoding !== null) throw valueError("binary mode doesn't take an encoding argument");
  if (binary && errors !== null) throw valueError("binary mode doesn't take an errors argument");
  if (binary && newline !== null) throw valueError("binary mode doesn't take a newline argument");
  let size = Number(toIndex(buffering));
  // A file that was left open without being flushed may be the very one.
  flushAll();
  const raw = fileIOType.c4(path, kind + (plus ? "+" : ""), closefd, opener) as PyFileIO;
  try {
    const terminal = size < 0 && truthy(callMethod(raw, "_isatty_open_only"));
    const lineBuffering = size === 1 && !binary ? true : terminal;
    if (size < 0 || (size === 1 && !binary)) size = DEFAULT_BUFFER_SIZE;
    if (size === 1) size = DEFAULT_BUFFER_SIZE;
    if (size === 0) {
      if (!binary) throw valueError("can't have unbuffered text I/O");
      return raw;
    }
    const type = plus ? bufferedRandomType : kind === "r" ? bufferedReaderType : bufferedWriterType;
    const buffer = type.c2(raw, size);
    if (binary) return buffer;
    const wrapper = textIOWrapperType.cn([
      buffer,
      encoding,
      errors,
      newline,
      lineBuffering,
    ]) as PyTextIOWrapper;
    setMode(wrapper, mode);
    return wrapper;
  } catch (error) {
    callMethod(raw, "close");
    throw error;
  }
}
