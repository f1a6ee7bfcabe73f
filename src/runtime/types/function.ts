/** function, method, cell, super and module types. Follows Objects/funcobject.c, classobject.c, cellobject.c,
 * moduleobject.c. https://docs.python.org/3.14/reference/datamodel.html#callable-types */
import { CO } from "../../abi/code.ts";
import { isInstance, strType, typeOf } from "../core/builtin-types.ts";
import type { GetSetRow, TypeSpec } from "../core/define.ts";
import { identityHash } from "../core/hash.ts";
import { address } from "../core/identity.ts";
import type { NativeRow } from "../core/native.ts";
import type { PyObject, Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import type { PyType } from "../core/type.ts";
import { typeError, valueError } from "../exceptions/raise.ts";
import { Cell, cellType } from "../objects/cell.ts";
import { PyCode } from "../objects/code.ts";
import { PyDict } from "../objects/dict.ts";
import { functionType, linkEntries, methodType, PyFunction, PyMethod } from "../objects/function.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { strOf } from "../objects/str.ts";
import { PyTuple, tuple } from "../objects/tuple.ts";
import { computeAnnotations } from "../protocols/annotations.ts";
import { findAttr, getAttr } from "../protocols/attribute.ts";
import * as compare from "../protocols/compare.ts";
import { equal } from "../protocols/compare.ts";
import { warnDeprecated } from "../protocols/deprecated.ts";
import { repr } from "../protocols/repr.ts";
import { dictAttribute } from "./object.ts";

function stringAttribute(name: "name" | "qualname"): GetSetRow {
  return {
    get: (self: PyFunction) => self[name],
    set: (self: PyFunction, value: Value) => {
      if (!isInstance(value, strType)) throw typeError(`__${name}__ must be set to a string object`);
      self[name] = value;
    },
    undeletable: `__${name}__ must be set to a string object`,
  };
}

function optionalTuple(name: string, value: Value): readonly Value[] {
  if (value === null) return [];
  if (!(value instanceof PyTuple)) throw typeError(`${name} must be set to a tuple object`);
  return value.items;
}

/** `__annotations__`: computed by `__annotate__(1)` when first asked for. */
function annotations(self: PyFunction): Value {
  if (self.annotations === undefined) {
    self.annotations = computeAnnotations(self.annotate);
  }
  return self.annotations;
}

function setCode(self: PyFunction, code: Value): void {
  if (!(code instanceof PyCode)) throw typeError("__code__ must be set to a code object");
  const free = code.info.freevars.length;
  if (free !== (self.closure?.length ?? 0)) {
    throw valueError(
      `${strOf(self.name)}() requires a code object with ${self.closure?.length ?? 0} free vars, not ${free}`,
    );
  }
  const kind = CO.GENERATOR | CO.COROUTINE | CO.ASYNC_GENERATOR;
  if ((code.info.flags & kind) !== (self.code.info.flags & kind)) {
    warnDeprecated(
      "Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)",
    );
  }
  self.code = code;
  self.body = current.bodyOf(code, self.globals);
  linkEntries(self);
}

/** `types.FunctionType(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)` */
function newFunction(
  _cls: PyType,
  code: Value,
  globals: Value,
  name: Value = null,
  argdefs: Value = null,
  closure: Value = null,
  kwdefaults: Value = null,
): Value {
  if (!(code instanceof PyCode)) {
    throw typeError(`function() argument 'code' must be code, not ${typeOf(code).name}`);
  }
  if (!(globals instanceof PyDict)) {
    throw typeError(`function() argument 'globals' must be dict, not ${typeOf(globals).name}`);
  }
  if (name !== null && !isInstance(name, strType)) throw typeError("arg 3 (name) must be None or string");
  if (argdefs !== null && !(argdefs instanceof PyTuple))
    throw typeError("arg 4 (defaults) must be None or tuple");
  if (kwdefaults !== null && !(kwdefaults instanceof PyDict))
    throw typeError("arg 6 (kwdefaults) must be None or dict");
  const free = code.info.freevars.length;
  if (closure === null ? free > 0 : !(closure instanceof PyTuple)) {
    throw typeError(
      closure === null ? "arg 5 (closure) must be tuple" : "arg 5 (closure) must be None or tuple",
    );
  }
  const cells = closure instanceof PyTuple ? closure.items : [];
  if (cells.length !== free) {
    throw valueError(`${code.info.name} requires closure of length ${free}, not ${cells.length}`);
  }
  for (const cell of cells) {
    if (!(cell instanceof Cell)) {
      throw typeError(`arg 5 (closure) expected cell, found ${typeOf(cell).name}`);
    }
  }
  const ns = globals.namespace();
  if (globals.getStr("__builtins__") === undefined) current.inheritBuiltins(ns);
  const defaults = argdefs instanceof PyTuple ? argdefs.items : null;
  const made = new PyFunction(
    code,
    current.bodyOf(code, ns),
    ns,
    defaults,
    keywordDefaults(kwdefaults),
    cells as Cell[],
    null,
  );
  if (name !== null) made.name = name;
  return made;
}

function keywordDefaults(value: Value): Map<string, Value> | null {
  if (value === null) return null;
  if (!(value instanceof PyDict)) throw typeError("__kwdefaults__ must be set to a dict object");
  return new Map([...value.entries()].map(([key, item]) => [strOf(key), item]));
}

const functionSpec: TypeSpec = {
  doc: "Create a function object.",
  new: ["(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)", newFunction],
  methods: {
    __repr__: ["(self, /)", (self: PyFunction) => `<function ${strOf(self.qualname)} at ${address(self)}>`],
    __call__: [
      "(self, /, *args, **kwargs)",
      (self: PyFunction, args: Value[], kwargs: Map<string, Value>) =>
        self.ck([...args, ...kwargs.values()], [...kwargs.keys()]),
    ],
    __get__: [
      "(self, instance, owner=None, /)",
      (self: PyFunction, instance: Value) => (instance === null ? self : new PyMethod(self, instance)),
    ],
  },
  getset: {
    __name__: stringAttribute("name"),
    __qualname__: stringAttribute("qualname"),
    __doc__: {
      get: (self: PyFunction) => self.doc,
      set: (self: PyFunction, value: Value) => {
        self.doc = value;
      },
      delete: (self: PyFunction) => {
        self.doc = null;
      },
    },
    __module__: {
      get: (self: PyFunction) => self.module,
      set: (self: PyFunction, value: Value) => {
        self.module = value;
      },
      delete: (self: PyFunction) => {
        self.module = null;
      },
    },
    __code__: {
      get: (self: PyFunction) => self.code,
      set: setCode,
      undeletable: "__code__ must be set to a code object",
    },
    __globals__: { get: (self: PyFunction) => current.dictOf(self.globals), member: true },
    __builtins__: { get: (self: PyFunction) => current.builtinsOf(self.globals), member: true },
    __closure__: {
      get: (self: PyFunction) =>
        self.closure === null || self.closure.length === 0 ? null : tuple([...self.closure]),
      member: true,
    },
    __defaults__: {
      get: (self: PyFunction) => (self.defaults.length === 0 ? null : tuple([...self.defaults])),
      set: (self: PyFunction, value: Value) => {
        self.defaults = optionalTuple("__defaults__", value);
        linkEntries(self);
      },
      delete: (self: PyFunction) => {
        self.defaults = [];
        linkEntries(self);
      },
    },
    __kwdefaults__: {
      // A dict over the very table, so that changes to it count.
      get: (self: PyFunction) =>
        self.kwdefaults === null ? null : new PyDict(self.kwdefaults as Map<unknown, Value>),
      set: (self: PyFunction, value: Value) => {
        self.kwdefaults = keywordDefaults(value);
      },
      delete: (self: PyFunction) => {
        self.kwdefaults = null;
      },
    },
    __annotations__: {
      get: annotations,
      set: (self: PyFunction, value: Value) => {
        if (value !== null && !(value instanceof PyDict)) {
          throw typeError("__annotations__ must be set to a dict object");
        }
        self.annotations = value === null ? undefined : value;
        self.annotate = null;
      },
      delete: (self: PyFunction) => {
        self.annotations = undefined;
        self.annotate = null;
      },
    },
    __annotate__: {
      get: (self: PyFunction) => self.annotate,
      set: (self: PyFunction, value: Value) => {
        if (value !== null && typeOf(value).lookup("__call__") === undefined) {
          throw typeError("__annotate__ must be callable or None");
        }
        self.annotate = value;
        if (value !== null) self.annotations = undefined;
      },
      delete: () => {
        throw typeError("__annotate__ cannot be deleted");
      },
    },
    __type_params__: {
      get: (self: PyFunction) => self.typeParams ?? tuple([]),
      set: (self: PyFunction, value: Value) => {
        if (!(value instanceof PyTuple)) throw typeError("__type_params__ must be set to a tuple");
        self.typeParams = value;
      },
    },
    __dict__: dictAttribute,
  },
};

const methodSpec: TypeSpec = {
  doc: "Create a bound instance method object.",
  new: [
    "(function, instance, /)",
    (_cls: PyType, func: Value, self: Value) => {
      if (typeOf(func).lookup("__call__") === undefined) throw typeError("first argument must be callable");
      if (self === null) throw typeError("instance must not be None");
      return new PyMethod(func, self);
    },
  ],
  methods: {
    __repr__: [
      "(self, /)",
      (self: PyMethod) => {
        const name = findAttr(self.func, "__qualname__") ?? findAttr(self.func, "__name__");
        const text = name !== undefined && isInstance(name, strType) ? strOf(name) : "?";
        return `<bound method ${text} of ${strOf(repr(self.self))}>`;
      },
    ],
    __call__: [
      "(self, /, *args, **kwargs)",
      (self: PyMethod, args: Value[], kwargs: Map<string, Value>) =>
        self.ck([...args, ...kwargs.values()], [...kwargs.keys()]),
    ],
    __get__: ["(self, instance, owner=None, /)", (self: PyMethod) => self],
    __eq__: [
      "(self, value, /)",
      (self: PyMethod, other: Value) => {
        if (!(other instanceof PyMethod)) return NotImplemented;
        return self.self === other.self && equal(self.func, other.func);
      },
    ],
    __hash__: ["(self, /)", (self: PyMethod) => identityHash(self.func as PyObject)],
    __getattr__: ["(self, name, /)", (self: PyMethod, name: Value) => getAttr(self.func, strOf(name))],
    __reduce__: [
      "(self, /)",
      (self: PyMethod) =>
        tuple([getAttr(current.builtins, "getattr"), tuple([self.self, getAttr(self.func, "__name__")])]),
    ],
  },
  getset: {
    __func__: { get: (self: PyMethod) => self.func, member: true },
    __self__: { get: (self: PyMethod) => self.self, member: true },
    __doc__: { get: (self: PyMethod) => findAttr(self.func, "__doc__") ?? null },
  },
};

/** Compares contents; an empty cell comes before all others. */
function cellComparison(operator: (a: Value, b: Value) => Value): NativeRow {
  return [
    "(self, value, /)",
    (self: Cell, other: Value) => {
      if (!(other instanceof Cell)) return NotImplemented;
      if (self.v !== undefined && other.v !== undefined) return operator(self.v, other.v);
      return operator(self.v !== undefined, other.v !== undefined);
    },
  ];
}

const cellSpec: TypeSpec = {
  doc: "Create a new cell object.\n\n  contents\n    the contents of the cell. If not specified, the cell will be empty,\n    and \n further attempts to access its cell_contents attribute will\n    raise a ValueError.",
  new: ["(contents=<unrepresentable>, /)", (_cls: PyType, contents?: Value) => new Cell(contents)],
  methods: {
    __repr__: [
      "(self, /)",
      (self: Cell) =>
        self.v === undefined
          ? `<cell at ${address(self)}: empty>`
          : `<cell at ${address(self)}: ${typeOf(self.v).name} object at ${address(self.v)}>`,
    ],
    __eq__: cellComparison(compare.eq),
    __ne__: cellComparison(compare.ne),
    __lt__: cellComparison(compare.lt),
    __le__: cellComparison(compare.le),
    __gt__: cellComparison(compare.gt),
    __ge__: cellComparison(compare.ge),
  },
  getset: {
    cell_contents: {
      get: (self: Cell) => {
        if (self.v === undefined) throw valueError("Cell is empty");
        return self.v;
      },
      set: (self: Cell, value: Value) => {
        self.v = value;
      },
      delete: (self: Cell) => {
        self.v = undefined;
      },
    },
  },
  constants: { __hash__: null },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [functionType, functionSpec],
  [methodType, methodSpec],
  [cellType, cellSpec],
];
