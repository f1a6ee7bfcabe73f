/** `_functools`. Follows Modules/_functoolsmodule.c; https://docs.python.org/3.14/library/functools.html. */
import { declareType } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { NativeModule } from "../../core/native-module.ts";
import type { NativeRow } from "../../core/native.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { typeError } from "../../exceptions/raise.ts";
import { eq, ge, gt, le, lt, ne } from "../../protocols/compare.ts";
import { iter } from "../../protocols/iterate.ts";
import { callKeySpec, callKeyType, lruCacheSpec, lruCacheType } from "./lru-cache.ts";
import { partialSpec, partialType, Placeholder, placeholderSpec, placeholderType } from "./partial.ts";

/** What `cmp_to_key` returns, without and with an object. */
class PyKeyWrapper extends PyInstance {
  compare: Value = null;
  object: Value | undefined = undefined;
}
const keyWrapperType = declareType("functools.KeyWrapper", PyKeyWrapper, { subclassable: false });

function wrap(compare: Value, object: Value): PyKeyWrapper {
  const key = new PyKeyWrapper();
  key.compare = compare;
  key.object = object;
  return key;
}

const comparison = (operator: (a: Value, b: Value) => Value): NativeRow => [
  "(self, value, /)",
  (self: PyKeyWrapper, other: Value) => {
    if (!(other instanceof PyKeyWrapper)) throw typeError("other argument must be K instance");
    return operator(callable(self.compare).c2(self.object as Value, other.object as Value), 0);
  },
];

const keyWrapperSpec: TypeSpec = {
  methods: {
    __call__: ["(self, /, obj)", (self: PyKeyWrapper, object: Value) => wrap(self.compare, object)],
    __eq__: comparison(eq),
    __ne__: comparison(ne),
    __lt__: comparison(lt),
    __le__: comparison(le),
    __gt__: comparison(gt),
    __ge__: comparison(ge),
  },
  getset: {
    obj: {
      get: (self: PyKeyWrapper) => self.object ?? null,
      set: (self: PyKeyWrapper, value: Value) => {
        self.object = value;
      },
      member: true,
      doc: "Value wrapped by a key function.",
    },
    __text_signature__: { get: () => "(obj)" },
  },
  constants: { __hash__: null },
};

function reduce(fn: Value, iterable: Value, initial?: Value): Value {
  const iterator = iter(iterable);
  const callee = callable(fn);
  let result = initial === undefined ? iterator.nx() : initial;
  if (result === undefined) throw typeError("reduce() of empty iterable with no initial value");
  for (let value = iterator.nx(); value !== undefined; value = iterator.nx())
    result = callee.c2(result, value);
  return result;
}

export const functoolsModule: NativeModule = {
  name: "_functools",
  doc: "Tools that operate on functions.",
  functions: {
    cmp_to_key: [
      "(mycmp)",
      (compare: Value) => {
        const key = new PyKeyWrapper();
        key.compare = compare;
        return key;
      },
    ],
    reduce: ["(function, iterable, /, initial=<unrepresentable>)", reduce],
  },
  types: { partial: partialType, _lru_cache_wrapper: lruCacheType, _PlaceholderType: placeholderType },
  constants: { Placeholder },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [keyWrapperType, keyWrapperSpec],
  [partialType, partialSpec],
  [placeholderType, placeholderSpec],
  [lruCacheType, lruCacheSpec],
  [callKeyType, callKeySpec],
];
