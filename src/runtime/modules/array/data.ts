/** Data of `array.array`: a growing store of machine values, and how each type code reads and writes one. */
import { declareType, typeOf } from "../../core/builtin-types.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import { BufferError } from "../../exceptions/hierarchy.ts";
import { newException, overflowError, typeError, valueError } from "../../exceptions/raise.ts";
import { type Buffer, type BufferLender, isLent } from "../../objects/buffer.ts";
import { float } from "../../objects/float.ts";
import { int } from "../../objects/int.ts";
import { charOf, isStr, pointsOf, strLength } from "../../objects/str.ts";
import { toDouble, toIndex } from "../../protocols/number.ts";

/** One machine type. */
export interface Code {
  readonly code: string;
  readonly size: number;
  /** Machine format code of `array._array_reconstructor` (little-endian). */
  readonly machine: number;
  get(view: DataView, at: number): Value;
  put(view: DataView, at: number, value: Value): void;
}

/** An integer in bounds; the texts are those of CPython's converters. */
function bounded(value: Value, low: number, high: number, name: string): number {
  const index = toIndex(value);
  if (index < low) throw overflowError(`${name} is less than minimum`);
  if (index > high) throw overflowError(`${name} is greater than maximum`);
  return index as number;
}

function unsigned(value: Value, bits: number, name: string): bigint {
  const index = BigInt(toIndex(value));
  if (index < 0n) throw overflowError(`can't convert negative value to unsigned int`);
  if (BigInt.asUintN(bits, index) !== index) throw overflowError(name);
  return index;
}

function signed64(value: Value, name: string): bigint {
  const index = BigInt(toIndex(value));
  if (BigInt.asIntN(64, index) !== index) throw overflowError(`Python int too large to convert to C ${name}`);
  return index;
}

/** The one character of a str. */
function character(value: Value): number {
  if (!isStr(value)) {
    throw typeError(`array item must be a unicode character, not ${typeOf(value).name}`);
  }
  if (strLength(value) !== 1) {
    throw typeError(`array item must be a string of length 1, not a string of length ${strLength(value)}`);
  }
  return pointsOf(value)[0] as number;
}

const wide = (code: string, machine: number): Code => ({
  code,
  size: 4,
  machine,
  get: (view, at) => {
    const point = view.getUint32(at, true);
    if (point > 0x10ffff) {
      throw valueError(`character U+${point.toString(16)} is not in range [U+0000; U+10ffff]`);
    }
    return charOf(point);
  },
  put: (view, at, value) => view.setUint32(at, character(value), true),
});
const long = (code: string, name: string): Code => ({
  code,
  size: 8,
  machine: 12,
  get: (view, at) => int(view.getBigInt64(at, true)),
  put: (view, at, value) => view.setBigInt64(at, signed64(value, name), true),
});
const unsignedLong = (code: string, name: string): Code => ({
  code,
  size: 8,
  machine: 10,
  get: (view, at) => int(view.getBigUint64(at, true)),
  put: (view, at, value) =>
    view.setBigUint64(at, unsigned(value, 64, `Python int too large to convert to C ${name}`), true),
});

export const codes: readonly Code[] = [
  {
    code: "b",
    size: 1,
    machine: 1,
    get: (view, at) => view.getInt8(at),
    put: (view, at, value) => view.setInt8(at, bounded(value, -128, 127, "signed char")),
  },
  {
    code: "B",
    size: 1,
    machine: 0,
    get: (view, at) => view.getUint8(at),
    put: (view, at, value) => view.setUint8(at, bounded(value, 0, 255, "unsigned byte integer")),
  },
  wide("u", 20),
  wide("w", 20),
  {
    code: "h",
    size: 2,
    machine: 4,
    get: (view, at) => view.getInt16(at, true),
    put: (view, at, value) => view.setInt16(at, bounded(value, -32768, 32767, "signed short integer"), true),
  },
  {
    code: "H",
    size: 2,
    machine: 2,
    get: (view, at) => view.getUint16(at, true),
    put: (view, at, value) => view.setUint16(at, bounded(value, 0, 65535, "unsigned short"), true),
  },
  {
    code: "i",
    size: 4,
    machine: 8,
    get: (view, at) => view.getInt32(at, true),
    put: (view, at, value) =>
      view.setInt32(at, bounded(value, -(2 ** 31), 2 ** 31 - 1, "signed integer"), true),
  },
  {
    code: "I",
    size: 4,
    machine: 6,
    get: (view, at) => view.getUint32(at, true),
    put: (view, at, value) =>
      view.setUint32(at, Number(unsigned(value, 32, "unsigned int is greater than maximum")), true),
  },
  long("l", "long"),
  unsignedLong("L", "unsigned long"),
  long("q", "long long"),
  unsignedLong("Q", "unsigned long long"),
  {
    code: "f",
    size: 4,
    machine: 14,
    get: (view, at) => float(view.getFloat32(at, true)),
    put: (view, at, value) => view.setFloat32(at, toDouble(value), true),
  },
  {
    code: "d",
    size: 8,
    machine: 16,
    get: (view, at) => float(view.getFloat64(at, true)),
    put: (view, at, value) => view.setFloat64(at, toDouble(value), true),
  },
];

export class PyArray extends PyInstance implements BufferLender {
  code: Code;
  length = 0;
  exports = 0;
  views$: WeakRef<BufferLender>[] | undefined = undefined;
  #bytes = new Uint8Array(0);
  #view = new DataView(this.#bytes.buffer);

  constructor(code: Code = codes[0] as Code) {
    super();
    this.code = code;
  }

  get(index: number): Value {
    return this.code.get(this.#view, index * this.code.size);
  }

  put(index: number, value: Value): void {
    this.code.put(this.#view, index * this.code.size, value);
  }

  append(value: Value): void {
    const { length } = this;
    this.resize(length + 1);
    try {
      this.put(length, value);
    } catch (error) {
      this.length = length;
      throw error;
    }
  }

  /** The bytes of the items; valid until the next change of length. */
  get data(): Uint8Array {
    return this.#bytes.subarray(0, this.length * this.code.size);
  }

  /** Takes the items from bytes, whose number is a multiple of the item's size. */
  assign(bytes: Uint8Array): void {
    this.resize(bytes.length / this.code.size);
    this.#bytes.set(bytes);
  }

  resize(length: number): void {
    if (length === this.length) return;
    if (this.exports > 0 && isLent(this)) {
      throw newException(BufferError, "cannot resize an array that is exporting buffers");
    }
    const needed = length * this.code.size;
    if (needed > this.#bytes.length) {
      const bytes = new Uint8Array(Math.max(needed, Math.ceil(this.#bytes.length * 1.5), 16));
      bytes.set(this.#bytes);
      this.#bytes = bytes;
      this.#view = new DataView(bytes.buffer);
    }
    this.length = length;
  }

  items(): Value[] {
    return Array.from({ length: this.length }, (_, i) => this.get(i));
  }

  buffer$(): Buffer {
    const { size, code } = this.code;
    return {
      bytes: this.data,
      readonly: false,
      format: code === "u" || code === "w" ? "w" : code,
      itemsize: size,
      shape: [this.length],
      strides: [size],
      offset: 0,
    };
  }
}

export const arrayType = declareType("array.array", PyArray);
arrayType.collectionFlag = "sequence";
