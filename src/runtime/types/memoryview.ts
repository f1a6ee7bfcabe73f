/** Behaviour of `memoryview`. https://docs.python.org/3.14/library/stdtypes.html#memory-views and
 * Objects/memoryobject.c */
import { bufferRows } from "./buffer-rows.ts";
import { typeOf } from "../core/builtin-types.ts";
import type { TypeSpec } from "../core/define.ts";
import { hash } from "../core/hash.ts";
import { address } from "../core/identity.ts";
import type { PyObject, Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { BufferError } from "../exceptions/hierarchy.ts";
import {
  badArgument,
  indexError,
  newException,
  notImplementedError,
  typeError,
  valueError,
} from "../exceptions/raise.ts";
import { type Buffer, flatBytes, isBufferLender, isContiguous, lenderOf, locked } from "../objects/buffer.ts";
import { bytes, PyBytes } from "../objects/bytes.ts";
import { intOf, isInt } from "../objects/int.ts";
import { NATIVE_SIZE, readFloat, readInteger, writeFloat, writeInteger } from "../objects/item-codes.ts";
import { PyList } from "../objects/list.ts";
import { encodeStr } from "../protocols/codecs.ts";
import { PyMemoryIterator, PyMemoryView } from "../objects/memoryview.ts";
import { equal } from "../objects/rich-compare.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { PySlice } from "../objects/slice.ts";
import { isStr, strOf } from "../objects/str.ts";
import { truthOf } from "../objects/truth.ts";
import { PyTuple, tuple } from "../objects/tuple.ts";
import { toArray } from "../protocols/iterate.ts";
import { isIndex, toDouble, toIndex, toSize } from "../protocols/number.ts";
import { sliceBounds } from "../protocols/slice.ts";
import { hexText } from "./bytes-common.ts";
import { classGetItem } from "./class-getitem.ts";
import { iteratorMethods } from "./iterators.ts";
import { SELF, SELF_VALUE } from "./numeric-rows.ts";

/** The buffer of a view that is not released. */
function live(self: PyMemoryView): Buffer {
  if (self.owner === undefined) throw valueError("operation forbidden on released memoryview object");
  return self.buffer;
}

const LITTLE = true;
const SIGNED = "bhilqn";

/** The type code of a native single-item format, or undefined. */
function codeOf(format: string): string | undefined {
  const code = format[0] === "@" ? format.slice(1) : format;
  return code.length === 1 && "bBcHhiIlLqQnNfdeP?".includes(code) ? code : undefined;
}

const viewOf = (data: Uint8Array): DataView => new DataView(data.buffer, data.byteOffset, data.byteLength);

function readItem(buffer: Buffer, at: number): Value {
  const code = codeOf(buffer.format);
  const { bytes: memory, itemsize } = buffer;
  switch (code) {
    case "B":
      return memory[at] as number;
    case "c":
      return bytes(memory.slice(at, at + 1));
    case "?":
      return memory[at] !== 0;
    case "f":
    case "d":
    case "e":
      return readFloat(viewOf(memory), at, itemsize, LITTLE);
    case undefined:
      throw notImplementedError(`memoryview: unsupported format ${buffer.format}`);
    default:
      return readInteger(viewOf(memory), at, itemsize, SIGNED.includes(code), LITTLE);
  }
}

/** Writes an item; what converts the value may release the view. */
function writeItem(self: PyMemoryView, at: number, value: Value): void {
  const { bytes: memory, itemsize, format } = live(self);
  const code = codeOf(format);
  const invalidType = () => typeError(`memoryview: invalid type for format '${format}'`);
  const invalidValue = () => valueError(`memoryview: invalid value for format '${format}'`);
  switch (code) {
    case "c":
      if (!(value instanceof PyBytes)) throw invalidType();
      if (value.data.length !== 1) throw invalidValue();
      memory[at] = value.data[0] as number;
      return;
    case "?":
      {
        const truth = truthOf(value);
        live(self);
        memory[at] = truth ? 1 : 0;
      }
      return;
    case "f":
    case "d":
    case "e":
      if (isStr(value)) throw invalidType();
      {
        const double = toDouble(value);
        live(self);
        writeFloat(viewOf(memory), at, itemsize, double, LITTLE);
      }
      return;
    case undefined:
      throw notImplementedError(`memoryview: unsupported format ${format}`);
    default: {
      if (!isIndex(value)) throw invalidType();
      const n = toIndex(value);
      live(self);
      const bits = BigInt(itemsize * 8);
      const signed = SIGNED.includes(code);
      const low = signed ? -(2n ** (bits - 1n)) : 0n;
      if (n < low || n >= 2n ** (signed ? bits - 1n : bits)) throw invalidValue();
      writeInteger(viewOf(memory), at, itemsize, n, LITTLE);
    }
  }
}

/** Byte offset of the item at `index` of the first dimension. */
function offsetOf(buffer: Buffer, index: number, dimension: number, offset: number): number {
  const length = buffer.shape[dimension] as number;
  const at = index < 0 ? index + length : index;
  if (at < 0 || at >= length) throw indexError(`index out of bounds on dimension ${dimension + 1}`);
  return offset + at * (buffer.strides[dimension] as number);
}

/** Byte offset that a subscript other than a slice means. */
function itemOffset(buffer: Buffer, key: Value): number {
  if (key instanceof PyTuple) {
    if (key.items.length > 0 && key.items.every((item) => item instanceof PySlice))
      throw notImplementedError("multi-dimensional slicing is not implemented");
    if (!key.items.every(isIndex)) throw typeError("memoryview: invalid slice key");
    if (key.items.length < buffer.shape.length) throw notImplementedError("sub-views are not implemented");
    if (key.items.length > buffer.shape.length) {
      throw typeError(
        `cannot index ${buffer.shape.length}-dimension view with ${key.items.length}-element tuple`,
      );
    }
    return key.items.reduce(
      (offset: number, item, i) => offsetOf(buffer, toSize(item), i, offset),
      buffer.offset,
    );
  }
  if (!isIndex(key)) throw typeError("memoryview: invalid slice key");
  if (buffer.shape.length === 0) throw typeError("invalid indexing of 0-dim memory");
  if (buffer.shape.length > 1) throw notImplementedError("multi-dimensional sub-views are not implemented");
  return offsetOf(buffer, toSize(key), 0, buffer.offset);
}

function sliced(buffer: Buffer, key: PySlice): Buffer {
  if (buffer.shape.length === 0) throw typeError("invalid indexing of 0-dim memory");
  const { start, step, count } = sliceBounds(key, buffer.shape[0] as number);
  const stride = buffer.strides[0] as number;
  return {
    ...buffer,
    offset: buffer.offset + start * stride,
    shape: [count, ...buffer.shape.slice(1)],
    strides: [stride * step, ...buffer.strides.slice(1)],
  };
}

function getItem(self: PyMemoryView, key: Value): Value {
  const buffer = live(self);
  // A subscript's `__index__` may release the view.
  const { owner } = self;
  if (key instanceof PySlice) return new PyMemoryView(owner, sliced(buffer, key), true);
  if (buffer.shape.length === 0 && ((key instanceof PyTuple && key.items.length === 0) || isEllipsis(key))) {
    return isEllipsis(key) ? self : readItem(buffer, buffer.offset);
  }
  const at = itemOffset(buffer, key);
  return readItem(live(self), at);
}

const isEllipsis = (key: Value): boolean => typeOf(key).name === "ellipsis";

function setItem(self: PyMemoryView, key: Value, value: Value): null {
  const buffer = live(self);
  if (buffer.readonly) throw typeError("cannot modify read-only memory");
  if (!(key instanceof PySlice)) {
    writeItem(self, itemOffset(buffer, key), value);
    return null;
  }
  const target = sliced(buffer, key);
  live(self);
  if (target.shape.length > 1)
    throw notImplementedError("memoryview slice assignments are currently restricted to ndim = 1");
  if (!isBufferLender(value)) throw typeError(`a bytes-like object is required, not '${typeOf(value).name}'`);
  const source = value.buffer$();
  if (source.format !== target.format || source.shape.length !== 1 || source.shape[0] !== target.shape[0]) {
    throw valueError("memoryview assignment: lvalue and rvalue have different structures");
  }
  const data = flatBytes(source).slice();
  const { itemsize } = target;
  for (let i = 0; i < (target.shape[0] as number); i++) {
    target.bytes.set(
      data.subarray(i * itemsize, (i + 1) * itemsize),
      target.offset + i * (target.strides[0] as number),
    );
  }
  return null;
}

function nested(buffer: Buffer, dimension: number, offset: number): Value {
  if (dimension === buffer.shape.length) return readItem(buffer, offset);
  const items: Value[] = [];
  for (let i = 0; i < (buffer.shape[dimension] as number); i++) {
    items.push(nested(buffer, dimension + 1, offset + i * (buffer.strides[dimension] as number)));
  }
  return new PyList(items);
}

function equals(self: PyMemoryView, other: Value): boolean | undefined {
  if (self === other) return true;
  if (!isBufferLender(other) || self.owner === undefined) return undefined;
  if (other instanceof PyMemoryView && other.owner === undefined) return undefined;
  const [a, b] = [self.buffer, other.buffer$()];
  if (a.shape.length !== b.shape.length || a.shape.some((length, i) => length !== b.shape[i])) return false;
  if (codeOf(a.format) === undefined || codeOf(b.format) === undefined) return a === b;
  return equal(nested(a, 0, a.offset), nested(b, 0, b.offset));
}

function cast(self: PyMemoryView, format: Value, shape?: Value): Value {
  const buffer = live(self);
  if (!isStr(format)) throw badArgument("cast() argument 'format'", "str", format);
  if (!isContiguous(buffer)) throw typeError("memoryview: casts are restricted to C-contiguous views");
  if ((shape !== undefined || buffer.shape.length !== 1) && buffer.shape.includes(0))
    throw typeError("memoryview: cannot cast view with zeros in shape or strides");
  if (shape !== undefined && !(shape instanceof PyTuple || shape instanceof PyList))
    throw typeError("shape must be a list or a tuple");
  const text = strOf(format);
  const code = codeOf(text);
  const from = codeOf(buffer.format);
  if (code === undefined) {
    encodeStr(format, "ascii", "strict");
    throw valueError(
      "memoryview: destination format must be a native single character format prefixed with an optional '@'",
    );
  }
  const byteCodes = "bBc";
  if (from === undefined || (!byteCodes.includes(from) && !byteCodes.includes(code))) {
    throw typeError("memoryview: cannot cast between two non-byte formats");
  }
  const itemsize = NATIVE_SIZE[code] as number;
  const length = self.byteLength;
  if (length % itemsize !== 0) throw typeError("memoryview: length is not a multiple of itemsize");
  let dimensions = [length / itemsize];
  if (shape !== undefined) {
    dimensions = shape.items.map((item) => {
      if (!isInt(item)) throw typeError("memoryview.cast(): elements of shape must be integers");
      const n = Number(intOf(item));
      if (n <= 0) throw valueError("memoryview.cast(): elements of shape must be integers > 0");
      return n;
    });
    if (dimensions.reduce((product, n) => product * n, itemsize) !== length) {
      throw typeError("memoryview: product(shape) * itemsize != buffer size");
    }
  }
  const cast = {
    ...buffer,
    format: text,
    itemsize,
    shape: dimensions,
    strides: stridesOf(dimensions, itemsize),
  };
  return new PyMemoryView(self.owner, cast, true);
}

function stridesOf(shape: readonly number[], itemsize: number): number[] {
  const strides: number[] = [];
  let stride = itemsize;
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = stride;
    stride *= shape[i] as number;
  }
  return strides;
}

