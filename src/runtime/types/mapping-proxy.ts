/** `types.MappingProxyType`. Follows mappingproxy_* in Objects/descrobject.c. */
import { special, typeOf } from "../core/builtin-types.ts";
import { hash } from "../core/hash.ts";
import type { TypeSpec } from "../core/define.ts";
import type { NativeRow } from "../core/native.ts";
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { typeError } from "../exceptions/raise.ts";
import { PyDict } from "../objects/dict.ts";
import { PyList } from "../objects/list.ts";
import { PyMappingProxy } from "../objects/mapping-proxy.ts";
import { str, strOf } from "../objects/str.ts";
import { PyTuple } from "../objects/tuple.ts";
import { contains, eq, ge, gt, le, lt, ne } from "../protocols/compare.ts";
import { getItem, len } from "../protocols/item.ts";
import { pythonIter } from "../protocols/iterate.ts";
import { callMethod0, callMethod2 } from "../protocols/method-call.ts";
import { bitor } from "../protocols/number.ts";
import { repr, str as toStr } from "../protocols/repr.ts";
import { classGetItem } from "./class-getitem.ts";

const delegate = (name: string): NativeRow => [
  "(self, /)",
  (self: PyMappingProxy) => callMethod0(self.mapping, name),
];
const compare = (operator: (a: Value, b: Value) => Value): NativeRow => [
  "(self, value, /)",
  (self: PyMappingProxy, other: Value) => operator(self.mapping, unwrap(other)),
];
const unwrap = (value: Value): Value => (value instanceof PyMappingProxy ? value.mapping : value);

function newProxy(_cls: PyType, mapping: Value): Value {
  const isMapping =
    !(mapping instanceof PyList || mapping instanceof PyTuple) &&
    typeof mapping !== "string" &&
    (special(mapping, "m$__getitem__") ?? undefined) !== undefined;
  if (!isMapping) throw typeError(`mappingproxy() argument must be a mapping, not ${typeOf(mapping).name}`);
  return new PyMappingProxy(mapping);
}

export const mappingProxySpec: TypeSpec = {
  doc: "Read-only proxy of a mapping.",
  new: ["(mapping)", newProxy],
  methods: {
    __len__: ["(self, /)", (self: PyMappingProxy) => len(self.mapping)],
    __getitem__: ["(self, key, /)", (self: PyMappingProxy, key: Value) => getItem(self.mapping, key)],
    __contains__: ["(self, key, /)", (self: PyMappingProxy, key: Value) => contains(key, self.mapping)],
    __iter__: ["(self, /)", (self: PyMappingProxy) => pythonIter(self.mapping)],
    __reversed__: delegate("__reversed__"),
    __repr__: ["(self, /)", (self: PyMappingProxy) => str(`mappingproxy(${strOf(repr(self.mapping))})`)],
    __str__: ["(self, /)", (self: PyMappingProxy) => toStr(self.mapping)],
    __hash__: ["(self, /)", (self: PyMappingProxy) => hash(self.mapping)],
    __eq__: compare(eq),
    __ne__: compare(ne),
    __lt__: compare(lt),
    __le__: compare(le),
    __gt__: compare(gt),
    __ge__: compare(ge),
    __or__: ["(self, value, /)", (self: Value, other: Value) => bitor(unwrap(self), unwrap(other))],
    __ror__: ["(self, value, /)", (self: Value, other: Value) => bitor(unwrap(other), unwrap(self))],
    __ior__: [
      "(self, value, /)",
      () => {
        throw typeError("'|=' is not supported by mappingproxy; use '|' instead");
      },
    ],
    copy: delegate("copy"),
    get: [
      "(self, key, default=None, /)",
      (self: PyMappingProxy, key: Value, fallback: Value = null) => {
        if (!(self.mapping instanceof PyDict && self.mapping.exactDict$)) {
          return callMethod2(self.mapping, "get", key, fallback);
        }
        const value = self.mapping.get(key);
        return value === undefined ? fallback : value;
      },
    ],
    items: delegate("items"),
    keys: delegate("keys"),
    values: delegate("values"),
  },
  classMethods: classGetItem,
};
