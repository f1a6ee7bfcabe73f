/** Behaviour of `bytes`. https://docs.python.org/3.14/library/stdtypes.html#bytes-and-bytearray-operations and
 * Objects/bytesobject.c */
import { bufferRows } from "./buffer-rows.ts";
import type { TypeSpec } from "../core/define.ts";
import { hashBytes } from "../core/sip-hash.ts";
import { PyInstance, type Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { bytes, bytesType, PyBytes } from "../objects/bytes.ts";
import { bufferOf } from "../objects/buffer.ts";
import { PyBytesIterator } from "../objects/bytes-iterator.ts";
import { bytesRepr } from "../objects/bytes-search.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { emptyTuple, tuple } from "../objects/tuple.ts";
import { percentBytes } from "../protocols/bytes-format.ts";
import { bytesFrom, bytesOf, plainBytes } from "../protocols/to-bytes.ts";
import { bytesItem, commonRows, fromHex, maketransRow } from "./bytes-common.ts";
import { iteratorMethods, reduced } from "./iterators.ts";
import { SELF, SELF_VALUE } from "./numeric-rows.ts";

function newBytes(cls: PyType, source?: Value, encoding?: Value, errors?: Value): Value {
  if (cls === bytesType && source instanceof PyInstance && encoding === undefined && errors === undefined) {
    if (source instanceof PyBytes && source.cls$ === bytesType) return source;
    const plain = plainBytes(source);
    if (plain !== undefined) return bytes(plain);
    // What `__bytes__` gives may be of a subclass.
    const given = bytesOf(source);
    if (given !== undefined) return given;
  }
  const data = bytesFrom(source, encoding, errors, "bytes");
  const self = cls.alloc() as PyBytes;
  // What was lent is copied; what was made for the purpose is not.
  self.data =
    source !== undefined && !(source instanceof PyBytes) && bufferOf(source) !== undefined
      ? data.slice()
      : data;
  return self;
}

export const bytesSpec: TypeSpec = {
  doc: "bytes(source): immutable sequences of bytes. It takes an iterable of ints, a bytes-like object or a size.",
  new: ["(source=b'', encoding='utf-8', errors='strict')", newBytes],
  methods: {
    ...bufferRows,
    ...commonRows(bytes),
    __repr__: [SELF, (self: PyBytes) => bytesRepr(self.data)],
    __str__: [SELF, (self: PyBytes) => bytesRepr(self.data)],
    __hash__: [SELF, (self: PyBytes) => (self.hash ??= hashBytes(self.data))],
    __getitem__: [
      "(self, key, /)",
      (self: PyBytes, key: Value) => {
        if (typeof key === "number") {
          const value = self.data[key < 0 ? key + self.data.length : key];
          if (value !== undefined) return value;
        }
        return bytesItem(self, key, bytes, "byte", "index out of range");
      },
    ],
    __iter__: [SELF, (self: PyBytes) => new PyBytesIterator(self)],
    __bytes__: [SELF, (self: PyBytes) => (self.cls$ === bytesType ? self : bytes(self.data))],
    __getnewargs__: [SELF, (self: PyBytes) => tuple([bytes(self.data)])],
    __mod__: [SELF_VALUE, (self: PyBytes, values: Value) => bytes(percentBytes(self.data, values))],
    __rmod__: [
      SELF_VALUE,
      (self: PyBytes, other: Value) =>
        other instanceof PyBytes ? bytes(percentBytes(other.data, self)) : NotImplemented,
    ],
  },
  classMethods: {
    fromhex: [
      "(type, string, /)",
      (cls: PyType, text: Value) => {
        const value = bytes(fromHex(text));
        return cls === bytesType ? value : cls.c1(value);
      },
    ],
  },
  staticMethods: { maketrans: maketransRow },
};

/** Shared by the iterators of bytes and bytearray. */
export const bytesIteratorSpec: TypeSpec = {
  methods: {
    ...iteratorMethods,
    __length_hint__: [
      SELF,
      (self: PyBytesIterator) =>
        self.source === undefined ? 0 : Math.max(0, self.source.data.length - self.index),
    ],
    __reduce__: [
      SELF,
      (self: PyBytesIterator) =>
        reduced("iter", () =>
          self.source === undefined ? [tuple([emptyTuple])] : [tuple([self.source]), self.index],
        ),
    ],
    __setstate__: [
      "(self, state, /)",
      (self: PyBytesIterator, state: Value) => {
        if (self.source !== undefined)
          self.index = Math.min(Math.max(0, Number(state)), self.source.data.length);
        return null;
      },
    ],
  },
};
