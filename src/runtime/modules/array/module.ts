/** `array`. Follows Modules/arraymodule.c; https://docs.python.org/3.14/library/array.html. */
import { bufferRows } from "../../types/buffer-rows.ts";
import { declareType, floatType, typeOf } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { NativeModule } from "../../core/native-module.ts";
import type { NativeRow } from "../../core/native.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { PyType } from "../../core/type.ts";
import { EOFError } from "../../exceptions/hierarchy.ts";
import { indexError, newException, typeError, valueError } from "../../exceptions/raise.ts";
import { bufferOf, needBuffer } from "../../objects/buffer.ts";
import { bytes } from "../../objects/bytes.ts";
import { PyIterator } from "../../objects/iterator.ts";
import { PyList } from "../../objects/list.ts";
import { equal } from "../../objects/rich-compare.ts";
import { NotImplemented } from "../../objects/singletons.ts";
import { PySlice } from "../../objects/slice.ts";
import { charsOf, isStr, str, type Str, strOf } from "../../objects/str.ts";
import { tuple } from "../../objects/tuple.ts";
import { findAttr, getAttr } from "../../protocols/attribute.ts";
import { eq, ge, gt, le, lt } from "../../protocols/compare.ts";
import { warnDeprecated } from "../../protocols/deprecated.ts";
import { sequenceIndex } from "../../protocols/item.ts";
import { forEach } from "../../protocols/iterate.ts";
import { callMethod0, callMethod1 } from "../../protocols/method-call.ts";
import { repr } from "../../protocols/repr.ts";
import { bracketed, itemsText, repeatCount, searchBound, toSsize } from "../../protocols/sequence.ts";
import { sliceBounds, sliceItems } from "../../protocols/slice.ts";
import { classGetItem } from "../../types/class-getitem.ts";
import { iteratorMethods, reduced } from "../../types/iterators.ts";
import { refuseKeywords } from "../../types/keywords.ts";
import { arrayType, type Code, codes, PyArray } from "./data.ts";

class PyArrayIterator extends PyIterator {
  array: PyArray | undefined;
  index = 0;
  constructor(array?: PyArray) {
    super();
    this.array = array;
  }
  nx(): Value | undefined {
    if (this.array === undefined) return undefined;
    if (this.index < this.array.length) return this.array.get(this.index++);
    this.array = undefined;
    return undefined;
  }
}
const arrayIteratorType = declareType("array.arrayiterator", PyArrayIterator, { subclassable: false });

const isText = (self: PyArray): boolean => self.code.code === "u" || self.code.code === "w";

function codeOf(value: Value): Code {
  const code = isStr(value) ? codes.find((each) => each.code === strOf(value)) : undefined;
  if (code === undefined) {
    if (!isStr(value) || strOf(value).length !== 1) {
      throw typeError("array() argument 1 must be a unicode character, not " + typeOf(value).name);
    }
    throw valueError("bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)");
  }
  if (code.code === "u") {
    warnDeprecated("The 'u' type code is deprecated and will be removed in Python 3.16");
  }
  return code;
}

function made(code: Code, items: readonly Value[]): PyArray {
  const array = new PyArray(code);
  array.resize(items.length);
  items.forEach((item, i) => array.put(i, item));
  return array;
}

function newArray(
  cls: PyType,
  typecode: Value,
  initializer?: Value,
  keywords: ReadonlyMap<string, Value> = new Map(),
): Value {
  refuseKeywords(keywords, cls, arrayType, "__init__");
  const code = codeOf(typecode);
  const self = cls.alloc() as PyArray;
  self.code = code;
  if (initializer === undefined) return self;
  if (isStr(initializer)) {
    if (!isText(self)) {
      throw typeError(`cannot use a str to initialize an array with typecode '${code.code}'`);
    }
    for (const char of charsOf(initializer)) self.append(char);
    return self;
  }
  if (initializer instanceof PyArray) {
    if (isText(self) !== isText(initializer)) {
      throw typeError(`cannot use a unicode array to initialize an array with typecode '${code.code}'`);
    }
    if (initializer.code === code) self.assign(initializer.data);
    else for (const item of initializer.items()) self.append(item);
    return self;
  }
  const raw = typeOf(initializer).name === "bytes" || typeOf(initializer).name === "bytearray";
  if (raw) fromBytes(self, initializer);
  else forEach(initializer, (item) => self.append(item));
  return self;
}

