/** Functions of `os` on paths: looking, making, moving, removing. Follows Modules/posixmodule.c. */
import { S_IFLNK, S_IFMT } from "../../../host/host.ts";
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
import { hostCall, isHostFailure } from "../_io/errors.ts";
import { flushAll } from "../_io/buffered.ts";
import { encodePath } from "../_io/path.ts";
import {
  at,
  files,
  identifier,
  like,
  path,
  pathOfDescriptor,
  pathOrFd,
  refuseLinks,
  target,
} from "./arguments.ts";
import { descriptorOf } from "../select/readiness.ts";
import { makeStat } from "./stat-result.ts";

function stat(who: "stat" | "lstat", name: Value, dirFd: Value | undefined, follow: boolean): Value {
  const given = pathOrFd(name, who, who === "stat");
  flushAll();
  if (typeof given === "string")
    return makeStat(hostCall(() => files().stat(at(dirFd, given), follow), name));
  if ((dirFd ?? null) !== null) throw valueError(`${who}: can't specify dir_fd without matching path`);
  refuseLinks(name, follow, who);
  return makeStat(hostCall(() => files().status(given), name));
}

/** The two paths of a call that moves or links. */
function two(
  who: string,
  from: Value,
  to: Value,
  call: (from: string, to: string) => void,
  fromFd?: Value,
  toFd?: Value,
): Value {
  const source = at(fromFd, path(from, who));
  const destination = at(toFd, path(to, who));
  hostCall(() => call(source, destination), from, to);
  return null;
}

function one(who: string, name: Value, call: (name: string) => void, dirFd?: Value): Value {
  const place = at(dirFd, path(name, who));
  hostCall(() => call(place), name);
  return null;
}

