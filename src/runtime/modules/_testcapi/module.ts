/**
 * What CPython's own tests reach by its C API, as far as there is the same here: how the interpreter was configured, printing
 * as the interpreter itself does it, and calls and classes as native code makes them. Follows Modules/_testcapimodule.c.
 */
import { callable } from "../../core/call.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { NativeModule } from "../../core/native-module.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { current } from "../../core/state.ts";
import { formatTraceback } from "../../exceptions/print/print.ts";
import { BufferError } from "../../exceptions/hierarchy.ts";
import { newException, typeError, valueError } from "../../exceptions/raise.ts";
import { PyList } from "../../objects/list.ts";
import { str, strOf, type Str } from "../../objects/str.ts";
import { PyTraceback } from "../../objects/traceback.ts";
import { callMethod1 } from "../../protocols/method-call.ts";
import { repr } from "../../protocols/repr.ts";
import { exceptHook } from "../sys/hooks.ts";
import { conventionTypes, installed as conventions, setConventions } from "./conventions.ts";
import { functions as errorFunctions } from "./errors.ts";
import { limits } from "./limits.ts";
import { functions as signatureFunctions, installed as signatures, signatureTypes } from "./signatures.ts";
import { installed as own, ownTypes } from "./types.ts";
import { functions as vectorcallFunctions, installed as vectorcalls, vectorcallTypes } from "./vectorcall.ts";

/** PyConfig_Get: options of PyConfig by name. */
function configGet(name: Value): Value {
  const { configuration } = current;
  const wanted = strOf(name as Str);
  switch (wanted) {
    case "code_debug_ranges":
      return Number(configuration.debugRanges);
    case "buffered_stdio":
      return Number(!configuration.unbuffered);
    case "bytes_warning":
      return configuration.bytesWarning;
    case "dev_mode":
      return Number(configuration.devMode);
    case "isolated":
      return Number(configuration.isolated);
    case "optimization_level":
      return configuration.optimize;
    case "use_environment":
      return Number(!configuration.ignoreEnvironment);
    case "verbose":
      return configuration.verbose;
    case "warnoptions":
      return new PyList(configuration.warnOptions.map((option) => str(option)));
    default:
      throw valueError(`unknown config option name: ${wanted}`);
  }
}

function exceptionPrint(exception: Value): Value {
  return exceptHook(null, exception, null);
}

function tracebackPrint(traceback: Value, file: Value): Value {
  if (!(traceback instanceof PyTraceback)) throw typeError("a traceback is required");
  const entries = formatTraceback(traceback, false);
  callMethod1(file, "write", str(`Traceback (most recent call last):\n${entries}`));
  return null;
}

/** A `__get__` that calls the owner, which may take the descriptor away. */
function badGet(self: Value, _instance: Value, owner: Value): Value {
  callable(owner).c0();
  return repr(self);
}

/** PyObject_GetBuffer without a place for the view, which once only locked the object. */
function bufferWithoutView(): never {
  throw newException(BufferError, "PyObject_GetBuffer: view==NULL argument is obsolete");
}

export const testApiModule: NativeModule = {
  name: "_testcapi",
  constants: { ...limits, the_number_three: 3 },
  types: { ...conventionTypes, ...vectorcallTypes, ...signatureTypes, ...ownTypes },
  functions: {
    ...vectorcallFunctions,
    ...signatureFunctions,
    ...errorFunctions,
    bad_get: ["(self, instance, owner, /)", badGet],
    run_in_subinterp: ["(code, /)", (code: Value) => -Number(current.runApart(strOf(code as Str)) !== 0)],
    getbuffer_with_null_view: ["(obj, /)", bufferWithoutView],
    config_get: ["(name, /)", configGet],
    exception_print: ["(exception, legacy=False, /)", exceptionPrint],
    traceback_print: ["(traceback, file, /)", tracebackPrint],
  },
  init: setConventions,
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  ...conventions,
  ...vectorcalls,
  ...signatures,
  ...own,
];
