/** Data of the type parameters and aliases of PEP 695: what `def f[T]`, `class C[*Ts]` and `type X = ...` make.
 * Follows Objects/typevarobject.c. */
import { declareType } from "../core/builtin-types.ts";
import { PyInstance, type Value } from "../core/object.ts";

/** A value that is computed by calling a function the first time it is asked for. */
export class Lazy {
  #evaluate: Value | undefined;
  #value: Value | undefined;
  constructor(value: Value | undefined, evaluate: Value | undefined) {
    this.#value = value;
    this.#evaluate = evaluate;
  }
  /** The function, which `evaluate_bound` and the like show; undefined when there is none. */
  get evaluator(): Value | undefined {
    return this.#evaluate;
  }
  /** The value as far as it is known. */
  get known(): Value | undefined {
    return this.#value;
  }
  get isSet(): boolean {
    return this.#value !== undefined || this.#evaluate !== undefined;
  }
  get(call: (evaluate: Value) => Value): Value | undefined {
    if (this.#value === undefined && this.#evaluate !== undefined) this.#value = call(this.#evaluate);
    return this.#value;
  }
}

const none = (): Lazy => new Lazy(undefined, undefined);

export abstract class PyTypeParameter extends PyInstance {
  name: Value = "";
  module: Value = null;
  bound: Lazy = none();
  default_: Lazy = none();
  covariant = false;
  contravariant = false;
  inferVariance = false;
}
export class PyTypeVar extends PyTypeParameter {
  constraints: Lazy = none();
}
export class PyParamSpec extends PyTypeParameter {}
export class PyTypeVarTuple extends PyTypeParameter {}

/** `P.args` and `P.kwargs` */
export class PyParamSpecAttribute extends PyInstance {
  origin: Value = null;
}
export class PyParamSpecArgs extends PyParamSpecAttribute {}
export class PyParamSpecKwargs extends PyParamSpecAttribute {}

export class PyTypeAlias extends PyInstance {
  name: Value = "";
  module: Value = null;
  typeParams: Value = null;
  value: Lazy = none();
}

/** `evaluate_bound` and its like where the value was given, not its source. */
export class PyConstEvaluator extends PyInstance {
  readonly value: Value;
  constructor(value: Value = null) {
    super();
    this.value = value;
  }
}

export class PyNoDefault extends PyInstance {}
export class PyGeneric extends PyInstance {}

const withDict = { hasDict: true, subclassable: false };
export const typeVarType = declareType("typing.TypeVar", PyTypeVar, withDict);
export const paramSpecType = declareType("typing.ParamSpec", PyParamSpec, withDict);
export const typeVarTupleType = declareType("typing.TypeVarTuple", PyTypeVarTuple, withDict);
export const paramSpecArgsType = declareType("typing.ParamSpecArgs", PyParamSpecArgs, {
  subclassable: false,
});
export const paramSpecKwargsType = declareType("typing.ParamSpecKwargs", PyParamSpecKwargs, {
  subclassable: false,
});
export const typeAliasType = declareType("typing.TypeAliasType", PyTypeAlias, { subclassable: false });
export const constEvaluatorType = declareType("_typing._ConstEvaluator", PyConstEvaluator, {
  subclassable: false,
});
export const noDefaultType = declareType("NoDefaultType", PyNoDefault, { subclassable: false });
export const genericType = declareType("typing.Generic", PyGeneric, { heap: true, hasDict: false });

export const NoDefault: PyNoDefault = new PyNoDefault();
