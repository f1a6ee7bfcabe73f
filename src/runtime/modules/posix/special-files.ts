/** Functions of `os` about file systems, special files and the limits of both. Follows Modules/posixmodule.c. */
import { S_IFCHR, S_IFIFO, S_IFMT, SEEK_DATA, SEEK_HOLE } from "../../../host/host.ts";
import type { NativeRow } from "../../core/native.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { OverflowError } from "../../exceptions/hierarchy.ts";
import { osError } from "../../exceptions/os-error.ts";
import { newException, typeError, valueError } from "../../exceptions/raise.ts";
import { dictFromPairs } from "../../objects/dict.ts";
import { int, isInt } from "../../objects/int.ts";
import { isStr, str, strOf } from "../../objects/str.ts";
import { structSequence } from "../../objects/struct-sequence.ts";
import { toCInt, toIndex } from "../../protocols/number.ts";
import { hostCall } from "../_io/errors.ts";
import { descriptorOf } from "../select/readiness.ts";
import { at, files, path, pathOfDescriptor, target } from "./arguments.ts";

export const statvfsResult = structSequence(
  "os.statvfs_result",
  "statvfs_result: Result from statvfs or fstatvfs.",
  [
    ...["f_bsize", "f_frsize", "f_blocks", "f_bfree", "f_bavail", "f_files", "f_ffree", "f_favail"],
    ...["f_flag", "f_namemax", "f_fsid"],
  ],
  { visible: 10 },
);

function statvfs(place: string, name: Value): Value {
  const { dev } = hostCall(() => files().stat(place, true), name);
  return statvfsResult.make([...hostCall(() => files().fileSystem(place), name), Number(dev)]);
}

/** What stands for no device, as a number and as the numbers of one. */
const NO_DEVICE = 0xffff_ffff_ffff_ffffn;
const NO_NUMBER = 0xffff_ffffn;

/** Linux packs the two numbers of a device into one so. */
const major = (device: bigint): number => Number(((device >> 8n) & 0xfffn) | ((device >> 32n) & 0xfffff000n));
const minor = (device: bigint): number => Number((device & 0xffn) | ((device >> 12n) & 0xffffff00n));

function makeDevice(high: bigint, low: bigint): bigint {
  return (
    (low & 0xffn) | ((high & 0xfffn) << 8n) | ((low & 0xffffff00n) << 12n) | ((high & 0xfffff000n) << 32n)
  );
}

function big(value: Value): bigint {
  const number = BigInt(toIndex(value));
  if (number === -1n) return NO_DEVICE;
  if (number < 0n) throw newException(OverflowError, "can't convert negative int to unsigned");
  if (number > 0xffff_ffff_ffff_ffffn) throw newException(OverflowError, "int too big to convert");
  return number;
}

/** The number of a device's driver, or of the device with it. */
function part(value: Value): bigint {
  const number = big(value);
  if (number === NO_DEVICE) return NO_NUMBER;
  if (number > NO_NUMBER)
    throw newException(OverflowError, "Python int too large to convert to C unsigned int");
  return number;
}

const deviceNumber = (device: bigint): Value => (device === NO_DEVICE ? -1 : int(device));
const half =
  (of: (device: bigint) => number) =>
  (device: Value): Value => {
    const number = big(device);
    return number === NO_DEVICE ? -1 : of(number);
  };

/** `PC_...` by name, with its number and what Linux answers for common file systems; none where it knows no limit. */
const LIMITS: readonly (readonly [name: string, number: number, value: number])[] = [
  ["PC_ALLOC_SIZE_MIN", 18, 4096],
  ["PC_ASYNC_IO", 10, -1],
  ["PC_CHOWN_RESTRICTED", 6, 1],
  ["PC_FILESIZEBITS", 13, 64],
  ["PC_LINK_MAX", 0, 65000],
  ["PC_MAX_CANON", 1, 255],
  ["PC_MAX_INPUT", 2, 255],
  ["PC_NAME_MAX", 3, 255],
  ["PC_NO_TRUNC", 7, 1],
  ["PC_PATH_MAX", 4, 4096],
  ["PC_PIPE_BUF", 5, 4096],
  ["PC_PRIO_IO", 11, -1],
  ["PC_REC_INCR_XFER_SIZE", 14, -1],
  ["PC_REC_MAX_XFER_SIZE", 15, -1],
  ["PC_REC_MIN_XFER_SIZE", 16, 4096],
  ["PC_REC_XFER_ALIGN", 17, 4096],
  ["PC_SOCK_MAXBUF", 12, -1],
  ["PC_SYMLINK_MAX", 19, -1],
  ["PC_SYNC_IO", 9, -1],
  ["PC_VDISABLE", 8, 0],
];

