/**
 * What CPython's own tests reach by its C API, as far as there is the same here: how the interpreter was configured, and printing
 * as the interpreter itself does it. Follows Modules/_testcapimodule.c.
 */
import type { NativeModule } from "../core/native-module.ts";
import type { Value } from "../core/object.ts";
import { PyBaseException } from "../core/exception.ts";
import { typeOf } from "../core/builtin-types.ts";
import { current } from "../core/state.ts";
import { formatTraceback, printException } from "../exceptions/print/print.ts";
import { typeError, valueError } from "../exceptions/raise.ts";
import { float } from "../objects/float.ts";
import { PyList } from "../objects/list.ts";
import { str, strOf, type Str } from "../objects/str.ts";
import { PyTraceback } from "../objects/traceback.ts";
import { callMethod1 } from "../protocols/method-call.ts";

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
  if (!(exception instanceof PyBaseException)) {
    throw typeError(`an exception is required, got ${typeOf(exception).name}`);
  }
  printException(exception);
  return null;
}

function tracebackPrint(traceback: Value, file: Value): Value {
  if (!(traceback instanceof PyTraceback)) throw typeError("a traceback is required");
  callMethod1(file, "write", str(formatTraceback(traceback)));
  return null;
}

/** sys.maxsize: sizes are those of a machine with 64 bits. */
const LARGEST = 2n ** 63n - 1n;

export const testApiModule: NativeModule = {
  name: "_testcapi",
  constants: {
    CHAR_MAX: 127,
    CHAR_MIN: -128,
    UCHAR_MAX: 255,
    SHRT_MAX: 2 ** 15 - 1,
    SHRT_MIN: -(2 ** 15),
    USHRT_MAX: 2 ** 16 - 1,
    INT_MAX: 2 ** 31 - 1,
    INT_MIN: -(2 ** 31),
    UINT_MAX: 2 ** 32 - 1,
    LONG_MAX: LARGEST,
    LONG_MIN: -LARGEST - 1n,
    ULONG_MAX: 2n * LARGEST + 1n,
    LLONG_MAX: LARGEST,
    LLONG_MIN: -LARGEST - 1n,
    ULLONG_MAX: 2n * LARGEST + 1n,
    PY_SSIZE_T_MAX: LARGEST,
    PY_SSIZE_T_MIN: -LARGEST - 1n,
    SIZE_MAX: 2n * LARGEST + 1n,
    FLT_MAX: float(3.4028234663852886e38),
    FLT_MIN: 1.1754943508222875e-38,
    DBL_MAX: float(Number.MAX_VALUE),
    DBL_MIN: 2.2250738585072014e-308,
    // The quiet NaNs of all machines that JavaScript runs on have the bit set.
    nan_msb_is_signaling: false,
  },
  functions: {
    config_get: ["(name, /)", configGet],
    exception_print: ["(exception, legacy=False, /)", exceptionPrint],
    traceback_print: ["(traceback, file, /)", tracebackPrint],
  },
};
