/**
 * The wrapper that `functools.lru_cache` makes. Follows Modules/_functoolsmodule.c;
 * https://docs.python.org/3.14/library/functools.html#functools.lru_cache.
 *
 * The key of a call with one argument that is an int or a str is this argument; of any other a tuple of the arguments,
 * the keywords after a mark, and with `typed` the types. A tuple keeps its hash when Python code is asked for it, so that this
 * happens once a call. The cache is a dict: what was used last is moved to its end,
 * and the first entry is the one to give up.
 */
import { declareType, typeOf } from "../../core/builtin-types.ts";
import { tupleHash } from "../../core/collection-hash.ts";
import { callable } from "../../core/call.ts";
import type { TypeSpec } from "../../core/define.ts";
import { type Flattenable, flattenMethod } from "../../core/flatten.ts";
import { type Callable, PyInstance, type Slots, type Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { typeError } from "../../exceptions/raise.ts";
import { PyDict } from "../../objects/dict.ts";
import { PyMethod } from "../../objects/function.ts";
import { isInt } from "../../objects/int.ts";
import { hashesItself } from "../../objects/key.ts";
import { PyTuple, tuple, tupleType } from "../../objects/tuple.ts";
import { getAttr } from "../../protocols/attribute.ts";
import { truthy } from "../../protocols/compare.ts";
import { toSsize } from "../../protocols/sequence.ts";
import { dictAttribute } from "../../types/object.ts";

/** Between the positional and the keyword arguments of a key. */
const mark = new PyInstance();

/** A tuple with its hash. */
class PyCallKey extends PyTuple {
  readonly hash: number | bigint;
  constructor(items: Value[] = []) {
    super(items);
    this.hash = tupleHash(items);
  }
}
export const callKeyType = declareType("functools._lru_key", PyCallKey, {
  bases: [tupleType],
  subclassable: false,
});
export const callKeySpec: TypeSpec = {
  methods: { __hash__: ["(self, /)", (self: PyCallKey) => self.hash] },
};

export class PyLruCache extends PyInstance implements Flattenable {
  func: Value = null;
  target: Callable = callable(null);
  limit = Infinity;
  typed = false;
  infoType: Value = null;
  cache = new PyDict();
  hits = 0;
  misses = 0;

  key(args: readonly Value[], names: readonly string[]): Value {
    if (args.length === 1 && names.length === 0 && !this.typed) {
      const only = args[0] as Value;
      if (typeof only === "string" || (typeof only === "number" && Number.isInteger(only))) return only;
    }
    const items = args.slice(0, args.length - names.length);
    if (names.length > 0) {
      items.push(mark);
      for (const [i, name] of names.entries())
        items.push(name, args[args.length - names.length + i] as Value);
    }
    if (this.typed) for (const arg of args) items.push(typeOf(arg));
    return args.some(hashesItself) ? new PyCallKey(items) : tuple(items);
  }

  /** The cached result or undefined; a hit becomes the most recent entry. */
  find(key: Value): Value | undefined {
    const value = this.cache.get(key);
    if (value === undefined) return undefined;
    this.hits++;
    if (this.limit !== Infinity) this.cache.move(key, true);
    return value;
  }

  store(key: Value, value: Value): Value {
    if (this.limit === 0) return value;
    if (this.cache.size >= this.limit && !this.cache.has(key)) this.cache.popFirst();
    this.cache.set(key, value);
    return value;
  }

  call(args: Value[], names: readonly string[]): Value {
    const key = this.key(args, names);
    const found = this.find(key);
    if (found !== undefined) return found;
    this.misses++;
    return this.store(key, names.length > 0 ? this.target.ck(args, names) : this.target.cn(args));
  }

  flatten$(proto: Slots, name: string): void {
    flattenMethod(proto, name, this, (self) => new PyMethod(this, self));
  }
}

const entries: Callable & ThisType<PyLruCache> = {
  c0() {
    return this.call([], []);
  },
  c1(a) {
    const key = this.key([a], []);
    const found = this.find(key);
    if (found !== undefined) return found;
    this.misses++;
    return this.store(key, this.target.c1(a));
  },
  c2(a, b) {
    const key = this.key([a, b], []);
    const found = this.find(key);
    if (found !== undefined) return found;
    this.misses++;
    return this.store(key, this.target.c2(a, b));
  },
  c3(a, b, c) {
    const key = this.key([a, b, c], []);
    const found = this.find(key);
    if (found !== undefined) return found;
    this.misses++;
    return this.store(key, this.target.c3(a, b, c));
  },
  c4(a, b, c, d) {
    return this.call([a, b, c, d], []);
  },
  cn(args) {
    return this.call(args, []);
  },
  ck(args, names) {
    return this.call(args, names);
  },
};
Object.assign(PyLruCache.prototype, entries);

export const lruCacheType = declareType("functools._lru_cache_wrapper", PyLruCache, {
  hasDict: true,
  methodDescriptor: true,
});

function newLruCache(cls: PyType, func: Value, maxsize: Value, typed: Value, infoType: Value): Value {
  const self = cls.alloc() as PyLruCache;
  if (maxsize !== null) {
    if (!isInt(maxsize)) throw typeError("maxsize should be integer or None");
    self.limit = Math.max(0, toSsize(maxsize));
  }
  self.func = func;
  self.target = callable(func);
  self.typed = truthy(typed);
  self.infoType = infoType;
  return self;
}

const same = ["(self, /, *args)", (self: PyLruCache) => self] as const;

export const lruCacheSpec: TypeSpec = {
  doc: "Create a cached callable that wraps another function.",
  new: ["(user_function, maxsize, typed, cache_info_type)", newLruCache],
  methods: {
    __call__: [
      "(self, /, *args, **kwargs)",
      (self: PyLruCache, args: Value[], keywords: Map<string, Value>) =>
        self.call([...args, ...keywords.values()], [...keywords.keys()]),
    ],
    __get__: [
      "(self, instance, owner=None, /)",
      (self: PyLruCache, instance: Value) => (instance === null ? self : new PyMethod(self, instance)),
    ],
    __copy__: same,
    __deepcopy__: same,
    __reduce__: ["(self, /)", (self: PyLruCache) => getAttr(self, "__qualname__")],
    cache_clear: [
      "(self, /)",
      (self: PyLruCache) => {
        self.cache = new PyDict();
        self.hits = 0;
        self.misses = 0;
        return null;
      },
    ],
    cache_info: [
      "(self, /)",
      (self: PyLruCache) =>
        callable(self.infoType).c4(
          self.hits,
          self.misses,
          self.limit === Infinity ? null : self.limit,
          self.cache.size,
        ),
    ],
  },
  getset: { __dict__: dictAttribute },
};
