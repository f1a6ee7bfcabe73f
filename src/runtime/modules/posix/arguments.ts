/** Arguments and results of `os` functions: paths, descriptors, the errors of the host. */
import { typeOf } from "../../core/builtin-types.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { notImplementedError, typeError, valueError } from "../../exceptions/raise.ts";
import type { Host } from "../../../host/host.ts";
import { bytes, isBytes } from "../../objects/bytes.ts";
import { isInt } from "../../objects/int.ts";
import { isStr, str } from "../../objects/str.ts";
import { toCInt } from "../../protocols/number.ts";
import { encodePath, fsPath, pathText } from "../_io/path.ts";

export const files = (): Host["files"] => current.host.files;

/** The host's form of a path argument, named in error texts as CPython's path converter does. */
export function path(value: Value, who: string): string {
  return pathOrFd(value, who, false) as string;
}

/** A path, or a descriptor where `withFd` allows it. */
export function pathOrFd(value: Value, who: string, withFd: boolean): string | number {
  if (withFd && isInt(value)) return toCInt(value);
  if (!isStr(value) && !isBytes(value)) {
    if (!hasFsPath(value)) {
      const accepted = withFd ? "string, bytes, os.PathLike or integer" : "string, bytes or os.PathLike";
      throw typeError(`${who}: path should be ${accepted}, not ${typeOf(value).name}`);
    }
  }
  const text = pathText(value);
  if (text.includes("\0")) throw valueError(`${who}: embedded null character in path`);
  return text;
}

const hasFsPath = (value: Value): boolean => (typeOf(value).lookup("__fspath__") ?? null) !== null;

/** Paths come back as bytes when they went in as bytes. */
export function like(original: Value, text: string): Value {
  return original !== null && !isInt(original) && isBytes(fsPath(original))
    ? bytes(encodePath(text))
    : str(text);
}

/** The keyword `dir_fd` is not to be had: Node has no `openat` and its family. */
export function refuseDirFd(value: Value | undefined): void {
  if (value !== undefined && value !== null) throw notImplementedError("dir_fd unavailable on this platform");
}
