/**
 * Installing the behaviour of builtin types: one declarative table per type.
 *
 *     export const listSpec: TypeSpec = {
 *       doc: "Built-in mutable sequence. ...",
 *       new: ["(iterable=(), /)", (cls: PyType, iterable) => ...],
 *       methods: { append: ["(self, object, /)", (self: PyList, item) => { self.items.push(item); return null; }], ... },
 *       getset: { ... }, constants: { __hash__: null },
 *     };
 */
import { flattenType } from "./flatten.ts";
import {
  type NativeRow,
  PyBuiltinFunction,
  PyClassMethodDescriptor,
  PyMethodDescriptor,
  PyNewFunction,
  PyWrapperDescriptor,
} from "./native.ts";
import { PyGetSet, PyNativeMember, PyStaticMethod } from "./descriptors.ts";
import { typeError } from "../exceptions/raise.ts";
import type { Value } from "./object.ts";
import type { PyType } from "./type.ts";

/** Attribute with code behind it; without `set` it is read-only, `delete` is optional. */
export interface GetSetRow {
  // biome-ignore lint/suspicious/noExplicitAny: the receiver is an instance of the type
  get: (self: any) => Value;
  // biome-ignore lint/suspicious/noExplicitAny: the receiver is an instance of the type
  set?: (self: any, value: Value) => void;
  // biome-ignore lint/suspicious/noExplicitAny: the receiver is an instance of the type
  delete?: (self: any) => void;
  /** What the TypeError says for an attribute that can be set but not deleted, where it is not the usual text. */
  undeletable?: string;
  doc?: string;
  /** True for what CPython makes a `member_descriptor` (PyMemberDef), else `getset_descriptor`. */
  member?: boolean;
}

export interface TypeSpec {
  doc?: string;
  /** `__new__`: the signature without the class, which the function gets first. */
  new?: NativeRow;
  /** `T(argument)` for the type itself, where that takes fewer steps than `__new__` and `__init__` one after the other. */
  convert?: (argument: Value) => Value;
  /** `T(*args, name=value)` likewise; the last of the arguments are those given by name. */
  convertNamed?: (args: Value[], names: readonly string[]) => Value;
  /** `__text_signature__` when it is not the signature of `new`. */
  textSignature?: string;
  methods?: Readonly<Record<string, NativeRow>>;
  /** The first parameter is the class. */
  classMethods?: Readonly<Record<string, NativeRow>>;
  staticMethods?: Readonly<Record<string, NativeRow>>;
  getset?: Readonly<Record<string, GetSetRow>>;
  /** Plain class attributes, among them `__hash__: null`. */
  constants?: Readonly<Record<string, Value>>;
}

const isSpecial = (name: string): boolean => name.startsWith("__") && name.endsWith("__");
/** Special names that CPython defines as ordinary methods, not as slots. */
const PLAIN_SPECIALS = new Set([
  "__reduce__",
  "__reduce_ex__",
  "__format__",
  "__sizeof__",
  "__dir__",
  "__getstate__",
  "__setstate__",
  "__copy__",
  "__deepcopy__",
  "__round__",
  "__ceil__",
  "__floor__",
  "__trunc__",
  "__getnewargs__",
  "__getnewargs_ex__",
  "__length_hint__",
  "__reversed__",
  "__enter__",
  "__exit__",
  "__complex__",
  "__bytes__",
  "__instancecheck__",
  "__subclasscheck__",
  "__subclasses__",
  "__prepare__",
  "__typing_subst__",
  "__mro_entries__",
  "__fspath__",
  "__alloc__",
  "__missing__",
  "__replace__",
  "__set_name__",
  "__typing_prepare_subst__",
]);

/** Special methods that are methods all the same, because they are faster so in CPython (`METH_COEXIST`). */
const COEXISTING: ReadonlySet<string> = new Set([
  "dict.__contains__",
  "dict.__getitem__",
  "frozenset.__contains__",
  "list.__getitem__",
  "set.__contains__",
]);

const isSlot = (type: PyType, name: string): boolean =>
  isSpecial(name) && !PLAIN_SPECIALS.has(name) && !COEXISTING.has(`${type.name}.${name}`);

/** Fills the type's `dict` from the table and flattens it. */
export function defineType(type: PyType, spec: TypeSpec): void {
  const { dict } = type;
  type.convert = spec.convert;
  type.convertNamed = spec.convertNamed;
  if (spec.new !== undefined) dict.set("__new__", newMethod(type, spec.new, spec.textSignature));
  for (const [name, written] of Object.entries(spec.methods ?? {})) {
    const row = name === "__get__" ? checkedGet(written) : written;
    const Kind = isSlot(type, name) ? PyWrapperDescriptor : PyMethodDescriptor;
    dict.set(name, new Kind(type, name, row));
  }
  for (const [name, row] of Object.entries(spec.classMethods ?? {})) {
    dict.set(name, new PyClassMethodDescriptor(type, name, row));
  }
  for (const [name, row] of Object.entries(spec.staticMethods ?? {})) {
    dict.set(name, new PyStaticMethod(new PyBuiltinFunction(name, row, null, type, `${type.name}.${name}`)));
  }
  for (const [name, row] of Object.entries(spec.getset ?? {})) {
    dict.set(name, new (row.member === true ? PyNativeMember : PyGetSet)(type, name, row));
  }
  for (const [name, value] of Object.entries(spec.constants ?? {})) dict.set(name, value);
  type.builtinDoc = spec.doc;
  if (!dict.has("__doc__")) dict.set("__doc__", spec.doc ?? null);
  flattenType(type);
}

/** `__get__` is given an instance, an owner or both (wrap_descr_get in Objects/typeobject.c). */
function checkedGet([signature, get]: NativeRow): NativeRow {
  const checked = (self: Value, instance: Value, owner?: Value): Value => {
    if (instance === null && (owner ?? null) === null) throw typeError("__get__(None, None) is invalid");
    return get(self, instance, owner);
  };
  return [signature, checked];
}

/** `__new__` takes the class in front of the parameters of the row. Calls of `T(...)` go through it. */
function newMethod(type: PyType, [signature, fn]: NativeRow, shown?: string): Value {
  const inner = signature.slice(1, -1);
  const positionalOnly = /(^|,)\s*\/\s*(,|$)/.test(inner);
  const parameters = inner === "" ? "type, /" : positionalOnly ? `type, ${inner}` : `type, /, ${inner}`;
  return new PyNewFunction(type, [`(${parameters})`, fn], shown);
}
