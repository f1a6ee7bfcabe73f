/** `faulthandler`: there are no fatal signals to handle; what can be done is to show where Python code is.
 * https://docs.python.org/3.14/library/faulthandler.html */
import type { NativeModule } from "../core/native-module.ts";
import { slotsOf, type Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import { runtimeError } from "../exceptions/raise.ts";
import type { PyFrame } from "../objects/frame.ts";
import { str } from "../objects/str.ts";
import { callMethod1 } from "../protocols/method-call.ts";

const STATE = Symbol("faulthandler");
const state = (): { enabled: boolean } => current.stateOf(STATE, () => ({ enabled: false }));
const MAX_FRAMES = 100;

/** The file to write to, `sys.stderr` by default. */
function streamOf(file: Value | undefined): Value {
  const stream = file ?? slotsOf(current.sys)["$stderr"] ?? null;
  if (stream === null) throw runtimeError("sys.stderr is None");
  return stream;
}

function dump(file?: Value): Value {
  const stream = streamOf(file);
  let text = "Stack (most recent call first):\n";
  for (let depth = 0; depth < MAX_FRAMES; depth++) {
    const frame = current.frameAt(depth) as PyFrame | undefined;
    if (frame === undefined) break;
    text += `  File "${frame.code.filename}", line ${frame.line} in ${frame.code.info.name}\n`;
  }
  callMethod1(stream, "write", str(text));
  return null;
}

export const faulthandlerModule: NativeModule = {
  name: "faulthandler",
  doc: "faulthandler module.",
  functions: {
    cancel_dump_traceback_later: ["()", () => null],
    disable: [
      "()",
      () => {
        const before = state().enabled;
        state().enabled = false;
        return before;
      },
    ],
    dump_traceback: ["(file=sys.stderr, all_threads=True)", dump],
    dump_c_stack: [
      "(file=sys.stderr)",
      (file?: Value) => {
        const text =
          "Current thread's C stack trace (most recent call first):\n  <cannot get C stack on this system>\n";
        callMethod1(streamOf(file), "write", str(text));
        return null;
      },
    ],
    enable: [
      "(file=sys.stderr, all_threads=True)",
      () => {
        state().enabled = true;
        return null;
      },
    ],
    is_enabled: ["()", () => state().enabled],
    unregister: ["(signum, /)", () => false],
  },
};
