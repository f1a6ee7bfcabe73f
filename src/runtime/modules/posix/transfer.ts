/** Functions of `os` that move bytes to and from places of files, and from file to file. Follows Modules/posixmodule.c. */
import { S_IFIFO, S_IFMT, S_IFREG } from "../../../host/host.ts";
import type { NativeRow } from "../../core/native.ts";
import type { Value } from "../../core/object.ts";
import { special } from "../../core/builtin-types.ts";
import { osError } from "../../exceptions/os-error.ts";
import { typeError, valueError } from "../../exceptions/raise.ts";
import { needBuffer } from "../../objects/buffer.ts";
import { bytes } from "../../objects/bytes.ts";
import { toArray } from "../../protocols/iterate.ts";
import { toCInt, toIndex, toSize } from "../../protocols/number.ts";
import { hostCall } from "../_io/errors.ts";
import { writableBuffer } from "../_io/base.ts";
import { files } from "./arguments.ts";

/** The most that is moved in one step. */
const CHUNK = 1 << 20;

type Move = (fd: number, data: Uint8Array) => number;

const read: Move = (fd, into) => files().read(fd, into);
const write: Move = (fd, data) => files().write(fd, data);

const at = (value: Value): number => {
  const place = Number(toIndex(value));
  if (place < 0) throw osError("EINVAL");
  return place;
};

function buffersOf(who: string, value: Value, argument: string): Value[] {
  if (special(value, "m$__getitem__") === undefined || special(value, "m$__len__") === undefined)
    throw typeError(`${who}() ${argument} must be a sequence`);
  return toArray(value);
}

/** Reads into buffers one after the other, by one read. */
function readInto(who: string, fd: Value, buffers: Value, move: Move): number {
  const targets = buffersOf(who, buffers, "arg 2").map((buffer) => writableBuffer(buffer, who));
  const data = new Uint8Array(targets.reduce((sum, target) => sum + target.length, 0));
  const count = hostCall(() => move(toCInt(fd), data));
  let from = 0;
  for (const target of targets) {
    const piece = data.subarray(from, Math.min(from + target.length, count));
    target.set(piece);
    from += piece.length;
  }
  return count;
}

/** Writes what buffers hold, by one write. */
function writeFrom(who: string, fd: Value, buffers: Value, move: Move): number {
  const pieces = buffersOf(who, buffers, "arg 2").map(needBuffer);
  const data = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let to = 0;
  for (const piece of pieces) {
    data.set(piece, to);
    to += piece.length;
  }
  return hostCall(() => move(toCInt(fd), data));
}

const readAt =
  (offset: Value): Move =>
  (fd, into) =>
    files().readAt(fd, into, at(offset));

const writeAt =
  (offset: Value): Move =>
  (fd, data) =>
    files().writeAt(fd, data, at(offset));

/** Moves at most `count` bytes; how many. What was read and cannot be written stays unread where the source can seek. */
function transfer(
  from: number,
  to: number,
  count: number,
  fromOffset: number | undefined,
  toOffset: number | undefined,
): number {
  let moved = 0;
  while (moved < count) {
    const data = new Uint8Array(Math.min(CHUNK, count - moved));
    const got =
      fromOffset === undefined ? files().read(from, data) : files().readAt(from, data, fromOffset + moved);
    if (got === 0) break;
    const piece = data.subarray(0, got);
    const put =
      toOffset === undefined ? files().write(to, piece) : files().writeAt(to, piece, toOffset + moved);
    moved += put;
    if (put < got) {
      if (fromOffset === undefined) files().seek(from, put - got, 1);
      break;
    }
    if (got < data.length) break;
  }
  return moved;
}

const offsetOf = (value: Value): number | undefined => (value === null ? undefined : at(value));

function countOf(value: Value): number {
  const count = toSize(value);
  if (count < 0) throw valueError("negative value for 'count' not allowed");
  return count;
}

const kindOf = (fd: number): number => files().status(fd).mode & S_IFMT;

