/**
 * Calls as C code makes them, and callables that C code can define: method descriptors, classes that have a faster way of
 * being called beside `__call__` (PEP 590). Follows Modules/_testcapi/vectorcall.c.
 */
import { declareType, typeType } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { TypeSpec } from "../../core/define.ts";
import { setTypeAttribute } from "../../core/flatten.ts";
import { type NativeRow, PyMethodDescriptor, PyWrapperDescriptor } from "../../core/native.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import { PyType } from "../../core/type.ts";
import { typeError } from "../../exceptions/raise.ts";
import { PyDict } from "../../objects/dict.ts";
import { PyFunction, PyMethod } from "../../objects/function.ts";
import { strOf, type Str } from "../../objects/str.ts";
import { PyTuple, tuple } from "../../objects/tuple.ts";
import { callEx } from "../../protocols/method-call.ts";
import { hasVectorcall } from "../../types/type.ts";

/** Arguments as C code has them: a tuple, or no array at all. */
function argumentsOf(value: Value): Value[] {
  if (value === null) return [];
  if (value instanceof PyTuple) return [...value.items];
  throw typeError("args must be None or a tuple");
}

/** PyObject_VectorcallDict, PyVectorcall_Call and PyCFunction_Call: keywords in a dict. */
const callWithDict = (func: Value, args: Value, keywords: Value = null): Value => {
  if (keywords !== null && !(keywords instanceof PyDict)) throw typeError("kwnames must be None or a dict");
  return callEx(func, argumentsOf(args), keywords);
};

/** PyObject_Vectorcall: the values of the keywords at the end of the arguments. */
function callWithNames(func: Value, args: Value, names: Value): Value {
  const given = argumentsOf(args);
  if (names !== null && !(names instanceof PyTuple)) throw typeError("kwnames must be None or a tuple");
  const keywords = names === null ? [] : names.items.map((name) => strOf(name as Str));
  return callable(func).ck(given, keywords);
}

/** Makes every call of a Python function give "overridden". */
function overrideCalls(func: Value): Value {
  if (!(func instanceof PyFunction)) throw typeError("'func' must be a function");
  const overridden = (): Value => "overridden";
  Object.assign(func, {
    c0: overridden,
    c1: overridden,
    c2: overridden,
    c3: overridden,
    c4: overridden,
    cn: overridden,
    ck: overridden,
  });
  return null;
}

/** A descriptor that binds as a function does. */
class PyTestDescriptor extends PyInstance {
  /** What calls tell: whether the object takes them through the field of its base class. */
  readonly own: boolean;
  constructor(own = true) {
    super();
    this.own = own;
  }
}
class PyTestDescriptor2 extends PyTestDescriptor {
  constructor() {
    super(false);
  }
}

const descriptorType = declareType("_testcapi.MethodDescriptorBase", PyTestDescriptor, {
  methodDescriptor: true,
  vectorcall: true,
});
const derivedType = declareType("_testcapi.MethodDescriptorDerived", class extends PyTestDescriptor {}, {
  bases: [descriptorType],
  methodDescriptor: true,
});
const unboundType = declareType("_testcapi.MethodDescriptorNopGet", class extends PyTestDescriptor {}, {
  bases: [descriptorType],
});
const secondType = declareType("_testcapi.MethodDescriptor2", PyTestDescriptor2, {
  bases: [descriptorType],
  methodDescriptor: true,
});

/** An instance of a class that {@link makeVectorcallClass} made, and how it is called. */
class PyVectorcallObject extends PyInstance {
  fast = false;
}
const vectorcallBase = declareType("_testcapi.VectorCallBase", PyVectorcallObject);

const setVectorcall: NativeRow = [
  "(self, type, /)",
  (self: PyVectorcallObject, type: Value) => {
    if (!(type instanceof PyType)) throw typeError("expected type");
    self.fast = true;
    return null;
  },
];
const callVectorcall: NativeRow = [
  "(self, /, *args, **kwargs)",
  (self: PyVectorcallObject) => (self.fast ? "vectorcall" : "tp_call"),
];

/** A class with both ways of being called, over `base`. */
function makeVectorcallClass(base: Value = null): Value {
  const bases = tuple([base ?? vectorcallBase]);
  const made = callable(typeType).c3("VectorcallClass", bases, new PyDict()) as PyType;
  setTypeAttribute(made, "__module__", "_testcapi");
  setTypeAttribute(made, "__call__", new PyWrapperDescriptor(made, "__call__", callVectorcall));
  setTypeAttribute(made, "set_vectorcall", new PyMethodDescriptor(made, "set_vectorcall", setVectorcall));
  made.vectorcall = true;
  return made;
}

export const functions: Readonly<Record<string, NativeRow>> = {
  function_setvectorcall: ["(func, /)", overrideCalls],
  has_vectorcall_flag: ["(type, /)", (type: Value) => hasVectorcall(type as PyType)],
  make_vectorcall_class: ["(base=None, /)", makeVectorcallClass],
  pycfunction_call: ["(func, args, kwargs=None, /)", callWithDict],
  pyobject_fastcalldict: ["(func, args, kwargs, /)", callWithDict],
  pyobject_vectorcall: ["(func, args, kwnames, /)", callWithNames],
  pyvectorcall_call: ["(func, args, kwargs=None, /)", callWithDict],
};

export const vectorcallTypes: Readonly<Record<string, PyType>> = {
  MethodDescriptorBase: descriptorType,
  MethodDescriptorDerived: derivedType,
  MethodDescriptorNopGet: unboundType,
  MethodDescriptor2: secondType,
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [
    descriptorType,
    {
      new: ["()", (cls: PyType) => cls.alloc()],
      methods: {
        __call__: ["(self, /, *args, **kwargs)", (self: PyTestDescriptor) => self.own],
        __get__: [
          "(self, instance, owner=None, /)",
          (self: PyTestDescriptor, instance: Value) =>
            instance === null ? self : new PyMethod(self, instance),
        ],
      },
    },
  ],
  [derivedType, {}],
  [
    unboundType,
    {
      methods: {
        __call__: ["(self, /, *args, **kwargs)", (_self: Value, args: Value[]) => tuple(args)],
        __get__: ["(self, instance, owner=None, /)", (self: Value) => self],
      },
    },
  ],
  [secondType, {}],
  [vectorcallBase, {}],
];
