/** Classes as C code can define them: with a dict or weak references of their own, with one special method and nothing else.
 * Follows Modules/_testcapi/heaptype.c and Modules/_testcapimodule.c. */
import { declareType } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { tuple } from "../../objects/tuple.ts";

class PyWithDict extends PyInstance {}
class PyWithWeakref extends PyInstance {}
/** `__await__` gives whatever the object was made with. */
class PyAwaitable extends PyInstance {
  iterator: Value = null;
}

/** What subscription of `Generic` gives; as a base class it stands for its argument. */
class PyTestAlias extends PyInstance {
  item: Value;
  constructor(item: Value = null) {
    super();
    this.item = item;
  }
}
class PyTestGeneric extends PyInstance {}

const withDictType = declareType("_testcapi.HeapCTypeWithDict", PyWithDict, { hasDict: true });
const withWeakrefType = declareType("_testcapi.HeapCTypeWithWeakref", PyWithWeakref);
const awaitableType = declareType("_testcapi.awaitType", PyAwaitable);

const aliasType = declareType("_testcapi.GenericAlias", PyTestAlias);
const genericType = declareType("_testcapi.Generic", PyTestGeneric);

export const ownTypes: Readonly<Record<string, PyType>> = {
  Generic: genericType,
  GenericAlias: aliasType,
  HeapCTypeWithDict: withDictType,
  HeapCTypeWithWeakref: withWeakrefType,
  awaitType: awaitableType,
};

const make: TypeSpec["new"] = ["()", (cls: PyType) => cls.alloc()];

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [
    aliasType,
    { methods: { __mro_entries__: ["(self, bases, /)", (self: PyTestAlias) => tuple([self.item])] } },
  ],
  [
    genericType,
    {
      classMethods: {
        __class_getitem__: ["(type, item, /)", (_cls: PyType, item: Value) => new PyTestAlias(item)],
      },
    },
  ],
  [withDictType, { new: make }],
  [withWeakrefType, { new: make }],
  [
    awaitableType,
    {
      new: [
        "(iterator, /)",
        (cls: PyType, iterator: Value) => {
          const self = cls.alloc() as PyAwaitable;
          self.iterator = iterator;
          return self;
        },
      ],
      methods: { __await__: ["(self, /)", (self: PyAwaitable) => self.iterator] },
    },
  ],
];
