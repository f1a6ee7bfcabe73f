/**
 * The abstract classes of the stack: `_IOBase`, `_RawIOBase`, `_BufferedIOBase`, `_TextIOBase`. Their methods are written
 * in terms of the methods of subclasses, which may be written in Python. Follows Modules/_io/iobase.c.
 *
 * https://docs.python.org/3.14/library/io.html#class-hierarchy
 */
import { declareType, typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { GetSetRow, TypeSpec } from "../../core/define.ts";
import { PyBaseException } from "../../core/exception.ts";
import { untrack } from "../../core/finalizable.ts";
import type { NativeRow } from "../../core/native.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { OSError, StopIteration, ValueError } from "../../exceptions/hierarchy.ts";
import { newException, typeError, valueError } from "../../exceptions/raise.ts";
import { bufferOf, isBufferLender } from "../../objects/buffer.ts";
import { PyByteArray } from "../../objects/bytearray.ts";
import { bytes, isBytes, PyBytes } from "../../objects/bytes.ts";
import { PyIterator } from "../../objects/iterator.ts";
import { PyList } from "../../objects/list.ts";
import { findAttr, getAttr } from "../../protocols/attribute.ts";
import { truthy } from "../../protocols/compare.ts";
import { len } from "../../protocols/item.ts";
import { iter } from "../../protocols/iterate.ts";
import { callMethod } from "../../protocols/method-call.ts";
import { toIndex, toSize } from "../../protocols/number.ts";
import { reprText } from "../../protocols/repr.ts";
import { dictAttribute } from "../../types/object.ts";
import { closedFile, unsupported } from "./errors.ts";

export class PyIOBase extends PyIterator {
  /** Set by `_IOBase.close`. Concrete classes say in their own way whether they are closed. */
  baseClosed = false;
  /** Set while `__del__` closes it: whoever opened it did not. */
  finalizing = false;

  /** The next line; for concrete classes that know a shorter way. */
  nx(): Value | undefined {
    const line = callMethod(this, "readline");
    return lengthOf(line) === 0 ? undefined : line;
  }
}

function lengthOf(line: Value): number {
  return typeof line === "string"
    ? line.length
    : line instanceof PyBytes
      ? line.data.length
      : truthy(line)
        ? 1
        : 0;
}

// JavaScript's chain of classes is that of the types, as flattened attributes are inherited along it.
export class PyRawIOBase extends PyIOBase {}
export class PyBufferedIOBase extends PyIOBase {}
export class PyTextIOBase extends PyIOBase {}

export const ioBaseType = declareType("_io._IOBase", PyIOBase, { hasDict: true });
const derived = { bases: [ioBaseType], hasDict: true };
export const rawIOBaseType = declareType("_io._RawIOBase", PyRawIOBase, derived);
export const bufferedIOBaseType = declareType("_io._BufferedIOBase", PyBufferedIOBase, derived);
export const textIOBaseType = declareType("_io._TextIOBase", PyTextIOBase, derived);

export function isClosed(stream: Value): boolean {
  return truthy(getAttr(stream, "closed"));
}

/** ValueError when the stream is closed. */
export function checkClosed(stream: Value): void {
  if (isClosed(stream)) throw closedFile();
}

/** `__del__`: closes a stream that nobody refers to any more. Follows iobase_finalize. */
function finalize(stream: PyIOBase): Value {
  try {
    if (isClosed(stream)) return null;
  } catch (error) {
    if (!(error instanceof PyBaseException)) throw error;
  }
  stream.finalizing = true;
  try {
    callMethod(stream, "close");
  } catch (error) {
    current.reportUnraisable(error, `Exception ignored while finalizing file ${reprText(stream)}`, null);
  }
  return null;
}

/** The attribute `_finalizing` of concrete classes. */
export const finalizingMember: GetSetRow = {
  get: (self: PyIOBase) => self.finalizing,
  set(self: PyIOBase, value: Value) {
    if (typeof value !== "boolean") throw typeError("attribute value type must be bool");
    self.finalizing = value;
  },
  delete() {
    throw typeError("can't delete numeric/char attribute");
  },
  member: true,
};

/** `__getstate__` of what stands for something outside of the program. */
export const cannotPickle: NativeRow = [
  "(self, /)",
  (self: Value) => {
    throw typeError(`cannot pickle '${typeOf(self).name}' instances`);
  },
];

/** Has `stream` say that whoever opened `source` did not close it. What goes wrong with that is nobody's concern. */
export function warnUnclosed(stream: Value, source: Value): void {
  try {
    callMethod(stream, "_dealloc_warn", source);
  } catch (error) {
    if (!(error instanceof PyBaseException)) throw error;
  }
}

/** A size argument: None and negative numbers mean "all", -1. */
export function sizeOf(value: Value): number {
  if (value === null) return -1;
  if (typeof value === "number" && Number.isInteger(value)) return value < 0 ? -1 : value;
  if (typeof value !== "bigint" && typeof value !== "object" && typeof value !== "boolean") {
    throw typeError(`argument should be integer or None, not '${typeOf(value).name}'`);
  }
  if (findAttr(value, "__index__") === undefined) {
    throw typeError(`argument should be integer or None, not '${typeOf(value).name}'`);
  }
  const size = Number(toIndex(value));
  return size < 0 ? -1 : size;
}

/** Whether `stream.name()` says yes, or raise what the stream says when it does not. */
function require(stream: Value, name: string, what: string): void {
  if (!truthy(callMethod(stream, name))) throw unsupported(`File or stream is not ${what}.`);
}

/** `_IOBase.readline`: byte by byte, or by peeking where the stream can. */
function readline(stream: Value, size: Value): Value {
  const limit = sizeOf(size);
  const peek = findAttr(stream, "peek");
  const parts: number[] = [];
  while (limit < 0 || parts.length < limit) {
    let want = 1;
    if (peek !== undefined) {
      const ahead = bufferOf(callable(peek).c1(1));
      if (ahead !== undefined && ahead.length > 0) {
        const room = limit < 0 ? ahead.length : Math.min(ahead.length, limit - parts.length);
        const end = ahead.subarray(0, room).indexOf(10);
        want = end < 0 ? room : end + 1;
      }
    }
    const chunk = callMethod(stream, "read", want);
    if (!isBytes(chunk))
      throw newException(OSError, `read() should have returned a bytes object, not '${typeOf(chunk).name}'`);
    if (chunk.data.length === 0) break;
    for (const byte of chunk.data) parts.push(byte);
    if (chunk.data[chunk.data.length - 1] === 10) break;
  }
  return bytes(parts);
}

function readlines(stream: Value, hint: Value): Value {
  const limit = sizeOf(hint);
  const lines: Value[] = [];
  let total = 0;
  const iterator = iter(stream);
  for (let line = iterator.nx(); line !== undefined; line = iterator.nx()) {
    lines.push(line);
    if (limit <= 0) continue;
    total += Number(len(line));
    if (total > limit) break;
  }
  return new PyList(lines);
}

export const ioBaseSpec: TypeSpec = {
  doc: "The abstract base class for all I/O classes.",
  methods: {
    seek: [
      "(self, offset, whence=0, /)",
      () => {
        throw unsupported("seek");
      },
    ],
    tell: ["(self, /)", (self: Value) => callMethod(self, "seek", 0, 1)],
    truncate: [
      "(self, size=None, /)",
      () => {
        throw unsupported("truncate");
      },
    ],
    flush: [
      "(self, /)",
      (self: Value) => {
        checkClosed(self);
        return null;
      },
    ],
    close: [
      "(self, /)",
      (self: PyIOBase) => {
        if (self.baseClosed) return null;
        try {
          callMethod(self, "flush");
        } finally {
          self.baseClosed = true;
          untrack(self);
        }
        return null;
      },
    ],
    __del__: ["(self, /)", finalize],
    seekable: ["(self, /)", () => false],
    readable: ["(self, /)", () => false],
    writable: ["(self, /)", () => false],
    _checkClosed: [
      "(self, /)",
      (self: Value) => {
        checkClosed(self);
        return null;
      },
    ],
    _checkSeekable: [
      "(self, /)",
      (self: Value) => {
        require(self, "seekable", "seekable");
        return true;
      },
    ],
    _checkReadable: [
      "(self, /)",
      (self: Value) => {
        require(self, "readable", "readable");
        return true;
      },
    ],
    _checkWritable: [
      "(self, /)",
      (self: Value) => {
        require(self, "writable", "writable");
        return true;
      },
    ],
    fileno: [
      "(self, /)",
      () => {
        throw unsupported("fileno");
      },
    ],
    isatty: [
      "(self, /)",
      (self: Value) => {
        checkClosed(self);
        return false;
      },
    ],
    __enter__: [
      "(self, /)",
      (self: Value) => {
        checkClosed(self);
        return self;
      },
    ],
    __exit__: [
      "(self, *args)",
      (self: Value) => {
        callMethod(self, "close");
        return null;
      },
    ],
    __iter__: [
      "(self, /)",
      (self: Value) => {
        checkClosed(self);
        return self;
      },
    ],
    __next__: [
      "(self, /)",
      (self: PyIOBase) => {
        const line = self.nx();
        if (line === undefined) throw newException(StopIteration);
        return line;
      },
    ],
    readline: ["(self, size=-1, /)", (self: Value, size: Value = -1) => readline(self, size)],
    readlines: ["(self, hint=-1, /)", (self: Value, hint: Value = -1) => readlines(self, hint)],
    writelines: [
      "(self, lines, /)",
      (self: Value, lines: Value) => {
        checkClosed(self);
        const iterator = iter(lines);
        for (let line = iterator.nx(); line !== undefined; line = iterator.nx())
          callMethod(self, "write", line);
        return null;
      },
    ],
  },
  getset: { closed: { get: (self: PyIOBase) => self.baseClosed }, __dict__: { get: dictAttribute.get } },
};

export const rawIOBaseSpec: TypeSpec = {
  doc: "Base class for raw binary I/O.",
  methods: {
    read: [
      "(self, size=-1, /)",
      (self: Value, size: Value = -1) => {
        const count = sizeOf(size);
        if (count < 0) return callMethod(self, "readall");
        const target = new PyByteArray(new Uint8Array(count));
        const got = callMethod(self, "readinto", target);
        if (got === null) return null;
        const length = toSize(got, ValueError);
        if (length < 0 || length > count)
          throw valueError(`readinto returned ${length} outside buffer size ${count}`);
        return bytes(target.data.slice(0, length));
      },
    ],
    readall: [
      "(self, /)",
      (self: Value) => {
        const chunks: Uint8Array[] = [];
        for (;;) {
          const chunk = callMethod(self, "read", 8192);
          if (chunk === null && chunks.length === 0) return null;
          const data = chunk === null ? undefined : bufferOf(chunk);
          if (data === undefined && chunk !== null) throw typeError("read() should return bytes");
          if (data === undefined || data.length === 0) break;
          chunks.push(data);
        }
        return bytes(concatenate(chunks));
      },
    ],
    readinto: [
      "(self, buffer, /)",
      () => {
        throw unsupported("readinto");
      },
    ],
    write: [
      "(self, b, /)",
      () => {
        throw unsupported("write");
      },
    ],
  },
};

/** The chunks one after the other. */
export function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
  const only = chunks[0];
  if (chunks.length === 1 && only !== undefined) return only;
  const result = new Uint8Array(chunks.reduce((total, chunk) => total + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    result.set(chunk, at);
    at += chunk.length;
  }
  return result;
}

/** Does the one, and the other whatever came of that; the error of the one is the context of that of the other. */
export function inTurn(first: () => void, second: () => void): void {
  let failure: unknown;
  try {
    first();
  } catch (error) {
    failure = error;
  }
  try {
    second();
  } catch (error) {
    if (error instanceof PyBaseException && failure instanceof PyBaseException) error.context = failure;
    throw error;
  }
  if (failure !== undefined) throw failure;
}

/** Closes whatever flushing does. */
export function flushThenClose(self: Value, close: () => void): void {
  inTurn(() => callMethod(self, "flush"), close);
}

/** The writable memory behind the argument of `readinto`. */
export function writableBuffer(value: Value, method: string): Uint8Array {
  const data = bufferOf(value);
  if (data === undefined || (isBufferLender(value) && value.buffer$().readonly)) {
    throw typeError(`${method}() argument must be read-write bytes-like object, not ${typeOf(value).name}`);
  }
  return data;
}

const refuse = (name: string) => (): Value => {
  throw unsupported(name);
};

function readInto(name: "read" | "read1") {
  return (self: Value, target: Value): Value => {
    const memory = writableBuffer(target, "readinto");
    const chunk = callMethod(self, name, memory.length);
    if (!isBytes(chunk)) throw typeError(`${name}() should return bytes`);
    if (chunk.data.length > memory.length) {
      throw valueError(
        `${name}() returned too much data: ${memory.length} bytes requested, ${chunk.data.length} returned`,
      );
    }
    memory.set(chunk.data);
    return chunk.data.length;
  };
}

export const bufferedIOBaseSpec: TypeSpec = {
  doc: "Base class for buffered IO objects.",
  methods: {
    detach: ["(self, /)", refuse("detach")],
    read: ["(self, size=-1, /)", refuse("read")],
    read1: ["(self, size=-1, /)", refuse("read1")],
    readinto: ["(self, buffer, /)", readInto("read")],
    readinto1: ["(self, buffer, /)", readInto("read1")],
    write: ["(self, b, /)", refuse("write")],
  },
};

export const textIOBaseSpec: TypeSpec = {
  doc: "Base class for text I/O.",
  methods: {
    detach: ["(self, /)", refuse("detach")],
    read: ["(self, size=-1, /)", refuse("read")],
    readline: ["(self, size=-1, /)", refuse("readline")],
    write: ["(self, s, /)", refuse("write")],
  },
  getset: {
    encoding: { get: () => null },
    newlines: { get: () => null },
    errors: { get: () => null },
  },
};
