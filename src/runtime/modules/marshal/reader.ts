/** Reading values in the format of `marshal`. Follows the second half of Python/marshal.c. */
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { EOFError, StopIteration } from "../../exceptions/hierarchy.ts";
import { newException, typeError, valueError } from "../../exceptions/raise.ts";
import { bytes, isBytes } from "../../objects/bytes.ts";
import { complex } from "../../objects/complex.ts";
import { PyDict } from "../../objects/dict.ts";
import { parseFloatText } from "../../objects/float-text.ts";
import { float } from "../../objects/float.ts";
import { int } from "../../objects/int.ts";
import { PyList } from "../../objects/list.ts";
import { PyFrozenSet, PySet } from "../../objects/set.ts";
import { Ellipsis } from "../../objects/singletons.ts";
import { PySlice } from "../../objects/slice.ts";
import { fromPoints, isStr, strOf } from "../../objects/str.ts";
import { PyTuple, tuple } from "../../objects/tuple.ts";
import { decodeUtf8 } from "../../protocols/decode.ts";
import { codeChecksum, FLAG_REF, MAX_DEPTH } from "./format.ts";

/** Where the bytes come from: exactly `count` of them, or an exception. */
export type Take = (count: number) => Uint8Array;

/** Takes from data in memory. */
export function takeFrom(data: Uint8Array): Take {
  let at = 0;
  return (count) => {
    if (at + count > data.length) throw newException(EOFError, "marshal data too short");
    at += count;
    return data.subarray(at - count, at);
  };
}

const bad = (what: string) => valueError(`bad marshal data (${what})`);

export class Reader {
  readonly #take: Take;
  readonly #allowCode: boolean;
  #depth = 0;
  /** Undefined while an object that cannot be referred to yet is being read. */
  readonly #refs: (Value | undefined)[] = [];

  constructor(take: Take, allowCode: boolean) {
    this.#take = take;
    this.#allowCode = allowCode;
  }

  #byte(): number {
    return this.#take(1)[0] as number;
  }

  #view(count: number): DataView {
    const data = this.#take(count);
    return new DataView(data.buffer, data.byteOffset, count);
  }

  #int32(): number {
    return this.#view(4).getInt32(0, true);
  }

  #size(what: string): number {
    const size = this.#int32();
    if (size < 0) throw bad(`${what} size out of range`);
    return size;
  }

  /** A value of its own, not the end of a dict. */
  read(inside = "object"): Value {
    const value = this.#read();
    if (value === undefined) throw typeError(`NULL object in marshal data for ${inside}`);
    return value;
  }

  /** Undefined for the end mark of a dict. */
  #read(): Value | undefined {
    if (++this.#depth > MAX_DEPTH) throw valueError("recursion limit exceeded");
    const byte = this.#byte();
    const index = (byte & FLAG_REF) !== 0 ? this.#refs.push(undefined) - 1 : -1;
    const value = this.#object(String.fromCharCode(byte & ~FLAG_REF), index);
    if (index >= 0) this.#refs[index] = value;
    this.#depth--;
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
      case "S":
        return StopIteration as Value;
      case ".":
        return Ellipsis;
      case "i":
        return this.#int32();
      case "I":
        return int(this.#view(8).getBigInt64(0, true));
      case "l":
        return this.#long();
      case "g":
        return float(this.#double());
      case "f":
        return float(this.#decimal());
      case "y":
        return complex(this.#double(), this.#double());
      case "x":
        return complex(this.#decimal(), this.#decimal());
      case "s":
        return bytes(this.#take(this.#size("bytes object")).slice());
      case "u":
      case "t":
        return decodeUtf8(this.#take(this.#size("string")).slice(), "surrogatepass").text;
      case "a":
      case "A":
        return fromPoints([...this.#take(this.#size("string"))]);
      case "z":
      case "Z":
        return fromPoints([...this.#take(this.#byte())]);
      case "(":
        return this.#tuple(this.#size("tuple"), index);
      case ")":
        return this.#tuple(this.#byte(), index);
      case "[":
        return this.#list(index);
      case "{":
        return this.#dict(index);
      case "<":
      case ">":
        return this.#set(code === "<", index);
      case ":":
        return new PySlice(this.read(), this.read(), this.read());
      case "c":
        return this.#codeObject();
      case "r": {
        const value = this.#refs[this.#int32()];
        if (value === undefined) throw bad("invalid reference");
        return value;
      }
      default:
        throw bad("unknown type code");
    }
  }

  #double(): number {
    return this.#view(8).getFloat64(0, true);
  }

  #decimal(): number {
    const text = String.fromCharCode(...this.#take(this.#byte()));
    const value = parseFloatText(text);
    if (value === undefined) throw valueError(`could not convert string to float: '${text}'`);
    return value;
  }

  #long(): Value {
    const count = this.#int32();
    let value = 0n;
    let digit = 0;
    for (let i = 0; i < Math.abs(count); i++) {
      digit = this.#view(2).getInt16(0, true);
      if (digit < 0) throw bad("digit out of range in long");
      value |= BigInt(digit) << BigInt(15 * i);
    }
    if (count !== 0 && digit === 0) throw bad("unnormalized long data");
    return int(count < 0 ? -value : value);
  }

  /** The tuple is known before its items are: they may lead back to it. */
  #tuple(count: number, index: number): Value {
    if (count === 0) return tuple([]);
    const items: Value[] = [];
    const result = new PyTuple(items);
    if (index >= 0) this.#refs[index] = result;
    while (items.length < count) items.push(this.read("tuple"));
    return result;
  }

  #list(index: number): Value {
    const list = new PyList();
    if (index >= 0) this.#refs[index] = list;
    for (let count = this.#size("list"); count > 0; count--) list.items.push(this.read("list"));
    return list;
  }

  #dict(index: number): Value {
    const dict = new PyDict();
    if (index >= 0) this.#refs[index] = dict;
    for (let key = this.#read(); key !== undefined; key = this.#read()) {
      const value = this.#read();
      if (value === undefined) break;
      dict.set(key, value);
    }
    return dict;
  }

  #set(changeable: boolean, index: number): Value {
    let count = this.#size("set");
    const set = changeable ? new PySet() : new PyFrozenSet();
    if (changeable && index >= 0) this.#refs[index] = set;
    for (; count > 0; count--) set.add(this.read("set"));
    return set;
  }

  #codeObject(): Value {
    if (!this.#allowCode) throw valueError("unmarshalling code objects is disallowed");
    const index = this.#int32();
    const filename = this.read();
    const consts = this.read();
    const checksum = this.#int32();
    const script = this.read();
    const source = this.read();
    if (!isStr(filename) || !isBytes(script) || !isBytes(source)) throw bad("not a code object");
    if (codeChecksum(script.data, source.data) !== checksum) throw bad("damaged code object");
    const code = current.restoreCode(
      { script: script.data, source: source.data },
      index,
      strOf(filename),
      consts instanceof PyTuple ? consts : undefined,
    );
    if (code === undefined) throw bad("code object of another build");
    return code;
  }
}
