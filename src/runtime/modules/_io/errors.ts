/** Errors of the input and output stack, and host calls that raise them. */
import { declareType } from "../../core/builtin-types.ts";
import type { PyBaseException } from "../../core/exception.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { OSError, PyOSError, RuntimeWarning, ValueError } from "../../exceptions/hierarchy.ts";
import { osError } from "../../exceptions/os-error.ts";
import { newException, valueError } from "../../exceptions/raise.ts";
import { warn } from "../../protocols/deprecated.ts";

export const unsupportedOperationType = declareType("io.UnsupportedOperation", class extends PyOSError {}, {
  bases: [OSError, ValueError],
  hasDict: true,
});

export const unsupported = (message: string): PyBaseException =>
  newException(unsupportedOperationType, message);

export const closedFile = (message = "I/O operation on closed file."): PyBaseException => valueError(message);

export const warnBooleanDescriptor = (): void => warn(RuntimeWarning, "bool is used as a file descriptor");

/** What a host throws when a call failed: `HostError` of host/host.ts, which the runtime knows by its shape. */
interface Failure {
  name: string;
  code: string;
}

export function isHostFailure(error: unknown): error is Failure {
  return (
    error instanceof Error &&
    error.name === "HostError" &&
    typeof (error as { code?: unknown }).code === "string"
  );
}

/** As {@link hostCall}, of a read or write that says nothing when it would have to wait. */
export function unlessBlocked<T>(fn: () => T): T | undefined {
  return hostCall(() => {
    try {
      return fn();
    } catch (error) {
      if (isHostFailure(error) && error.code === "EAGAIN") return undefined;
      throw error;
    }
  });
}

/** Calls the host; its failures become OSErrors. A call that a signal disturbed is made again, once the signal's handler
 * returned (PEP 475). */
export function hostCall<T>(fn: () => T, filename: Value = null, filename2: Value = null): T {
  for (;;) {
    try {
      return fn();
    } catch (error) {
      if (!isHostFailure(error)) throw error;
      if (error.code !== "EINTR") throw osError(error.code, filename, filename2);
      current.checkInterrupts();
    }
  }
}
