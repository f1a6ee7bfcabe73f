/**
 * Module `_decimal`: what the library's `decimal` is. See `number.ts` for how the folder is laid out.
 * https://docs.python.org/3.14/library/decimal.html and Modules/_decimal/_decimal.c
 */
import { declareType } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { NativeModule } from "../../core/native-module.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import type { PyType } from "../../core/type.ts";
import { OverflowError } from "../../exceptions/hierarchy.ts";
import { typeError, valueError } from "../../exceptions/raise.ts";
import { getAttr } from "../../protocols/attribute.ts";
import { toSize } from "../../protocols/number.ts";
import { contextType, MAX_EXPONENT, PyContext, ROUNDINGS } from "./context.ts";
import { configure, contextSpec, signalDictSpec } from "./context-type.ts";
import { decimalSpec } from "./decimal.ts";
import { decimalType } from "./number.ts";
import { exceptionTypes } from "./signals.ts";
import { currentContext, decimalState, setCurrentContext, signalDictMixin } from "./state.ts";

/** What `localcontext()` gives to `with`. */
class PyContextManager extends PyInstance {
  local = new PyContext();
  global = new PyContext();
}
const contextManagerType = declareType("decimal.ContextManager", PyContextManager, { subclassable: false });

const contextManagerSpec: TypeSpec = {
  methods: {
    __enter__: [
      "(self, /)",
      (self: PyContextManager) => {
        setCurrentContext(self.local);
        return self.local;
      },
    ],
    __exit__: [
      "(self, /, *args)",
      (self: PyContextManager) => {
        setCurrentContext(self.global);
        return false;
      },
    ],
  },
};

function localcontext(given: Value | undefined, settings: ReadonlyMap<string, Value>): Value {
  const manager = new PyContextManager();
  manager.global = currentContext();
  const source = given === undefined || given === null ? manager.global : given;
  if (!(source instanceof PyContext)) throw typeError("optional argument must be a context");
  manager.local = source.copyInto(new PyContext());
  configure(manager.local, Object.fromEntries(settings));
  return manager;
}

const IEEE_BITS = 512;

/** The context of the IEEE 754 interchange format of so many bits. */
function ieeeContext(given: Value): Value {
  const bits = toSize(given, OverflowError);
  if (bits <= 0 || bits > IEEE_BITS || bits % 32 !== 0) {
    throw valueError(`argument must be a multiple of 32, with a maximum of ${IEEE_BITS}`);
  }
  const context = new PyContext();
  context.precision = 9 * (bits / 32) - 2;
  context.highest = 3 * 2 ** (bits / 16 + 3);
  context.lowest = 1 - context.highest;
  context.clamp = 1;
  context.traps = 0;
  return context;
}

export const decimalModule: NativeModule = {
  name: "_decimal",
  doc: "C decimal arithmetic module",
  functions: {
    getcontext: ["()", currentContext],
    setcontext: [
      "(context, /)",
      (context: Value) => {
        setCurrentContext(context);
        return null;
      },
    ],
    IEEEContext: ["(bits, /)", ieeeContext],
    localcontext: ["(ctx=None, **kwargs)", localcontext],
  },
  types: { Decimal: decimalType, Context: contextType, ...exceptionTypes },
  constants: {
    ...Object.fromEntries(ROUNDINGS.map((name) => [name, name])),
    MAX_PREC: MAX_EXPONENT,
    MAX_EMAX: MAX_EXPONENT,
    MIN_EMIN: -MAX_EXPONENT,
    MIN_ETINY: -2n * MAX_EXPONENT + 1n,
    HAVE_THREADS: true,
    HAVE_CONTEXTVAR: true,
    IEEE_CONTEXT_MAX_BITS: IEEE_BITS,
    __version__: "1.70",
    __libmpdec_version__: "2.5.1",
  },
  init: (set) => {
    const { tupleType, defaultContext, basicContext, extendedContext } = decimalState();
    callable(getAttr(getAttr(current.importModule("numbers"), "Number"), "register")).c1(decimalType);
    set("DecimalTuple", tupleType);
    set("DefaultContext", defaultContext);
    set("BasicContext", basicContext);
    set("ExtendedContext", extendedContext);
  },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  ...Object.values(exceptionTypes).map((type) => [type, {}] as const),
  [decimalType, decimalSpec],
  [contextType, contextSpec],
  [signalDictMixin, signalDictSpec],
  [contextManagerType, contextManagerSpec],
];
