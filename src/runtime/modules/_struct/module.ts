/** Module `_struct`: values of C as bytes. https://docs.python.org/3.14/library/struct.html and Modules/_struct.c */
import { declareType, special, typeOf } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { NativeModule } from "../../core/native-module.ts";
import type { NativeRow } from "../../core/native.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import type { PyType } from "../../core/type.ts";
import { IndexError, RuntimeError } from "../../exceptions/hierarchy.ts";
import { newException, typeError } from "../../exceptions/raise.ts";
import { cutBytes, latin1 } from "../../objects/bytes-search.ts";
import { flatBytes, isBufferLender, isContiguous, needBuffer } from "../../objects/buffer.ts";
import { isByteArray } from "../../objects/bytearray.ts";
import { bytes, PyBytes } from "../../objects/bytes.ts";
import { PyComplex } from "../../objects/complex.ts";
import { intOf, isInt } from "../../objects/int.ts";
import { readDouble, readFloat, readInteger, writeFloat, writeInteger } from "../../objects/item-codes.ts";
import { PyIterator } from "../../objects/iterator.ts";
import { isStr } from "../../objects/str.ts";
import { truthOf } from "../../objects/truth.ts";
import { tuple } from "../../objects/tuple.ts";
import { encodeAscii } from "../../protocols/encode.ts";
import { isIndex, toDouble, toIndex, toSize } from "../../protocols/number.ts";
import { reprText } from "../../protocols/repr.ts";
import { iteratorMethods } from "../../types/iterators.ts";
import { compileLayout, type Desk, type Field, type Layout, structError, structErrorType } from "./layout.ts";

class PyStruct extends PyInstance {
  format = "";
  /** Undefined until `__init__` has run. */
  compiled: Layout | undefined = undefined;

  get layout(): Layout {
    if (this.compiled === undefined) throw newException(RuntimeError, "Struct object is not initialized");
    return this.compiled;
  }
}
const structType = declareType("_struct.Struct", PyStruct, { hasDict: false });

const CACHE = Symbol("struct formats");

const layoutsByFormat = (): Map<string, Layout> => current.stateOf(CACHE, () => new Map<string, Layout>());

function layoutOf(format: string): Layout {
  const cache = layoutsByFormat();
  let layout = cache.get(format);
  if (layout === undefined) {
    layout = compileLayout(format);
    if (cache.size >= 100) cache.clear();
    cache.set(format, layout);
  }
  return layout;
}

function formatText(value: Value): string {
  if (typeof value === "string" && layoutsByFormat().has(value)) return value;
  if (isStr(value)) return latin1(encodeAscii(value, "strict"));
  const data =
    isBufferLender(value) && (value instanceof PyBytes || isByteArray(value)) ? value.data : undefined;
  if (data === undefined) {
    throw typeError(`Struct() argument 1 must be a str or bytes object, not ${typeOf(value).name}`);
  }
  return latin1(data);
}

const viewOf = (data: Uint8Array): DataView => new DataView(data.buffer, data.byteOffset, data.byteLength);

const SIGNED = "bhilqn";

function checkedInteger(value: Value, { code, size }: Field): number | bigint {
  // Below 2 ** 31 all but the smallest forms take an int.
  if (typeof value === "number" && (value | 0) === value && value >= 0) {
    if (size > 2 || value < 0x7f || (size === 2 && value < 0x7fff)) return value;
  }
  if (!isIndex(value)) throw structError("required argument is not an integer");
  const n = isInt(value) ? intOf(value) : toIndex(value);
  const signed = SIGNED.includes(code);
  const bits = size * 8;
  const low = signed ? -(2n ** BigInt(bits - 1)) : 0n;
  const high = 2n ** BigInt(signed ? bits - 1 : bits) - 1n;
  if (n < low || n > high) throw structError(`'${code}' format requires ${low} <= number <= ${high}`);
  return n;
}

function doubleOf(value: Value): number {
  if (special(value, "m$__float__") === undefined && !isIndex(value)) {
    throw structError("required argument is not a float");
  }
  return toDouble(value);
}

function bytesFor(value: Value, code: string): Uint8Array {
  if (value instanceof PyBytes || isByteArray(value)) return value.data;
  throw structError(`argument for '${code}' must be a bytes object`);
}

function packItem(
  data: Uint8Array,
  view: DataView,
  at: number,
  field: Field,
  value: Value,
  layout: Layout,
): void {
  const { code, size } = field;
  const { little } = layout;
  switch (code) {
    case "c":
      if (!(value instanceof PyBytes) || value.data.length !== 1) {
        throw structError("char format requires a bytes object of length 1");
      }
      data[at] = value.data[0] as number;
      return;
    case "?":
      data[at] = truthOf(value) ? 1 : 0;
      return;
    case "s":
      data.set(bytesFor(value, code).subarray(0, size), at);
      return;
    case "p": {
      if (size === 0) return;
      const content = bytesFor(value, code).subarray(0, size - 1);
      data[at] = Math.min(content.length, 255);
      data.set(content, at + 1);
      return;
    }
    case "e":
    case "f":
    case "d":
      writeFloat(view, at, size, doubleOf(value), little);
      return;
    case "F":
    case "D": {
      if (!(value instanceof PyComplex) && special(value, "m$__float__") === undefined) {
        throw structError("required argument is not a complex");
      }
      const [real, imag] = value instanceof PyComplex ? [value.real, value.imag] : [toDouble(value), 0];
      writeFloat(view, at, size / 2, real, little);
      writeFloat(view, at + size / 2, size / 2, imag, little);
      return;
    }
    default:
      writeInteger(view, at, size, checkedInteger(value, field), little);
  }
}

