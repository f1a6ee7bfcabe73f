/** Functions of `os` on file descriptors. Follows Modules/posixmodule.c. */
import type { NativeRow } from "../../core/native.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { OverflowError } from "../../exceptions/hierarchy.ts";
import { valueError } from "../../exceptions/raise.ts";
import { osError } from "../../exceptions/os-error.ts";
import { needBuffer } from "../../objects/buffer.ts";
import { bytes } from "../../objects/bytes.ts";
import { toCInt, toIndex, toSize } from "../../protocols/number.ts";
import { tuple } from "../../objects/tuple.ts";
import { truthy } from "../../protocols/compare.ts";
import { isSocketDescriptor } from "../_socket/endpoint.ts";
import { hostCall } from "../_io/errors.ts";
import { descriptorOf } from "../select/readiness.ts";
import { at, files, path, pathOrFd } from "./arguments.ts";
import { makeStat, terminalSize } from "./stat-result.ts";

function sync(fd: Value): Value {
  const number = descriptorOf(fd);
  hostCall(() => files().sync(number));
  return null;
}

export const descriptorFunctions: Readonly<Record<string, NativeRow>> = {
  open: [
    "(path, flags, mode=511, *, dir_fd=None)",
    (name: Value, flags: Value, mode: Value = 0o777, dirFd?: Value) => {
      const target = at(dirFd, path(name, "open"));
      return hostCall(() => files().open(target, toCInt(flags), toCInt(mode)), name);
    },
  ],
  close: [
    "(fd)",
    (fd: Value) => {
      hostCall(() => files().close(toCInt(fd)));
      return null;
    },
  ],
  closerange: [
    "(fd_low, fd_high, /)",
    (low: Value, high: Value) => {
      for (let fd = toCInt(low); fd < toCInt(high); fd++) {
        try {
          files().close(fd);
        } catch {
          // Those that are not open are passed over.
        }
      }
      return null;
    },
  ],
  read: [
    "(fd, length, /)",
    (fd: Value, length: Value) => {
      const count = Number(toIndex(length));
      if (count < 0) throw osError("EINVAL");
      const into = new Uint8Array(count);
      return bytes(
        into.subarray(
          0,
          hostCall(() => files().read(toCInt(fd), into)),
        ),
      );
    },
  ],
  write: [
    "(fd, data, /)",
    (fd: Value, data: Value) => hostCall(() => files().write(toCInt(fd), needBuffer(data))),
  ],
  lseek: [
    "(fd, position, whence, /)",
    (fd: Value, position: Value, whence: Value) =>
      hostCall(() => files().seek(toCInt(fd), Number(toIndex(position)), toCInt(whence))),
  ],
  fstat: ["(fd)", (fd: Value) => makeStat(hostCall(() => files().status(toCInt(fd))))],
  ftruncate: [
    "(fd, length, /)",
    (fd: Value, length: Value) => {
      hostCall(() => files().truncate(toCInt(fd), Number(toIndex(length))));
      return null;
    },
  ],
  truncate: [
    "(path, length)",
    (name: Value, length: Value) => {
      const target = pathOrFd(name, "truncate", true);
      hostCall(() => {
        const fd = typeof target === "number" ? target : files().open(target, files().flags.WRONLY, 0);
        try {
          files().truncate(fd, Number(toIndex(length)));
        } finally {
          if (typeof target !== "number") files().close(fd);
        }
      }, name);
      return null;
    },
  ],
  fsync: ["(fd)", (fd: Value) => sync(fd)],
  fdatasync: ["(fd)", (fd: Value) => sync(fd)],
  isatty: ["(fd, /)", (fd: Value) => files().isTerminal(toCInt(fd))],
  dup: ["(fd, /)", (fd: Value) => hostCall(() => files().duplicate(toCInt(fd)))],
  dup2: [
    "(fd, fd2, inheritable=True)",
    (fd: Value, fd2: Value, inheritable: Value = true) => {
      const onto = toCInt(fd2);
      if (onto < 0) throw osError("EBADF");
      hostCall(() => files().duplicate(toCInt(fd), onto));
      hostCall(() => files().setInheritable(onto, truthy(inheritable)));
      return onto;
    },
  ],
  pipe: ["()", () => tuple(hostCall(() => files().pipe()))],
  pipe2: [
    "(flags, /)",
    (flags: Value) => {
      const ends = hostCall(() => files().pipe());
      const { NONBLOCK, CLOEXEC } = files().flags;
      for (const fd of ends) {
        if (toCInt(flags) & (NONBLOCK ?? 0)) files().setBlocking(fd, false);
        if (!(toCInt(flags) & (CLOEXEC ?? 0))) files().setInheritable(fd, true);
      }
      return tuple(ends);
    },
  ],
  get_inheritable: ["(fd, /)", (fd: Value) => hostCall(() => files().inheritable(toCInt(fd)))],
  set_inheritable: [
    "(fd, inheritable, /)",
    (fd: Value, inheritable: Value) => {
      if (isSocketDescriptor(toCInt(fd))) return null;
      hostCall(() => files().setInheritable(toCInt(fd), toCInt(inheritable) !== 0));
      return null;
    },
  ],
  get_blocking: [
    "(fd, /)",
    (fd: Value) => isSocketDescriptor(toCInt(fd)) || hostCall(() => files().blocking(toCInt(fd))),
  ],
  set_blocking: [
    "(fd, blocking, /)",
    (fd: Value, blocking: Value) => {
      hostCall(() => files().setBlocking(toCInt(fd), truthy(blocking)));
      return null;
    },
  ],
  get_terminal_size: [
    "(fd=<unrepresentable>, /)",
    (fd: Value = 1) => terminalSize.make(hostCall(() => files().terminalSize(toCInt(fd)))),
  ],
  device_encoding: ["(fd)", (fd: Value) => (files().isTerminal(toCInt(fd)) ? "UTF-8" : null)],
  urandom: [
    "(size, /)",
    (size: Value) => {
      const count = toSize(size, OverflowError);
      if (count < 0) throw valueError("negative argument not allowed");
      return bytes(current.host.randomBytes(count));
    },
  ],
  getrandom: ["(size, flags=0)", (size: Value) => bytes(current.host.randomBytes(Number(toIndex(size))))],
};