function fromBytes(self: PyArray, source: Value): Value {
  const data = bufferOf(source);
  if (data === undefined) {
    throw typeError(`a bytes-like object is required, not '${typeOf(source).name}'`);
  }
  if (data.length % self.code.size !== 0) throw valueError("bytes length not a multiple of item size");
  const all = new Uint8Array(self.data.length + data.length);
  all.set(self.data);
  all.set(data, self.data.length);
  self.assign(all);
  return null;
}

/** Replaces all items. */
function assignItems(self: PyArray, items: readonly Value[]): void {
  self.assign(made(self.code, items).data.slice());
}

function position(self: PyArray, key: Value, what: string): number {
  const index = sequenceIndex(key, self.length, "array");
  if (index < 0 || index >= self.length) throw indexError(`${what} index out of range`);
  return index;
}

function item(self: PyArray, key: Value): Value {
  if (!(key instanceof PySlice)) return self.get(position(self, key, "array"));
  const bounds = sliceBounds(key, self.length);
  const { start, step, count } = bounds;
  if (step !== 1) return made(self.code, sliceItems(self.items(), bounds));
  const { size } = self.code;
  const slice = new PyArray(self.code);
  slice.assign(self.data.subarray(start * size, (start + count) * size));
  return slice;
}

function setItem(self: PyArray, key: Value, value: Value): Value {
  if (!(key instanceof PySlice)) {
    const what = "array assignment";
    if (typeof value === "number" || typeOf(value) === floatType) self.put(position(self, key, what), value);
    else {
      position(self, key, what);
      // The conversion may run Python code that makes the array shorter.
      const { data } = made(self.code, [value]);
      self.data.set(data, position(self, key, what) * self.code.size);
    }
    return null;
  }
  if (!(value instanceof PyArray)) {
    throw typeError(`can only assign array (not "${typeOf(value).name}") to array slice`);
  }
  if (value.code !== self.code) throw typeError("bad argument type for built-in operation");
  const { start, step, count } = sliceBounds(key, self.length);
  if (step === 1 && count === value.length) {
    self.data.set(value.data, start * self.code.size);
    return null;
  }
  const items = self.items();
  const values = value.items();
  if (step === 1) items.splice(start, count, ...values);
  else if (values.length !== count) {
    throw valueError(`attempt to assign array of size ${values.length} to extended slice of size ${count}`);
  } else for (let i = 0; i < count; i++) items[start + i * step] = values[i] as Value;
  assignItems(self, items);
  return null;
}

function deleteItem(self: PyArray, key: Value): Value {
  const items = self.items();
  if (key instanceof PySlice) {
    const bounds = sliceBounds(key, self.length);
    const gone = new Set(Array.from({ length: bounds.count }, (_, i) => bounds.start + i * bounds.step));
    assignItems(
      self,
      items.filter((_, i) => !gone.has(i)),
    );
  } else {
    items.splice(position(self, key, "array assignment"), 1);
    assignItems(self, items);
  }
  return null;
}

function needArray(self: PyArray, other: Value, what: string): PyArray {
  if (!(other instanceof PyArray))
    throw typeError(
      `can only ${what} (not "${typeOf(other).name}")${what === "extend with array" ? "" : " to array"}`,
    );
  if (other.code !== self.code) throw typeError("bad argument type for built-in operation");
  return other;
}

function extend(self: PyArray, source: Value): Value {
  if (source instanceof PyArray) {
    if (source.code !== self.code) throw typeError("can only extend with array of same kind");
    return fromBytes(self, bytes(source.data.slice()));
  }
  forEach(source, (value) => self.append(value));
  return null;
}

