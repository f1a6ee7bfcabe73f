/** What `sys` does when something happens: uncaught exceptions, expression statements, exceptions that cannot be raised,
 * audit events. Follows Python/pythonrun.c and Python/sysmodule.c. */
import { typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import { PyBaseException } from "../../core/exception.ts";
import type { NativeRow } from "../../core/native.ts";
import { slotsOf, type Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { storeOwn } from "../../core/flatten.ts";
import { ImportError } from "../../exceptions/hierarchy.ts";
import { formatException, printException } from "../../exceptions/print/print.ts";
import { runtimeError, typeError } from "../../exceptions/raise.ts";
import { asException } from "../../exceptions/unwind.ts";
import type { PyFrame } from "../../objects/frame.ts";
import { str } from "../../objects/str.ts";
import { PyTraceback } from "../../objects/traceback.ts";
import { tuple } from "../../objects/tuple.ts";
import { getAttr } from "../../protocols/attribute.ts";
import { callMethod0, callMethod1 } from "../../protocols/method-call.ts";
import { repr, strText } from "../../protocols/repr.ts";
import { unraisableHookArgs } from "./structs.ts";

function displayHook(value: Value): Value {
  if (value === null) return null;
  storeOwn(current.builtins, "_", null);
  const stdout = slotsOf(current.sys)["$stdout"];
  if (stdout === undefined) throw runtimeError("lost sys.stdout");
  if (stdout !== null) {
    callMethod1(stdout, "write", repr(value));
    callMethod1(stdout, "write", "\n");
  }
  storeOwn(current.builtins, "_", value);
  return null;
}

/** The default `sys.excepthook`. */
export function exceptHook(_type: Value, value: Value, traceback: Value): Value {
  if (!(value instanceof PyBaseException)) {
    const stderr = slotsOf(current.sys)["$stderr"] ?? null;
    if (stderr !== null) {
      callMethod1(
        stderr,
        "write",
        str(`TypeError: print_exception(): Exception expected for value, ${typeOf(value).name} found\n`),
      );
    }
    return null;
  }
  if (traceback instanceof PyTraceback && value.traceback === null) value.traceback = traceback;
  printException(value);
  return null;
}

/** The default `sys.unraisablehook`. */
function unraisableHook(unraisable: Value): Value {
  if (typeOf(unraisable) !== unraisableHookArgs.type)
    throw typeError("sys.unraisablehook argument type must be UnraisableHookArgs");
  const value = getAttr(unraisable, "exc_value");
  const message = getAttr(unraisable, "err_msg");
  const object = getAttr(unraisable, "object");
  const stderr = slotsOf(current.sys)["$stderr"] ?? null;
  if (stderr === null) return null;
  let text = "";
  const shown = (): string => {
    try {
      return strText(repr(object));
    } catch {
      return "<object repr() failed>";
    }
  };
  if (object !== null) text = `${message === null ? "Exception ignored in" : strText(message)}: ${shown()}\n`;
  else if (message !== null) text = `${strText(message)}:\n`;
  if (value instanceof PyBaseException) text += formatException(value);
  callMethod1(stderr, "write", str(text));
  callMethod0(stderr, "flush");
  return null;
}

/** A traceback of the Python code that runs now alone, for an exception that came from none. */
function whereNow(): PyTraceback | null {
  const frame = current.frameAt(0) as PyFrame | undefined;
  return frame === undefined ? null : new PyTraceback(null, frame.code, frame.globals, frame.position, frame);
}

const unraisableDetails = (exception: PyBaseException, message: string | null, object: Value): Value =>
  unraisableHookArgs.make([
    exception.cls$,
    exception,
    exception.traceback,
    message === null ? null : str(message),
    object,
  ]);

/** Reports an exception that cannot be raised where it happened, by way of `sys.unraisablehook`. */
export function reportUnraisable(error: unknown, message: string | null, object: Value): void {
  const exception = asException(error);
  exception.traceback ??= whereNow();
  const hook = slotsOf(current.sys)["$unraisablehook"];
  const details = unraisableDetails(exception, message, object);
  try {
    if (hook === undefined || hook === null) unraisableHook(details);
    else callable(hook).c1(details);
  } catch (second) {
    unraisableHook(
      unraisableDetails(asException(second), "Exception ignored in sys.unraisablehook", hook ?? null),
    );
  }
}

/** `sys.breakpointhook`: what `$PYTHONBREAKPOINT` names, by default `pdb.set_trace`. */
function breakpointHook(args: Value[], keywords: Map<string, Value>): Value {
  const wanted = current.host.environment.get("PYTHONBREAKPOINT") || "pdb.set_trace";
  if (wanted === "0") return null;
  const dot = wanted.lastIndexOf(".");
  const [module, name] = dot < 0 ? ["builtins", wanted] : [wanted.slice(0, dot), wanted.slice(dot + 1)];
  let hook: Value;
  try {
    hook = getAttr(current.importModule(module), name);
  } catch (error) {
    if (!(error instanceof PyBaseException)) throw error;
    const warn = getAttr(current.importModule("warnings"), "warn");
    const category = slotsOf(current.builtins)["$RuntimeWarning"] ?? ImportError;
    return callable(warn).c2(str(`Ignoring unimportable $PYTHONBREAKPOINT: "${wanted}"`), category);
  }
  return callable(hook).ck([...args, ...keywords.values()], [...keywords.keys()]);
}

const AUDIT = Symbol("audit hooks");
const auditHooks = (): Value[] => current.stateOf(AUDIT, () => []);

function audit(event: Value, args: Value[]): Value {
  const hooks = auditHooks();
  if (hooks.length === 0) return null;
  const details = tuple(args);
  for (const hook of hooks) callable(hook).c2(event, details);
  return null;
}

export const hookFunctions: Readonly<Record<string, NativeRow>> = {
  addaudithook: [
    "(hook)",
    (hook: Value) => {
      auditHooks().push(hook);
      return null;
    },
  ],
  audit: ["(event, /, *args)", audit],
  breakpointhook: ["(*args, **kwargs)", breakpointHook],
  displayhook: ["(object, /)", displayHook],
  excepthook: ["(exctype, value, traceback, /)", exceptHook],
  unraisablehook: ["(unraisable, /)", unraisableHook],
};
