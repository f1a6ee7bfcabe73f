/**
 * Writing pickles: what Lib/pickle.py's `_Pickler` does, which it follows, faster. One {@link Saver} works per `dump`;
 * the memo, which outlives it, is the pickler's.
 */
import { isInstance, typeOf, typeType } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { KeyError, UnicodeEncodeError } from "../../exceptions/hierarchy.ts";
import { PyBaseException } from "../../core/exception.ts";
import { runtimeError, typeError } from "../../exceptions/raise.ts";
import { type PyByteArray, bytearrayType } from "../../objects/bytearray.ts";
import { bytes, bytesType, type PyBytes } from "../../objects/bytes.ts";
import { dictType, PyDict } from "../../objects/dict.ts";
import { floatOf } from "../../objects/float.ts";
import { floatRepr } from "../../objects/float-text.ts";
import { functionType } from "../../objects/function.ts";
import { type Int, intOf } from "../../objects/int.ts";
import { listType, PyList } from "../../objects/list.ts";
import { frozensetType, type PyAnySet, setType } from "../../objects/set.ts";
import { ellipsisType, NotImplemented, notImplementedType, Ellipsis } from "../../objects/singletons.ts";
import { isFlat, isStr, type Str, str, strOf } from "../../objects/str.ts";
import { tuple, tupleType, TupleLayout } from "../../objects/tuple.ts";
import { findAttr, getAttr } from "../../protocols/attribute.ts";
import { truthy } from "../../protocols/compare.ts";
import { encodeAscii, encodeUtf8 } from "../../protocols/encode.ts";
import { getItem } from "../../protocols/item.ts";
import { isIterator, iter } from "../../protocols/iterate.ts";
import { addNote } from "../../protocols/add-note.ts";
import { callEx } from "../../protocols/method-call.ts";
import { reprText, strText } from "../../protocols/repr.ts";
import { floatType, noneType, strType } from "../../core/builtin-types.ts";
import { encodeRawUnicodeEscape } from "../_codecs/escapes.ts";
import { builtin } from "./builtin.ts";
import { picklingError, shared } from "./errors.ts";
import { longBytes } from "./long.ts";
import * as op from "./opcodes.ts";
import type { Output } from "./output.ts";
import { type PyPickleBuffer, pickleBufferType, rawBytes } from "./pickle-buffer.ts";
import { type GlobalName, whichModule } from "./which-module.ts";

const BATCH = 1000;

export interface SaverOptions {
  protocol: number;
  fixImports: boolean;
  /** No memo: for data without cycles. */
  fast: boolean;
  bufferCallback: Value;
  /** A method `persistent_id`, where one is to be asked. */
  persistentId: Value | undefined;
  reducerOverride: Value | undefined;
  /** A table of its own, instead of copyreg's. */
  dispatchTable: Value | undefined;
}

/** `pickle._T`: name of a type in notes and errors. */
export function typeText(value: Value): string {
  const type = typeOf(value);
  const module = type.lookup("__module__") ?? null;
  const name = type.qualname;
  if (!isStr(module) || ["builtins", "__main__"].includes(strOf(module))) return name;
  return `${strOf(module)}.${name}`;
}

export class Saver {
  readonly #out: Output;
  /** Numbers of the objects written so far. Equal strs are one. */
  readonly #memo: Map<Value, number>;
  readonly #options: SaverOptions;
  readonly #protocol: number;
  readonly #binary: boolean;
  readonly #dispatchTable: Value;

  constructor(out: Output, memo: Map<Value, number>, options: SaverOptions) {
    this.#out = out;
    this.#memo = memo;
    this.#options = options;
    this.#protocol = options.protocol;
    this.#binary = options.protocol >= 1;
    this.#dispatchTable = options.dispatchTable ?? shared("copyreg", "dispatch_table");
  }