function concatenated(self: PyArray, other: Value): Value {
  const right = needArray(self, other, "append array");
  const result = new PyArray(self.code);
  const all = new Uint8Array(self.data.length + right.data.length);
  all.set(self.data);
  all.set(right.data, self.data.length);
  result.assign(all);
  return result;
}

function repeated(self: PyArray, count: Value): Value {
  const n = repeatCount(count);
  if (n === undefined) throw typeError(`can't multiply sequence by non-int of type '${typeOf(count).name}'`);
  const result = new PyArray(self.code);
  const all = new Uint8Array(self.data.length * n);
  for (let i = 0; i < n; i++) all.set(self.data, i * self.data.length);
  result.assign(all);
  return result;
}

/** Position of an equal item, or -1. */
function search(self: PyArray, value: Value, from = 0, to = self.length): number {
  for (let i = from; i < to && i < self.length; i++) if (equal(self.get(i), value)) return i;
  return -1;
}

function byteswap(self: PyArray): Value {
  const { size } = self.code;
  const { data } = self;
  for (let at = 0; at < data.length; at += size) data.subarray(at, at + size).reverse();
  return null;
}

function text(self: PyArray): Str {
  if (!isText(self)) throw valueError("tounicode() may only be called on unicode type arrays ('u' or 'w')");
  return str(
    self
      .items()
      .map((char) => strOf(char))
      .join(""),
  );
}

function copyOf(self: PyArray): PyArray {
  const copy = new PyArray(self.code);
  copy.assign(self.data);
  return copy;
}

/** Machine values have no identity: NaN differs from itself. */
function sameItems(a: PyArray, b: PyArray): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (eq(a.get(i), b.get(i)) !== true) return false;
  return true;
}

const ORDERS = { __lt__: lt, __le__: le, __gt__: gt, __ge__: ge };
type Comparison = keyof typeof ORDERS;
const comparison = (method: Comparison): NativeRow => [
  "(self, value, /)",
  (self: PyArray, other: Value) => {
    if (!(other instanceof PyArray)) return NotImplemented;
    let i = 0;
    while (i < self.length && i < other.length && eq(self.get(i), other.get(i)) === true) i++;
    const [left, right] =
      i < self.length && i < other.length ? [self.get(i), other.get(i)] : [self.length, other.length];
    return ORDERS[method](left, right);
  },
];
const command = (signature: string, fn: (self: PyArray, value: Value) => void): NativeRow => [
  signature,
  (self: PyArray, value: Value) => {
    fn(self, value);
    return null;
  },
];

/** Bytes of CPython's array without its items. */
const HEADER = 64;

