/** What Python sees of immutable mappings (`objects/hamt.ts`): the iterators over contexts, and for CPython's own tests the mapping
 * itself. Follows Python/hamt.c. */
import { declareType } from "../core/builtin-types.ts";
import type { TypeSpec } from "../core/define.ts";
import { foldHash, hash } from "../core/hash.ts";
import { PyInstance, type Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { keyError } from "../exceptions/raise.ts";
import { Hamt, type KeyRules } from "../objects/hamt.ts";
import { PyIterator } from "../objects/iterator.ts";
import { equal } from "../objects/rich-compare.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { tuple } from "../objects/tuple.ts";
import { iteratorMethods } from "./iterators.ts";

/** Goes once over a mapping, but always knows how much is in it. */
abstract class PyHamtIterator extends PyIterator {
  readonly size: number;
  readonly #entries: Iterator<{ key: Value; value: Value }>;
  constructor(map: Hamt<Value>) {
    super();
    this.size = map.size;
    this.#entries = map.entries()[Symbol.iterator]();
  }
  abstract pick(entry: { key: Value; value: Value }): Value;
  nx(): Value | undefined {
    const { value, done } = this.#entries.next();
    return done === true ? undefined : this.pick(value);
  }
}
export class PyHamtKeys extends PyHamtIterator {
  pick({ key }: { key: Value }): Value {
    return key;
  }
}
export class PyHamtValues extends PyHamtIterator {
  pick({ value }: { value: Value }): Value {
    return value;
  }
}
export class PyHamtItems extends PyHamtIterator {
  pick({ key, value }: { key: Value; value: Value }): Value {
    return tuple([key, value]);
  }
}

const byPython: KeyRules<Value> = { hash: (key) => foldHash(hash(key)), equal };

class PyHamt extends PyInstance {
  readonly map: Hamt<Value>;
  constructor(map: Hamt<Value> = new Hamt(byPython)) {
    super();
    this.map = map;
  }
  /** Itself where nothing changed. */
  changed(map: Hamt<Value>): PyHamt {
    return map === this.map ? this : new PyHamt(map);
  }
}
export const hamtType = declareType("hamt", PyHamt, { subclassable: false });

const hamtSpec: TypeSpec = {
  new: ["()", (cls: PyType) => cls.alloc()],
  methods: {
    __len__: ["(self, /)", (self: PyHamt) => self.map.size],
    __contains__: ["(self, key, /)", (self: PyHamt, key: Value) => self.map.get(key) !== undefined],
    __getitem__: [
      "(self, key, /)",
      (self: PyHamt, key: Value) => {
        const value = self.map.get(key);
        if (value === undefined) throw keyError(key);
        return value;
      },
    ],
    __iter__: ["(self, /)", (self: PyHamt) => new PyHamtKeys(self.map)],
    __eq__: [
      "(self, value, /)",
      (self: PyHamt, other: Value) =>
        other instanceof PyHamt ? self.map.equals(other.map, equal) : NotImplemented,
    ],
    __ne__: [
      "(self, value, /)",
      (self: PyHamt, other: Value) =>
        other instanceof PyHamt ? !self.map.equals(other.map, equal) : NotImplemented,
    ],
    set: [
      "(self, key, value, /)",
      (self: PyHamt, key: Value, value: Value) => self.changed(self.map.set(key, value)),
    ],
    get: [
      "(self, key, default=None, /)",
      (self: PyHamt, key: Value, fallback: Value = null) => self.map.get(key) ?? fallback,
    ],
    delete: ["(self, key, /)", (self: PyHamt, key: Value) => self.changed(self.map.delete(key))],
    items: ["(self, /)", (self: PyHamt) => new PyHamtItems(self.map)],
    keys: ["(self, /)", (self: PyHamt) => new PyHamtKeys(self.map)],
    values: ["(self, /)", (self: PyHamt) => new PyHamtValues(self.map)],
  },
  constants: { __hash__: null },
};

const iteratorSpec: TypeSpec = {
  methods: { ...iteratorMethods, __len__: ["(self, /)", (self: PyHamtIterator) => self.size] },
};
const fixed = { subclassable: false };

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [hamtType, hamtSpec],
  [declareType("keys", PyHamtKeys, fixed), iteratorSpec],
  [declareType("values", PyHamtValues, fixed), iteratorSpec],
  [declareType("items", PyHamtItems, fixed), iteratorSpec],
];
