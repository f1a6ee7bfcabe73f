/** Classes as C code can define them: with a dict or weak references of their own, with one special method and nothing else.
 * Follows Modules/_testcapi/heaptype.c and Modules/_testcapimodule.c. */
import { declareType } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";

class PyWithDict extends PyInstance {}
class PyWithWeakref extends PyInstance {}
/** `__await__` gives whatever the object was made with. */
class PyAwaitable extends PyInstance {
  iterator: Value = null;
}

const withDictType = declareType("_testcapi.HeapCTypeWithDict", PyWithDict, { hasDict: true });
const withWeakrefType = declareType("_testcapi.HeapCTypeWithWeakref", PyWithWeakref);
const awaitableType = declareType("_testcapi.awaitType", PyAwaitable);

export const ownTypes: Readonly<Record<string, PyType>> = {
  HeapCTypeWithDict: withDictType,
  HeapCTypeWithWeakref: withWeakrefType,
  awaitType: awaitableType,
};

const make: TypeSpec["new"] = ["()", (cls: PyType) => cls.alloc()];

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
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
