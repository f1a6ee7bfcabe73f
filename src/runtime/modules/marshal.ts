/** The module `marshal`, version 4 of the format without sharing. Code objects are no data here and cannot be written.
 * Follows Python/marshal.c. https://docs.python.org/3.14/library/marshal.html */
import { typeOf } from "../core/builtin-types.ts";
import type { NativeModule } from "../core/native-module.ts";
import type { Value } from "../core/object.ts";
import { EOFError } from "../exceptions/hierarchy.ts";
import { newException, typeError, valueError } from "../exceptions/raise.ts";
import { bufferOf, needBuffer } from "../objects/buffer.ts";
import { bytes } from "../objects/bytes.ts";
import { complex, PyComplex } from "../objects/complex.ts";
import { PyDict } from "../objects/dict.ts";
import { float, floatOf, isFloat } from "../objects/float.ts";
import { int, intOf, isInt } from "../objects/int.ts";
import { PyList } from "../objects/list.ts";
import { PyFrozenSet, PySet } from "../objects/set.ts";
import { Ellipsis } from "../objects/singletons.ts";
import { fromPoints, isStr, pointsOf } from "../objects/str.ts";
import { PyTuple, tuple } from "../objects/tuple.ts";
import { callMethod } from "../protocols/method-call.ts";

const unmarshallable = () => valueError("unmarshallable object");

class Writer {
  #bytes: number[] = [];
  #depth = 0;

  get result(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  #code(letter: string): void {
    this.#bytes.push(letter.charCodeAt(0));
  }

  #int32(value: number): void {
    this.#bytes.push(value & 255, (value >> 8) & 255, (value >> 16) & 255, (value >> 24) & 255);
  }

  #double(value: number): void {
    const data = new Uint8Array(8);
    new DataView(data.buffer).setFloat64(0, value, true);
    this.#bytes.push(...data);
  }

  #items(letter: string, items: readonly Value[]): void {
    this.#code(letter);
    this.#int32(items.length);
    for (const item of items) this.write(item);
  }

  write(value: Value): void {
    if (++this.#depth > 2000) throw valueError("object too deeply nested to marshal");
    this.#write(value);
    this.#depth--;
  }

  #write(value: Value): void {
    if (value === null) this.#code("N");
    else if (value === true) this.#code("T");
    else if (value === false) this.#code("F");
    else if (value === Ellipsis) this.#code(".");
    else if (isInt(value)) this.#int(BigInt(intOf(value)));
    else if (isFloat(value)) {
      this.#code("g");
      this.#double(floatOf(value));
    } else if (isStr(value)) {
      const data = encode(pointsOf(value));
      this.#code("u");
      this.#int32(data.length);
      for (const byte of data) this.#bytes.push(byte);
    } else if (value instanceof PyTuple) this.#items("(", value.items);
    else if (value instanceof PyList) this.#items("[", value.items);
    else if (value instanceof PyDict) {
      this.#code("{");
      for (const [key, item] of value.entries()) {
        this.write(key);
        this.write(item);
      }
      this.#code("0");
    } else if (value instanceof PySet) this.#items("<", [...value.values()]);
    else if (value instanceof PyFrozenSet) this.#items(">", [...value.values()]);
    else if (value instanceof PyComplex) {
      this.#code("y");
      this.#double(value.real);
      this.#double(value.imag);
    } else {
      const data = bufferOf(value);
      if (data === undefined) throw unmarshallable();
      this.#code("s");
      this.#int32(data.length);
      for (const byte of data) this.#bytes.push(byte);
    }
  }

  #int(value: bigint): void {
    if (value === BigInt.asIntN(32, value)) {
      this.#code("i");
      this.#int32(Number(value));
      return;
    }
    const digits: number[] = [];
    for (let rest = value < 0n ? -value : value; rest > 0n; rest >>= 15n) digits.push(Number(rest & 0x7fffn));
    this.#code("l");
    this.#int32(value < 0n ? -digits.length : digits.length);
    for (const digit of digits) this.#bytes.push(digit & 255, digit >> 8);
  }
}

/** UTF-8 in which lone surrogates are encoded as if they were characters. */
function encode(points: readonly number[]): number[] {
  const out: number[] = [];
  for (const point of points) {
    if (point < 0x80) out.push(point);
    else if (point < 0x800) out.push(0xc0 | (point >> 6), 0x80 | (point & 63));
    else if (point < 0x10000) out.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
    else
      out.push(
        0xf0 | (point >> 18),
        0x80 | ((point >> 12) & 63),
        0x80 | ((point >> 6) & 63),
        0x80 | (point & 63),
      );
  }
  return out;
}

