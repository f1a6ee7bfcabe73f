/** frame and traceback. Follows Objects/frameobject.c and Python/traceback.c. */
import { CO } from "../../abi/code.ts";
import { address } from "../core/identity.ts";
import type { GetSetRow, TypeSpec } from "../core/define.ts";
import type { Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import type { PyType } from "../core/type.ts";
import { typeOf } from "../core/builtin-types.ts";
import { attributeError, runtimeError, typeError, valueError } from "../exceptions/raise.ts";
import { NOWHERE } from "../objects/location-table.ts";
import { PyDict } from "../objects/dict.ts";
import { PyFrame } from "../objects/frame.ts";
import { PyFrameLocals } from "../objects/frame-locals.ts";
import { CREATED, close, PyCoroutine, type Resumable, RUNNING, SUSPENDED } from "../objects/generator.ts";
import { PyTraceback } from "../objects/traceback.ts";
import { str } from "../objects/str.ts";
import { PyList } from "../objects/list.ts";
import { reprText } from "../protocols/repr.ts";
import { toSize } from "../protocols/number.ts";

/** Module code's locals are its globals, a function's a view of its variables, where those are kept. */
function locals(self: PyFrame): Value {
  if (self.locals !== undefined) return self.locals;
  if (self.code.index === 0) return current.dictOf(self.globals);
  return (self.code.info.flags & CO.OPTIMIZED) === 0 ? new PyDict() : new PyFrameLocals(self);
}

/** A generator whose frame is cleared has ended, and one that waits for something cannot. */
function clearOwner(owner: Resumable | undefined): void {
  if (owner === undefined) return;
  if (owner.state === RUNNING) throw runtimeError("cannot clear an executing frame");
  if (owner.state === SUSPENDED) throw runtimeError("cannot clear a suspended frame");
  if (owner.state !== CREATED) return;
  if (owner instanceof PyCoroutine) current.warnUnawaited(owner);
  close(owner);
}

/** What a program says of the events that it wants from a frame. */
const traceSwitch = (which: "traceLines" | "traceOpcodes"): GetSetRow => ({
  member: true,
  get: (self: PyFrame) => self[which],
  set: (self: PyFrame, value: Value) => {
    if (typeof value !== "boolean") throw typeError("attribute value type must be bool");
    self[which] = value;
  },
});

export const frameSpec: TypeSpec = {
  methods: {
    clear: [
      "(self, /)",
      (self: PyFrame) => {
        if (self.executing) throw runtimeError("cannot clear an executing frame");
        clearOwner(self.owner as Resumable | undefined);
        self.access = undefined;
        self.live = undefined;
        self.extra = undefined;
        if (self.code.index !== 0) self.locals = undefined;
        return null;
      },
    ],
    __repr__: [
      "(self, /)",
      (self: PyFrame) =>
        `<frame at ${address(self)}, file ${reprText(str(self.code.filename))}, line ${self.line}, code ${self.code.info.name}>`,
    ],
  },
  getset: {
    f_code: { member: true, get: (self: PyFrame) => self.code },
    f_globals: { get: (self: PyFrame) => current.dictOf(self.globals) },
    f_builtins: { get: () => current.dictOf(current.builtins) },
    f_locals: { get: locals },
    f_back: { get: (self: PyFrame) => self.caller() },
    f_lineno: {
      get: (self: PyFrame) => self.line,
      set: () => {
        throw valueError("f_lineno can only be set in a trace function");
      },
      delete: () => {
        throw attributeError("attribute 'f_lineno' of 'frame' objects cannot be deleted", "f_lineno", null);
      },
    },
    f_lasti: { get: (self: PyFrame) => 2 * self.position },
    f_trace: {
      get: (self: PyFrame) => self.trace,
      set: (self: PyFrame, value) => {
        self.trace = value;
      },
      delete: (self: PyFrame) => {
        self.trace = null;
      },
    },
    f_trace_lines: traceSwitch("traceLines"),
    f_trace_opcodes: {
      ...traceSwitch("traceOpcodes"),
      member: false,
      delete: () => {
        const text = "attribute 'f_trace_opcodes' of 'frame' objects cannot be deleted";
        throw attributeError(text, "f_trace_opcodes", null);
      },
    },
    f_generator: { get: (self: PyFrame) => self.owner ?? null },
  },
};

function checkNext(self: PyTraceback | undefined, next: Value): PyTraceback | null {
  if (next !== null && !(next instanceof PyTraceback)) {
    throw typeError(`expected traceback object or None, got '${typeOf(next).name}'`);
  }
  for (let link = next; link !== null; link = link.next) {
    if (link === self) throw valueError("traceback loop detected");
  }
  return next;
}

export const tracebackSpec: TypeSpec = {
  doc: "Create a new traceback object.",
  new: [
    "(tb_next, tb_frame, tb_lasti, tb_lineno)",
    (_cls: PyType, next: Value, frame: Value, lasti: Value, line: Value) => {
      if (!(frame instanceof PyFrame)) {
        throw typeError(`TracebackType() argument 'tb_frame' must be frame, not ${typeOf(frame).name}`);
      }
      const position = toSize(lasti) / 2;
      return new PyTraceback(
        checkNext(undefined, next),
        frame.code,
        frame.globals,
        position,
        frame,
        toSize(line),
      );
    },
  ],
  methods: {
    __dir__: ["(self, /)", () => new PyList(["tb_frame", "tb_next", "tb_lasti", "tb_lineno"])],
  },
  getset: {
    tb_next: {
      get: (self: PyTraceback) => self.next,
      set: (self: PyTraceback, value) => {
        self.next = checkNext(self, value);
      },
    },
    tb_frame: { member: true, get: (self: PyTraceback) => self.frame },
    tb_lasti: { member: true, get: (self: PyTraceback) => 2 * self.position },
    tb_lineno: { get: (self: PyTraceback) => (self.line === NOWHERE ? null : self.line) },
  },
};
