/** What the descriptors that `select` and `poll` ask about are ready for. */
import { special } from "../../core/builtin-types.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { PyOSError } from "../../exceptions/hierarchy.ts";
import { typeError, valueError } from "../../exceptions/raise.ts";
import { isInt } from "../../objects/int.ts";
import { callMethod0 } from "../../protocols/method-call.ts";
import { warnBooleanDescriptor } from "../_io/errors.ts";
import { toCInt } from "../../protocols/number.ts";
import { hostCall } from "../_io/errors.ts";
import { isSocketDescriptor, sockets, waitUntil } from "../_socket/endpoint.ts";
import { threadCount, waitAmongThreads } from "../_thread/scheduler.ts";

export const POLLIN = 1;
export const POLLPRI = 2;
export const POLLOUT = 4;
export const POLLHUP = 16;
export const POLLNVAL = 32;

/** The descriptor of an int or of an object with `fileno()` (PyObject_AsFileDescriptor). */
export function descriptorOf(value: Value): number {
  let fd: number;
  if (typeof value === "boolean") warnBooleanDescriptor();
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

/** The events that a descriptor is ready for now, of those wanted. */
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
  const { files } = current.host;
  try {
    return hostCall(
      () =>
        (wanted & POLLIN && files.ready(fd, false) ? POLLIN : 0) |
        (wanted & POLLOUT && files.ready(fd, true) ? POLLOUT : 0),
    );
  } catch (error) {
    if (error instanceof PyOSError) return POLLNVAL;
    throw error;
  }
}

/** How long the host's files are left alone between two questions, in nanoseconds: little at first. */
const PAUSES = [50_000n, 100_000n, 200_000n, 500_000n, 1_000_000n, 2_000_000n];

/**
 * Waits until something is so, or the time (nanoseconds; undefined for no limit) is over. Of sockets, which are inside the
 * process, nothing changes meanwhile; of the host's files it does, and they have to be asked.
 */
export function waitForEvents(
  isSo: () => boolean,
  fds: Iterable<number>,
  nanoseconds: bigint | undefined,
): boolean {
  if ([...fds].every(isSocketDescriptor)) return waitUntil(isSo, nanoseconds);
  if (threadCount() > 0) return waitAmongThreads(isSo, nanoseconds);
  const { clock } = current.host;
  const end = nanoseconds === undefined ? undefined : clock.monotonic() + nanoseconds;
  for (let round = 0; ; round++) {
    if (isSo()) return true;
    const left = end === undefined ? undefined : end - clock.monotonic();
    if (left !== undefined && left <= 0n) return false;
    const pause = PAUSES[Math.min(round, PAUSES.length - 1)] as bigint;
    if (!clock.sleep(left === undefined || pause < left ? pause : left)) current.checkInterrupts();
  }
}
