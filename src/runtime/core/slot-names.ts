/**
 * The special methods that CPython keeps in slots of its types, with their documentation. What stands under such a name is
 * called for an operator or a builtin function whatever it is: a property, a callable object, something that cannot be
 * called. Follows slotdefs in Objects/typeobject.c.
 */
const unary: Readonly<Record<string, string>> = {
  __neg__: "-self",
  __pos__: "+self",
  __abs__: "abs(self)",
  __invert__: "~self",
  __int__: "int(self)",
  __float__: "float(self)",
  __bool__: "True if self else False",
  __index__: "Return self converted to an integer, if self is suitable for use as an index into a list.",
};

const binary: readonly (readonly [name: string, operator: string])[] = [
  ["add", "+"],
  ["sub", "-"],
  ["mul", "*"],
  ["matmul", "@"],
  ["truediv", "/"],
  ["floordiv", "//"],
  ["mod", "%"],
  ["lshift", "<<"],
  ["rshift", ">>"],
  ["and", "&"],
  ["or", "|"],
  ["xor", "^"],
];

const inPlace = (name: string, operator: string): string =>
  name === "add" || name === "mul" || name === "matmul"
    ? `Implement self${operator}=value.`
    : `Return self${operator}=value.`;

const others: Readonly<Record<string, string>> = {
  __divmod__: "Return divmod(self, value).",
  __rdivmod__: "Return divmod(value, self).",
  __pow__: "Return pow(self, value, mod).",
  __rpow__: "Return pow(value, self, mod).",
  __ipow__: "Return self**=value.",
  __repr__: "Return repr(self).",
  __str__: "Return str(self).",
  __hash__: "Return hash(self).",
  __call__: "Call self as a function.",
  __init__: "Initialize self.  See help(type(self)) for accurate signature.",
  __del__: "Called when the instance is about to be destroyed.",
  __getattribute__: "Return getattr(self, name).",
  __getattr__: "",
  __setattr__: "Implement setattr(self, name, value).",
  __delattr__: "Implement delattr(self, name).",
  __get__: "Return an attribute of instance, which is of type owner.",
  __set__: "Set an attribute of instance to value.",
  __delete__: "Delete an attribute of instance.",
  __len__: "Return len(self).",
  __getitem__: "Return self[key].",
  __setitem__: "Set self[key] to value.",
  __delitem__: "Delete self[key].",
  __contains__: "Return bool(key in self).",
  __iter__: "Implement iter(self).",
  __next__: "Implement next(self).",
  __await__: "Return an iterator to be used in await expression.",
  __aiter__: "Return an awaitable, that resolves in asynchronous iterator.",
  __anext__: "Return a value or raise StopAsyncIteration.",
  __buffer__: "Return a buffer object that exposes the underlying memory of the object.",
  __release_buffer__: "Release the buffer object that exposes the underlying memory of the object.",
};

const comparisons: Readonly<Record<string, string>> = {
  __lt__: "Return self<value.",
  __le__: "Return self<=value.",
  __eq__: "Return self==value.",
  __ne__: "Return self!=value.",
  __gt__: "Return self>value.",
  __ge__: "Return self>=value.",
};

/** Documentation of the slot methods of builtin types by name; empty for what builtin types never have. */
export const slotDocs: ReadonlyMap<string, string> = new Map([
  ...Object.entries({ ...unary, ...others, ...comparisons }),
  ...binary.flatMap(([name, operator]): [string, string][] => [
    [`__${name}__`, `Return self${operator}value.`],
    [`__r${name}__`, `Return value${operator}self.`],
    [`__i${name}__`, inPlace(name, operator)],
  ]),
]);

/** Methods without a slot that CPython looks up on the type all the same (_PyObject_LookupSpecial). */
const withoutSlot: ReadonlySet<string> = new Set(
  (
    "__bytes__ __reversed__ __length_hint__ __sizeof__ __instancecheck__ __subclasscheck__ __missing__ __enter__ __exit__ " +
    "__aenter__ __aexit__ __complex__ __format__ __floor__ __ceil__ __trunc__ __round__ __dir__"
  ).split(" "),
);

/** Whether a special method is looked up as any attribute is, with its errors. Comparisons forget those errors. */
export const isBoundSlot = (name: string): boolean =>
  (slotDocs.has(name) && !(name in comparisons)) || withoutSlot.has(name);

/** Whether a name is that of a rich comparison. */
export const isComparison = (name: string): boolean => name in comparisons;