  dump(object: Value): void {
    const out = this.#out;
    if (this.#protocol >= 2) out.op8(op.PROTO, this.#protocol);
    if (this.#protocol >= 4) out.startFraming();
    this.save(object);
    out.u8(op.STOP);
    out.endFraming();
  }

  save(object: Value, persistent = true): void {
    this.#out.boundary();
    if (this.#options.persistentId === undefined || !persistent) {
      this.#saveValue(object);
      return;
    }
    const id = callable(this.#options.persistentId).c1(object);
    if (id === null) this.#saveValue(object);
    else this.#savePersistent(id);
  }

  #saveValue(object: Value): void {
    const out = this.#out;
    switch (typeof object) {
      case "number":
        if (Number.isInteger(object)) this.#saveInt(object);
        else this.#saveFloat(object);
        return;
      case "string":
        this.#saveStr(object);
        return;
      case "boolean":
        if (this.#protocol >= 2) out.u8(object ? op.NEWTRUE : op.NEWFALSE);
        else out.text(object ? "I01\n" : "I00\n");
        return;
      case "bigint":
        this.#saveInt(object);
        return;
      default:
        break;
    }
    if (object === null) {
      out.u8(op.NONE);
      return;
    }
    const type = typeOf(object);
    if (type === floatType) {
      this.#saveFloat(floatOf(object));
      return;
    }
    if (this.#recall(object)) return;
    switch (type) {
      case dictType:
        this.#saveDict(object as PyDict);
        return;
      case listType:
        this.#saveList(object as PyList);
        return;
      case tupleType:
        this.#saveTuple(object as TupleLayout);
        return;
      case strType:
        this.#saveStr(object as Str);
        return;
      case bytesType:
        this.#saveBytes(object as PyBytes);
        return;
      case setType:
        this.#saveSet(object as PyAnySet);
        return;
      case frozensetType:
        this.#saveFrozenSet(object as PyAnySet);
        return;
      case bytearrayType:
        this.#saveByteArray(object as PyByteArray);
        return;
      case pickleBufferType:
        this.#savePickleBuffer(object as PyPickleBuffer);
        return;
      default:
        break;
    }
    if (this.#overridden(object)) return;
    if (type === typeType) this.#saveType(object as PyType);
    else if (type === functionType) this.#saveGlobal(object);
    else this.#reduce(object, type);
  }

  /** Writes a reference to what was written before; false when it was not. */
  #recall(object: Value): boolean {
    const index = this.#memo.get(object);
    if (index === undefined) return false;
    this.#get(index);
    return true;
  }

  #get(index: number): void {
    if (!this.#binary) this.#out.text(`g${index}\n`);
    else if (index < 256) this.#out.op8(op.BINGET, index);
    else this.#out.op32(op.LONG_BINGET, index);
  }

  #memoize(object: Value): void {
    if (this.#options.fast) return;
    const index = this.#memo.size;
    this.#memo.set(object, index);
    if (this.#protocol >= 4) this.#out.u8(op.MEMOIZE);
    else if (!this.#binary) this.#out.text(`p${index}\n`);
    else if (index < 256) this.#out.op8(op.BINPUT, index);
    else this.#out.op32(op.LONG_BINPUT, index);
  }

  #savePersistent(id: Value): void {
    if (this.#binary) {
      this.save(id, false);
      this.#out.u8(op.BINPERSID);
      return;
    }
    const text = strText(id);
    if (!/^[\0-\x7f]*$/.test(text)) throw picklingError("persistent IDs in protocol 0 must be ASCII strings");
    this.#out.text(`P${text}\n`);
  }

  #saveInt(n: Int): void {
    const out = this.#out;
    const small = typeof n === "number" && n >= -0x80000000 && n <= 0x7fffffff;
    if (small && this.#binary) {
      if (n >= 0 && n <= 0xff) out.op8(op.BININT1, n);
      else if (n >= 0 && n <= 0xffff) out.op16(op.BININT2, n);
      else out.op32(op.BININT, n);
    } else if (this.#protocol >= 2) {
      const data = longBytes(n);
      if (data.length < 256) out.op8(op.LONG1, data.length);
      else out.op32(op.LONG4, data.length);
      out.raw(data);
    } else out.text(small ? `I${n}\n` : `L${n}L\n`);
  }

  #saveFloat(x: number): void {
    if (this.#binary) this.#out.opDouble(op.BINFLOAT, x);
    else this.#out.text(`F${floatRepr(x)}\n`);
  }

  #saveStr(text: Str): void {
    if (this.#recall(text)) return;
    const out = this.#out;
    if (!this.#binary) {
      // What "raw-unicode-escape" leaves alone but a line cannot hold.
      const parts = mapSpecials(text);
      out.u8(op.UNICODE);
      out.raw(encodeRawUnicodeEscape(parts));
      out.u8(10);
    } else {
      const brief = this.#protocol >= 4;
      const opcode =
        brief && typeof text === "string" && text.length <= 255 ? op.SHORT_BINUNICODE : op.BINUNICODE;
      const done =
        typeof text === "string" && text.length < 60_000 && out.ascii(opcode, text, opcode === op.BINUNICODE);
      if (!done) {
        const data = isFlat(text) ? new TextEncoder().encode(strOf(text)) : encodeUtf8(text, "surrogatepass");
        if (brief && data.length <= 255) {
          out.op8(op.SHORT_BINUNICODE, data.length);
          out.raw(data);
        } else out.payload(header32(op.BINUNICODE, data.length), data, null);
      }
    }
    this.#memoize(text);
  }

  #bytes(data: Uint8Array, object: Value): void {
    if (data.length <= 255) {
      this.#out.op8(op.SHORT_BINBYTES, data.length);
      this.#out.raw(data);
    } else this.#out.payload(header32(op.BINBYTES, data.length), data, object);
  }

  #saveBytes(object: PyBytes): void {
    const { data } = object;
    if (this.#protocol >= 3) {
      this.#bytes(data, object);
      this.#memoize(object);
    } else if (data.length === 0) this.#saveReduce([bytesType, tuple([])], object);
    else {
      const text = Array.from(data, (byte) => String.fromCharCode(byte)).join("");
      this.#saveReduce([builtin("codecs", "encode"), tuple([str(text), "latin1"])], object);
    }
  }

  #saveByteArray(object: PyByteArray): void {
    const { data } = object;
    if (this.#protocol >= 5) {
      this.#out.payload(header64(op.BYTEARRAY8, data.length), data, object);
      this.#memoize(object);
    } else this.#saveReduce([bytearrayType, tuple(data.length === 0 ? [] : [bytes(data.slice())])], object);
  }

  #savePickleBuffer(object: PyPickleBuffer): void {
    if (this.#protocol < 5) throw picklingError("PickleBuffer can only be pickled with protocol >= 5");
    const raw = rawBytes(object);
    if (raw === undefined)
      throw picklingError("PickleBuffer can not be pickled when pointing to a non-contiguous buffer");
    const { bufferCallback } = this.#options;
    const inBand = bufferCallback === null || truthy(callable(bufferCallback).c1(object));
    if (!inBand) {
      this.#out.u8(op.NEXT_BUFFER);
      if (raw.readonly) this.#out.u8(op.READONLY_BUFFER);
      return;
    }
    if (raw.readonly) this.#bytes(raw.data, object);
    else this.#out.payload(header64(op.BYTEARRAY8, raw.data.length), raw.data, object);
    this.#memoize(object);
  }

  #item(item: Value, of: Value, index: number): void {
    try {
      this.save(item);
    } catch (error) {
      addNote(error, `when serializing ${typeText(of)} item ${index}`);
      throw error;
    }
  }

