/**
 * `_abc`: what `abc.ABCMeta` is made of. Each ABC has a registry of virtual subclasses, a cache of classes known to be
 * subclasses and one of classes known not to be, which is good only while no class was registered anywhere.
 * Follows Modules/_abc.c.
 */
import type { NativeModule } from "../core/native-module.ts";
import { typeOf } from "../core/builtin-types.ts";
import type { Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import { PyType } from "../core/type.ts";
import { newException, typeError } from "../exceptions/raise.ts";
import { AssertionError, RuntimeError } from "../exceptions/hierarchy.ts";
import { isInt, intOf } from "../objects/int.ts";
import { PySet, PyFrozenSet } from "../objects/set.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { isStr, strOf } from "../objects/str.ts";
import { truthOf } from "../objects/truth.ts";
import { tuple } from "../objects/tuple.ts";
import { findAttr, setAttr } from "../protocols/attribute.ts";
import { collectionFlag } from "../protocols/collection-flag.ts";
import { issubclass } from "../protocols/isinstance.ts";
import { forEach, toArray } from "../protocols/iterate.ts";
import { callMethod0, callMethod1 } from "../protocols/method-call.ts";

interface AbcData {
  registry: Set<PyType>;
  cache: WeakSet<PyType>;
  negative: WeakSet<PyType>;
  negativeVersion: number;
}

const STATE = Symbol("_abc");
const state = (): { counter: number; data: WeakMap<PyType, AbcData> } =>
  current.stateOf(STATE, () => ({ counter: 0, data: new WeakMap<PyType, AbcData>() }));

function dataOf(cls: Value): AbcData {
  const data = cls instanceof PyType ? state().data.get(cls) : undefined;
  if (data === undefined) throw typeError(`_abc_data isn't set for class '${typeOf(cls).name}'`);
  return data;
}

function isAbstract(value: Value): boolean {
  const flag = findAttr(value, "__isabstractmethod__");
  return flag !== undefined && truthOf(flag);
}

/** Names of methods that instances must still get. */
function abstractNames(cls: PyType): Set<Value> {
  const names = new Set<Value>();
  for (const [name, value] of cls.dict) if (isAbstract(value)) names.add(name);
  for (const base of cls.bases) {
    const inherited = base.heap ? base.dict.get("__abstractmethods__") : undefined;
    if (inherited === undefined) continue;
    forEach(inherited, (name) => {
      const value = isStr(name) ? findAttr(cls, strOf(name)) : undefined;
      if (value !== undefined && isAbstract(value)) names.add(name);
    });
  }
  return names;
}

const SEQUENCE = 1 << 5;
const MAPPING = 1 << 6;

/** `__abc_tpflags__` tells that a class and its virtual subclasses are sequences or mappings to `match`. */
function takeCollectionFlag(cls: PyType): void {
  const flags = cls.dict.get("__abc_tpflags__");
  if (flags === undefined || !isInt(flags)) return;
  const bits = Number(intOf(flags)) & (SEQUENCE | MAPPING);
  if (bits === (SEQUENCE | MAPPING)) {
    throw typeError("__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING");
  }
  if (bits !== 0) cls.collectionFlag = bits === SEQUENCE ? "sequence" : "mapping";
  cls.dict.delete("__abc_tpflags__");
}

function init(cls: Value): Value {
  const type = cls as PyType;
  setAttr(type, "__abstractmethods__", new PyFrozenSet(abstractNames(type)));
  state().data.set(type, {
    registry: new Set(),
    cache: new WeakSet(),
    negative: new WeakSet(),
    negativeVersion: state().counter,
  });
  takeCollectionFlag(type);
  return null;
}

/** Has all ABCs look again at classes that they knew to be no subclasses of theirs. */
export function forgetNegativeAnswers(): void {
  state().counter++;
}

function register(cls: Value, subclass: Value): Value {
  if (!(subclass instanceof PyType)) throw typeError("Can only register classes");
  if (issubclass(subclass, cls)) return subclass;
  if (issubclass(cls, subclass)) throw newException(RuntimeError, "Refusing to create an inheritance cycle");
  dataOf(cls).registry.add(subclass);
  state().counter++;
  const flag = collectionFlag(cls as PyType);
  // Builtin types keep what they are: str and bytes are sequences, but no sequence pattern matches them.
  if (flag !== undefined && subclass.heap) subclass.collectionFlag = flag;
  return subclass;
}

function instanceCheck(cls: Value, instance: Value): Value {
  const data = dataOf(cls);
  const claimed =
    (typeof instance === "object" ? findAttr(instance, "__class__") : undefined) ?? typeOf(instance);
  if (data.cache.has(claimed as PyType)) return true;
  const actual = typeOf(instance);
  if (claimed === actual) {
    if (data.negativeVersion === state().counter && data.negative.has(actual)) return false;
    return callMethod1(cls, "__subclasscheck__", claimed);
  }
  return (
    truthOf(callMethod1(cls, "__subclasscheck__", claimed)) || callMethod1(cls, "__subclasscheck__", actual)
  );
}

function subclassCheck(cls: Value, subclass: Value): Value {
  if (!(subclass instanceof PyType)) throw typeError("issubclass() arg 1 must be a class");
  const data = dataOf(cls);
  if (data.cache.has(subclass)) return true;
  const { counter } = state();
  if (data.negativeVersion < counter) {
    data.negative = new WeakSet();
    data.negativeVersion = counter;
  } else if (data.negative.has(subclass)) return false;
  const result = decide(cls as PyType, data, subclass);
  if (result) data.cache.add(subclass);
  else data.negative.add(subclass);
  return result;
}

function decide(cls: PyType, data: AbcData, subclass: PyType): boolean {
  const answer = callMethod1(cls, "__subclasshook__", subclass);
  if (typeof answer === "boolean") return answer;
  if (answer !== NotImplemented) {
    throw newException(AssertionError, "__subclasshook__ must return either False, True, or NotImplemented");
  }
  if (subclass.mro.includes(cls)) return true;
  for (const registered of data.registry) if (issubclass(subclass, registered)) return true;
  for (const direct of toArray(callMethod0(cls, "__subclasses__")))
    if (issubclass(subclass, direct)) return true;
  return false;
}

export const abcModule: NativeModule = {
  name: "_abc",
  doc: "Module contains faster C implementation of abc.ABCMeta",
  functions: {
    get_cache_token: ["()", () => state().counter],
    _abc_init: ["(self, /)", init],
    _abc_register: ["(self, subclass, /)", register],
    _abc_instancecheck: ["(self, instance, /)", instanceCheck],
    _abc_subclasscheck: ["(self, subclass, /)", subclassCheck],
    _get_dump: [
      "(self, /)",
      (cls: Value) => {
        const data = dataOf(cls);
        return tuple([new PySet(data.registry), new PySet(), new PySet(), data.negativeVersion]);
      },
    ],
    _reset_registry: [
      "(self, /)",
      (cls: Value) => {
        dataOf(cls).registry.clear();
        return null;
      },
    ],
    _reset_caches: [
      "(self, /)",
      (cls: Value) => {
        const data = dataOf(cls);
        data.cache = new WeakSet();
        data.negative = new WeakSet();
        return null;
      },
    ],
  },
};