const STRINGS: readonly (readonly [name: string, number: number, value: string])[] = [
  ["CS_PATH", 0, "/bin:/usr/bin"],
];

function configured<T>(rows: readonly (readonly [string, number, T])[], name: Value): T {
  if (!isStr(name) && !isInt(name)) throw typeError("configuration names must be strings or integers");
  const row = rows.find(([text, number]) => (isStr(name) ? strOf(name) === text : toCInt(name) === number));
  if (row !== undefined) return row[2];
  throw isStr(name) ? valueError("unrecognized configuration name") : osError("EINVAL");
}

const numbered = (rows: readonly (readonly [string, number, unknown])[]): Value =>
  dictFromPairs(rows.flatMap(([name, number]) => [name, number]));

export const pathConfigurationNames = (): Value => numbered(LIMITS);
export const stringConfigurationNames = (): Value => numbered(STRINGS);

export const specialFileConstants: Readonly<Record<string, Value>> = {
  ST_RDONLY: 1,
  ST_NOSUID: 2,
  ST_NODEV: 4,
  ST_NOEXEC: 8,
  ST_SYNCHRONOUS: 16,
  ST_MANDLOCK: 64,
  ST_WRITE: 128,
  ST_APPEND: 256,
  ST_NOATIME: 1024,
  ST_NODIRATIME: 2048,
  ST_RELATIME: 4096,
  SEEK_DATA,
  SEEK_HOLE,
};

export const specialFileFunctions: Readonly<Record<string, NativeRow>> = {
  statvfs: ["(path)", (name: Value) => statvfs(target(name, "statvfs"), name)],
  fstatvfs: ["(fd, /)", (fd: Value) => statvfs(pathOfDescriptor(toCInt(fd), "fstatvfs"), fd)],
  mkfifo: [
    "(path, mode=438, *, dir_fd=None)",
    (name: Value, mode: Value = 0o666, dirFd?: Value) => {
      const place = at(dirFd, path(name, "mkfifo"));
      hostCall(() => files().makeNode(place, S_IFIFO | (toCInt(mode) & 0o7777), 0, 0), name);
      return null;
    },
  ],
  mknod: [
    "(path, mode=384, device=0, *, dir_fd=None)",
    (name: Value, mode: Value = 0o600, device: Value = 0, dirFd?: Value) => {
      const place = at(dirFd, path(name, "mknod"));
      const number = big(device);
      hostCall(() => files().makeNode(place, toCInt(mode), major(number), minor(number)), name);
      return null;
    },
  ],
  major: ["(device, /)", half(major)],
  minor: ["(device, /)", half(minor)],
  makedev: [
    "(major, minor, /)",
    (high: Value, low: Value) => deviceNumber(makeDevice(part(high), part(low))),
  ],
  sync: [
    "()",
    () => {
      hostCall(() => current.host.process.command("sync", []));
      return null;
    },
  ],
  pathconf: [
    "(path, name)",
    (name: Value, limit: Value) => {
      const value = configured(LIMITS, limit);
      const place = target(name, "pathconf");
      hostCall(() => files().stat(place, true), name);
      return value;
    },
  ],
  fpathconf: [
    "(fd, name, /)",
    (fd: Value, limit: Value) => {
      const value = configured(LIMITS, limit);
      const number = descriptorOf(fd);
      hostCall(() => files().status(number));
      return value;
    },
  ],
  confstr: ["(name, /)", (name: Value) => configured(STRINGS, name)],
  ttyname: [
    "(fd, /)",
    (fd: Value) => {
      const place = pathOfDescriptor(toCInt(fd), "ttyname");
      return hostCall(() => {
        if ((files().status(toCInt(fd)).mode & S_IFMT) !== S_IFCHR || !files().isTerminal(toCInt(fd)))
          throw osError("ENOTTY");
        return str(files().readLink(place));
      });
    },
  ],
};
