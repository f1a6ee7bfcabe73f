/** `os.stat_result` and the other struct sequences of `os`. Follows Modules/posixmodule.c. */
import type { FileStatus } from "../../../host/host.ts";
import type { TypeSpec } from "../../core/define.ts";
import { float } from "../../objects/float.ts";
import { int } from "../../objects/int.ts";
import { type PyStructSequence, structSequence } from "../../objects/struct-sequence.ts";
import { str } from "../../objects/str.ts";
import { reprText } from "../../protocols/repr.ts";
import { structSequenceSpec } from "../../types/struct-sequence.ts";

const NAMES = [
  "st_mode",
  "st_ino",
  "st_dev",
  "st_nlink",
  "st_uid",
  "st_gid",
  "st_size",
  "st_atime",
  "st_mtime",
  "st_ctime",
];

export const statResult = structSequence(
  "os.stat_result",
  "stat_result: Result from stat, fstat, or lstat.",
  [
    ...NAMES.slice(0, 7),
    ...[undefined, undefined, undefined],
    ...["st_atime", "st_mtime", "st_ctime", "st_atime_ns", "st_mtime_ns", "st_ctime_ns"],
    ...["st_blksize", "st_blocks", "st_rdev"],
  ],
  { visible: 10 },
);

/** The repr shows the times among the first ten under their names. */
export const statResultSpec: TypeSpec = (() => {
  const spec = structSequenceSpec(statResult);
  const repr = (self: PyStructSequence) =>
    str(`os.stat_result(${self.items.map((value, i) => `${NAMES[i]}=${reprText(value)}`).join(", ")})`);
  return { ...spec, methods: { ...spec.methods, __repr__: ["(self, /)", repr] } };
})();

const BILLION = 1_000_000_000n;
const whole = (time: bigint): bigint => (time - (((time % BILLION) + BILLION) % BILLION)) / BILLION;
const exact = (time: bigint): number => Number(whole(time)) + Number(time - whole(time) * BILLION) / 1e9;

export function makeStat(status: FileStatus): PyStructSequence {
  const { mode, ino, dev, nlink, uid, gid, size, atime, mtime, ctime, blksize, blocks, rdev } = status;
  const times = [atime, mtime, ctime];
  return statResult.make([
    ...[mode, int(ino), int(dev), nlink, uid, gid, size],
    ...times.map((time) => int(whole(time))),
    ...times.map((time) => float(exact(time))),
    ...times.map(int),
    ...[blksize, blocks, rdev],
  ]);
}

export const terminalSize = structSequence(
  "os.terminal_size",
  "A tuple of (columns, lines) for holding terminal window size",
  [
    ["columns", "width of the terminal window in characters"],
    ["lines", "height of the terminal window in characters"],
  ],
);

export const unameResult = structSequence("posix.uname_result", "uname_result: Result from os.uname().", [
  ["sysname", "operating system name"],
  ["nodename", "name of machine on network (implementation-defined)"],
  ["release", "operating system release"],
  ["version", "operating system version"],
  ["machine", "hardware identifier"],
]);

export const timesResult = structSequence("posix.times_result", "times_result: Result from os.times().", [
  ["user", "user time"],
  ["system", "system time"],
  ["children_user", "user time of children"],
  ["children_system", "system time of children"],
  ["elapsed", "elapsed time since an arbitrary point in the past"],
]);
