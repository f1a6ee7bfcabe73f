/** `typing.Union`, the type of `int | str`. Follows Objects/unionobject.c. */
import { foldHash, hash } from "../core/hash.ts";
import type { TypeSpec } from "../core/define.ts";
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { typeError } from "../exceptions/raise.ts";
import { equal } from "../objects/rich-compare.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { PySet } from "../objects/set.ts";
import { str } from "../objects/str.ts";
import { PyTuple, tuple } from "../objects/tuple.ts";
import { PyUnion, unionType } from "../objects/union.ts";
import { parametersOf, substitute, typeText } from "../protocols/generic.ts";
import { isinstance, issubclass } from "../protocols/isinstance.ts";
import { unionFrom, unionOf } from "../protocols/union.ts";
import { current } from "../core/state.ts";
import { getAttr } from "../protocols/attribute.ts";

function sameMembers(a: PyUnion, b: PyUnion): boolean {
  if (a.unhashable.length !== b.unhashable.length || a.args.items.length !== b.args.items.length)
    return false;
  const hashable = (union: PyUnion): PySet => {
    const set = new PySet();
    for (const member of union.args.items) if (!union.unhashable.includes(member)) set.add(member);
    return set;
  };
  const [left, right] = [hashable(a), hashable(b)];
  for (const member of left.values()) if (!right.has(member)) return false;
  const within = (some: readonly Value[], all: readonly Value[]): boolean =>
    some.every((member) => all.some((other) => equal(member, other)));
  return within(a.unhashable, b.unhashable) && within(b.unhashable, a.unhashable);
}

function parameters(self: PyUnion): PyTuple {
  self.parameters ??= parametersOf(self.args.items);
  return self.parameters;
}

const anyMember =
  (test: (value: Value, cls: Value) => boolean) =>
  (self: PyUnion, value: Value): Value => {
    for (const member of self.args.items) if (test(value, member)) return true;
    return false;
  };

export const unionSpec: TypeSpec = {
  doc: "Represent a union type\n\nE.g. for int | str",
  methods: {
    __repr__: ["(self, /)", (self: PyUnion) => str(self.args.items.map(typeText).join(" | "))],
    __hash__: [
      "(self, /)",
      (self: PyUnion) => {
        for (const member of self.unhashable) hash(member);
        const { length } = self.unhashable;
        if (length > 0)
          throw typeError(`union contains ${length} unhashable element${length === 1 ? "" : "s"}`);
        let h = 0x5eed;
        for (const member of self.args.items) h ^= Math.imul(foldHash(hash(member)), 0x9e3779b1);
        return h === -1 ? -2 : h;
      },
    ],
    __eq__: [
      "(self, value, /)",
      (self: PyUnion, other: Value) => (other instanceof PyUnion ? sameMembers(self, other) : NotImplemented),
    ],
    __ne__: [
      "(self, value, /)",
      (self: PyUnion, other: Value) =>
        other instanceof PyUnion ? !sameMembers(self, other) : NotImplemented,
    ],
    __or__: ["(self, value, /)", (self: Value, other: Value) => unionOf(self, other)],
    __ror__: ["(self, value, /)", (self: Value, other: Value) => unionOf(other, self)],
    __getitem__: [
      "(self, key, /)",
      (self: PyUnion, item: Value) => unionFrom(substitute(self, self.args, parameters(self), item)),
    ],
    __instancecheck__: ["(self, obj, /)", anyMember(isinstance)],
    __subclasscheck__: ["(self, cls, /)", anyMember(issubclass)],
    __mro_entries__: [
      "(self, bases, /)",
      (self: PyUnion) => {
        throw typeError(`Cannot subclass ${typeText(self)}`);
      },
    ],
    __reduce__: [
      "(self, /)",
      (self: PyUnion) => {
        const reduce = getAttr(current.importModule("operator"), "or_");
        const [first, ...rest] = self.args.items as [Value, ...Value[]];
        return rest.length === 1
          ? tuple([reduce, tuple([first, rest[0] as Value])])
          : tuple([getAttr(unionType, "__class_getitem__"), tuple([self.args])]);
      },
    ],
  },
  classMethods: {
    __class_getitem__: [
      "(cls, object, /)",
      (_cls: PyType, item: Value) => unionFrom(item instanceof PyTuple ? item.items : [item]),
    ],
  },
  getset: {
    __args__: { get: (self: PyUnion) => self.args, member: true },
    __parameters__: { get: parameters, doc: "Type variables in the types.UnionType." },
    __origin__: { get: () => unionType, doc: "Always returns the type" },
    __name__: { get: () => "Union", doc: "Name of the type" },
    __qualname__: { get: () => "Union", doc: "Qualified name of the type" },
  },
};
