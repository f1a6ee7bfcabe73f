/** What each interpreter has of its own: the current context, and the classes made by Python code. */
import { typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import { declareType } from "../../core/builtin-types.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import type { PyType } from "../../core/type.ts";
import { typeError, valueError } from "../../exceptions/raise.ts";
import { dictFromPairs } from "../../objects/dict.ts";
import { PyTuple } from "../../objects/tuple.ts";
import { getAttr } from "../../protocols/attribute.ts";
import { getContextValue, newContextVariable, setContextValue } from "../_contextvars.ts";
import { PyContext } from "./context.ts";

/** `context.flags` and `context.traps`: a view of the bits of a context. */
export class PySignalDict extends PyInstance {
  /** Undefined in a view that a program made. */
  context: PyContext | undefined = undefined;
  field: "flags" | "traps" = "flags";

  get valid(): PyContext {
    if (this.context === undefined) throw valueError("invalid signal dict");
    return this.context;
  }
}
export const signalDictMixin = declareType("decimal.SignalDictMixin", PySignalDict);

export interface DecimalState {
  /** `numbers.Rational` and the class of `as_tuple`'s result. */
  readonly rational: Value;
  readonly tupleType: Value;
  readonly signalDict: PyType;
  readonly variable: ReturnType<typeof newContextVariable>;
  readonly defaultContext: PyContext;
  readonly basicContext: PyContext;
  readonly extendedContext: PyContext;
}

const STATE = Symbol("_decimal");

export const decimalState = (): DecimalState => current.stateOf(STATE, makeState);

function makeState(): DecimalState {
  const collections = current.importModule("collections");
  const tupleType = callable(getAttr(collections, "namedtuple")).ck(
    ["DecimalTuple", "sign digits exponent", "decimal"],
    ["module"],
  );
  const numbers = current.importModule("numbers");
  const mapping = getAttr(current.importModule("_collections_abc"), "MutableMapping");
  const signalDict = callable(typeOf(mapping)).c3(
    "SignalDict",
    new PyTuple([signalDictMixin, mapping]),
    dictFromPairs(["__module__", "decimal"]),
  ) as PyType;
  const basicContext = new PyContext();
  basicContext.precision = 9;
  basicContext.rounding = "ROUND_HALF_UP";
  // All signals but those of inexact results.
  basicContext.traps |= 0x4001;
  const extendedContext = new PyContext();
  extendedContext.precision = 9;
  extendedContext.traps = 0;
  return {
    rational: getAttr(numbers, "Rational"),
    tupleType,
    signalDict,
    variable: newContextVariable("decimal_context"),
    defaultContext: new PyContext(),
    basicContext,
    extendedContext,
  };
}

/** A view of a context's flags or traps. */
export function signalView(context: PyContext, field: "flags" | "traps"): PySignalDict {
  const view = decimalState().signalDict.alloc() as PySignalDict;
  view.context = context;
  view.field = field;
  return view;
}

export function currentContext(): PyContext {
  const { variable, defaultContext } = decimalState();
  const found = getContextValue(variable);
  if (found instanceof PyContext) return found;
  const made = defaultContext.copyInto(new PyContext());
  made.flags = 0;
  setContextValue(variable, made);
  return made;
}

/** The three templates are copied when they are set, so that they stay as they are. */
export function setCurrentContext(context: Value): void {
  if (!(context instanceof PyContext)) throw typeError("argument must be a context");
  const { variable, defaultContext, basicContext, extendedContext } = decimalState();
  let set = context;
  if (context === defaultContext || context === basicContext || context === extendedContext) {
    set = context.copyInto(new PyContext());
    set.flags = 0;
  }
  setContextValue(variable, set);
}

/** The `context=None` of operations. */
export function contextOr(given: Value | undefined): PyContext {
  if (given === undefined || given === null) return currentContext();
  if (given instanceof PyContext) return given;
  throw typeError("optional argument must be a context");
}