  #saveTuple(object: TupleLayout): void {
    const out = this.#out;
    const { items } = object;
    const count = items.length;
    if (count === 0) {
      if (this.#binary) out.u8(op.EMPTY_TUPLE);
      else out.text("(t");
      return;
    }
    const brief = count <= 3 && this.#protocol >= 2;
    if (!brief) out.u8(op.MARK);
    for (let i = 0; i < count; i++) this.#item(items[i] as Value, object, i);
    const index = this.#memo.get(object);
    if (index !== undefined) {
      // Writing an item has written this very tuple, which thus is part of itself: what was put on the stack is dropped.
      if (!brief && this.#binary) out.u8(op.POP_MARK);
      else for (let i = 0; i < count + (brief ? 0 : 1); i++) out.u8(op.POP);
      this.#get(index);
      return;
    }
    out.u8(brief ? ([op.TUPLE1, op.TUPLE2, op.TUPLE3][count - 1] as number) : op.TUPLE);
    this.#memoize(object);
  }

  #saveList(object: PyList): void {
    if (this.#binary) this.#out.u8(op.EMPTY_LIST);
    else this.#out.text("(l");
    this.#memoize(object);
    const { items } = object;
    if (items.length === 0) return;
    const out = this.#out;
    if (!this.#binary) {
      for (let i = 0; i < items.length; i++) {
        this.#item(items[i] as Value, object, i);
        out.u8(op.APPEND);
      }
      return;
    }
    if (items.length === 1) {
      this.#item(items[0] as Value, object, 0);
      out.u8(op.APPEND);
      return;
    }
    for (let i = 0; i < items.length; ) {
      out.u8(op.MARK);
      for (const end = i + BATCH; i < end && i < items.length; i++) this.#item(items[i] as Value, object, i);
      out.u8(op.APPENDS);
    }
  }

  /** Items of what has more than is known beforehand, for `object`. */
  #appendAll(iterable: Value, object: Value): void {
    const out = this.#out;
    const it = iter(iterable);
    let item = it.nx();
    let index = 0;
    if (!this.#binary) {
      for (; item !== undefined; item = it.nx()) {
        this.#item(item, object, index++);
        out.u8(op.APPEND);
      }
      return;
    }
    while (item !== undefined) {
      const next = it.nx();
      if (next === undefined) {
        this.#item(item, object, index);
        out.u8(op.APPEND);
        return;
      }
      out.u8(op.MARK);
      this.#item(item, object, index++);
      item = next;
      for (let count = 1; item !== undefined && count < BATCH; count++) {
        this.#item(item, object, index++);
        item = it.nx();
      }
      out.u8(op.APPENDS);
    }
  }