/** Writes the values into `data` from `at` on, pad bytes included. */
function packInto(
  layout: Layout,
  data: Uint8Array,
  at: number,
  values: readonly Value[],
  view = viewOf(data),
): void {
  data.fill(0, at, at + layout.size);
  let next = 0;
  for (const field of layout.fields) {
    for (let i = 0; i < field.count; i++) {
      packItem(data, view, at + field.offset + i * field.size, field, values[next++] as Value, layout);
    }
  }
}

function checkCount(layout: Layout, given: number, what: string): void {
  if (given !== layout.values) {
    throw structError(`${what} expected ${layout.values} items for packing (got ${given})`);
  }
}

function pack(layout: Layout, values: readonly Value[]): Value {
  checkCount(layout, values.length, "pack");
  const { data, view } = takeDesk(layout);
  packInto(layout, data, 0, values, view);
  if (layout.size > SHORT) return bytes(data);
  layout.desk = { data, view };
  return bytes(cutBytes(data, 0, layout.size));
}

/** Formats up to this size have a desk. */
const SHORT = 32;

/** Memory of the format's size for one use; a format that has a desk is to get it back. A value may run code that packs too. */
function takeDesk(layout: Layout): Desk {
  const { desk } = layout;
  layout.desk = undefined;
  if (desk !== undefined) return desk;
  const data = new Uint8Array(layout.size);
  return { data, view: viewOf(data) };
}

function unpackItem(
  data: Uint8Array,
  view: DataView,
  at: number,
  { code, size }: Field,
  little: boolean,
): Value {
  switch (code) {
    case "c":
      return bytes(data.slice(at, at + 1));
    case "?":
      return data[at] !== 0;
    case "s":
      return bytes(data.slice(at, at + size));
    case "p": {
      const length = size === 0 ? 0 : Math.min(data[at] as number, size - 1);
      return bytes(data.slice(at + 1, at + 1 + length));
    }
    case "e":
    case "f":
    case "d":
      return readFloat(view, at, size, little);
    case "F":
    case "D":
      return new PyComplex(
        readDouble(view, at, size / 2, little),
        readDouble(view, at + size / 2, size / 2, little),
      );
    default:
      return readInteger(view, at, size, SIGNED.includes(code), little);
  }
}

function unpackAt(layout: Layout, data: Uint8Array, at: number): Value {
  if (layout.size > SHORT) return readFields(layout, data, viewOf(data), at);
  const desk = takeDesk(layout);
  for (let i = 0; i < layout.size; i++) desk.data[i] = data[at + i] as number;
  layout.desk = desk;
  return readFields(layout, desk.data, desk.view, 0);
}

function readFields(layout: Layout, data: Uint8Array, view: DataView, at: number): Value {
  const values: Value[] = [];
  for (const field of layout.fields) {
    for (let i = 0; i < field.count; i++) {
      values.push(unpackItem(data, view, at + field.offset + i * field.size, field, layout.little));
    }
  }
  return tuple(values);
}

function unpack(layout: Layout, buffer: Value): Value {
  const data = needBuffer(buffer);
  if (data.length !== layout.size) throw structError(`unpack requires a buffer of ${layout.size} bytes`);
  return unpackAt(layout, data, 0);
}

/** The absolute offset, checked against the buffer. */
function checkOffset(layout: Layout, length: number, value: Value, packing: boolean): number {
  const offset = toSize(value, IndexError);
  const verb = packing ? "pack" : "unpack";
  if (offset < 0) {
    if (offset + layout.size > 0) {
      throw structError(
        packing
          ? `no space to pack ${layout.size} bytes at offset ${offset}`
          : `not enough data to unpack ${layout.size} bytes at offset ${offset}`,
      );
    }
    if (offset + length < 0) throw structError(`offset ${offset} out of range for ${length}-byte buffer`);
  }
  const at = offset < 0 ? offset + length : offset;
  if (length - at < layout.size) {
    const exact = offset < 0 ? BigInt(at) : BigInt(toIndex(value));
    throw structError(
      `${verb}_${packing ? "into" : "from"} requires a buffer of at least ${exact + BigInt(layout.size)} bytes for ${verb}ing ` +
        `${layout.size} bytes at offset ${exact} (actual buffer size is ${length})`,
    );
  }
  return at;
}

function unpackFrom(layout: Layout, buffer: Value, offset: Value = 0): Value {
  const data = needBuffer(buffer);
  return unpackAt(layout, data, checkOffset(layout, data.length, offset, false));
}

