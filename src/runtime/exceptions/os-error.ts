/** OSError from TypeScript: `throw osError(2, "missing.txt")` makes a FileNotFoundError, as PyErr_SetFromErrno does. */
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { errnoOf, strerror } from "./errno.ts";
import * as types from "./hierarchy.ts";
import { newException } from "./raise.ts";

const subclasses: ReadonlyMap<number | undefined, PyType> = new Map(
  (
    [
      [types.BlockingIOError, ["EAGAIN", "EALREADY", "EINPROGRESS"]],
      [types.BrokenPipeError, ["EPIPE", "ESHUTDOWN"]],
      [types.ChildProcessError, ["ECHILD"]],
      [types.ConnectionAbortedError, ["ECONNABORTED"]],
      [types.ConnectionRefusedError, ["ECONNREFUSED"]],
      [types.ConnectionResetError, ["ECONNRESET"]],
      [types.FileExistsError, ["EEXIST"]],
      [types.FileNotFoundError, ["ENOENT"]],
      [types.InterruptedError, ["EINTR"]],
      [types.IsADirectoryError, ["EISDIR"]],
      [types.NotADirectoryError, ["ENOTDIR"]],
      [types.PermissionError, ["EACCES", "EPERM"]],
      [types.ProcessLookupError, ["ESRCH"]],
      [types.TimeoutError, ["ETIMEDOUT"]],
    ] as const
  ).flatMap(([type, names]) => names.map((name) => [errnoOf(name), type] as const)),
);

/** The subclass of OSError for an error number. */
export const osErrorType = (errno: Value): PyType =>
  (typeof errno === "number" ? subclasses.get(errno) : undefined) ?? types.OSError;

/** An OSError for an error number or its name; `filename` and `filename2` are the paths in the call. */
export function osError(
  errno: number | string,
  filename: Value = null,
  filename2: Value = null,
  text?: string,
): types.PyOSError {
  const number = typeof errno === "string" ? (errnoOf(errno) ?? 5) : errno;
  const message = text ?? strerror(number);
  const exception = newException(osErrorType(number), number, message) as types.PyOSError;
  exception.errno = number;
  exception.strerror = message;
  exception.filename = filename;
  exception.filename2 = filename2;
  return exception;
}
