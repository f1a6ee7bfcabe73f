/** `_collections`. Follows Modules/_collectionsmodule.c. */
import { declareType, typeOf } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import { type Flattenable, flattenData } from "../../core/flatten.ts";
import type { NativeModule } from "../../core/native-module.ts";
import { PyInstance, type Slots, type Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { attributeError, indexError, typeError } from "../../exceptions/raise.ts";
import { dictType, PyDict } from "../../objects/dict.ts";
import { PyTuple, tuple } from "../../objects/tuple.ts";
import { callMethod2 } from "../../protocols/method-call.ts";
import { setItem } from "../../protocols/item.ts";
import { forEach, iter } from "../../protocols/iterate.ts";
import { repr } from "../../protocols/repr.ts";
import { strOf } from "../../objects/str.ts";
import { add } from "../../protocols/number.ts";
import { toSsize } from "../../protocols/sequence.ts";
import { defaultDictSpec, defaultDictType } from "./default-dict.ts";
import {
  dequeIteratorSpec,
  dequeIteratorType,
  dequeReverseIteratorSpec,
  dequeReverseIteratorType,
  dequeSpec,
  dequeType,
} from "./deque.ts";
import { orderedDictType } from "./ordered-data.ts";
import { installed as orderedTypes } from "./ordered-dict.ts";

/** The descriptor of a named tuple's field. */
export class PyTupleGetter extends PyInstance implements Flattenable {
  readonly index: number;
  doc: Value;
  constructor(index = 0, doc: Value = null) {
    super();
    this.index = index;
    this.doc = doc;
  }
  get(self: Value): Value {
    if (!(self instanceof PyTuple)) {
      throw typeError(
        `descriptor for index '${this.index}' for tuple subclasses doesn't apply to '${typeOf(self).name}' object`,
      );
    }
    const value = self.items[this.index];
    if (value === undefined) throw indexError("tuple index out of range");
    return value;
  }
  flatten$(proto: Slots, name: string): void {
    flattenData(
      proto,
      name,
      (self) => this.get(self),
      (self) => {
        throw attributeError("can't set attribute", name, self);
      },
    );
  }
}

export const tupleGetterType = declareType("_collections._tuplegetter", PyTupleGetter, {
  subclassable: false,
});

const tupleGetterSpec: TypeSpec = {
  new: [
    "(index, doc, /)",
    (_cls: PyType, index: Value, doc: Value) => new PyTupleGetter(toSsize(index), doc),
  ],
  methods: {
    __get__: [
      "(self, instance, owner=None, /)",
      (self: PyTupleGetter, instance: Value) => (instance === null ? self : self.get(instance)),
    ],
    __set__: [
      "(self, instance, value, /)",
      (_self: PyTupleGetter, instance: Value) => {
        throw attributeError("can't set attribute", "", instance);
      },
    ],
    __delete__: [
      "(self, instance, /)",
      (_self: PyTupleGetter, instance: Value) => {
        throw attributeError("can't delete attribute", "", instance);
      },
    ],
    __reduce__: [
      "(self, /)",
      (self: PyTupleGetter) => tuple([tupleGetterType, tuple([self.index, self.doc])]),
    ],
    __repr__: ["(self, /)", (self: PyTupleGetter) => `_tuplegetter(${self.index}, ${strOf(repr(self.doc))})`],
  },
  getset: {
    __doc__: {
      get: (self: PyTupleGetter) => self.doc,
      set: (self: PyTupleGetter, value: Value) => {
        self.doc = value;
      },
    },
  },
};

/** Counts the items of an iterable in a mapping: the inner loop of `Counter`. */
function countElements(mapping: Value, iterable: Value): Value {
  const plain =
    mapping instanceof PyDict &&
    typeOf(mapping).lookup("get") === dictType.dict.get("get") &&
    typeOf(mapping).lookup("__setitem__") === dictType.dict.get("__setitem__");
  if (plain) {
    const iterator = iter(iterable);
    for (let item = iterator.nx(); item !== undefined; item = iterator.nx()) {
      const count = mapping.get(item);
      mapping.set(
        item,
        count === undefined
          ? 1
          : typeof count === "number" && count < 2 ** 31 && Number.isInteger(count)
            ? count + 1
            : add(count, 1),
      );
    }
  } else {
    forEach(iterable, (item) => setItem(mapping, item, add(callMethod2(mapping, "get", item, 0), 1)));
  }
  return null;
}

export const collectionsModule: NativeModule = {
  name: "_collections",
  doc: "High performance data structures.",
  functions: { _count_elements: ["(mapping, iterable, /)", countElements] },
  types: {
    deque: dequeType,
    defaultdict: defaultDictType,
    OrderedDict: orderedDictType,
    _deque_iterator: dequeIteratorType,
    _deque_reverse_iterator: dequeReverseIteratorType,
    _tuplegetter: tupleGetterType,
  },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [dequeType, dequeSpec],
  [dequeIteratorType, dequeIteratorSpec],
  [dequeReverseIteratorType, dequeReverseIteratorSpec],
  [defaultDictType, defaultDictSpec],
  ...orderedTypes,
  [tupleGetterType, tupleGetterSpec],
];
