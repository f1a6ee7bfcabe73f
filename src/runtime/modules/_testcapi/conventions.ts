/**
 * One function for each way in which a builtin function can take its arguments, as a function of the module, a method, a
 * class method and a static method; each tells what it was called with. Follows the `meth_*` functions of
 * Modules/_testcapimodule.c.
 */
import { declareType } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import { type Native, type NativeRow, PyBuiltinFunction } from "../../core/native.ts";
import { type PyObject, PyInstance, type Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { PyDict } from "../../objects/dict.ts";
import { tuple } from "../../objects/tuple.ts";

/** Parameters behind the receiver, and what a call with them gives. */
type Convention = readonly [parameters: string, fn: Native];

const positional: Convention = ["*args", (self: Value, args: Value[]) => tuple([self, tuple(args)])];
const named: Convention = [
  "*args, **kwargs",
  (self: Value, args: Value[], keywords: ReadonlyMap<string, Value>) => {
    const dict = new PyDict();
    for (const [name, value] of keywords) dict.setStr(name, value);
    return tuple([self, tuple(args), dict]);
  },
];

const conventions: Readonly<Record<string, Convention>> = {
  meth_varargs: positional,
  meth_varargs_keywords: named,
  meth_o: ["object, /", (self: Value, object: Value) => tuple([self, object])],
  meth_noargs: ["", (self: Value) => self],
  meth_fastcall: positional,
  meth_fastcall_keywords: named,
};

const rows = (make: (convention: Convention) => NativeRow): Record<string, NativeRow> =>
  Object.fromEntries(Object.entries(conventions).map(([name, convention]) => [name, make(convention)]));

/** Rows whose first parameter is the receiver. */
function receiving(receiver: string): Record<string, NativeRow> {
  return rows(([parameters, fn]) => {
    const marker = parameters.endsWith("/") ? "" : ", /";
    const rest = parameters === "" ? "" : `, ${parameters}`;
    return [`(${receiver}${marker}${rest})`, fn];
  });
}

/** Rows of functions that always tell the same receiver. */
const bound = (receiver: Value): Record<string, NativeRow> =>
  rows(([parameters, fn]) => [`(${parameters})`, (...args: Value[]) => fn(receiver, ...args)]);

class PyMethInstance extends PyInstance {}
class PyMethClass extends PyInstance {}
class PyMethStatic extends PyInstance {}

const methInstanceType = declareType("_testcapi.MethInstance", PyMethInstance);
const methClassType = declareType("_testcapi.MethClass", PyMethClass);
const methStaticType = declareType("_testcapi.MethStatic", PyMethStatic);

const makes: TypeSpec["new"] = ["()", (cls: PyType): PyObject => cls.alloc()];

export const conventionTypes: Readonly<Record<string, PyType>> = {
  MethInstance: methInstanceType,
  MethClass: methClassType,
  MethStatic: methStaticType,
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [
    methInstanceType,
    {
      doc: "Class with normal (instance) methods to test calling conventions",
      new: makes,
      methods: receiving("self"),
    },
  ],
  [
    methClassType,
    {
      doc: "Class with class methods to test calling conventions",
      new: makes,
      classMethods: receiving("cls"),
    },
  ],
  [
    methStaticType,
    { doc: "Class with static methods to test calling conventions", new: makes, staticMethods: bound(null) },
  ],
];

/** The functions of the module, which tell the module as their receiver. */
export function setConventions(set: (name: string, value: Value) => void, module: PyInstance): void {
  for (const [name, row] of Object.entries(bound(module)))
    set(name, new PyBuiltinFunction(name, row, "_testcapi", module));
}
