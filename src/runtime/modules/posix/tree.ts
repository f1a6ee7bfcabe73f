/** Functions of `os` on paths: looking, making, moving, removing. Follows Modules/posixmodule.c. */
import type { NativeRow } from "../../core/native.ts";
import type { Value } from "../../core/object.ts";
import { notImplementedError, typeError, valueError } from "../../exceptions/raise.ts";
import { current } from "../../core/state.ts";
import { bytes } from "../../objects/bytes.ts";
import { floatOf, isFloat } from "../../objects/float.ts";
import { PyList } from "../../objects/list.ts";
import { str } from "../../objects/str.ts";
import { PyTuple } from "../../objects/tuple.ts";
import { truthy } from "../../protocols/compare.ts";
import { toCInt, toIndex } from "../../protocols/number.ts";
import { hostCall } from "../_io/errors.ts";
import { flushAll } from "../_io/buffered.ts";
import { encodePath } from "../_io/path.ts";
import { files, like, path, pathOrFd, refuseDirFd } from "./arguments.ts";
import { makeStat } from "./stat-result.ts";

function stat(who: string, name: Value, follow: boolean): Value {
  const target = pathOrFd(name, who, who === "stat");
  flushAll();
  if (typeof target === "number") return makeStat(hostCall(() => files().status(target)));
  return makeStat(hostCall(() => files().stat(target, follow), name));
}

/** The two paths of a call that moves or links. */
function two(who: string, from: Value, to: Value, call: (from: string, to: string) => void): Value {
  const source = path(from, who);
  const target = path(to, who);
  hostCall(() => call(source, target), from, to);
  return null;
}

function one(who: string, name: Value, call: (name: string) => void): Value {
  const target = path(name, who);
  hostCall(() => call(target), name);
  return null;
}

/** Times of `utime` in nanoseconds. */
function utimes(times: Value, ns: Value | undefined): [bigint, bigint] {
  if (times !== null && ns !== undefined)
    throw valueError("utime: you may specify either 'times' or 'ns' but not both");
  if (ns !== undefined) {
    if (!(ns instanceof PyTuple) || ns.items.length !== 2)
      throw typeError("utime: 'ns' must be a tuple of two ints");
    return [BigInt(toIndex(ns.items[0] as Value)), BigInt(toIndex(ns.items[1] as Value))];
  }
  if (times === null) {
    const now = current.host.clock.now();
    return [now, now];
  }
  if (!(times instanceof PyTuple) || times.items.length !== 2) {
    throw typeError("utime: 'times' must be either a tuple of two ints or None");
  }
  return times.items.map(nanoseconds) as [bigint, bigint];
}

function nanoseconds(value: Value): bigint {
  if (!isFloat(value)) return BigInt(toIndex(value)) * 1_000_000_000n;
  const seconds = floatOf(value);
  return (
    BigInt(Math.floor(seconds)) * 1_000_000_000n + BigInt(Math.floor((seconds - Math.floor(seconds)) * 1e9))
  );
}

