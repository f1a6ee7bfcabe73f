/** Writing values in the format of `marshal`. Follows the first half of Python/marshal.c. */
import { floatType, intType, typeOf } from "../../core/builtin-types.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { StopIteration } from "../../exceptions/hierarchy.ts";
import { valueError } from "../../exceptions/raise.ts";
import { bufferOf } from "../../objects/buffer.ts";
import { isBytes } from "../../objects/bytes.ts";
import { PyCode } from "../../objects/code.ts";
import { complexType, type PyComplex } from "../../objects/complex.ts";
import { dictType, type PyDict } from "../../objects/dict.ts";
import { floatReprBare } from "../../objects/float-text.ts";
import { floatOf } from "../../objects/float.ts";
import { intOf } from "../../objects/int.ts";
import { listType, type PyList } from "../../objects/list.ts";
import { frozensetType, type PyAnySet, setType } from "../../objects/set.ts";
import { Ellipsis } from "../../objects/singletons.ts";
import { PySlice } from "../../objects/slice.ts";
import { isExactStr, isFlat, type Str, strOf } from "../../objects/str.ts";
import { type PyTuple, tupleType } from "../../objects/tuple.ts";
import { encodeUtf8 } from "../../protocols/encode.ts";
import { codeChecksum, FLAG_REF, MAX_DEPTH } from "./format.ts";

const unmarshallable = () => valueError("unmarshallable object");

export class Writer {
  readonly #version: number;
  readonly #allowCode: boolean;
  #bytes = new Uint8Array(64);
  #length = 0;
  #depth = 0;
  /** Index of what was written with FLAG_REF: of objects by identity, of numbers and texts by value. */
  readonly #refs = new Map<unknown, number>();
  /** What is being written and cannot be referred to from within. */
  readonly #open = new Set<unknown>();

  constructor(version: number, allowCode: boolean) {
    this.#version = version;
    this.#allowCode = allowCode;
  }

  get result(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #room(count: number): number {
    const at = this.#length;
    this.#length += count;
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#length, 2 * this.#bytes.length));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    return at;
  }

