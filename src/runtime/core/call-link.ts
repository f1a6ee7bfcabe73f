/**
 * What a call says about itself to its callee, for `sys._getframe` (`codegen/call-links.ts` says which calls do). It is said just before
 * the callee is entered, and counts only where the callee finds itself named: whoever runs in between, a wrapper or a
 * callee that says nothing, makes no wrong frames, but none.
 */
import type { PyInstance, PyObject } from "./object.ts";

/** A call under way. */
export interface LinkedCall {
  readonly code: PyObject;
  readonly globals: PyInstance;
  /** Index into the positions of the code object. */
  readonly position: number;
  /** The call that the calling function was entered by; null where nobody said it. */
  readonly from: LinkedCall | null;
  /** The frame of the calling function, once somebody asked. */
  frame: PyInstance | undefined;
}

/** The call said last, as long as nobody took it. Between saying and taking no other Python code runs. */
export const callLink: { callee: unknown; call: LinkedCall | null } = { callee: undefined, call: null };

export function linkCall(
  callee: unknown,
  code: PyObject,
  globals: PyInstance,
  position: number,
  from: LinkedCall | null,
): void {
  callLink.callee = callee;
  callLink.call = { code, globals, position, from, frame: undefined };
}

/** The call, for the callee that it was said for. */
export function takeLink(): LinkedCall | null {
  const { call } = callLink;
  callLink.callee = undefined;
  callLink.call = null;
  return call;
}

/** An exception passed: the callee may not have been entered. */
export function dropLink(): void {
  callLink.callee = undefined;
}