export const treeFunctions: Readonly<Record<string, NativeRow>> = {
  stat: [
    "(path, *, dir_fd=None, follow_symlinks=True)",
    (name: Value, dirFd?: Value, follow: Value = true) => {
      refuseDirFd(dirFd);
      return stat("stat", name, truthy(follow));
    },
  ],
  lstat: [
    "(path, *, dir_fd=None)",
    (name: Value, dirFd?: Value) => {
      refuseDirFd(dirFd);
      return stat("lstat", name, false);
    },
  ],
  listdir: [
    "(path=None)",
    (name: Value = null) => {
      const target = name === null ? "." : path(name, "listdir");
      const entries = hostCall(() => files().list(target), name ?? ".");
      return new PyList(entries.map((entry) => (name === null ? str(entry.name) : like(name, entry.name))));
    },
  ],
  access: [
    "(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)",
    (name: Value, mode: Value, dirFd?: Value) => {
      refuseDirFd(dirFd);
      const target = path(name, "access");
      try {
        files().access(target, toCInt(mode));
        return true;
      } catch (error) {
        if (error instanceof Error && error.name === "HostError") return false;
        throw error;
      }
    },
  ],
  mkdir: [
    "(path, mode=511, *, dir_fd=None)",
    (name: Value, mode: Value = 0o777, dirFd?: Value) => {
      refuseDirFd(dirFd);
      return one("mkdir", name, (target) => files().makeDirectory(target, toCInt(mode)));
    },
  ],
  rmdir: [
    "(path, *, dir_fd=None)",
    (name: Value, dirFd?: Value) => {
      refuseDirFd(dirFd);
      return one("rmdir", name, (target) => files().removeDirectory(target));
    },
  ],
  remove: [
    "(path, *, dir_fd=None)",
    (name: Value, dirFd?: Value) => {
      refuseDirFd(dirFd);
      return one("remove", name, (target) => files().remove(target));
    },
  ],
  unlink: [
    "(path, *, dir_fd=None)",
    (name: Value, dirFd?: Value) => {
      refuseDirFd(dirFd);
      return one("unlink", name, (target) => files().remove(target));
    },
  ],
  rename: [
    "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)",
    (from: Value, to: Value) => two("rename", from, to, (source, target) => files().rename(source, target)),
  ],
  replace: [
    "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)",
    (from: Value, to: Value) => two("replace", from, to, (source, target) => files().rename(source, target)),
  ],
  link: [
    "(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=(os.name != 'nt'))",
    (from: Value, to: Value) => two("link", from, to, (source, target) => files().link(source, target)),
  ],
  symlink: [
    "(src, dst, target_is_directory=False, *, dir_fd=None)",
    (from: Value, to: Value) =>
      two("symlink", from, to, (source, target) => files().symbolicLink(source, target)),
  ],
  readlink: [
    "(path, *, dir_fd=None)",
    (name: Value, dirFd?: Value) => {
      refuseDirFd(dirFd);
      const target = path(name, "readlink");
      return like(
        name,
        hostCall(() => files().readLink(target), name),
      );
    },
  ],
  chmod: [
    "(path, mode, *, dir_fd=None, follow_symlinks=(os.name != 'nt'))",
    (name: Value, mode: Value, dirFd?: Value, follow: Value = true) => {
      refuseDirFd(dirFd);
      if (!truthy(follow)) throw notImplementedError("chmod: follow_symlinks unavailable on this platform");
      return one("chmod", name, (target) => files().changeMode(target, toCInt(mode)));
    },
  ],
  chown: [
    "(path, uid, gid, *, dir_fd=None, follow_symlinks=True)",
    (name: Value, uid: Value, gid: Value, dirFd?: Value, follow: Value = true) => {
      refuseDirFd(dirFd);
      return one("chown", name, (target) =>
        files().changeOwner(target, toCInt(uid), toCInt(gid), truthy(follow)),
      );
    },
  ],
  lchown: [
    "(path, uid, gid)",
    (name: Value, uid: Value, gid: Value) =>
      one("lchown", name, (target) => files().changeOwner(target, toCInt(uid), toCInt(gid), false)),
  ],
  utime: [
    "(path, times=None, *, ns=<unrepresentable>, dir_fd=None, follow_symlinks=True)",
    (name: Value, times: Value = null, ns?: Value, dirFd?: Value, follow: Value = true) => {
      refuseDirFd(dirFd);
      const [atime, mtime] = utimes(times, ns);
      return one("utime", name, (target) => files().setTimes(target, atime, mtime, truthy(follow)));
    },
  ],
  umask: ["(mask, /)", (mask: Value) => files().umask(toCInt(mask))],
  getcwd: ["()", () => str(hostCall(() => files().cwd()))],
  getcwdb: ["()", () => bytes(encodePath(hostCall(() => files().cwd())))],
  chdir: ["(path)", (name: Value) => one("chdir", name, (target) => files().chdir(target))],
};
