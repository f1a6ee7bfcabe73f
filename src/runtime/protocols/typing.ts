/** Making the type parameters, aliases and generic bases of PEP 695, and calls into `typing.py`. */
import type { Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import type { PyTuple } from "../objects/tuple.ts";
import { tuple } from "../objects/tuple.ts";
import {
  genericType,
  Lazy,
  PyParamSpec,
  PyTypeAlias,
  PyTypeVar,
  PyTypeVarTuple,
} from "../objects/type-variables.ts";
import { getAttr } from "./attribute.ts";
import { callMethod } from "./method-call.ts";

/** Calls a function of `typing.py`. */
export const typing = (name: string, ...args: Value[]): Value =>
  callMethod(current.importModule("typing"), name, ...args);

/** `typing.Unpack[value]`: what `*value` stands for. */
export const unpacked = (value: Value): Value =>
  callMethod(getAttr(current.importModule("typing"), "Unpack"), "__getitem__", value);

/** `__module__` of what the running code makes. */
export const callerModule = (): Value => current.callerName() ?? null;

export function makeTypeAlias(name: Value, typeParams: Value, value: Lazy): Value {
  const self = new PyTypeAlias();
  self.name = name;
  self.typeParams = typeParams;
  self.value = value;
  self.module = callerModule();
  return self;
}

/** `[T: bound = default]` in emitted code: see `Runtime.typeParam`. */
export function typeParam(
  kind: string,
  name: string,
  bound: Value,
  isConstraints: boolean,
  defaultValue: Value,
): Value {
  const self =
    kind === "TypeVar" ? new PyTypeVar() : kind === "ParamSpec" ? new PyParamSpec() : new PyTypeVarTuple();
  self.name = name;
  self.inferVariance = kind !== "TypeVarTuple";
  self.module = callerModule();
  if (bound !== null) {
    const lazy = new Lazy(undefined, bound);
    if (isConstraints) (self as PyTypeVar).constraints = lazy;
    else self.bound = lazy;
  }
  if (defaultValue !== null) self.default_ = new Lazy(undefined, defaultValue);
  return self;
}

/** `type X[...] = ...` */
export const typeAlias = (name: string, typeParams: Value, evaluator: Value): Value =>
  makeTypeAlias(name, typeParams, new Lazy(undefined, evaluator));

/** `Generic[T, ...]` for a class with type parameters (INTRINSIC_SUBSCRIPT_GENERIC). */
export function genericBase(typeParams: Value): Value {
  const items = (typeParams as PyTuple).items.map((parameter) =>
    parameter instanceof PyTypeVarTuple ? unpacked(parameter) : parameter,
  );
  return typing("_generic_class_getitem", genericType, tuple(items));
}