function decode(data: Uint8Array): number[] {
  const points: number[] = [];
  for (let at = 0; at < data.length; ) {
    const first = data[at++] as number;
    const more = first < 0x80 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    let point = more === 0 ? first : first & (0x3f >> more);
    for (let i = 0; i < more; i++) point = (point << 6) | ((data[at++] ?? 0) & 63);
    points.push(point);
  }
  return points;
}

class Reader {
  readonly #data: Uint8Array;
  readonly #view: DataView;
  #at = 0;
  readonly #refs: (Value | undefined)[] = [];

  constructor(data: Uint8Array) {
    this.#data = data;
    this.#view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  }

  get position(): number {
    return this.#at;
  }

  #take(count: number): number {
    const start = this.#at;
    if (count < 0 || start + count > this.#data.length)
      throw newException(EOFError, "marshal data too short");
    this.#at = start + count;
    return start;
  }

  #byte(): number {
    return this.#data[this.#take(1)] as number;
  }

  #int32(): number {
    return this.#view.getInt32(this.#take(4), true);
  }

  #double(): number {
    return this.#view.getFloat64(this.#take(8), true);
  }

  #slice(count: number): Uint8Array {
    const start = this.#take(count);
    return this.#data.slice(start, start + count);
  }

  #items(count: number): Value[] {
    return Array.from({ length: count }, () => this.read());
  }

  read(): Value {
    const value = this.#read();
    if (value === undefined) throw typeError("NULL object in marshal data for object");
    return value;
  }

  /** Undefined for the end mark of a dict. */
  #read(): Value | undefined {
    const byte = this.#byte();
    const index = (byte & 0x80) !== 0 ? this.#refs.push(undefined) - 1 : -1;
    const value = this.#object(String.fromCharCode(byte & 0x7f), index);
    if (index >= 0) this.#refs[index] = value;
    return value;
  }

  #object(code: string, index: number): Value | undefined {
    switch (code) {
      case "0":
        return undefined;
      case "N":
        return null;
      case "T":
        return true;
      case "F":
        return false;
      case ".":
        return Ellipsis;
      case "i":
        return this.#int32();
      case "l":
        return this.#long();
      case "g":
        return float(this.#double());
      case "y":
        return complex(this.#double(), this.#double());
      case "s":
        return bytes(this.#slice(this.#int32()));
      case "u":
      case "t":
        return fromPoints(decode(this.#slice(this.#int32())));
      case "a":
      case "A":
        return fromPoints([...this.#slice(this.#int32())]);
      case "z":
      case "Z":
        return fromPoints([...this.#slice(this.#byte())]);
      case "(":
        return tuple(this.#items(this.#int32()));
      case ")":
        return tuple(this.#items(this.#byte()));
      case "[": {
        const list = new PyList();
        if (index >= 0) this.#refs[index] = list;
        list.items.push(...this.#items(this.#int32()));
        return list;
      }
      case "{":
        return this.#dict(index);
      case "<":
      case ">": {
        const set = code === "<" ? new PySet() : new PyFrozenSet();
        for (const item of this.#items(this.#int32())) set.add(item);
        return set;
      }
      case "r": {
        const value = this.#refs[this.#int32()];
        if (value === undefined) throw valueError("bad marshal data (invalid reference)");
        return value;
      }
      default:
        throw valueError("bad marshal data (unknown type code)");
    }
  }

  #dict(index: number): Value {
    const dict = new PyDict();
    if (index >= 0) this.#refs[index] = dict;
    for (let key = this.#read(); key !== undefined; key = this.#read()) dict.set(key, this.read());
    return dict;
  }

  #long(): Value {
    const count = this.#int32();
    let value = 0n;
    for (let i = 0; i < Math.abs(count); i++) {
      const digit = this.#byte() | (this.#byte() << 8);
      value |= BigInt(digit) << BigInt(15 * i);
    }
    return int(count < 0 ? -value : value);
  }
}

function dumps(value: Value): Value {
  const writer = new Writer();
  writer.write(value);
  return bytes(writer.result);
}

export const marshalModule: NativeModule = {
  name: "marshal",
  doc: "This module contains functions that can read and write Python values in\na binary format.",
  functions: {
    dumps: ["(value, version=4, /, *, allow_code=True)", (value: Value) => dumps(value)],
    dump: [
      "(value, file, version=4, /, *, allow_code=True)",
      (value: Value, file: Value) => callMethod(file, "write", dumps(value)),
    ],
    loads: ["(bytes, /, *, allow_code=True)", (data: Value) => new Reader(needBuffer(data)).read()],
    load: [
      "(file, /, *, allow_code=True)",
      (file: Value) => {
        const data = bufferOf(callMethod(file, "read"));
        if (data === undefined) throw typeError(`file.read() returned not bytes but ${typeOf(file).name}`);
        return new Reader(data).read();
      },
    ],
  },
  constants: { version: 5 },
};
