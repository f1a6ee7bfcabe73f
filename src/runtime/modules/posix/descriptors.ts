/** Functions of `os` on file descriptors. Follows Modules/posixmodule.c. */
import type { NativeRow } from "../../core/native.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { valueError } from "../../exceptions/raise.ts";
import { osError } from "../../exceptions/os-error.ts";
import { needBuffer } from "../../objects/buffer.ts";
import { bytes } from "../../objects/bytes.ts";
import { toCInt, toIndex } from "../../protocols/number.ts";
import { hostCall } from "../_io/errors.ts";
import { files, path, pathOrFd, refuseDirFd } from "./arguments.ts";
import { makeStat, terminalSize } from "./stat-result.ts";

export const descriptorFunctions: Readonly<Record<string, NativeRow>> = {
  open: [
    "(path, flags, mode=511, *, dir_fd=None)",
    (name: Value, flags: Value, mode: Value = 0o777, dirFd?: Value) => {
      refuseDirFd(dirFd);
      const target = path(name, "open");
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
  fsync: [
    "(fd)",
    (fd: Value) => {
      hostCall(() => files().sync(toCInt(fd)));
      return null;
    },
  ],
  isatty: ["(fd, /)", (fd: Value) => files().isTerminal(toCInt(fd))],
  dup: ["(fd, /)", (fd: Value) => hostCall(() => files().duplicate(toCInt(fd)))],
  get_inheritable: ["(fd, /)", () => false],
  set_inheritable: ["(fd, inheritable, /)", () => null],
  get_blocking: ["(fd, /)", () => true],
  get_terminal_size: [
    "(fd=1, /)",
    (fd: Value = 1) => terminalSize.make(hostCall(() => files().terminalSize(toCInt(fd)))),
  ],
  device_encoding: ["(fd)", (fd: Value) => (files().isTerminal(toCInt(fd)) ? "UTF-8" : null)],
  urandom: [
    "(size, /)",
    (size: Value) => {
      const count = Number(toIndex(size));
      if (count < 0) throw valueError("negative argument not allowed");
      return bytes(current.host.randomBytes(count));
    },
  ],
  getrandom: ["(size, flags=0)", (size: Value) => bytes(current.host.randomBytes(Number(toIndex(size))))],
};