function isFortran(buffer: Buffer): boolean {
  const { shape, strides } = buffer;
  return isContiguous({ ...buffer, shape: [...shape].reverse(), strides: [...strides].reverse() });
}

/** Items of the first dimension, one after the other. */
function iterator(self: PyMemoryView): PyMemoryIterator {
  const buffer = live(self);
  if (buffer.shape.length === 0) throw typeError("invalid indexing of 0-dim memory");
  if (buffer.shape.length > 1) throw notImplementedError("multi-dimensional sub-views are not implemented");
  const result = new PyMemoryIterator();
  result.length = buffer.shape[0] as number;
  result.read = (index) => readItem(live(self), offsetOf(buffer, index, 0, buffer.offset));
  return result;
}

function release(self: PyMemoryView): null {
  if (self.owner !== undefined && self.exports > 0) {
    throw newException(
      BufferError,
      `memoryview has ${self.exports} exported buffer${self.exports === 1 ? "" : "s"}`,
    );
  }
  self.release();
  return null;
}

const property = (get: (buffer: Buffer) => Value, doc: string) => ({
  get: (self: PyMemoryView) => get(live(self)),
  doc,
});

export const memoryviewSpec: TypeSpec = {
  doc: "Create a new memoryview object which references the given object.",
  new: [
    "(object)",
    (_cls: PyType, given: Value) => {
      const object = lenderOf(given);
      if (object === undefined) {
        throw typeError(`memoryview: a bytes-like object is required, not '${typeOf(given).name}'`);
      }
      if (object instanceof PyMemoryView) return new PyMemoryView(objectOf(object), object.buffer, true);
      return new PyMemoryView(object, object.buffer$());
    },
  ],
  classMethods: classGetItem,
  methods: {
    ...bufferRows,
    __repr__: [
      SELF,
      (self: PyMemoryView) =>
        `<${self.owner === undefined ? "released memory" : "memory"} at ${address(self)}>`,
    ],
    __len__: [SELF, (self: PyMemoryView) => live(self).shape[0] ?? 1],
    __getitem__: ["(self, key, /)", getItem],
    __setitem__: ["(self, key, value, /)", setItem],
    __delitem__: [
      "(self, key, /)",
      (self: PyMemoryView) => {
        throw typeError(live(self).readonly ? "cannot modify read-only memory" : "cannot delete memory");
      },
    ],
    __iter__: [SELF, iterator],
    __eq__: [SELF_VALUE, (self: PyMemoryView, other: Value) => equals(self, other) ?? NotImplemented],
    __ne__: [
      SELF_VALUE,
      (self: PyMemoryView, other: Value) => {
        const result = equals(self, other);
        return result === undefined ? NotImplemented : !result;
      },
    ],
    __hash__: [
      SELF,
      (self: PyMemoryView) => {
        if (self.hash !== undefined) return self.hash;
        const buffer = live(self);
        if (!buffer.readonly) throw valueError("cannot hash writable memoryview object");
        if (!"bBc".includes(codeOf(buffer.format) ?? "x")) {
          throw valueError("memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
        }
        locked(self, () => hash(self.owner as PyObject));
        self.hash = hash(bytes(flatBytes(buffer)));
        return self.hash;
      },
    ],
    __enter__: [
      SELF,
      (self: PyMemoryView) => {
        live(self);
        return self;
      },
    ],
    __exit__: ["(self, /, *args)", (self: PyMemoryView) => release(self)],
    release: [SELF, release],
    tobytes: [
      "(self, /, order='C')",
      (self: PyMemoryView, order: Value = null) => {
        const buffer = live(self);
        if (order === null || order === "C" || order === "A") return bytes(flatBytes(buffer).slice());
        if (!isStr(order)) throw badArgument("tobytes() argument 'order'", "str or None", order);
        // To C it goes as UTF-8, which lone surrogates have none of.
        if (typeof order !== "string") encodeStr(order);
        if (order !== "F") throw valueError("order must be 'C', 'F' or 'A'");
        const { shape, strides } = buffer;
        return bytes(
          flatBytes({ ...buffer, shape: [...shape].reverse(), strides: [...strides].reverse() }).slice(),
        );
      },
    ],
    tolist: [SELF, (self: PyMemoryView) => nested(live(self), 0, self.buffer.offset)],
    hex: [
      "(self, /, sep=<unrepresentable>, bytes_per_sep=1)",
      (self: PyMemoryView, sep?: Value, group?: Value) => {
        const data = flatBytes(live(self));
        return locked(self, () => hexText(data, sep, group));
      },
    ],
    cast: ["(self, /, format, shape=<unrepresentable>)", cast],
    toreadonly: [
      SELF,
      (self: PyMemoryView) => new PyMemoryView(self.owner, { ...live(self), readonly: true }, true),
    ],
    count: [
      "(self, value, /)",
      (self: PyMemoryView, value: Value) => toArray(self).filter((item) => equal(item, value)).length,
    ],
    index: [
      "(self, value, start=0, stop=sys.maxsize, /)",
      (self: PyMemoryView, value: Value, start: Value = 0, stop?: Value) => {
        const items = toArray(self);
        const clamp = (given: number): number =>
          Math.max(0, Math.min(given < 0 ? given + items.length : given, items.length));
        const end = stop === undefined ? items.length : clamp(toSize(stop));
        for (let i = clamp(toSize(start)); i < end; i++) if (equal(items[i] as Value, value)) return i;
        throw valueError("memoryview.index(x): x not found");
      },
    ],
  },
  getset: {
    obj: { get: objectOf, doc: "The underlying object of the memoryview." },
    nbytes: property(
      ({ shape, itemsize }) => shape.reduce((product, n) => product * n, itemsize),
      "Size in bytes.",
    ),
    readonly: property((buffer) => buffer.readonly, "Whether the memory is read only."),
    itemsize: property((buffer) => buffer.itemsize, "Size in bytes of an item."),
    format: property((buffer) => buffer.format, "struct format of an item."),
    ndim: property((buffer) => buffer.shape.length, "Number of dimensions."),
    shape: property((buffer) => tuple(buffer.shape), "Length of each dimension."),
    strides: property((buffer) => tuple(buffer.strides), "Bytes from one item to the next, by dimension."),
    suboffsets: property(() => tuple([]), "For PIL-style arrays only."),
    c_contiguous: property(isContiguous, "Whether the memory is C contiguous."),
    f_contiguous: property(isFortran, "Whether the memory is Fortran contiguous."),
    contiguous: property(
      (buffer) => isContiguous(buffer) || isFortran(buffer),
      "Whether the memory is contiguous.",
    ),
  },
};

function objectOf(self: PyMemoryView): PyMemoryView["owner"] & PyObject {
  if (self.owner === undefined) throw valueError("operation forbidden on released memoryview object");
  return self.owner.exporter$ ?? self.owner;
}

export const memoryIteratorSpec: TypeSpec = {
  methods: {
    ...iteratorMethods,
    __length_hint__: [SELF, (self: PyMemoryIterator) => Math.max(0, self.length - self.index)],
  },
};
