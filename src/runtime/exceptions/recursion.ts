/** The recursion limit, where emitted code meets it. Follows _Py_CheckRecursiveCall in Python/ceval.c. */
import type { PyBaseException } from "../core/exception.ts";
import type { LastLocals } from "../../abi/runtime.ts";
import { depth } from "../core/depth.ts";
import { RecursionError } from "./hierarchy.ts";
import { newException } from "./raise.ts";
import { unwind } from "./unwind.ts";

export const tooDeep = (): PyBaseException =>
  newException(RecursionError, "maximum recursion depth exceeded");

/** Counts the call of a function without handlers, where those are counted. */
export function enterCall(): void {
  if (depth.n >= depth.limit) throw tooDeep();
  depth.n++;
}

/** `unwind` for a function that `enterCall` may have counted. */
export function unwindCall(
  error: unknown,
  code: object,
  globals: object,
  p: number,
  locals?: LastLocals,
): PyBaseException {
  if (depth.on) depth.n--;
  return unwind(error, code, globals, p, locals);
}
