/** Reading pickles: what Lib/pickle.py's `_Unpickler` does, which it follows, faster; errors are those of Modules/_pickle.c. */
import { isInstance, typeOf } from "../../core/builtin-types.ts";
import { callable, callN } from "../../core/call.ts";
import type { Value } from "../../core/object.ts";
import { PyType } from "../../core/type.ts";
import { attributeError, typeError, valueError } from "../../exceptions/raise.ts";
import { PyByteArray } from "../../objects/bytearray.ts";
import { bytes } from "../../objects/bytes.ts";
import { dictType, PyDict } from "../../objects/dict.ts";
import { float } from "../../objects/float.ts";
import type { Int } from "../../objects/int.ts";
import { listType, PyList } from "../../objects/list.ts";
import { PyMemoryView } from "../../objects/memoryview.ts";
import { isBufferLender } from "../../objects/buffer.ts";
import { PyFrozenSet, PySet, setType } from "../../objects/set.ts";
import { exact, isExactStr, isStr, type Str, str, strOf } from "../../objects/str.ts";
import { tuple, TupleLayout } from "../../objects/tuple.ts";
import { findAttr, getAttr, setAttr } from "../../protocols/attribute.ts";
import { decodeBytes } from "../../protocols/codecs.ts";

import { decodeUtf8 } from "../../protocols/decode.ts";
import { setItem } from "../../protocols/item.ts";
import { nextOf } from "../../protocols/iterate.ts";
import { callEx, callMethod1 } from "../../protocols/method-call.ts";
import { reprText } from "../../protocols/repr.ts";
import { intFromText } from "../../protocols/to-int.ts";
import { latin1 } from "../../objects/bytes-search.ts";
import { parseFloatText } from "../../objects/float-text.ts";
import { decodeBytesEscape, decodeRawUnicodeEscape } from "../_codecs/escapes.ts";
import { shared, unpicklingError } from "./errors.ts";
import type { Input } from "./input.ts";
import { longOf } from "./long.ts";
import * as op from "./opcodes.ts";
import { follow, importByName } from "./which-module.ts";

export interface LoaderOptions {
  fixImports: boolean;
  encoding: string;
  errors: string;
  /** An iterator, or None. */
  buffers: Value;
  /** `persistent_load` and `find_class`, where they are not the type's own. */
  persistentLoad: Value | undefined;
  findClass: Value | undefined;
}

/** `Unpickler.find_class` as the type has it. */
export function findClass(
  givenModule: Value,
  givenName: Value,
  protocol: number,
  fixImports: boolean,
): Value {
  let module = givenModule;
  let name = givenName;
  if (protocol < 3 && fixImports) {
    const names = shared("_compat_pickle", "NAME_MAPPING") as PyDict;
    const pair = names.get(tuple([module, name]));
    if (pair instanceof TupleLayout) [module, name] = pair.items as [Value, Value];
    else module = (shared("_compat_pickle", "IMPORT_MAPPING") as PyDict).get(module) ?? module;
  }
  const found = importByName(module);
  if (!isStr(name)) throw typeError(`attribute name must be string, not '${typeOf(name).name}'`);
  const text = strOf(name);
  if (protocol < 4 || !text.includes(".")) return getAttr(found, text);
  return follow(found, text.split("."), (context) => {
    const message = `Can't resolve path ${reprText(name)} on module ${reprText(module)}`;
    const error = attributeError(message, text, found);
    error.context = context;
    return error;
  });
}

export class Loader {
  readonly #in: Input;
  readonly #memo: Map<number, Value>;
  readonly #options: LoaderOptions;
  protocol = 0;
  readonly #stack: Value[] = [];
  /** Lengths of the stack at the marks. */
  readonly #marks: number[] = [];
  /** What lies below the last mark cannot be reached. */
  #fence = 0;

  constructor(input: Input, memo: Map<number, Value>, options: LoaderOptions) {
    this.#in = input;
    this.#memo = memo;
    this.#options = options;
  }

  #underflow() {
    return unpicklingError(this.#marks.length > 0 ? "unexpected MARK found" : "unpickling stack underflow");
  }

  #pop(): Value {
    if (this.#stack.length <= this.#fence) throw this.#underflow();
    return this.#stack.pop() as Value;
  }