/** As {@link one}, of a call that takes a descriptor as well. */
function oneOrFd(who: string, name: Value, call: (name: string) => void, dirFd?: Value): Value {
  const place = target(name, who, dirFd);
  hostCall(() => call(place), name);
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

/** Hard links are made of what a symbolic link leads to when links are followed. */
function resolveLinks(place: string): string {
  if ((files().stat(place, false).mode & S_IFMT) !== S_IFLNK) return place;
  const to = files().readLink(place);
  return resolveLinks(to.startsWith("/") ? to : place.replace(/[^/]*$/, to));
}

function changeOwner(uid: Value, gid: Value, follow: boolean): (place: string) => void {
  const user = identifier(uid, "uid");
  const group = identifier(gid, "gid");
  return (place) => files().changeOwner(place, user, group, follow);
}

export const treeFunctions: Readonly<Record<string, NativeRow>> = {
  stat: [
    "(path, *, dir_fd=None, follow_symlinks=True)",
    (name: Value, dirFd?: Value, follow: Value = true) => {
      return stat("stat", name, dirFd, truthy(follow));
    },
  ],
  lstat: ["(path, *, dir_fd=None)", (name: Value, dirFd?: Value) => stat("lstat", name, dirFd, false)],
  listdir: [
    "(path=None)",
    (name: Value = null) => {
      const directory = name === null ? "." : target(name, "listdir");
      const entries = hostCall(() => files().list(directory), name ?? ".");
      return new PyList(entries.map((entry) => (name === null ? str(entry.name) : like(name, entry.name))));
    },
  ],
  access: [
    "(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)",
    (name: Value, mode: Value, dirFd?: Value) => {
      const place = at(dirFd, path(name, "access"));
      try {
        files().access(place, toCInt(mode));
        return true;
      } catch (error) {
        if (isHostFailure(error)) return false;
        throw error;
      }
    },
  ],
  mkdir: [
    "(path, mode=511, *, dir_fd=None)",
    (name: Value, mode: Value = 0o777, dirFd?: Value) =>
      one("mkdir", name, (place) => files().makeDirectory(place, toCInt(mode)), dirFd),
  ],
  rmdir: [
    "(path, *, dir_fd=None)",
    (name: Value, dirFd?: Value) => one("rmdir", name, (place) => files().removeDirectory(place), dirFd),
  ],
  remove: [
    "(path, *, dir_fd=None)",
    (name: Value, dirFd?: Value) => one("remove", name, (place) => files().remove(place), dirFd),
  ],
  unlink: [
    "(path, *, dir_fd=None)",
    (name: Value, dirFd?: Value) => one("unlink", name, (place) => files().remove(place), dirFd),
  ],
  rename: [
    "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)",
    (from: Value, to: Value, fromFd?: Value, toFd?: Value) =>
      two("rename", from, to, (source, place) => files().rename(source, place), fromFd, toFd),
  ],
  replace: [
    "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)",
    (from: Value, to: Value, fromFd?: Value, toFd?: Value) =>
      two("replace", from, to, (source, place) => files().rename(source, place), fromFd, toFd),
  ],
  link: [
    "(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=(os.name != 'nt'))",
    (from: Value, to: Value, fromFd?: Value, toFd?: Value, follow: Value = true) => {
      const make = (source: string, place: string): void =>
        files().link(truthy(follow) ? resolveLinks(source) : source, place);
      return two("link", from, to, make, fromFd, toFd);
    },
  ],
  symlink: [
    "(src, dst, target_is_directory=False, *, dir_fd=None)",
    (from: Value, to: Value, _isDirectory?: Value, dirFd?: Value) =>
      two("symlink", from, to, (source, place) => files().symbolicLink(source, place), null, dirFd),
  ],
  readlink: [
    "(path, *, dir_fd=None)",
    (name: Value, dirFd?: Value) => {
      const place = at(dirFd, path(name, "readlink"));
      return like(
        name,
        hostCall(() => files().readLink(place), name),
      );
    },
  ],
  chmod: [
    "(path, mode, *, dir_fd=None, follow_symlinks=(os.name != 'nt'))",
    (name: Value, mode: Value, dirFd?: Value, follow: Value = true) => {
      if (!truthy(follow)) throw notImplementedError("chmod: follow_symlinks unavailable on this platform");
      return oneOrFd("chmod", name, (place) => files().changeMode(place, toCInt(mode)), dirFd);
    },
  ],
  chown: [
    "(path, uid, gid, *, dir_fd=None, follow_symlinks=True)",
    (name: Value, uid: Value, gid: Value, dirFd?: Value, follow: Value = true) => {
      refuseLinks(name, truthy(follow), "chown");
      return oneOrFd("chown", name, changeOwner(uid, gid, truthy(follow)), dirFd);
    },
  ],
  lchown: [
    "(path, uid, gid)",
    (name: Value, uid: Value, gid: Value) => one("lchown", name, changeOwner(uid, gid, false)),
  ],
  utime: [
    "(path, times=None, *, ns=<unrepresentable>, dir_fd=None, follow_symlinks=True)",
    (name: Value, times: Value = null, ns?: Value, dirFd?: Value, follow: Value = true) => {
      const [atime, mtime] = utimes(times, ns);
      refuseLinks(name, truthy(follow), "utime");
      return oneOrFd("utime", name, (place) => files().setTimes(place, atime, mtime, truthy(follow)), dirFd);
    },
  ],
  umask: ["(mask, /)", (mask: Value) => files().umask(toCInt(mask))],
  getcwd: ["()", () => str(hostCall(() => files().cwd()))],
  getcwdb: ["()", () => bytes(encodePath(hostCall(() => files().cwd())))],
  chdir: ["(path)", (name: Value) => oneOrFd("chdir", name, (place) => files().chdir(place))],
  fchdir: [
    "(fd)",
    (fd: Value) => {
      const place = pathOfDescriptor(descriptorOf(fd), "fchdir");
      hostCall(() => files().chdir(place));
      return null;
    },
  ],
  fchmod: [
    "(fd, mode)",
    (fd: Value, mode: Value) => {
      const place = pathOfDescriptor(toCInt(fd), "fchmod");
      hostCall(() => files().changeMode(place, toCInt(mode)));
      return null;
    },
  ],
  fchown: [
    "(fd, uid, gid)",
    (fd: Value, uid: Value, gid: Value) => {
      const place = pathOfDescriptor(toCInt(fd), "fchown");
      hostCall(() => changeOwner(uid, gid, true)(place));
      return null;
    },
  ],
};