export const transferFunctions: Readonly<Record<string, NativeRow>> = {
  readinto: [
    "(fd, buffer, /)",
    (fd: Value, buffer: Value) => {
      const into = writableBuffer(buffer, "readinto");
      return hostCall(() => files().read(toCInt(fd), into));
    },
  ],
  pread: [
    "(fd, length, offset, /)",
    (fd: Value, length: Value, offset: Value) => {
      const count = toSize(length);
      if (count < 0) throw osError("EINVAL");
      const into = new Uint8Array(count);
      const got = hostCall(() => files().readAt(toCInt(fd), into, at(offset)));
      return bytes(into.subarray(0, got));
    },
  ],
  pwrite: [
    "(fd, buffer, offset, /)",
    (fd: Value, buffer: Value, offset: Value) =>
      hostCall(() => files().writeAt(toCInt(fd), needBuffer(buffer), at(offset))),
  ],
  readv: ["(fd, buffers, /)", (fd: Value, buffers: Value) => readInto("readv", fd, buffers, read)],
  writev: ["(fd, buffers, /)", (fd: Value, buffers: Value) => writeFrom("writev", fd, buffers, write)],
  preadv: [
    "(fd, buffers, offset, flags=0, /)",
    (fd: Value, buffers: Value, offset: Value) => readInto("preadv2", fd, buffers, readAt(offset)),
  ],
  pwritev: [
    "(fd, buffers, offset, flags=0, /)",
    (fd: Value, buffers: Value, offset: Value) => writeFrom("pwritev2", fd, buffers, writeAt(offset)),
  ],
  sendfile: [
    "(out_fd, in_fd, offset, count)",
    (out: Value, from: Value, offset: Value, count: Value) =>
      hostCall(() => transfer(toCInt(from), toCInt(out), toSize(count), offsetOf(offset), undefined)),
  ],
  copy_file_range: [
    "(src, dst, count, offset_src=None, offset_dst=None)",
    (from: Value, to: Value, count: Value, fromOffset: Value = null, toOffset: Value = null) => {
      const length = countOf(count);
      return hostCall(() => {
        if (kindOf(toCInt(from)) !== S_IFREG || kindOf(toCInt(to)) !== S_IFREG) throw osError("EINVAL");
        return transfer(toCInt(from), toCInt(to), length, offsetOf(fromOffset), offsetOf(toOffset));
      });
    },
  ],
  splice: [
    "(src, dst, count, offset_src=None, offset_dst=None, flags=0)",
    (from: Value, to: Value, count: Value, fromOffset: Value = null, toOffset: Value = null) => {
      const length = countOf(count);
      return hostCall(() => {
        const pipes = [from, to].map((fd) => kindOf(toCInt(fd)) === S_IFIFO);
        if (!pipes.includes(true)) throw osError("EINVAL");
        if ((pipes[0] === true && fromOffset !== null) || (pipes[1] === true && toOffset !== null))
          throw osError("ESPIPE");
        // What a pipe holds is moved at once: it does not wait for more.
        const most = pipes[0] === true ? Math.min(length, CHUNK) : length;
        return transfer(toCInt(from), toCInt(to), most, offsetOf(fromOffset), offsetOf(toOffset));
      });
    },
  ],
  posix_fallocate: [
    "(fd, offset, length, /)",
    (fd: Value, offset: Value, length: Value) => {
      const [start, room] = [toIndex(offset), toIndex(length)].map(Number) as [number, number];
      const end = start + room;
      hostCall(() => {
        const number = toCInt(fd);
        const kind = kindOf(number);
        if (start < 0 || room <= 0) throw osError("EINVAL");
        if (kind === S_IFIFO) throw osError("ESPIPE");
        if (files().status(number).size < end) files().truncate(number, end);
      });
      return null;
    },
  ],
  posix_fadvise: [
    "(fd, offset, length, advice, /)",
    (fd: Value, offset: Value, length: Value, advice: Value) => {
      toIndex(offset);
      toIndex(length);
      // Advice may be passed over; wrong arguments may not.
      hostCall(() => {
        if (kindOf(toCInt(fd)) === S_IFIFO) throw osError("ESPIPE");
      });
      if (toCInt(advice) < 0 || toCInt(advice) > 5) throw osError("EINVAL");
      return null;
    },
  ],
};

export const transferConstants: Readonly<Record<string, Value>> = {
  POSIX_FADV_NORMAL: 0,
  POSIX_FADV_RANDOM: 1,
  POSIX_FADV_SEQUENTIAL: 2,
  POSIX_FADV_WILLNEED: 3,
  POSIX_FADV_DONTNEED: 4,
  POSIX_FADV_NOREUSE: 5,
  SPLICE_F_MOVE: 1,
  SPLICE_F_NONBLOCK: 2,
  SPLICE_F_MORE: 4,
  RWF_HIPRI: 1,
  RWF_DSYNC: 2,
  RWF_SYNC: 4,
  RWF_NOWAIT: 8,
  RWF_APPEND: 16,
};
