/** Arguments and results of `os` functions: paths, descriptors, the errors of the host. */
import { special, typeOf } from "../../core/builtin-types.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { OverflowError } from "../../exceptions/hierarchy.ts";
import { newException, notImplementedError, typeError, valueError } from "../../exceptions/raise.ts";
import type { Host } from "../../../host/host.ts";
import { bytes, isBytes } from "../../objects/bytes.ts";
import { isInt } from "../../objects/int.ts";
import { isStr, str } from "../../objects/str.ts";
import { toCInt, toIndex } from "../../protocols/number.ts";
import { hostCall, isHostFailure, warnBooleanDescriptor } from "../_io/errors.ts";
import { encodePath, fsPath, pathText } from "../_io/path.ts";

export const files = (): Host["files"] => current.host.files;

/** The host's form of a path argument, named in error texts as CPython's path converter does. */
export function path(value: Value, who: string): string {
  return pathOrFd(value, who, false) as string;
}

/** A path, or a descriptor where `withFd` allows it. */
export function pathOrFd(value: Value, who: string, withFd: boolean): string | number {
  if (withFd && isInt(value)) {
    if (typeof value === "boolean") warnBooleanDescriptor();
    return toCInt(value);
  }
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

/** A path that is relative to the directory that `dir_fd` has open, unless that is None: for `openat` and its family, which
 * hosts do not have, a path that leads through the descriptor. */
export function at(dirFd: Value | undefined, relative: string): string {
  if (dirFd === undefined || dirFd === null) return relative;
  const fd = directoryDescriptor(dirFd);
  if (relative.startsWith("/")) return relative;
  return `${pathOfDescriptor(fd, "dir_fd", str(relative))}/${relative}`;
}

function directoryDescriptor(value: Value): number {
  if (!isInt(value) && special(value, "m$__index__") === undefined)
    throw typeError(`argument should be integer or None, not ${typeOf(value).name}`);
  if (typeof value === "boolean") warnBooleanDescriptor();
  return toCInt(value);
}

/** A path to what a descriptor has open, for calls that take either. */
export function pathOfDescriptor(fd: number, what: string, name: Value = null): string {
  return hostCall(() => {
    try {
      return files().pathOf(fd);
    } catch (error) {
      if (isHostFailure(error) && error.code === "ENOSYS")
        throw notImplementedError(`${what} unavailable on this platform`);
      throw error;
    }
  }, name);
}

/** The path of a call that takes a path, relative to `dir_fd`, or a descriptor. */
export function target(value: Value, who: string, dirFd?: Value): string {
  const given = pathOrFd(value, who, true);
  if (typeof given === "string") return at(dirFd, given);
  if (dirFd !== undefined && dirFd !== null)
    throw valueError(`${who}: can't specify dir_fd without matching path`);
  return pathOfDescriptor(given, who);
}

/** Refuses what cannot go together with a descriptor in the place of a path. */
export function refuseLinks(value: Value, follow: boolean, who: string): void {
  if (!follow && isInt(value)) throw valueError(`${who}: cannot use fd and follow_symlinks together`);
}

/** A user or group: an unsigned number of 32 bits, or -1 for none. */
export function identifier(value: Value, who: "uid" | "gid"): number {
  if (!isInt(value) && special(value, "m$__index__") === undefined)
    throw typeError(`${who} should be integer, not ${typeOf(value).name}`);
  const number = Number(toIndex(value));
  if (number < -1) throw newException(OverflowError, `${who} is less than minimum`);
  if (number > 0xffff_ffff) throw newException(OverflowError, `${who} is greater than maximum`);
  return number === 0xffff_ffff ? -1 : number;
}