const arraySpec: TypeSpec = {
  doc: "array(typecode [, initializer]) -> array\n\nReturn a new array whose items are restricted by typecode, and\ninitialized from the optional initializer value.",
  new: ["(typecode, initializer=<unrepresentable>, /, **kwargs)", newArray],
  methods: {
    ...bufferRows,
    __repr__: [
      "(self, /)",
      (self: PyArray) => {
        const { name } = typeOf(self);
        if (self.length === 0) return `${name}('${self.code.code}')`;
        if (isText(self)) return str(`${name}('${self.code.code}', ${strOf(repr(text(self)))})`);
        return bracketed(`${name}('${self.code.code}', [`, itemsText(self.items()), "])");
      },
    ],
    __len__: ["(self, /)", (self: PyArray) => self.length],
    __iter__: ["(self, /)", (self: PyArray) => new PyArrayIterator(self)],
    __contains__: ["(self, key, /)", (self: PyArray, value: Value) => search(self, value) >= 0],
    __getitem__: ["(self, key, /)", item],
    __setitem__: ["(self, key, value, /)", setItem],
    __delitem__: ["(self, key, /)", deleteItem],
    __add__: ["(self, value, /)", concatenated],
    __iadd__: [
      "(self, value, /)",
      (self: PyArray, other: Value) => {
        extend(self, needArray(self, other, "extend with array"));
        return self;
      },
    ],
    __mul__: ["(self, value, /)", repeated],
    __rmul__: ["(self, value, /)", repeated],
    __imul__: [
      "(self, value, /)",
      (self: PyArray, count: Value) => {
        self.assign((repeated(self, count) as PyArray).data.slice());
        return self;
      },
    ],
    __eq__: [
      "(self, value, /)",
      (self: PyArray, other: Value) => (other instanceof PyArray ? sameItems(self, other) : NotImplemented),
    ],
    __ne__: [
      "(self, value, /)",
      (self: PyArray, other: Value) => (other instanceof PyArray ? !sameItems(self, other) : NotImplemented),
    ],
    __lt__: comparison("__lt__"),
    __le__: comparison("__le__"),
    __gt__: comparison("__gt__"),
    __ge__: comparison("__ge__"),
    __sizeof__: ["(self, /)", (self: PyArray) => HEADER + self.length * self.code.size],
    __copy__: ["(self, /)", copyOf],
    __deepcopy__: ["(self, unused, /)", copyOf],
    __reduce_ex__: [
      "(self, value, /)",
      (self: PyArray, protocol: Value) => {
        const state = findAttr(self, "__dict__") ?? null;
        if ((protocol as number) < 3) {
          return tuple([typeOf(self), tuple([self.code.code, new PyList(self.items())]), state]);
        }
        const rebuild = getAttr(current.importModule("array"), "_array_reconstructor");
        return tuple([
          rebuild,
          tuple([typeOf(self), self.code.code, self.code.machine, bytes(self.data.slice())]),
          state,
        ]);
      },
    ],
    append: command("(self, v, /)", (self, value) => self.append(value)),
    buffer_info: ["(self, /)", (self: PyArray) => tuple([0, self.length])],
    byteswap: ["(self, /)", byteswap],
    clear: ["(self, /)", (self: PyArray) => (self.resize(0), null)],
    count: [
      "(self, v, /)",
      (self: PyArray, value: Value) => self.items().filter((each) => equal(each, value)).length,
    ],
    extend: ["(self, bb, /)", extend],
    frombytes: ["(self, buffer, /)", fromBytes],
    fromfile: [
      "(self, f, n, /)",
      (self: PyArray, file: Value, n: Value) => {
        const wanted = toSsize(n) * self.code.size;
        const read = callMethod1(file, "read", wanted);
        const data = needBuffer(read);
        fromBytes(self, bytes(data.slice(0, data.length - (data.length % self.code.size))));
        if (data.length < wanted) throw newException(EOFError, "read() didn't return enough bytes");
        return null;
      },
    ],
    fromlist: command("(self, list, /)", (self, list) => {
      if (!(list instanceof PyList)) throw typeError("arg must be list");
      const { length } = self;
      try {
        for (const value of list.items) self.append(value);
      } catch (error) {
        self.resize(length);
        throw error;
      }
    }),
    fromunicode: command("(self, ustr, /)", (self, value) => {
      if (!isText(self)) {
        throw valueError("fromunicode() may only be called on unicode type arrays ('u' or 'w')");
      }
      if (!isStr(value)) throw typeError(`fromunicode() argument must be str, not ${typeOf(value).name}`);
      for (const char of charsOf(value)) self.append(char);
    }),
    index: [
      "(self, v, start=0, stop=9223372036854775807, /)",
      (self: PyArray, value: Value, start: Value = 0, stop: Value = Number.MAX_SAFE_INTEGER) => {
        const at = search(self, value, searchBound(start, self.length), searchBound(stop, self.length));
        if (at < 0) throw valueError("array.index(x): x not in array");
        return at;
      },
    ],
    insert: [
      "(self, i, v, /)",
      (self: PyArray, index: Value, value: Value) => {
        const items = self.items();
        items.splice(toSsize(index), 0, value);
        assignItems(self, items);
        return null;
      },
    ],
    pop: [
      "(self, i=-1, /)",
      (self: PyArray, index: Value = -1) => {
        if (self.length === 0) throw indexError("pop from empty array");
        const at = toSsize(index);
        const from = at < 0 ? at + self.length : at;
        if (from < 0 || from >= self.length) throw indexError("pop index out of range");
        const value = self.get(from);
        if (from === self.length - 1) self.resize(from);
        else deleteItem(self, from);
        return value;
      },
    ],
    remove: command("(self, v, /)", (self, value) => {
      const at = search(self, value);
      if (at < 0) throw valueError("array.remove(x): x not in array");
      deleteItem(self, at);
    }),
    reverse: ["(self, /)", (self: PyArray) => (assignItems(self, self.items().reverse()), null)],
    tobytes: ["(self, /)", (self: PyArray) => bytes(self.data.slice())],
    tofile: command("(self, f, /)", (self, file) => {
      callMethod1(file, "write", callMethod0(self, "tobytes"));
    }),
    tolist: ["(self, /)", (self: PyArray) => new PyList(self.items())],
    tounicode: ["(self, /)", text],
  },
  classMethods: classGetItem,
  getset: {
    typecode: {
      get: (self: PyArray) => self.code.code,
      doc: "the typecode character used to create the array",
    },
    itemsize: { get: (self: PyArray) => self.code.size, doc: "the size, in bytes, of one array item" },
  },
  constants: { __hash__: null },
};

