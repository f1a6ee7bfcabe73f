/** What the descriptors that `select` and `poll` ask about are ready for. */
import { special } from "../../core/builtin-types.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { osError } from "../../exceptions/os-error.ts";
import { typeError, valueError } from "../../exceptions/raise.ts";
import { isInt } from "../../objects/int.ts";
import { callMethod0 } from "../../protocols/method-call.ts";
import { toCInt } from "../../protocols/number.ts";
import { hostCall } from "../_io/errors.ts";
import { isSocketDescriptor, sockets } from "../_socket/endpoint.ts";

export const POLLIN = 1;
export const POLLPRI = 2;
export const POLLOUT = 4;
export const POLLHUP = 16;
export const POLLNVAL = 32;

const S_IFMT = 0o170000;
const S_IFREG = 0o100000;

/** The descriptor of an int or of an object with `fileno()` (PyObject_AsFileDescriptor). */
export function descriptorOf(value: Value): number {
  let fd: number;
  if (isInt(value)) fd = toCInt(value);
  else {
    if (special(value, "m$fileno") === undefined)
      throw typeError("argument must be an int, or have a fileno() method.");
    const result = callMethod0(value, "fileno");
    if (!isInt(result)) throw typeError("fileno() returned a non-integer");
    fd = toCInt(result);
  }
  if (fd < 0) throw valueError(`file descriptor cannot be a negative integer (${fd})`);
  return fd;
}

/**
 * The events that a descriptor is ready for now, of those wanted. A host's files can always be written, and regular ones
 * read; whether a pipe or a terminal has something to read no host can tell without reading: OSError ENOSYS.
 */
export function readyEvents(fd: number, wanted: number): number {
  if (isSocketDescriptor(fd)) {
    const endpoint = sockets().find(fd);
    if (endpoint === undefined) return POLLNVAL;
    return (
      (endpoint.readable ? wanted & POLLIN : 0) |
      (endpoint.writable ? wanted & POLLOUT : 0) |
      (endpoint.hungUp ? POLLHUP : 0)
    );
  }
  const { mode } = hostCall(() => current.host.files.status(fd));
  if (wanted & POLLIN && (mode & S_IFMT) !== S_IFREG) {
    throw osError(
      "ENOSYS",
      null,
      null,
      "this host cannot tell whether a pipe or a terminal has something to read",
    );
  }
  return wanted & (POLLIN | POLLOUT);
}
