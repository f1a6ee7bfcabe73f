/** `dict`. Follows Objects/dictobject.c; https://docs.python.org/3.14/library/stdtypes.html#mapping-types-dict. */
import { special, typeOf } from "../core/builtin-types.ts";
import { callable } from "../core/call.ts";
import type { TypeSpec } from "../core/define.ts";
import type { PyObject, Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { KeyError } from "../exceptions/hierarchy.ts";
import { keyError, newException, typeError } from "../exceptions/raise.ts";
import { dictType, PyDict } from "../objects/dict.ts";
import {
  PyDictItems,
  PyDictKeyIterator,
  PyDictKeys,
  PyDictReverseKeyIterator,
  PyDictValues,
} from "../objects/dict-views.ts";
import { PyModule } from "../objects/module.ts";
import { equal } from "../objects/rich-compare.ts";
import { PyAnySet } from "../objects/set.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { strOf } from "../objects/str.ts";
import { tuple } from "../objects/tuple.ts";
import { setItem } from "../protocols/item.ts";
import { forEach } from "../protocols/iterate.ts";
import { updateFrom } from "../protocols/mapping.ts";
import { repr, withReprGuard } from "../protocols/repr.ts";
import { bracketed } from "../protocols/sequence.ts";
import { classGetItem } from "./class-getitem.ts";
import { basicSize, hasStringKeysOnly, keysSize } from "./sizes.ts";

const NO_KEYWORDS: ReadonlyMap<string, Value> = new Map();

/** `self.update(source, **keywords)` */
export function updateDict(
  self: PyDict,
  source: Value | undefined,
  keywords: ReadonlyMap<string, Value>,
): void {
  if (source instanceof PyDict && source.exactDict$) self.merge(source);
  else if (source !== undefined) updateFrom(source, (key, value) => self.set(key, value));
  if (keywords.size > 0) for (const [name, value] of keywords) self.set(name, value);
}

/** True when both have the same keys with equal values. */
export function dictsEqual(a: PyDict, b: PyDict): boolean {
  if (a.size !== b.size) return false;
  const keys = [...a.keys()];
  const values = [...a.values()];
  for (let i = 0; i < keys.length; i++) {
    const value = values[i] as Value;
    const other = b.get(keys[i] as Value);
    if (other === undefined || (other !== value && !equal(value, other))) return false;
  }
  return true;
}

/** `dict[key]`: a subclass may define `__missing__`. */
export function dictItem(self: PyDict, key: Value): Value {
  const value = self.get(key);
  if (value !== undefined) return value;
  if (!self.exactDict$) {
    const missing = special(self, "m$__missing__") ?? undefined;
    if (missing !== undefined) return (missing as PyObject).c2(self, key);
  }
  throw keyError(key);
}

export function dictText(entries: Iterable<[Value, Value]>): string {
  let text = "";
  for (const [key, value] of entries) {
    if (text !== "") text += ", ";
    text += `${strOf(repr(key))}: ${strOf(repr(value))}`;
  }
  return text;
}

function fromKeys(cls: PyType, iterable: Value, value: Value = null): Value {
  const made = cls === dictType ? new PyDict() : callable(cls).c0();
  const exact = made instanceof PyDict && made.exactDict$;
  const source =
    iterable instanceof PyAnySet || (iterable instanceof PyDict && iterable.exactDict$) ? iterable : null;
  if (exact && made.size === 0 && source !== null && source.table !== null && !typeOf(source).heap) {
    made.fill(source.table, value);
  } else if (exact) forEach(iterable, (key) => made.set(key, value));
  else forEach(iterable, (key) => setItem(made, key, value));
  return made;
}

function dictOf(source: Value): Value {
  if (source instanceof PyDict && source.exactDict$) return source.copy();
  const dict = new PyDict();
  updateDict(dict, source, NO_KEYWORDS);
  return dict;
}

function union(a: Value, b: Value): Value {
  if (!(a instanceof PyDict) || !(b instanceof PyDict)) return NotImplemented;
  const result = a.copy();
  updateDict(result, b, NO_KEYWORDS);
  return result;
}

/** Up to so many attributes CPython keeps only the values with an instance, and has room for two less. */
const MOST_SHARED_KEYS = 30;

/** The dict, and its table of keys, or the values of an instance whose keys are those of the class. */
function dictSize(self: PyDict): Value {
  const own = basicSize(typeOf(self));
  if (self.ns === null || self.ns instanceof PyModule)
    return own + keysSize(self.size, hasStringKeysOnly(self));
  const split = self.order === undefined && self.size < MOST_SHARED_KEYS;
  return (
    own + (split ? (MOST_SHARED_KEYS - 2) * 8 : keysSize(Math.max(self.size, MOST_SHARED_KEYS - 9), true))
  );
}

export const dictSpec: TypeSpec = {
  doc: "dict() -> new empty dictionary\ndict(mapping) -> new dictionary initialized from a mapping object's\n    (key, value) pairs\ndict(iterable) -> new dictionary initialized from pairs\ndict(**kwargs) -> new dictionary initialized with the name=value pairs",
  new: ["(*args, **kwargs)", (cls: PyType) => cls.alloc()],
  convert: dictOf,
  convertNamed: (args, names) => {
    const positional = args.length - names.length;
    if (positional > 1) throw typeError(`dict expected at most 1 argument, got ${positional}`);
    const dict = positional === 1 ? (dictOf(args[0] as Value) as PyDict) : new PyDict();
    for (let i = 0; i < names.length; i++) dict.set(names[i] as string, args[positional + i] as Value);
    return dict;
  },
  methods: {
    __init__: [
      "(self, iterable=(), /, **kwargs)",
      (self: PyDict, source: Value | undefined, keywords: Map<string, Value>) => {
        updateDict(self, source, keywords);
        return null;
      },
    ],
    __repr__: [
      "(self, /)",
      (self: PyDict) =>
        withReprGuard(self, () => bracketed("{", dictText([...self.entries()]), "}"), "{...}"),
    ],
    __len__: ["(self, /)", (self: PyDict) => self.size],
    __iter__: ["(self, /)", (self: PyDict) => new PyDictKeyIterator(self)],
    __reversed__: ["(self, /)", (self: PyDict) => new PyDictReverseKeyIterator(self, true)],
    __contains__: ["(self, key, /)", (self: PyDict, key: Value) => self.has(key)],
    __getitem__: ["(self, key, /)", dictItem],
    __setitem__: [
      "(self, key, value, /)",
      (self: PyDict, key: Value, value: Value) => {
        self.set(key, value);
        return null;
      },
    ],
    __delitem__: [
      "(self, key, /)",
      (self: PyDict, key: Value) => {
        if (!self.delete(key)) throw keyError(key);
        return null;
      },
    ],
    __eq__: [
      "(self, value, /)",
      (self: PyDict, other: Value) => (other instanceof PyDict ? dictsEqual(self, other) : NotImplemented),
    ],
    __ne__: [
      "(self, value, /)",
      (self: PyDict, other: Value) => (other instanceof PyDict ? !dictsEqual(self, other) : NotImplemented),
    ],
    __or__: ["(self, value, /)", (self: Value, other: Value) => union(self, other)],
    __ror__: ["(self, value, /)", (self: Value, other: Value) => union(other, self)],
    __ior__: [
      "(self, value, /)",
      (self: PyDict, other: Value) => {
        updateDict(self, other, NO_KEYWORDS);
        return self;
      },
    ],
    __sizeof__: ["(self, /)", dictSize],
    clear: [
      "(self, /)",
      (self: PyDict) => {
        self.clear();
        return null;
      },
    ],
    copy: ["(self, /)", (self: PyDict) => self.copy()],
    get: [
      "(self, key, default=None, /)",
      (self: PyDict, key: Value, fallback: Value = null) => {
        const value = self.get(key);
        return value === undefined ? fallback : value;
      },
    ],
    items: ["(self, /)", (self: PyDict) => new PyDictItems(self)],
    keys: ["(self, /)", (self: PyDict) => new PyDictKeys(self)],
    pop: [
      "(self, key, default=<unrepresentable>, /)",
      (self: PyDict, key: Value, fallback?: Value) => {
        const value = self.size === 0 ? undefined : self.pop(key);
        if (value !== undefined) return value;
        if (fallback !== undefined) return fallback;
        throw keyError(key);
      },
    ],
    popitem: [
      "(self, /)",
      (self: PyDict) => {
        const pair = self.popLast();
        if (pair === undefined) throw newException(KeyError, "popitem(): dictionary is empty");
        return tuple(pair);
      },
    ],
    setdefault: [
      "(self, key, default=None, /)",
      (self: PyDict, key: Value, fallback: Value = null) => self.setDefault(key, fallback),
    ],
    update: [
      "(self, other=(), /, **kwargs)",
      (self: PyDict, source: Value | undefined, keywords: Map<string, Value>) => {
        updateDict(self, source, keywords);
        return null;
      },
    ],
    values: ["(self, /)", (self: PyDict) => new PyDictValues(self)],
  },
  classMethods: {
    ...classGetItem,
    fromkeys: ["(cls, iterable, value=None, /)", fromKeys],
  },
  constants: { __hash__: null },
};