  #pair(key: Value, value: Value, of: Value): void {
    this.save(key);
    try {
      this.save(value);
    } catch (error) {
      addNote(error, `when serializing ${typeText(of)} item ${reprText(key)}`);
      throw error;
    }
  }

  #saveDict(object: PyDict): void {
    const out = this.#out;
    if (this.#binary) out.u8(op.EMPTY_DICT);
    else out.text("(d");
    this.#memoize(object);
    const { size } = object;
    if (size === 0) return;
    const single = !this.#binary || size === 1;
    let count = 0;
    for (const [key, value] of object.entries()) {
      if (single) {
        this.#pair(key, value, object);
        out.u8(op.SETITEM);
      } else {
        if (count === 0) out.u8(op.MARK);
        this.#pair(key, value, object);
        if (++count === BATCH) {
          out.u8(op.SETITEMS);
          count = 0;
        }
      }
      if (object.size !== size) throw runtimeError("dictionary changed size during iteration");
    }
    if (count > 0) out.u8(op.SETITEMS);
  }

  /** Pairs out of an iterator, for `object`. */
  #setAll(iterable: Value, object: Value): void {
    const out = this.#out;
    const it = iter(iterable);
    const next = (): [Value, Value] | undefined => {
      const pair = it.nx();
      if (pair === undefined) return undefined;
      if (!(pair instanceof TupleLayout) || pair.items.length !== 2)
        throw typeError("dict items iterator must return 2-tuples");
      return pair.items as [Value, Value];
    };
    let pair = next();
    while (pair !== undefined) {
      const following = this.#binary ? next() : undefined;
      if (following === undefined) {
        this.#pair(...pair, object);
        out.u8(op.SETITEM);
        pair = this.#binary ? undefined : next();
        continue;
      }
      out.u8(op.MARK);
      this.#pair(...pair, object);
      pair = following;
      for (let count = 1; pair !== undefined && count < BATCH; count++) {
        this.#pair(...pair, object);
        pair = next();
      }
      out.u8(op.SETITEMS);
    }
  }

  #elements(items: Iterable<Value>, object: Value): void {
    try {
      for (const item of items) this.save(item);
    } catch (error) {
      addNote(error, `when serializing ${typeText(object)} element`);
      throw error;
    }
  }

  #saveSet(object: PyAnySet): void {
    const items = [...object.values()];
    if (this.#protocol < 4) {
      this.#saveReduce([setType, tuple([new PyList(items)])], object);
      return;
    }
    const out = this.#out;
    out.u8(op.EMPTY_SET);
    this.#memoize(object);
    for (let i = 0; i < items.length; i += BATCH) {
      out.u8(op.MARK);
      this.#elements(items.slice(i, i + BATCH), object);
      if (object.size !== items.length) throw runtimeError("set changed size during iteration");
      out.u8(op.ADDITEMS);
    }
  }

  #saveFrozenSet(object: PyAnySet): void {
    const items = [...object.values()];
    if (this.#protocol < 4) {
      this.#saveReduce([frozensetType, tuple([new PyList(items)])], object);
      return;
    }
    const out = this.#out;
    out.u8(op.MARK);
    this.#elements(items, object);
    const index = this.#memo.get(object);
    if (index !== undefined) {
      out.u8(op.POP_MARK);
      this.#get(index);
      return;
    }
    out.u8(op.FROZENSET);
    this.#memoize(object);
  }

  #saveType(object: PyType): void {
    if (object === noneType) this.#saveReduce([typeType, tuple([null])], object);
    else if (object === notImplementedType) this.#saveReduce([typeType, tuple([NotImplemented])], object);
    else if (object === ellipsisType) this.#saveReduce([typeType, tuple([Ellipsis])], object);
    else this.#saveGlobal(object);
  }

  /** Asks `reducer_override`; true when it took care of the object. */
  #overridden(object: Value): boolean {
    const { reducerOverride } = this.#options;
    if (reducerOverride === undefined) return false;
    const result = callable(reducerOverride).c1(object);
    if (result === NotImplemented) return false;
    this.#saveResult(object, result);
    return true;
  }

  #reduce(object: Value, type: PyType): void {
    const reducer = this.#reducerOf(type);
    if (reducer !== undefined) {
      this.#saveResult(object, callable(reducer).c1(object));
      return;
    }
    if (type.isSubtype(typeType)) {
      this.#saveGlobal(object);
      return;
    }
    const reduceEx = findAttr(object, "__reduce_ex__");
    if (reduceEx !== undefined) {
      this.#saveResult(object, callable(reduceEx).c1(this.#protocol));
      return;
    }
    const reduce = findAttr(object, "__reduce__");
    if (reduce === undefined) throw picklingError(`Can't pickle ${typeText(type)} object`);
    this.#saveResult(object, callable(reduce).c0());
  }

  #reducerOf(type: PyType): Value | undefined {
    const table = this.#dispatchTable;
    if (table instanceof PyDict && typeOf(table) === dictType) return table.get(type);
    try {
      return getItem(table, type);
    } catch (error) {
      if (error instanceof PyBaseException && isInstance(error, KeyError)) return undefined;
      throw error;
    }
  }

  #saveResult(object: Value, result: Value): void {
    if (isStr(result)) {
      this.#saveGlobal(object, result);
      return;
    }
    try {
      if (!(result instanceof TupleLayout))
        throw picklingError(`__reduce__ must return a string or tuple, not ${typeText(result)}`);
      if (result.items.length < 2 || result.items.length > 6)
        throw picklingError("tuple returned by __reduce__ must contain 2 through 6 elements");
      this.#saveReduce(result.items, object);
    } catch (error) {
      addNote(error, `when serializing ${typeText(object)} object`);
      throw error;
    }
  }

  /** Saves a part of an object; a failure gets a note of which. */
  #part(part: Value, object: Value, what: string): void {
    try {
      this.save(part);
    } catch (error) {
      addNote(error, `when serializing ${typeText(object)} ${what}`);
      throw error;
    }
  }

  #saveReduce(parts: readonly Value[], object: Value): void {
    const [func, args, state = null, listItems = null, dictItems = null, stateSetter = null] = parts as [
      Value,
      Value,
      Value?,
      Value?,
      Value?,
      Value?,
    ];
    checkItem("first", isCallable(func), "callable", func);
    if (!(args instanceof TupleLayout)) {
      checkItem("second", false, "a tuple", args);
      return;
    }
    checkItem("fourth", listItems === null || isIterator(listItems), "an iterator", listItems);
    checkItem("fifth", dictItems === null || isIterator(dictItems), "an iterator", dictItems);
    checkItem("sixth", stateSetter === null || isCallable(stateSetter), "callable", stateSetter);
    const name = this.#protocol >= 2 ? findAttr(func, "__name__") : undefined;
    if (name === "__newobj__") this.#saveNewObject(args.items, object);
    else if (name === "__newobj_ex__") this.#saveNewObjectEx(args.items, object);
    else {
      this.#part(func, object, "reconstructor");
      this.#part(args, object, "reconstructor arguments");
      this.#out.u8(op.REDUCE);
    }
    const index = this.#memo.get(object);
    if (index !== undefined) {
      // Recursive: what was put on the stack is dropped.
      this.#out.u8(op.POP);
      this.#get(index);
    } else this.#memoize(object);
    if (listItems !== null) this.#appendAll(listItems, object);
    if (dictItems !== null) this.#setAll(dictItems, object);
    if (state === null) return;
    if (stateSetter === null) {
      this.#part(state, object, "state");
      this.#out.u8(op.BUILD);
      return;
    }
    this.#part(stateSetter, object, "state setter");
    this.save(object);
    this.#part(state, object, "state");
    this.#out.u8(op.TUPLE2);
    this.#out.u8(op.REDUCE);
    this.#out.u8(op.POP);
  }

  #checkClass(cls: Value, object: Value, who: string): void {
    if (findAttr(cls, "__new__") === undefined)
      throw picklingError(`first argument to ${who}() has no __new__`);
    const actual = getAttr(object, "__class__");
    if (cls !== actual) {
      throw picklingError(`first argument to ${who}() must be ${reprText(actual)}, not ${reprText(cls)}`);
    }
  }

  #saveNewObject(args: readonly Value[], object: Value): void {
    if (args.length === 0) throw picklingError("__newobj__ expected at least 1 argument, got 0");
    const [cls, ...rest] = args as [Value, ...Value[]];
    this.#checkClass(cls, object, "__newobj__");
    this.#part(cls, object, "class");
    this.#part(tuple(rest), object, "__new__ arguments");
    this.#out.u8(op.NEWOBJ);
  }

  #saveNewObjectEx(parts: readonly Value[], object: Value): void {
    if (parts.length !== 3) throw picklingError(`__newobj_ex__ expected 3 arguments, got ${parts.length}`);
    const [cls, args, keywords] = parts as [Value, Value, Value];
    this.#checkClass(cls, object, "__newobj_ex__");
    if (!(args instanceof TupleLayout))
      throw picklingError(`second argument to __newobj_ex__() must be a tuple, not ${typeText(args)}`);
    if (!(keywords instanceof PyDict))
      throw picklingError(`third argument to __newobj_ex__() must be a dict, not ${typeText(keywords)}`);
    if (this.#protocol >= 4) {
      this.#part(cls, object, "class");
      this.#part(args, object, "__new__ arguments");
      this.#part(keywords, object, "__new__ arguments");
      this.#out.u8(op.NEWOBJ_EX);
      return;
    }
    const partial = callEx(
      builtin("functools", "partial"),
      [getAttr(cls, "__new__"), cls, ...args.items],
      keywords,
    );
    this.#part(partial, object, "reconstructor");
    this.save(tuple([]));
    this.#out.u8(op.REDUCE);
  }

  #saveGlobal(object: Value, given?: Value): void {
    const name = given ?? findAttr(object, "__qualname__") ?? getAttr(object, "__name__");
    const found = whichModule(object, name);
    if (this.#protocol >= 2 && this.#saveExtension(found)) return;
    const { module, path } = found;
    if (this.#protocol >= 4) {
      this.save(module);
      this.save(name);
      this.#out.u8(op.STACK_GLOBAL);
    } else if (path.length > 1) this.#saveDotted(module, path);
    else this.#saveTopLevel(module, str(path[0] as string));
    this.#memoize(object);
  }

  /** Before protocol 4 a dotted name is a chain of calls of `getattr`. */
  #saveDotted(module: Value, path: readonly string[]): void {
    const [first, ...rest] = path as [string, ...string[]];
    const out = this.#out;
    for (const _ of rest) {
      this.save(builtin("builtins", "getattr"));
      if (this.#protocol < 2) out.u8(op.MARK);
    }
    this.#saveTopLevel(module, str(first));
    for (const name of rest) {
      this.save(str(name));
      out.u8(this.#protocol < 2 ? op.TUPLE : op.TUPLE2);
      out.u8(op.REDUCE);
    }
  }

  /** Writes the code of `copyreg.add_extension`, where there is one. */
  #saveExtension({ module, name }: GlobalName): boolean {
    const registry = shared("copyreg", "_extension_registry") as PyDict;
    if (registry.size === 0) return false;
    const found = registry.get(tuple([module, name]));
    if (found === undefined) return false;
    const code = Number(intOf(found));
    if (code <= 0 || code > 0x7fffffff) throw runtimeError(`extension code ${code} is out of range`);
    if (code <= 0xff) this.#out.op8(op.EXT1, code);
    else if (code <= 0xffff) this.#out.op16(op.EXT2, code);
    else this.#out.op32(op.EXT4, code);
    return true;
  }

  #saveTopLevel(givenModule: Value, givenName: Value): void {
    let module = givenModule;
    let name = givenName;
    const ascii = this.#protocol < 3;
    if (ascii && this.#options.fixImports) {
      const names = shared("_compat_pickle", "REVERSE_NAME_MAPPING") as PyDict;
      const pair = names.get(tuple([module, name]));
      if (pair instanceof TupleLayout) [module, name] = pair.items as [Value, Value];
      else module = (shared("_compat_pickle", "REVERSE_IMPORT_MAPPING") as PyDict).get(module) ?? module;
    }
    const encode = (value: Value, kind: string): Uint8Array => {
      try {
        return (ascii ? encodeAscii : encodeUtf8)(value as Str, "strict");
      } catch (error) {
        if (!(error instanceof PyBaseException) || !isInstance(error, UnicodeEncodeError)) throw error;
        throw picklingError(
          `can't pickle ${kind} identifier ${reprText(value)} using pickle protocol ${this.#protocol}`,
          error,
        );
      }
    };
    const line = encode(module, "module");
    const second = encode(name, "global");
    this.#out.u8(op.GLOBAL);
    this.#out.raw(line);
    this.#out.u8(10);
    this.#out.raw(second);
    this.#out.u8(10);
  }
}

const isCallable = (value: Value): boolean => typeOf(value).lookup("__call__") !== undefined;

function checkItem(which: string, fits: boolean, wanted: string, value: Value): void {
  if (fits) return;
  throw picklingError(
    `${which} item of the tuple returned by __reduce__ must be ${wanted}, not ${typeText(value)}`,
  );
}

const SPECIALS = /[\\\0\n\r\x1a]/g;
const escape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

function mapSpecials(text: Str): Str {
  if (typeof text === "string") return SPECIALS.test(text) ? text.replace(SPECIALS, escape) : text;
  return str(strOf(text).replace(SPECIALS, escape));
}

function header32(opcode: number, length: number): Uint8Array {
  const header = new Uint8Array(5);
  header[0] = opcode;
  new DataView(header.buffer).setUint32(1, length, true);
  return header;
}

function header64(opcode: number, length: number): Uint8Array {
  const header = new Uint8Array(9);
  header[0] = opcode;
  new DataView(header.buffer).setBigUint64(1, BigInt(length), true);
  return header;
}
