/** `types.GenericAlias`: `list[int]`. Whatever it does not define itself is asked of its origin. Follows
 * Objects/genericaliasobject.c; https://docs.python.org/3.14/library/stdtypes.html#types-genericalias. */
import { callable } from "../core/call.ts";
import type { TypeSpec } from "../core/define.ts";
import { PyBaseException } from "../core/exception.ts";
import { foldHash, hash } from "../core/hash.ts";
import type { Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import type { PyType } from "../core/type.ts";
import { AttributeError, TypeError } from "../exceptions/hierarchy.ts";
import { indexError, typeError } from "../exceptions/raise.ts";
import { genericAliasType, PyGenericAlias, PyGenericAliasIterator } from "../objects/generic-alias.ts";
import { PyList } from "../objects/list.ts";
import { equal } from "../objects/rich-compare.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { str } from "../objects/str.ts";
import { PyTuple, tuple, tupleType } from "../objects/tuple.ts";
import { genericFind, getAttr, noAttribute, setAttr } from "../protocols/attribute.ts";
import { dirNames } from "../protocols/dir.ts";
import { parametersOf, substitute, typeText } from "../protocols/generic.ts";
import { unionOf } from "../protocols/union.ts";
import { iteratorMethods, reduced } from "./iterators.ts";
import { attributeName } from "./object.ts";

function parameters(self: PyGenericAlias): PyTuple {
  self.parameters ??= parametersOf(self.args.items);
  return self.parameters;
}

function argumentText(value: Value): string {
  if (!(value instanceof PyList)) return typeText(value);
  const parts: string[] = [];
  const { length } = value.items;
  for (let i = 0; i < length; i++) {
    // What shows an item may have taken others out.
    const item = value.items[i];
    if (item === undefined) throw indexError("list index out of range");
    parts.push(argumentText(item));
  }
  return `[${parts.join(", ")}]`;
}

function text(self: PyGenericAlias): Value {
  const args = self.args.items.length === 0 ? "()" : self.args.items.map(argumentText).join(", ");
  return str(`${self.starred ? "*" : ""}${typeText(self.origin)}[${args}]`);
}

/** `alias(...)`: an instance of the origin that knows the alias, if it takes attributes. */
function call(self: PyGenericAlias, args: Value[], keywords: Map<string, Value>): Value {
  const made = callable(self.origin).ck([...args, ...keywords.values()], [...keywords.keys()]);
  try {
    setAttr(made, "__orig_class__", self);
  } catch (error) {
    const expected =
      error instanceof PyBaseException &&
      [AttributeError, TypeError].some((type) => error.cls$.isSubtype(type));
    if (!expected) throw error;
  }
  return made;
}

/** `GenericAlias(origin, args)`; collections.abc has a subclass for `Callable`. */
function makeAlias(cls: PyType, origin: Value, args: Value): Value {
  const made = cls.alloc() as PyGenericAlias;
  made.origin = origin;
  made.args = args instanceof PyTuple ? args : tuple([args]);
  return made;
}

function equals(a: PyGenericAlias, b: PyGenericAlias): boolean {
  return a.starred === b.starred && equal(a.origin, b.origin) && equal(a.args, b.args);
}

const BLOCKED = new Set(["__bases__", "__copy__", "__deepcopy__"]);

/** What the alias answers for itself; all else is an attribute of its origin. */
const OWN = new Set([
  "__class__",
  "__origin__",
  "__args__",
  "__unpacked__",
  "__parameters__",
  "__typing_unpacked_tuple_args__",
  "__mro_entries__",
  "__reduce_ex__",
  "__reduce__",
  ...BLOCKED,
]);

function attributeOf(self: PyGenericAlias, name: Value): Value {
  const text = attributeName(name);
  if (!OWN.has(text)) return getAttr(self.origin, text);
  const value = genericFind(self, text);
  if (value === undefined) throw noAttribute(self, text);
  return value;
}

function dir(self: PyGenericAlias): Value {
  const names = new Set([...dirNames(self.origin), ...OWN]);
  for (const name of BLOCKED) names.delete(name);
  return new PyList([...names]);
}

const refuse = (what: string) => (): Value => {
  throw typeError(`${what}() argument 2 cannot be a parameterized generic`);
};

export const genericAliasSpec: TypeSpec = {
  doc: "Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).",
  new: ["(origin, args, /)", makeAlias],
  methods: {
    __repr__: ["(self, /)", text],
    __hash__: [
      "(self, /)",
      (self: PyGenericAlias) => {
        const h = foldHash(hash(self.origin)) ^ foldHash(hash(self.args));
        return h === -1 ? -2 : h;
      },
    ],
    __eq__: [
      "(self, value, /)",
      (self: PyGenericAlias, other: Value) =>
        other instanceof PyGenericAlias ? equals(self, other) : NotImplemented,
    ],
    __ne__: [
      "(self, value, /)",
      (self: PyGenericAlias, other: Value) =>
        other instanceof PyGenericAlias ? !equals(self, other) : NotImplemented,
    ],
    __call__: ["(self, /, *args, **kwargs)", call],
    __getattribute__: ["(self, name, /)", attributeOf],
    __dir__: ["(self, /)", dir],
    __getitem__: [
      "(self, key, /)",
      (self: PyGenericAlias, item: Value) =>
        new PyGenericAlias(
          self.origin,
          tuple(substitute(self, self.args, parameters(self), item)),
          self.starred,
        ),
    ],
    __iter__: ["(self, /)", (self: PyGenericAlias) => new PyGenericAliasIterator(self)],
    __or__: ["(self, value, /)", (self: Value, other: Value) => unionOf(self, other)],
    __ror__: ["(self, value, /)", (self: Value, other: Value) => unionOf(other, self)],
    __mro_entries__: ["(self, bases, /)", (self: PyGenericAlias) => tuple([self.origin])],
    __instancecheck__: ["(self, instance, /)", refuse("isinstance")],
    __subclasscheck__: ["(self, cls, /)", refuse("issubclass")],
    __reduce__: [
      "(self, /)",
      (self: PyGenericAlias) =>
        self.starred
          ? tuple([
              getAttr(current.builtins, "next"),
              tuple([new PyGenericAliasIterator(new PyGenericAlias(self.origin, self.args))]),
            ])
          : tuple([genericAliasType, tuple([self.origin, self.args])]),
    ],
  },
  getset: {
    __origin__: { get: (self: PyGenericAlias) => self.origin, member: true },
    __args__: { get: (self: PyGenericAlias) => self.args, member: true },
    __unpacked__: { get: (self: PyGenericAlias) => self.starred, member: true },
    __parameters__: { get: parameters, doc: "Type variables in the GenericAlias." },
    __typing_unpacked_tuple_args__: {
      get: (self: PyGenericAlias) => (self.starred && self.origin === tupleType ? self.args : null),
    },
  },
};

export const genericAliasIteratorSpec: TypeSpec = {
  methods: {
    ...iteratorMethods,
    __reduce__: [
      "(self, /)",
      (self: PyGenericAliasIterator) =>
        reduced("iter", () => [tuple(self.alias === undefined ? [tuple([])] : [self.alias])]),
    ],
  },
};