const arrayIteratorSpec: TypeSpec = {
  methods: {
    ...iteratorMethods,
    __reduce__: [
      "(self, /)",
      (self: PyArrayIterator) =>
        reduced("iter", () =>
          self.array === undefined ? [tuple([tuple([])])] : [tuple([self.array]), self.index],
        ),
    ],
    __setstate__: [
      "(self, state, /)",
      (self: PyArrayIterator, state: Value) => {
        if (self.array !== undefined) self.index = Math.max(0, Math.min(toSsize(state), self.array.length));
        return null;
      },
    ],
  },
};

/** Machine formats of `_array_reconstructor` by number: size, kind, byte order. Odd ones are big-endian but for the
 * bytes. */
const formats = "B b H: H; h: h; I: I; i: i; Q: Q; q: q; f: f; d: d; 2: 2; 4: 4;".split(" ");

/** `_array_reconstructor(type, typecode, machine code, bytes)`: bytes may come from a machine with other sizes and the
 * other byte order. */
function reconstruct(type: Value, typecode: Value, machine: Value, data: Value): Value {
  if (!(type instanceof PyType)) {
    throw typeError(`first argument must be a type object, not ${typeOf(type).name}`);
  }
  if (!type.isSubtype(arrayType)) {
    throw typeError(`${type.name} is not a subtype of array.array`);
  }
  const code = codeOf(typecode);
  const format = formats[toSsize(machine)];
  if (format === undefined) throw valueError("third argument must be a valid machine format code.");
  if (typeOf(data).name !== "bytes") {
    throw typeError(`fourth argument should be bytes, not ${typeOf(data).name}`);
  }
  const raw = needBuffer(data).slice();
  const kind = format[0] as string;
  const array = newArray(type, code.code) as PyArray;
  if (kind === "2" || kind === "4") {
    const label = `utf-${kind === "2" ? 16 : 32}-${format[1] === ";" ? "be" : "le"}`;
    for (const char of charsOf(callMethod1(data, "decode", label) as Str)) array.append(char);
    return array;
  }
  const source = new PyArray(codes.find((each) => each.code === kind) as Code);
  if (raw.length % source.code.size !== 0) throw valueError("bytes length not a multiple of item size");
  source.assign(raw);
  if (format[1] === ";") byteswap(source);
  if (source.code === code) array.assign(source.data);
  else for (const value of source.items()) array.append(value);
  return array;
}

export const arrayModule: NativeModule = {
  name: "array",
  doc: "This module defines an object type which can efficiently represent\nan array of basic values: characters, integers, floating-point\nnumbers.",
  functions: { _array_reconstructor: ["(arraytype, typecode, mformat_code, items, /)", reconstruct] },
  types: { array: arrayType, ArrayType: arrayType },
  constants: { typecodes: codes.map((code) => code.code).join("") },
  init: () => {
    const abc = getAttr(current.importModule("_collections_abc"), "MutableSequence");
    callMethod1(abc, "register", arrayType);
  },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [arrayType, arraySpec],
  [arrayIteratorType, arrayIteratorSpec],
];
