/** Node's errors as {@link HostError}s. */
import { HostError } from "../host.ts";

/** Calls `fn` and turns the error of a system call into a HostError; other errors pass. */
export function system<T>(fn: () => T): T {
  try {
    return fn();
  } catch (error) {
    throw hostError(error);
  }
}

export function hostError(error: unknown): unknown {
  if (error instanceof HostError || !(error instanceof Error)) return error;
  const { code } = error as NodeJS.ErrnoException;
  // What Node refuses before it asks the system.
  if (code === "ERR_OUT_OF_RANGE" && error.message.includes('"fd"'))
    return new HostError("EBADF", error.message);
  if (code === "ERR_INVALID_ARG_VALUE" || code === "ERR_OUT_OF_RANGE")
    return new HostError("EINVAL", error.message);
  // Functions of the module `os` tell the system's error beside their own.
  if (code === "ERR_SYSTEM_ERROR") {
    const inner = (error as { info?: { code?: string } }).info?.code;
    if (inner !== undefined) return new HostError(inner, error.message);
  }
  if (code === "EOF") return new HostError("EPIPE", error.message);
  if (code === "ERR_FS_EISDIR") return new HostError("EISDIR", error.message);
  return code !== undefined && /^E[A-Z0-9]+$/.test(code) ? new HostError(code, error.message) : error;
}