function packIntoBuffer(layout: Layout, args: readonly Value[]): null {
  const [buffer, offset] = args;
  if (buffer === undefined) throw structError("pack_into expected buffer argument");
  if (offset === undefined) throw structError("pack_into expected offset argument");
  const values = args.slice(2);
  checkCount(layout, values.length, "pack_into");
  const lent = isBufferLender(buffer) ? buffer.buffer$() : undefined;
  if (lent === undefined || lent.readonly || !isContiguous(lent)) {
    throw typeError(`argument must be read-write bytes-like object, not ${typeOf(buffer).name}`);
  }
  const data = flatBytes(lent);
  packInto(layout, data, checkOffset(layout, data.length, offset, true), values);
  return null;
}

class PyUnpackIterator extends PyIterator {
  layout: Layout | undefined = undefined;
  data: Uint8Array = new Uint8Array(0);
  at = 0;
  nx(): Value | undefined {
    const { layout } = this;
    if (layout === undefined || this.at >= this.data.length) return undefined;
    const values = unpackAt(layout, this.data, this.at);
    this.at += layout.size;
    return values;
  }
}
const unpackIteratorType = declareType("_struct.unpack_iterator", PyUnpackIterator, { subclassable: false });

function iterUnpack(layout: Layout, buffer: Value): Value {
  const data = needBuffer(buffer);
  if (layout.size === 0) throw structError("cannot iteratively unpack with a struct of length 0");
  if (data.length % layout.size !== 0) {
    throw structError(`iterative unpacking requires a buffer of a multiple of ${layout.size} bytes`);
  }
  const iterator = new PyUnpackIterator();
  iterator.layout = layout;
  iterator.data = data;
  return iterator;
}

/** The format of a Struct that is initialized. */
const formatOf = ({ layout, format }: PyStruct): string => layout && format;

const SELF_BUFFER = "(self, buffer, /)";
const structSpec: TypeSpec = {
  doc: "Struct(fmt) --> compiled struct object",
  new: ["(*args, **kwargs)", (cls: PyType) => cls.alloc()],
  methods: {
    __init__: [
      "(self, /, format)",
      (self: PyStruct, format: Value) => {
        const text = formatText(format);
        self.compiled = layoutOf(text);
        self.format = text;
        return null;
      },
    ],
    __repr__: ["(self, /)", (self: PyStruct) => `${typeOf(self).name}(${reprText(formatOf(self))})`],
    __sizeof__: ["(self, /)", (self: PyStruct) => 56 + 32 * (self.layout.fields.length + 1)],
    pack: ["(self, /, *values)", (self: PyStruct, values: Value[]) => pack(self.layout, values)],
    pack_into: ["(self, /, *args)", (self: PyStruct, args: Value[]) => packIntoBuffer(self.layout, args)],
    unpack: [SELF_BUFFER, (self: PyStruct, buffer: Value) => unpack(self.layout, buffer)],
    unpack_from: [
      "(self, /, buffer, offset=0)",
      (self: PyStruct, buffer: Value, offset?: Value) => unpackFrom(self.layout, buffer, offset),
    ],
    iter_unpack: [SELF_BUFFER, (self: PyStruct, buffer: Value) => iterUnpack(self.layout, buffer)],
  },
  getset: {
    format: { get: formatOf, doc: "struct format string" },
    size: { get: (self: PyStruct) => self.compiled?.size ?? -1, doc: "struct size in bytes" },
  },
};

const named = (value: Value): Layout => layoutOf(formatText(value));
const functions: Readonly<Record<string, NativeRow>> = {
  _clearcache: [
    "()",
    () => {
      layoutsByFormat().clear();
      return null;
    },
  ],
  calcsize: ["(format, /)", (format: Value) => named(format).size],
  pack: ["(format, /, *values)", (format: Value, values: Value[]) => pack(named(format), values)],
  pack_into: ["(format, /, *args)", (format: Value, args: Value[]) => packIntoBuffer(named(format), args)],
  unpack: ["(format, buffer, /)", (format: Value, buffer: Value) => unpack(named(format), buffer)],
  unpack_from: [
    "(format, /, buffer, offset=0)",
    (format: Value, buffer: Value, offset?: Value) => unpackFrom(named(format), buffer, offset),
  ],
  iter_unpack: ["(format, buffer, /)", (format: Value, buffer: Value) => iterUnpack(named(format), buffer)],
};

export const structModule: NativeModule = {
  name: "_struct",
  doc: "Functions to convert between Python values and C structs.",
  functions,
  types: { Struct: structType, error: structErrorType },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [structType, structSpec],
  [structErrorType, {}],
  [
    unpackIteratorType,
    {
      methods: {
        ...iteratorMethods,
        __length_hint__: [
          "(self, /)",
          ({ layout, data, at }: PyUnpackIterator) =>
            layout === undefined ? 0 : Math.floor((data.length - at) / layout.size),
        ],
      },
    },
  ],
];