  #byte(value: number): void {
    // Making room may replace the bytes.
    const at = this.#room(1);
    this.#bytes[at] = value;
  }

  #code(letter: string, flag: number): void {
    this.#byte(letter.charCodeAt(0) | flag);
  }

  #int32(value: number): void {
    const at = this.#room(4);
    for (let i = 0; i < 4; i++) this.#bytes[at + i] = value >> (8 * i);
  }

  #data(data: Uint8Array): void {
    const at = this.#room(data.length);
    this.#bytes.set(data, at);
  }

  /** A length and so many bytes. */
  #string(data: Uint8Array): void {
    this.#int32(data.length);
    this.#data(data);
  }

  #double(value: number): void {
    const at = this.#room(8);
    new DataView(this.#bytes.buffer).setFloat64(at, value, true);
  }

  write(value: Value): void {
    if (++this.#depth > MAX_DEPTH) throw valueError("object too deeply nested to marshal");
    this.#write(value);
    this.#depth--;
  }

  #write(value: Value): void {
    if (value === null) this.#code("N", 0);
    else if (value === (StopIteration as Value)) this.#code("S", 0);
    else if (value === Ellipsis) this.#code(".", 0);
    else if (typeof value === "boolean") this.#code(value ? "T" : "F", 0);
    else {
      const flag = this.#reference(value);
      if (flag !== undefined) this.#complex(value, flag);
    }
  }

  /** FLAG_REF or 0 for what has to be written; undefined when a reference to it was. */
  #reference(value: unknown): number | undefined {
    if (this.#version < 3) return 0;
    // A reference takes as many bytes as such an int; CPython's small ones are objects that are shared.
    if (typeof value === "number" && value === (value | 0)) {
      if (value < -5 || value > 256) return 0;
    }
    const index = this.#refs.get(value);
    if (index === undefined) {
      this.#refs.set(value, this.#refs.size);
      return FLAG_REF;
    }
    if (this.#open.has(value)) throw unmarshallable();
    this.#code("r", 0);
    this.#int32(index);
    return undefined;
  }

  #complex(value: Value, flag: number): void {
    const type = typeOf(value);
    if (type === intType) this.#int(BigInt(intOf(value)), flag);
    else if (type === floatType) this.#float(floatOf(value), flag);
    else if (isExactStr(value)) this.#text(value, flag);
    else if (isBytes(value) && type.name === "bytes") this.#buffer(value, flag);
    else if (type === tupleType) this.#tuple(value as PyTuple, flag);
    else if (type === listType) this.#items("[", (value as PyList).items, flag);
    else if (type === dictType) this.#dict(value as PyDict, flag);
    else if (type === setType || type === frozensetType) this.#set(value as PyAnySet, type === setType, flag);
    else if (type === complexType) this.#complexNumber(value as PyComplex, flag);
    else if (value instanceof PyCode) this.#within(value, () => this.#codeObject(value, flag));
    else if (value instanceof PySlice) this.#within(value, () => this.#slice(value, flag));
    else this.#buffer(value, flag);
  }

  #within(value: Value, write: () => void): void {
    this.#open.add(value);
    write();
    this.#open.delete(value);
  }

  #buffer(value: Value, flag: number): void {
    const data = bufferOf(value);
    if (data === undefined) throw unmarshallable();
    this.#code("s", flag);
    this.#string(data);
  }

  #int(value: bigint, flag: number): void {
    if (value === BigInt.asIntN(32, value)) {
      this.#code("i", flag);
      this.#int32(Number(value));
      return;
    }
    const digits: number[] = [];
    for (let rest = value < 0n ? -value : value; rest > 0n; rest >>= 15n) digits.push(Number(rest & 0x7fffn));
    this.#code("l", flag);
    this.#int32(value < 0n ? -digits.length : digits.length);
    for (const digit of digits) {
      this.#byte(digit);
      this.#byte(digit >> 8);
    }
  }

  #float(value: number, flag: number): void {
    this.#code(this.#version > 1 ? "g" : "f", flag);
    this.#number(value);
  }

  #complexNumber(value: PyComplex, flag: number): void {
    this.#code(this.#version > 1 ? "y" : "x", flag);
    this.#number(value.real);
    this.#number(value.imag);
  }

  #number(value: number): void {
    if (this.#version > 1) {
      this.#double(value);
      return;
    }
    const text = new TextEncoder().encode(floatReprBare(value));
    this.#byte(text.length);
    this.#data(text);
  }

  #text(value: Str, flag: number): void {
    const data = isFlat(value) ? new TextEncoder().encode(strOf(value)) : encodeUtf8(value, "surrogatepass");
    const text = strOf(value);
    // What CPython's compiler interns: whether it did cannot be seen here.
    const interned = this.#version >= 3 && /^\w*$/.test(text);
    if (this.#version >= 4 && data.length === text.length) {
      if (text.length < 256) {
        this.#code(interned ? "Z" : "z", flag);
        this.#byte(data.length);
        this.#data(data);
        return;
      }
      this.#code(interned ? "A" : "a", flag);
    } else this.#code(interned ? "t" : "u", flag);
    this.#string(data);
  }

  #tuple(value: PyTuple, flag: number): void {
    const { items } = value;
    if (this.#version >= 4 && items.length < 256) {
      this.#code(")", flag);
      this.#byte(items.length);
      for (const item of items) this.write(item);
    } else this.#items("(", items, flag);
  }

  #items(letter: string, items: readonly Value[], flag: number): void {
    this.#code(letter, flag);
    this.#int32(items.length);
    for (const item of items) this.write(item);
  }

  #dict(value: PyDict, flag: number): void {
    this.#code("{", flag);
    for (const [key, item] of value.entries()) {
      this.write(key);
      this.write(item);
    }
    this.#code("0", 0);
  }

  /** In the order of what each item is written as, so that equal sets are written alike. */
  #set(value: PyAnySet, changeable: boolean, flag: number): void {
    const keyed = [...value.values()].map((item) => {
      const writer = new Writer(this.#version, this.#allowCode);
      writer.write(item);
      return { item, key: writer.result };
    });
    keyed.sort((a, b) => compareBytes(a.key, b.key));
    const write = () =>
      this.#items(
        changeable ? "<" : ">",
        keyed.map(({ item }) => item),
        flag,
      );
    if (changeable) write();
    else this.#within(value, write);
  }

  #slice(value: PySlice, flag: number): void {
    if (this.#version < 5) throw unmarshallable();
    this.#code(":", flag);
    this.write(value.start);
    this.write(value.stop);
    this.write(value.step);
  }

  /**
   * `c`, the place among the code objects of its script, file name, the constants if they were replaced, and the script and
   * its source as two strings that all code objects of the script share, behind their checksum.
   */
  #codeObject(value: PyCode, flag: number): void {
    if (!this.#allowCode) throw valueError("marshalling code objects is disallowed");
    this.#code("c", flag);
    this.#int32(value.index);
    this.write(value.filename);
    this.write(value.replacedConsts ?? null);
    const stored = current.storeCode(value);
    this.#int32(codeChecksum(stored.script, stored.source));
    this.#shared(stored.script);
    this.#shared(stored.source);
  }

  #shared(data: Uint8Array): void {
    const flag = this.#reference(data);
    if (flag === undefined) return;
    this.#code("s", flag);
    this.#string(data);
  }
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return (a[i] as number) - (b[i] as number);
  return a.length - b.length;
}
