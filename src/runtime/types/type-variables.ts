/** TypeVar, ParamSpec, TypeVarTuple, TypeAliasType and Generic; most of their behaviour is in `typing.py`, which they
 * call. Follows Objects/typevarobject.c. https://docs.python.org/3.14/library/typing.html#building-generic-types-and-type-aliases */
import { isInstance, strType, typeOf } from "../core/builtin-types.ts";
import { callable } from "../core/call.ts";
import type { GetSetRow, TypeSpec } from "../core/define.ts";
import type { Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import type { PyType } from "../core/type.ts";
import { typeError, valueError } from "../exceptions/raise.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { PyGenericAlias } from "../objects/generic-alias.ts";
import { PyTuple, tuple } from "../objects/tuple.ts";
import type { PyTypeAlias } from "../objects/type-variables.ts";
import {
  genericType,
  Lazy,
  NoDefault,
  noDefaultType,
  paramSpecArgsType,
  paramSpecKwargsType,
  paramSpecType,
  constEvaluatorType,
  PyConstEvaluator,
  type PyNoDefault,
  PyParamSpec,
  PyParamSpecArgs,
  type PyParamSpecAttribute,
  PyParamSpecKwargs,
  PyTypeParameter,
  PyTypeVar,
  PyTypeVarTuple,
  typeAliasType,
  typeVarTupleType,
  typeVarType,
} from "../objects/type-variables.ts";
import { getAttr } from "../protocols/attribute.ts";
import { equal, truthy } from "../protocols/compare.ts";
import { callMethod } from "../protocols/method-call.ts";
import { typeText } from "../protocols/generic.ts";
import { toSize } from "../protocols/number.ts";
import { repr, str } from "../protocols/repr.ts";
import { callerModule, makeTypeAlias, typing, unpacked } from "../protocols/typing.ts";
import { unionOf } from "../protocols/union.ts";
import { strOf } from "../objects/str.ts";

/** Evaluators take the annotation format; 1 is VALUE. */
const VALUE = 1;
const STRING = 4;
const evaluate = (evaluator: Value): Value => callable(evaluator).c1(VALUE);

/** What gives a known value for any format, or its text: `evaluate_bound` of a TypeVar made by a call. */
function constantEvaluator(lazy: Lazy): Value {
  if (lazy.evaluator !== undefined) return lazy.evaluator;
  const { known } = lazy;
  return known === undefined ? null : new PyConstEvaluator(known);
}

const lazyValue = (value: Value | undefined): Lazy => new Lazy(value, undefined);

function checkName(kind: string, name: Value): void {
  if (!isInstance(name, strType)) {
    throw typeError(`${kind}() argument 'name' must be str, not ${typeOf(name).name}`);
  }
}

function setVariance(self: PyTypeParameter, covariant: Value, contravariant: Value, infer: Value): void {
  self.covariant = truthy(covariant);
  self.contravariant = truthy(contravariant);
  self.inferVariance = truthy(infer);
  if (self.covariant && self.contravariant) throw valueError("Bivariant types are not supported.");
  if (self.inferVariance && (self.covariant || self.contravariant)) {
    throw valueError("Variance cannot be specified with infer_variance.");
  }
}

const checkType = (value: Value, message: string): Value =>
  value === null ? null : typing("_type_check", value, message);

function parameterRepr(self: PyTypeParameter): Value {
  const name = strOf(self.name);
  if (self.inferVariance) return name;
  return (self.covariant ? "+" : self.contravariant ? "-" : "~") + name;
}

function defaultValue(self: PyTypeParameter): Value {
  const value = self.default_.get(evaluate);
  return value === undefined ? NoDefault : value;
}

const defaultRows: Record<string, GetSetRow> = {
  __default__: { get: defaultValue },
  evaluate_default: { get: (self: PyTypeParameter) => constantEvaluator(self.default_) },
  __name__: { get: (self: PyTypeParameter) => self.name, member: true },
  __module__: { get: (self: PyTypeParameter) => self.module },
};

const varianceRows: Record<string, GetSetRow> = {
  __bound__: { get: (self: PyTypeParameter) => self.bound.get(evaluate) ?? null },
  __covariant__: { get: (self: PyTypeParameter) => self.covariant, member: true },
  __contravariant__: { get: (self: PyTypeParameter) => self.contravariant, member: true },
  __infer_variance__: { get: (self: PyTypeParameter) => self.inferVariance, member: true },
};

const shared: NonNullable<TypeSpec["methods"]> = {
  __reduce__: ["(self, /)", (self: PyTypeParameter) => self.name],
  has_default: ["(self, /)", (self: PyTypeParameter) => self.default_.isSet],
  __or__: ["(self, value, /)", (self: Value, other: Value) => unionOf(self, other)],
  __ror__: ["(self, value, /)", (self: Value, other: Value) => unionOf(other, self)],
  __mro_entries__: [
    "(self, bases, /)",
    (self: Value) => {
      throw typeError(`Cannot subclass an instance of ${typeOf(self).name}`);
    },
  ],
};

const defaultOf = (value: Value): Lazy => lazyValue(value === NoDefault ? undefined : value);

const typeVarSpec: TypeSpec = {
  doc: "Type variable.",
  new: [
    "(name, *constraints, bound=None, default=typing.NoDefault, covariant=False, contravariant=False, infer_variance=False)",
    (
      _cls: PyType,
      name: Value,
      constraints: Value[],
      bound: Value = null,
      default_: Value = NoDefault,
      covariant: Value = false,
      contravariant: Value = false,
      infer: Value = false,
    ) => {
      checkName("typevar", name);
      const self = new PyTypeVar();
      setVariance(self, covariant, contravariant, infer);
      self.name = name;
      if (bound !== null) self.bound = lazyValue(checkType(bound, "Bound must be a type."));
      if (constraints.length === 1) throw typeError("A single constraint is not allowed");
      if (constraints.length > 0) {
        if (bound !== null) throw typeError("Constraints cannot be combined with bound=...");
        const checked = constraints.map((c) =>
          checkType(c, "TypeVar(name, constraint, ...): constraints must be types."),
        );
        self.constraints = lazyValue(tuple(checked));
      }
      self.default_ = defaultOf(default_);
      self.module = callerModule();
      return self;
    },
  ],
  methods: {
    ...shared,
    __repr__: ["(self, /)", parameterRepr],
    __typing_subst__: ["(self, arg, /)", (self: Value, arg: Value) => typing("_typevar_subst", self, arg)],
    __typing_prepare_subst__: [
      "(self, alias, args, /)",
      (self: PyTypeVar, alias: Value, args: Value) => {
        const parameters = getAttr(alias, "__parameters__") as PyTuple;
        const given = (args as PyTuple).items;
        const index = parameters.items.indexOf(self);
        if (index < given.length) return args;
        if (index === given.length && self.default_.isSet) {
          return tuple([...given, self.default_.get(evaluate) as Value]);
        }
        throw typeError(
          `Too few arguments for ${strOf(str(alias))}; actual ${given.length}, expected at least ${given.length + 1}`,
        );
      },
    ],
  },
  getset: {
    ...defaultRows,
    ...varianceRows,
    __constraints__: { get: (self: PyTypeVar) => self.constraints.get(evaluate) ?? tuple([]) },
    evaluate_bound: { get: (self: PyTypeVar) => constantEvaluator(self.bound) },
    evaluate_constraints: { get: (self: PyTypeVar) => constantEvaluator(self.constraints) },
  },
};

function attributeOf(self: PyParamSpec, made: PyParamSpecAttribute): Value {
  made.origin = self;
  return made;
}

const paramSpecSpec: TypeSpec = {
  doc: "Parameter specification variable.",
  new: [
    "(name, *, bound=None, default=typing.NoDefault, covariant=False, contravariant=False, infer_variance=False)",
    (
      _cls: PyType,
      name: Value,
      bound: Value = null,
      default_: Value = NoDefault,
      covariant: Value = false,
      contravariant: Value = false,
      infer: Value = false,
    ) => {
      checkName("paramspec", name);
      const self = new PyParamSpec();
      setVariance(self, covariant, contravariant, infer);
      self.name = name;
      if (bound !== null) self.bound = lazyValue(bound);
      self.default_ = defaultOf(default_);
      self.module = callerModule();
      return self;
    },
  ],
  methods: {
    ...shared,
    __repr__: ["(self, /)", parameterRepr],
    __typing_subst__: ["(self, arg, /)", (self: Value, arg: Value) => typing("_paramspec_subst", self, arg)],
    __typing_prepare_subst__: [
      "(self, alias, args, /)",
      (self: Value, alias: Value, args: Value) => typing("_paramspec_prepare_subst", self, alias, args),
    ],
  },
  getset: {
    ...defaultRows,
    ...varianceRows,
    args: { get: (self: PyParamSpec) => attributeOf(self, new PyParamSpecArgs()) },
    kwargs: { get: (self: PyParamSpec) => attributeOf(self, new PyParamSpecKwargs()) },
  },
};

const typeVarTupleSpec: TypeSpec = {
  doc: "Type variable tuple.",
  new: [
    "(name, *, default=typing.NoDefault)",
    (_cls: PyType, name: Value, default_: Value = NoDefault) => {
      checkName("typevartuple", name);
      const self = new PyTypeVarTuple();
      self.name = name;
      self.default_ = defaultOf(default_);
      self.module = callerModule();
      return self;
    },
  ],
  methods: {
    __reduce__: ["(self, /)", (self: PyTypeVarTuple) => self.name],
    has_default: ["(self, /)", (self: PyTypeVarTuple) => self.default_.isSet],
    __mro_entries__: shared["__mro_entries__"] as NonNullable<TypeSpec["methods"]>[string],
    __repr__: ["(self, /)", (self: PyTypeVarTuple) => strOf(self.name)],
    __iter__: ["(self, /)", (self: Value) => callMethod(tuple([unpacked(self)]), "__iter__")],
    __typing_subst__: [
      "(self, arg, /)",
      () => {
        throw typeError("Substitution of bare TypeVarTuple is not supported");
      },
    ],
    __typing_prepare_subst__: [
      "(self, alias, args, /)",
      (self: Value, alias: Value, args: Value) => typing("_typevartuple_prepare_subst", self, alias, args),
    ],
  },
  getset: defaultRows,
};

function attributeSpec(label: string): TypeSpec {
  return {
    new: [
      "(origin)",
      (cls: PyType, origin: Value) => {
        const self = cls.alloc() as PyParamSpecAttribute;
        self.origin = origin;
        return self;
      },
    ],
    methods: {
      __repr__: [
        "(self, /)",
        (self: PyParamSpecAttribute) =>
          self.origin instanceof PyParamSpec
            ? `${strOf(self.origin.name)}.${label}`
            : `${strOf(repr(self.origin))}.${label}`,
      ],
      __eq__: [
        "(self, value, /)",
        (self: PyParamSpecAttribute, other: Value) =>
          typeOf(other) === typeOf(self)
            ? equal(self.origin, (other as PyParamSpecAttribute).origin)
            : NotImplemented,
      ],
      __mro_entries__: shared["__mro_entries__"] as NonNullable<TypeSpec["methods"]>[string],
    },
    getset: { __origin__: { get: (self: PyParamSpecAttribute) => self.origin, member: true } },
    constants: { __hash__: null },
  };
}

/** Each a type parameter, and those without default first. */
function checkTypeParams(params: readonly Value[]): void {
  let seenDefault = false;
  for (const param of params) {
    if (!(param instanceof PyTypeParameter))
      throw typeError(`Expected a type param, got ${strOf(repr(param))}`);
    if (param.default_.isSet) seenDefault = true;
    else if (seenDefault) {
      throw typeError(`non-default type parameter '${strOf(repr(param))}' follows default type parameter`);
    }
  }
}

/** A type variable tuple as it stands among parameters: unpacked. */
const spread = (param: Value): Value => (param instanceof PyTypeVarTuple ? unpacked(param) : param);

const typeAliasSpec: TypeSpec = {
  doc: "Type alias.",
  new: [
    "(name, value, *, type_params=())",
    (_cls: PyType, name: Value, value: Value, typeParams: Value = tuple([])) => {
      checkName("typealias", name);
      if (!(typeParams instanceof PyTuple)) throw typeError("type_params must be a tuple");
      checkTypeParams(typeParams.items);
      return makeTypeAlias(name, typeParams, lazyValue(value));
    },
  ],
  methods: {
    __repr__: ["(self, /)", (self: PyTypeAlias) => self.name],
    __reduce__: ["(self, /)", (self: PyTypeAlias) => self.name],
    __or__: shared["__or__"] as NonNullable<TypeSpec["methods"]>[string],
    __ror__: shared["__ror__"] as NonNullable<TypeSpec["methods"]>[string],
    __iter__: ["(self, /)", (self: Value) => callMethod(tuple([unpacked(self)]), "__iter__")],
    __getitem__: [
      "(self, key, /)",
      (self: PyTypeAlias, key: Value) => {
        if (!(self.typeParams instanceof PyTuple) || self.typeParams.items.length === 0) {
          throw typeError("Only generic type aliases are subscriptable");
        }
        return new PyGenericAlias(self, key instanceof PyTuple ? key : tuple([key]));
      },
    ],
  },
  getset: {
    __name__: { get: (self: PyTypeAlias) => self.name, member: true },
    __module__: { get: (self: PyTypeAlias) => self.module },
    __value__: { get: (self: PyTypeAlias) => self.value.get(evaluate) as Value },
    evaluate_value: { get: (self: PyTypeAlias) => constantEvaluator(self.value) },
    __type_params__: { get: (self: PyTypeAlias) => self.typeParams ?? tuple([]) },
    __parameters__: {
      get: (self: PyTypeAlias) =>
        self.typeParams instanceof PyTuple ? tuple(self.typeParams.items.map(spread)) : tuple([]),
    },
  },
};

const genericSpec: TypeSpec = {
  doc: "Abstract base class for generic types\n\nOn Python 3.12 and newer, generic classes implicitly inherit from\nGeneric when they declare a parameter list after the class's name::\n\n    class Mapping[KT, VT]:\n        def __getitem__(self, key: KT) -> VT:\n            ...\n            # Etc.",
  classMethods: {
    __class_getitem__: [
      "(type, /, *args, **kwargs)",
      (cls: Value, args: Value[]) => typing("_generic_class_getitem", cls, ...args),
    ],
    __init_subclass__: [
      "(type, /, *args, **kwargs)",
      (cls: Value, args: Value[], kwargs: Map<string, Value>) =>
        callable(getAttr(current.importModule("typing"), "_generic_init_subclass")).ck(
          [cls, ...args, ...kwargs.values()],
          [...kwargs.keys()],
        ),
    ],
  },
};

const constEvaluatorSpec: TypeSpec = {
  methods: {
    __repr__: ["(self, /)", (self: PyConstEvaluator) => str(`<constevaluator ${strOf(repr(self.value))}>`)],
    __call__: [
      "(self, format=1, /)",
      ({ value }: PyConstEvaluator, format: Value = VALUE) => {
        if (toSize(format) !== STRING) return value;
        return value instanceof PyTuple ? `(${value.items.map(typeText).join(", ")})` : typeText(value);
      },
    ],
  },
};

const noDefaultSpec: TypeSpec = {
  doc: "The type of the NoDefault singleton.",
  new: ["()", () => NoDefault],
  methods: {
    __repr__: ["(self, /)", () => "typing.NoDefault"],
    __reduce__: ["(self, /)", (_self: PyNoDefault) => "NoDefault"],
  },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [typeVarType, typeVarSpec],
  [paramSpecType, paramSpecSpec],
  [typeVarTupleType, typeVarTupleSpec],
  [paramSpecArgsType, attributeSpec("args")],
  [paramSpecKwargsType, attributeSpec("kwargs")],
  [typeAliasType, typeAliasSpec],
  [constEvaluatorType, constEvaluatorSpec],
  [noDefaultType, noDefaultSpec],
  [genericType, genericSpec],
];
