/** `types.SimpleNamespace`. Follows Objects/namespaceobject.c. */
import { typeOf } from "../core/builtin-types.ts";
import { callable } from "../core/call.ts";
import type { TypeSpec } from "../core/define.ts";
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { typeError } from "../exceptions/raise.ts";
import { equal } from "../objects/rich-compare.ts";
import { PyDict } from "../objects/dict.ts";
import { PySimpleNamespace, simpleNamespaceType } from "../objects/simple-namespace.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { isStr, strOf } from "../objects/str.ts";
import { emptyTuple, tuple } from "../objects/tuple.ts";
import { instanceDict } from "../protocols/attribute.ts";
import { updateFrom } from "../protocols/mapping.ts";
import { repr, withReprGuard } from "../protocols/repr.ts";
import { bracketed } from "../protocols/sequence.ts";
import { dictAttribute } from "./object.ts";

function assign(self: PySimpleNamespace, source: Value | undefined, keywords: Map<string, Value>): void {
  const dict = instanceDict(self);
  if (source !== undefined) {
    const entries = new PyDict();
    updateFrom(source, (key, value) => entries.set(key, value));
    for (const [key, value] of entries.entries()) {
      if (!isStr(key)) throw typeError("keywords must be strings");
      dict.set(key, value);
    }
  }
  for (const [name, value] of keywords) dict.setStr(name, value);
}

function text(self: PySimpleNamespace): Value {
  const type = typeOf(self);
  const name = type === simpleNamespaceType ? "namespace" : type.name;
  return withReprGuard(
    self,
    () => {
      const parts: string[] = [];
      for (const [key, value] of [...instanceDict(self).entries()]) {
        if (isStr(key) && strOf(key) !== "") parts.push(`${strOf(key)}=${strOf(repr(value))}`);
      }
      return bracketed(`${name}(`, parts.join(", "), ")");
    },
    `${name}(...)`,
  );
}

const same = (a: PySimpleNamespace, b: PySimpleNamespace): boolean => equal(instanceDict(a), instanceDict(b));

export const simpleNamespaceSpec: TypeSpec = {
  doc: "A simple attribute-based namespace.",
  new: ["(*args, **kwargs)", (cls: PyType) => cls.alloc()],
  methods: {
    __init__: [
      "(self, mapping_or_iterable=(), /, **kwargs)",
      (self: PySimpleNamespace, source: Value | undefined, keywords: Map<string, Value>) => {
        assign(self, source, keywords);
        return null;
      },
    ],
    __repr__: ["(self, /)", text],
    __eq__: [
      "(self, value, /)",
      (self: PySimpleNamespace, other: Value) =>
        other instanceof PySimpleNamespace ? same(self, other) : NotImplemented,
    ],
    __ne__: [
      "(self, value, /)",
      (self: PySimpleNamespace, other: Value) =>
        other instanceof PySimpleNamespace ? !same(self, other) : NotImplemented,
    ],
    __reduce__: [
      "(self, /)",
      (self: PySimpleNamespace) => tuple([typeOf(self), emptyTuple, instanceDict(self)]),
    ],
    __replace__: [
      "(self, /, **changes)",
      (self: PySimpleNamespace, changes: Map<string, Value>) => {
        const copy = callable(typeOf(self)).c0();
        if (!(copy instanceof PySimpleNamespace)) {
          throw typeError(
            `expect types.SimpleNamespace type, but ${typeOf(self).qualifiedName}() returned '${typeOf(copy).name}' object`,
          );
        }
        const dict = instanceDict(copy);
        for (const [key, value] of instanceDict(self).entries()) dict.set(key, value);
        for (const [name, value] of changes) dict.setStr(name, value);
        return copy;
      },
    ],
  },
  getset: { __dict__: dictAttribute },
  constants: { __hash__: null },
};
