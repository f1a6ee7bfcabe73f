/** What CPython's own tests reach by the limited C API, as far as there is the same here: looking for an attribute, items, and calls.
 * Follows Modules/_testlimitedcapi/vectorcall_limited.c and object.c. */
import { declareType } from "../core/builtin-types.ts";
import { callable } from "../core/call.ts";
import type { TypeSpec } from "../core/define.ts";
import type { NativeModule } from "../core/native-module.ts";
import { PyInstance, type Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import type { PyBytes } from "../objects/bytes.ts";
import { findAttr } from "../protocols/attribute.ts";
import { delItem, getItem, setItem } from "../protocols/item.ts";
import { callMethodK } from "../protocols/method-call.ts";

class PyCalled extends PyInstance {}
const calledType = declareType("_testlimitedcapi.LimitedVectorCallClass", PyCalled);
const relativeType = declareType(
  "_testlimitedcapi.LimitedRelativeVectorCallClass",
  class extends PyCalled {},
);

const calledSpec: TypeSpec = {
  new: ["()", (cls: PyType) => cls.alloc()],
  methods: { __call__: ["(self, /, *args, **kwargs)", () => "vectorcall called"] },
};

export const testLimitedModule: NativeModule = {
  name: "_testlimitedcapi",
  types: { LimitedVectorCallClass: calledType, LimitedRelativeVectorCallClass: relativeType },
  functions: {
    call_vectorcall: ["(callable, /)", (callee: Value) => callable(callee).ck(["foo", "bar"], ["baz"])],
    call_vectorcall_method: [
      "(object, /)",
      (object: Value) => callMethodK(object, "f", ["foo", "bar"], ["baz"]),
    ],
    sequence_getitem: ["(obj, index, /)", (object: Value, index: Value) => getItem(object, index)],
    sequence_setitem: [
      "(obj, index, value, /)",
      (object: Value, index: Value, value: Value) => {
        setItem(object, index, value);
        return 0;
      },
    ],
    sequence_delitem: [
      "(obj, index, /)",
      (object: Value, index: Value) => {
        delItem(object, index);
        return 0;
      },
    ],
    object_hasattrstring: [
      "(object, name, /)",
      (object: Value, name: PyBytes) =>
        Number(findAttr(object, new TextDecoder().decode(name.data)) !== undefined),
    ],
  },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [calledType, calledSpec],
  [relativeType, calledSpec],
];
