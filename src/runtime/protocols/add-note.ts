import { PyBaseException } from "../core/exception.ts";
import { str } from "../objects/str.ts";
import { callMethod1 } from "./method-call.ts";

/** `error.add_note(note)`, for what is thrown; anything but a Python exception is left alone. */
export function addNote(error: unknown, note: string): void {
  if (error instanceof PyBaseException) callMethod1(error, "add_note", str(note));
}
