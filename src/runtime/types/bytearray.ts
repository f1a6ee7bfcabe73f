/** Behaviour of `bytearray`. https://docs.python.org/3.14/library/stdtypes.html#bytearray-objects and
 * Objects/bytearrayobject.c */
import { bufferRows } from "./buffer-rows.ts";
import { special, typeOf } from "../core/builtin-types.ts";
import type { TypeSpec } from "../core/define.ts";
import { PyObject, type Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { indexError, typeError, valueError } from "../exceptions/raise.ts";
import { bufferOf, locked } from "../objects/buffer.ts";
import { bytearrayType, PyByteArray } from "../objects/bytearray.ts";
import { bytes } from "../objects/bytes.ts";
import { PyByteArrayIterator } from "../objects/bytes-iterator.ts";
import { isFloat } from "../objects/float.ts";
import { bytesRepr, copyBytes, joinBytes, repeatBytes } from "../objects/bytes-search.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { PySlice } from "../objects/slice.ts";
import { isStr } from "../objects/str.ts";
import { tuple } from "../objects/tuple.ts";
import { callMethod0 } from "../protocols/method-call.ts";
import { percentBytes } from "../protocols/bytes-format.ts";
import { forEach, isIterable, lengthHint } from "../protocols/iterate.ts";
import { isIndex, toSize } from "../protocols/number.ts";
import { toSsize } from "../protocols/sequence.ts";
import { sliceBounds } from "../protocols/slice.ts";
import { bytesFrom } from "../protocols/to-bytes.ts";
import {
  bytesItem,
  byteOf,
  commonRows,
  fromHex,
  hexText,
  maketransRow,
  repeatCount,
} from "./bytes-common.ts";
import { SELF, SELF_VALUE } from "./numeric-rows.ts";

const make = (data: Uint8Array): PyByteArray => new PyByteArray(data);

/** Replaces [start, stop) by `data`. */
function splice(self: PyByteArray, start: number, stop: number, data: Uint8Array): void {
  const before = self.data;
  if (stop - start === data.length) {
    self.store.set(data, start);
    return;
  }
  self.replace(joinBytes([before.subarray(0, start), data, before.subarray(stop)]));
}

function setItem(self: PyByteArray, key: Value, value: Value): null {
  if (key instanceof PySlice) {
    setSlice(self, key, value);
    return null;
  }
  const plain = typeof key === "number" && key >= 0 && key < self.length && Number.isInteger(key);
  if (plain && typeof value === "number") self.store[key] = byteOf(value);
  else {
    const index = indexOf(key);
    // The value may change the length, and is looked at before the bounds.
    const byte = byteOf(value);
    self.store[position(self, index)] = byte;
  }
  return null;
}

function indexOf(key: Value): number {
  if (!isIndex(key)) throw typeError(`bytearray indices must be integers or slices, not ${typeOf(key).name}`);
  return toSize(key);
}

function position(self: PyByteArray, index: number): number {
  const at = index < 0 ? index + self.length : index;
  if (at < 0 || at >= self.length) throw indexError("bytearray index out of range");
  return at;
}

function setSlice(self: PyByteArray, key: PySlice, value: Value): void {
  if (isIndex(value) || isFloat(value) || isStr(value)) {
    throw typeError("can assign only bytes, buffers, or iterables of ints in range(0, 256)");
  }
  const data = bytesFrom(value, undefined, undefined, "bytearray").slice();
  const { start, stop, step, count } = sliceBounds(key, self.length);
  if (step === 1) splice(self, start, stop, data);
  else if (data.length === 0) deleteItem(self, key);
  else {
    if (data.length !== count) {
      throw valueError(`attempt to assign bytes of size ${data.length} to extended slice of size ${count}`);
    }
    data.forEach((byte, i) => {
      self.store[start + i * step] = byte;
    });
  }
}

function deleteItem(self: PyByteArray, key: Value): null {
  if (!(key instanceof PySlice)) {
    const at = position(self, indexOf(key));
    splice(self, at, at + 1, new Uint8Array(0));
    return null;
  }
  const { start, stop, step, count } = sliceBounds(key, self.length);
  if (step === 1) splice(self, start, stop, new Uint8Array(0));
  else if (count > 0) {
    const dropped = new Set(Array.from({ length: count }, (_, i) => start + i * step));
    self.replace(self.data.filter((_, i) => !dropped.has(i)));
  }
  return null;
}

/** Appends bytes, which may be those of this very array: what is written is none of what is read. */
function append(self: PyByteArray, data: Uint8Array): void {
  const from = self.length;
  self.resize(from + data.length);
  copyBytes(data, self.store, from);
}

function appendByte(self: PyByteArray, item: Value): void {
  const byte = byteOf(item);
  self.resize(self.length + 1);
  self.store[self.length - 1] = byte;
}

/** Whether a constructor's argument is an iterator, whose items Python code may make. */
const isRead = (source: PyObject): boolean => !isStr(source) && special(source, "m$__next__") !== undefined;

function extend(self: PyByteArray, source: Value): null {
  if (isStr(source)) throw typeError("expected iterable of integers; got: 'str'");
  const end = self.length;
  const data = bufferOf(source);
  if (data === undefined && !isIterable(source))
    throw typeError(`can't extend bytearray with ${typeOf(source).name}`);
  // CPython asks for the number of items, which programs can see.
  if (data === undefined && typeOf(source).heap) lengthHint(source, 32);
  const added = data ?? bytesFrom(source, undefined, undefined, "bytearray");
  // Who lends the bytes may have made the array longer, which goes behind them.
  if (self.length > end) splice(self, end, end, added);
  else append(self, added);
  return null;
}

export const bytearraySpec: TypeSpec = {
  doc: "bytearray(source): mutable sequences of bytes. It takes an iterable of ints, a bytes-like object or a size.",
  new: ["(*args, **kwargs)", (cls: PyType) => cls.alloc()],
  methods: {
    ...bufferRows,
    ...commonRows(make),
    __len__: [SELF, (self: PyByteArray) => self.length],
    __init__: [
      "(self, /, source=b'', encoding='utf-8', errors='strict')",
      (self: PyByteArray, source?: Value, encoding?: Value, errors?: Value) => {
        if (source instanceof PyObject && encoding === undefined && isRead(source)) {
          self.replace(new Uint8Array(0));
          // One by one: what gives the bytes may look at the array.
          forEach(source, (item) => appendByte(self, item));
        } else self.replace(bytesFrom(source, encoding, errors, "bytearray").slice());
        return null;
      },
    ],
    __repr__: [SELF, (self: PyByteArray) => `${typeOf(self).name}(${bytesRepr(self.data, true)})`],
    __str__: [SELF, (self: PyByteArray) => `${typeOf(self).name}(${bytesRepr(self.data, true)})`],
    __getitem__: [
      "(self, key, /)",
      (self: PyByteArray, key: Value) => {
        if (typeof key === "number") {
          const at = key < 0 ? key + self.length : key;
          if (at < self.length) {
            const value = self.store[at];
            if (value !== undefined) return value;
          }
        }
        return bytesItem(self, key, make, "bytearray", "bytearray index out of range");
      },
    ],
    __setitem__: ["(self, key, value, /)", setItem],
    __delitem__: ["(self, key, /)", deleteItem],
    __iter__: [SELF, (self: PyByteArray) => new PyByteArrayIterator(self)],
    __iadd__: [
      SELF_VALUE,
      (self: PyByteArray, other: Value) => {
        const data = bufferOf(other);
        if (data === undefined) throw typeError(`can't concat ${typeOf(other).name} to ${typeOf(self).name}`);
        append(self, data);
        return self;
      },
    ],
    __imul__: [
      SELF_VALUE,
      (self: PyByteArray, count: Value) => {
        self.replace(repeatBytes(self.data, repeatCount(self.length, count)));
        return self;
      },
    ],
    __mod__: [
      SELF_VALUE,
      (self: PyByteArray, values: Value) => locked(self, () => make(percentBytes(self.data, values))),
    ],
    hex: [
      "(self, /, sep=<unrepresentable>, bytes_per_sep=1)",
      (self: PyByteArray, sep?: Value, group?: Value) => locked(self, () => hexText(self.data, sep, group)),
    ],
    __rmod__: [
      SELF_VALUE,
      (self: PyByteArray, other: Value) =>
        other instanceof PyByteArray ? make(percentBytes(other.data, self)) : NotImplemented,
    ],
    __alloc__: [SELF, (self: PyByteArray) => self.allocated],
    __reduce__: [
      SELF,
      (self: PyByteArray) =>
        tuple([typeOf(self), tuple([bytes(self.data.slice())]), callMethod0(self, "__getstate__")]),
    ],
    append: [
      "(self, item, /)",
      (self: PyByteArray, item: Value) => {
        appendByte(self, item);
        return null;
      },
    ],
    extend: ["(self, iterable_of_ints, /)", extend],
    insert: [
      "(self, index, item, /)",
      (self: PyByteArray, index: Value, item: Value) => {
        const given = toSize(index);
        const byte = byteOf(item);
        const at = Math.max(0, Math.min(given < 0 ? given + self.length : given, self.length));
        splice(self, at, at, Uint8Array.of(byte));
        return null;
      },
    ],
    pop: [
      "(self, index=-1, /)",
      (self: PyByteArray, index: Value = -1) => {
        const given = toSsize(index);
        if (self.length === 0) throw indexError("pop from empty bytearray");
        const at = given < 0 ? given + self.length : given;
        if (at < 0 || at >= self.length) throw indexError("pop index out of range");
        const byte = self.store[at] as number;
        if (at === self.length - 1) self.resize(at);
        else splice(self, at, at + 1, new Uint8Array(0));
        return byte;
      },
    ],
    remove: [
      "(self, value, /)",
      (self: PyByteArray, value: Value) => {
        const at = self.data.indexOf(byteOf(value));
        if (at < 0) throw valueError("value not found in bytearray");
        splice(self, at, at + 1, new Uint8Array(0));
        return null;
      },
    ],
    clear: [
      SELF,
      (self: PyByteArray) => {
        self.replace(new Uint8Array(0));
        return null;
      },
    ],
    copy: [SELF, (self: PyByteArray) => make(self.data.slice())],
    reverse: [
      SELF,
      (self: PyByteArray) => {
        self.data.reverse();
        return null;
      },
    ],
    resize: [
      "(self, size, /)",
      (self: PyByteArray, size: Value) => {
        const length = toSize(size);
        if (length < 0) throw valueError(`bytearray.resize(): new size must be >= 0, got ${length}`);
        const before = self.length;
        self.resize(length);
        if (length > before) self.store.fill(0, before, length);
        return null;
      },
    ],
  },
  classMethods: {
    fromhex: [
      "(type, string, /)",
      (cls: PyType, text: Value) => {
        const data = fromHex(text);
        return cls === bytearrayType ? make(data) : cls.c1(bytes(data));
      },
    ],
  },
  staticMethods: { maketrans: maketransRow },
  constants: { __hash__: null },
};