  #top(): Value {
    if (this.#stack.length <= this.#fence) throw this.#underflow();
    return this.#stack[this.#stack.length - 1] as Value;
  }

  #mark(): void {
    this.#marks.push(this.#stack.length);
    this.#fence = this.#stack.length;
  }

  /** Takes everything above the last mark, and the mark. */
  #popMark(): Value[] {
    const at = this.#marks.pop();
    if (at === undefined) throw unpicklingError("could not find MARK");
    this.#fence = this.#marks[this.#marks.length - 1] ?? 0;
    return this.#stack.splice(at);
  }

  #popTuple(count: number): void {
    const stack = this.#stack;
    if (stack.length - this.#fence < count) throw this.#underflow();
    stack.push(tuple(stack.splice(stack.length - count)));
  }

  load(): Value {
    const input = this.#in;
    const stack = this.#stack;
    for (;;) {
      const opcode = input.opcode();
      switch (opcode) {
        case op.NONE:
          stack.push(null);
          break;
        case op.NEWTRUE:
          stack.push(true);
          break;
        case op.NEWFALSE:
          stack.push(false);
          break;
        case op.BININT1:
          stack.push(input.u8());
          break;
        case op.BININT2:
          stack.push(input.u16());
          break;
        case op.BININT:
          stack.push(input.i32());
          break;
        case op.BINFLOAT:
          stack.push(float(input.double()));
          break;
        case op.SHORT_BINUNICODE:
          stack.push(this.#text(input.u8()));
          break;
        case op.BINUNICODE:
          stack.push(this.#text(input.u32()));
          break;
        case op.MEMOIZE:
          this.#memo.set(this.#memo.size, this.#top());
          break;
        case op.BINGET:
          stack.push(this.#recall(input.u8()));
          break;
        case op.LONG_BINGET:
          stack.push(this.#recall(input.u32()));
          break;
        case op.BINPUT:
          this.#memo.set(input.u8(), this.#top());
          break;
        case op.LONG_BINPUT:
          this.#memo.set(input.u32(), this.#top());
          break;
        case op.MARK:
          this.#mark();
          break;
        case op.EMPTY_DICT:
          stack.push(new PyDict());
          break;
        case op.EMPTY_LIST:
          stack.push(new PyList());
          break;
        case op.EMPTY_TUPLE:
          stack.push(tuple([]));
          break;
        case op.TUPLE1:
          this.#popTuple(1);
          break;
        case op.TUPLE2:
          this.#popTuple(2);
          break;
        case op.TUPLE3:
          this.#popTuple(3);
          break;
        case op.TUPLE:
          stack.push(tuple(this.#popMark()));
          break;
        case op.APPEND: {
          const value = this.#pop();
          this.#extend(this.#top(), [value]);
          break;
        }
        case op.APPENDS: {
          const items = this.#popMark();
          this.#extend(this.#top(), items);
          break;
        }
        case op.SETITEM: {
          const value = this.#pop();
          const key = this.#pop();
          this.#setItems(this.#top(), [key, value]);
          break;
        }
        case op.SETITEMS: {
          const items = this.#popMark();
          this.#setItems(this.#top(), items);
          break;
        }
        case op.STOP: {
          if (this.#marks.length > 0) throw unpicklingError("unexpected MARK found");
          return this.#pop();
        }
        default:
          if (!this.#lessUsual(opcode) && !this.#ofProtocol0(opcode)) throw invalidKey(opcode);
      }
    }
  }

  /** Opcodes of the binary protocols that are no part of the usual data. */
  #lessUsual(opcode: number): boolean {
    const input = this.#in;
    const stack = this.#stack;
    switch (opcode) {
      case op.PROTO: {
        const protocol = input.u8();
        if (protocol > op.HIGHEST_PROTOCOL) throw valueError(`unsupported pickle protocol: ${protocol}`);
        this.protocol = protocol;
        break;
      }
      case op.FRAME:
        input.frame(input.size("FRAME length"));
        break;
      case op.GLOBAL: {
        const module = this.#utf8Line();
        stack.push(this.#findClass(module, this.#utf8Line()));
        break;
      }
      case op.STACK_GLOBAL: {
        const name = this.#pop();
        const module = this.#pop();
        if (!isExactStr(name) || !isExactStr(module)) throw unpicklingError("STACK_GLOBAL requires str");
        stack.push(this.#findClass(module, name));
        break;
      }
      case op.NEWOBJ: {
        const args = this.#pop();
        this.#newObject(args, undefined, "NEWOBJ");
        break;
      }
      case op.NEWOBJ_EX: {
        const keywords = this.#pop();
        const args = this.#pop();
        this.#newObject(args, keywords, "NEWOBJ_EX");
        break;
      }
      case op.REDUCE: {
        const args = this.#pop();
        const func = this.#pop();
        if (!(args instanceof TupleLayout))
          throw typeError(`argument list must be a tuple, not ${typeOf(args).fullName}`);
        stack.push(callN(callable(func), [...args.items]));
        break;
      }
      case op.BUILD: {
        const state = this.#pop();
        build(this.#top(), state);
        break;
      }
      case op.LONG1:
        stack.push(longOf(input.bytes(input.u8())));
        break;
      case op.LONG4: {
        const count = input.i32();
        if (count < 0) throw unpicklingError("LONG pickle has negative byte count");
        stack.push(longOf(input.bytes(count)));
        break;
      }
      case op.SHORT_BINBYTES:
        stack.push(bytes(input.bytes(input.u8()).slice()));
        break;
      case op.BINBYTES:
        stack.push(bytes(input.bytes(input.u32()).slice()));
        break;
      case op.BINBYTES8:
        stack.push(bytes(input.bytes(input.size("BINBYTES8")).slice()));
        break;
      case op.BINUNICODE8:
        stack.push(this.#text(input.size("BINUNICODE8")));
        break;
      case op.BYTEARRAY8: {
        const array = new PyByteArray(new Uint8Array(input.size("BYTEARRAY8")));
        input.into(array.data, array);
        stack.push(array);
        break;
      }
      case op.SHORT_BINSTRING:
        stack.push(this.#oldString(input.bytes(input.u8()).slice()));
        break;
      case op.BINSTRING: {
        const count = input.i32();
        if (count < 0) throw unpicklingError("BINSTRING pickle has negative byte count");
        stack.push(this.#oldString(input.bytes(count).slice()));
        break;
      }
      case op.EMPTY_SET:
        stack.push(new PySet());
        break;
      case op.FROZENSET:
        stack.push(new PyFrozenSet(this.#popMark()));
        break;
      case op.ADDITEMS:
        addItems(this.#popMark(), () => this.#top());
        break;
      case op.POP:
        if (this.#marks.length > 0 && stack.length === this.#fence) this.#popMark();
        else this.#pop();
        break;
      case op.POP_MARK:
        this.#popMark();
        break;
      case op.DUP:
        stack.push(this.#top());
        break;
      case op.BINPERSID: {
        const id = this.#pop();
        stack.push(this.#persistentLoad(id));
        break;
      }
      case op.EXT1:
        stack.push(this.#extension(input.u8()));
        break;
      case op.EXT2:
        stack.push(this.#extension(input.u16()));
        break;
      case op.EXT4:
        stack.push(this.#extension(input.i32()));
        break;
      case op.NEXT_BUFFER:
        stack.push(this.#nextBuffer());
        break;
      case op.READONLY_BUFFER:
        stack.push(readonly(this.#pop()));
        break;
      case op.OBJ: {
        const args = this.#popMark();
        const cls = args.shift();
        if (cls === undefined) throw this.#underflow();
        stack.push(instantiate(cls, args));
        break;
      }
      default:
        return false;
    }
    return true;
  }

  /** Opcodes whose arguments are lines of text. */
  #ofProtocol0(opcode: number): boolean {
    const input = this.#in;
    const stack = this.#stack;
    switch (opcode) {
      case op.INT: {
        const text = this.#line();
        if (text === "00" || text === "01") stack.push(text === "01");
        else stack.push(parseInt_(text, 10));
        break;
      }
      case op.LONG:
        stack.push(parseInt_(this.#line().replace(/L$/, ""), 10));
        break;
      case op.FLOAT: {
        const text = this.#line();
        const x = parseFloatText(text);
        if (x === undefined) throw valueError(`could not convert string to float: ${reprText(str(text))}`);
        stack.push(float(x));
        break;
      }
      case op.STRING: {
        const text = input.line();
        const quote = text[0];
        if (text.length < 2 || quote !== text[text.length - 1] || (quote !== 39 && quote !== 34))
          throw unpicklingError("the STRING opcode argument must be quoted");
        stack.push(this.#oldString(decodeBytesEscape(text.subarray(1, -1), "strict")));
        break;
      }
      case op.UNICODE:
        stack.push(decodeRawUnicodeEscape(input.line().slice(), "strict", true).text);
        break;
      case op.DICT: {
        const items = this.#popMark();
        if (items.length % 2 !== 0) throw unpicklingError("odd number of items for DICT");
        const dict = new PyDict();
        for (let i = 0; i < items.length; i += 2) dict.set(items[i] as Value, items[i + 1] as Value);
        stack.push(dict);
        break;
      }
      case op.LIST:
        stack.push(new PyList(this.#popMark()));
        break;
      case op.INST: {
        const module = this.#asciiLine();
        const cls = this.#findClass(module, this.#asciiLine());
        stack.push(instantiate(cls, this.#popMark()));
        break;
      }
      case op.GET:
        stack.push(this.#recall(Number(parseInt_(this.#line(), 10))));
        break;
      case op.PUT: {
        const index = Number(parseInt_(this.#line(), 10));
        if (index < 0) throw valueError("negative PUT argument");
        this.#memo.set(index, this.#top());
        break;
      }
      case op.PERSID: {
        const id = input.line();
        if (id.some((byte) => byte > 127))
          throw unpicklingError("persistent IDs in protocol 0 must be ASCII strings");
        stack.push(this.#persistentLoad(str(latin1(id))));
        break;
      }
      default:
        return false;
    }
    return true;
  }

  #text(count: number): Str {
    return this.#in.ascii(count) ?? decodeUtf8(this.#in.bytes(count).slice(), "surrogatepass").text;
  }

  #line(): string {
    return latin1(this.#in.line());
  }

  #utf8Line(): Str {
    return decodeUtf8(this.#in.line().slice(), "strict").text;
  }

  #asciiLine(): Str {
    const line = this.#in.line().slice();
    return decodeBytes(line, bytes(line), "ascii");
  }

  #recall(index: number): Value {
    const value = this.#memo.get(index);
    if (value === undefined) throw unpicklingError(`Memo value not found at index ${index}`);
    return value;
  }

  /** A str of Python 2, which is text or bytes. */
  #oldString(data: Uint8Array): Value {
    const { encoding, errors } = this.#options;
    if (encoding === "bytes") return bytes(data);
    return decodeBytes(data, bytes(data), encoding, errors);
  }

  #findClass(module: Str, name: Str): Value {
    const own = this.#options.findClass;
    if (own !== undefined) return callable(own).c2(module, name);
    return findClass(module, name, this.protocol, this.#options.fixImports);
  }

  #persistentLoad(id: Value): Value {
    const load = this.#options.persistentLoad;
    if (load === undefined) {
      throw unpicklingError(
        "A load persistent id instruction was encountered, but no persistent_load function was specified.",
      );
    }
    return callable(load).c1(id);
  }

  #newObject(args: Value, keywords: Value | undefined, name: string): void {
    const cls = this.#pop();
    if (!(args instanceof TupleLayout))
      throw unpicklingError(`${name} expected an arg tuple, not ${typeOf(args).fullName}`);
    if (!(cls instanceof PyType))
      throw unpicklingError(`${name} class argument must be a type, not ${typeOf(cls).fullName}`);
    const maker = getAttr(cls, "__new__");
    if (keywords === undefined) {
      this.#stack.push(
        args.items.length === 0 ? callable(maker).c1(cls) : callN(callable(maker), [cls, ...args.items]),
      );
      return;
    }
    if (!(keywords instanceof PyDict))
      throw unpicklingError(`${name} expected a dict, not ${typeOf(keywords).fullName}`);
    this.#stack.push(callEx(maker, [cls, ...args.items], keywords));
  }

  #extend(object: Value, items: Value[]): void {
    if (object instanceof PyList && typeOf(object) === listType) {
      for (const item of items) object.items.push(item);
      return;
    }
    const extend = items.length > 1 ? findAttr(object, "extend") : undefined;
    if (extend !== undefined) {
      callable(extend).c1(new PyList(items));
      return;
    }
    const append = callable(getAttr(object, "append"));
    for (const item of items) append.c1(item);
  }

  #setItems(object: Value, items: readonly Value[]): void {
    if (items.length % 2 !== 0) throw unpicklingError("odd number of items for SETITEMS");
    const plain = object instanceof PyDict && typeOf(object) === dictType ? object : undefined;
    for (let i = 0; i < items.length; i += 2) {
      if (plain !== undefined) plain.set(items[i] as Value, items[i + 1] as Value);
      else setItem(object, items[i] as Value, items[i + 1] as Value);
    }
  }

  /** What `copyreg.add_extension` registered. */
  #extension(code: number): Value {
    const cache = shared("copyreg", "_extension_cache") as PyDict;
    const known = cache.get(code);
    if (known !== undefined) return known;
    const key = (shared("copyreg", "_inverted_registry") as PyDict).get(code);
    if (key === undefined) {
      if (code <= 0) throw unpicklingError("EXT specifies code <= 0");
      throw valueError(`unregistered extension code ${code}`);
    }
    const [module, name] = key instanceof TupleLayout ? key.items : [];
    if (module === undefined || name === undefined || !isStr(module) || !isStr(name))
      throw valueError(`_inverted_registry[${code}] isn't a 2-tuple of strings`);
    const object = this.#findClass(module, name);
    cache.set(code, object);
    return object;
  }

  #nextBuffer(): Value {
    const { buffers } = this.#options;
    if (buffers === null) {
      throw unpicklingError("pickle stream refers to out-of-band data but no *buffers* argument was given");
    }
    const buffer = nextOf(buffers).nx();
    if (buffer === undefined) throw unpicklingError("not enough out-of-band buffers");
    return buffer;
  }
}

function invalidKey(opcode: number) {
  const character = String.fromCharCode(opcode);
  const shown = /^[ -&(-[\]-~]$/.test(character) ? character : `\\x${opcode.toString(16).padStart(2, "0")}`;
  return unpicklingError(`invalid load key, '${shown}'.`);
}

/** The int of a line; base 0 takes prefixes. */
function parseInt_(text: string, base: number): Int {
  return intFromText(text, str(text), base);
}

function readonly(buffer: Value): Value {
  if (!isBufferLender(buffer))
    throw typeError(`a bytes-like object is required, not '${typeOf(buffer).fullName}'`);
  const lent = buffer.buffer$();
  return lent.readonly ? buffer : new PyMemoryView(buffer, { ...lent, readonly: true });
}

function addItems(items: Value[], top: () => Value): void {
  const set = top();
  if (set instanceof PySet && isInstance(set, setType)) {
    for (const item of items) set.add(item);
    return;
  }
  const add = callable(getAttr(set, "add"));
  for (const item of items) add.c1(item);
}

function instantiate(cls: Value, args: Value[]): Value {
  if (args.length === 0 && cls instanceof PyType && findAttr(cls, "__getinitargs__") === undefined)
    return callMethod1(cls, "__new__", cls);
  return callN(callable(cls), args);
}

/** Gives an object its state: by `__setstate__`, or into its attributes. */
function build(object: Value, given: Value): void {
  const setState = findAttr(object, "__setstate__");
  if (setState !== undefined) {
    callable(setState).c1(given);
    return;
  }
  let state = given;
  let slots: Value = null;
  if (given instanceof TupleLayout && given.items.length === 2)
    [state, slots] = given.items as [Value, Value];
  if (state !== null) {
    if (!(state instanceof PyDict)) throw unpicklingError("state is not a dictionary");
    const dict = getAttr(object, "__dict__");
    for (const [key, value] of state.entries()) {
      const name = isStr(key) ? exact(key) : key;
      if (dict instanceof PyDict && typeOf(dict) === dictType) dict.set(name, value);
      else setItem(dict, name, value);
    }
  }
  if (slots === null) return;
  if (!(slots instanceof PyDict)) throw unpicklingError("slot state is not a dictionary");
  for (const [key, value] of slots.entries()) {
    if (!isStr(key)) throw typeError(`attribute name must be string, not '${typeOf(key).name}'`);
    setAttr(object, strOf(key), value);
  }
}
