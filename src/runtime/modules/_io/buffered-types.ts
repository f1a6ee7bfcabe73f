/** The behaviour of `BufferedReader`, `BufferedWriter`, `BufferedRandom` and `BufferedRWPair` over `buffered.ts`. */
import { declareType, typeOf } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import { track, untrack } from "../../core/finalizable.ts";
import type { NativeRow } from "../../core/native.ts";
import type { Value } from "../../core/object.ts";
import { osError } from "../../exceptions/os-error.ts";
import { typeError, valueError } from "../../exceptions/raise.ts";
import { needBuffer } from "../../objects/buffer.ts";
import { bytes } from "../../objects/bytes.ts";
import { str } from "../../objects/str.ts";
import { getAttr } from "../../protocols/attribute.ts";
import { truthy } from "../../protocols/compare.ts";
import { callMethod } from "../../protocols/method-call.ts";
import { toCInt, toIndex } from "../../protocols/number.ts";
import {
  bufferedIOBaseType,
  cannotPickle,
  finalizingMember,
  isClosed,
  PyBufferedIOBase,
  sizeOf,
  flushThenClose,
  inTurn,
  warnUnclosed,
  writableBuffer,
} from "./base.ts";
import { DEFAULT_BUFFER_SIZE, PyBuffered } from "./buffered.ts";
import { unsupported } from "./errors.ts";
import { nameRepr } from "./file-io.ts";

const options = { bases: [bufferedIOBaseType], hasDict: true };

export class PyBufferedReader extends PyBuffered {}
export class PyBufferedWriter extends PyBuffered {}
export class PyBufferedRandom extends PyBuffered {}

export const bufferedReaderType = declareType("_io.BufferedReader", PyBufferedReader, options);
export const bufferedWriterType = declareType("_io.BufferedWriter", PyBufferedWriter, options);
export const bufferedRandomType = declareType("_io.BufferedRandom", PyBufferedRandom, options);

/** `__init__` of the three: what the raw stream must be able to do, and what this one then does. */
function init(canRead: boolean, canWrite: boolean, seekable = false): NativeRow {
  return [
    `(self, raw, buffer_size=${DEFAULT_BUFFER_SIZE})`,
    (self: PyBuffered, raw: Value, size: Value = DEFAULT_BUFFER_SIZE) => {
      self.raw = null;
      if (seekable && !truthy(callMethod(raw, "seekable")))
        throw unsupported("File or stream is not seekable.");
      if (canRead && !truthy(callMethod(raw, "readable")))
        throw unsupported("File or stream is not readable.");
      if (canWrite && !truthy(callMethod(raw, "writable")))
        throw unsupported("File or stream is not writable.");
      const count = Number(toIndex(size));
      if (count <= 0) throw valueError("buffer size must be strictly positive");
      self.raw = raw;
      self.bufferSize = count;
      self.release();
      self.released = false;
      self.canRead = canRead;
      self.canWrite = canWrite;
      track(self);
      return null;
    },
  ];
}

function readSize(size: Value): number {
  const count = size === null ? -1 : Number(toIndex(size));
  if (count < -1) throw valueError("read length must be non-negative or -1");
  return count;
}

const readMethods: Readonly<Record<string, NativeRow>> = {
  read: [
    "(self, size=-1, /)",
    (self: PyBuffered, size: Value = -1) => {
      const count = readSize(size);
      self.needOpen("read of closed file");
      const data = count < 0 ? self.readAll() : self.read(count);
      return data === undefined ? null : bytes(data);
    },
  ],
  read1: [
    "(self, size=-1, /)",
    (self: PyBuffered, size: Value = -1) => {
      self.needOpen("read of closed file");
      const wanted = Number(toIndex(size));
      const count = wanted < 0 ? self.bufferSize : wanted;
      if (count === 0) return bytes([]);
      if (self.available === 0 && (self.fill() ?? 0) === 0) return bytes([]);
      return bytes(self.take(count));
    },
  ],
  readinto: [
    "(self, buffer, /)",
    (self: PyBuffered, target: Value) => {
      const memory = writableBuffer(target, "readinto");
      self.needOpen("readinto of closed file");
      const data = self.read(memory.length);
      if (data === undefined) return null;
      memory.set(data);
      return data.length;
    },
  ],
  readinto1: [
    "(self, buffer, /)",
    (self: PyBuffered, target: Value) => {
      const memory = writableBuffer(target, "readinto1");
      self.needOpen("readinto of closed file");
      if (memory.length === 0) return 0;
      const held = self.take(Math.min(memory.length, self.available));
      memory.set(held);
      // At most one raw read, past the buffer where that is the smaller.
      const rest = memory.subarray(held.length);
      if (rest.length > self.bufferSize) return held.length + (self.rawRead(rest) ?? 0);
      if (held.length > 0 || (self.fill() ?? 0) === 0) return held.length;
      const data = self.take(memory.length);
      memory.set(data);
      return data.length;
    },
  ],
  peek: [
    "(self, size=0, /)",
    (self: PyBuffered) => {
      self.needOpen("peek of closed file");
      self.fill();
      return bytes(self.ahead.slice(self.from, self.to));
    },
  ],
  readline: [
    "(self, size=-1, /)",
    (self: PyBuffered, size: Value = -1) => {
      self.needOpen("readline of closed file");
      return bytes(self.line(sizeOf(size)));
    },
  ],
};

const writeMethods: Readonly<Record<string, NativeRow>> = {
  write: [
    "(self, buffer, /)",
    (self: PyBuffered, data: Value) => {
      if (typeof data === "string") throw typeError("a bytes-like object is required, not 'str'");
      const source = needBuffer(data);
      self.needOpen("write to closed file");
      return self.write(source);
    },
  ],
};

/** Flushes, then closes the raw stream whatever happened. */
function close(self: PyBuffered): Value {
  if (self.raw === null || self.raw === undefined || self.closed) {
    self.stream;
    return null;
  }
  if (self.finalizing) warnUnclosed(self, self);
  flushThenClose(self, () => {
    untrack(self);
    self.release();
    callMethod(self.stream, "close");
  });
  return null;
}

function truncate(self: PyBuffered, size: Value): Value {
  self.needOpen("truncate of closed file");
  if (!self.canWrite) throw unsupported("truncate");
  self.synchronize();
  return callMethod(self.stream, "truncate", size === null ? self.tell() : size);
}

const commonMethods: Readonly<Record<string, NativeRow>> = {
  flush: [
    "(self, /)",
    (self: PyBuffered) => {
      self.needOpen("flush of closed file");
      if (self.canWrite && self.canRead) self.synchronize();
      else self.flushPending();
      if (self.canWrite && self.file === undefined) callMethod(self.stream, "flush");
      return null;
    },
  ],
  close: ["(self, /)", close],
  detach: [
    "(self, /)",
    (self: PyBuffered) => {
      const { stream } = self;
      callMethod(self, "flush");
      self.raw = null;
      untrack(self);
      return stream;
    },
  ],
  seekable: ["(self, /)", (self: PyBuffered) => callMethod(self.stream, "seekable")],
  readable: ["(self, /)", (self: PyBuffered) => (self.canRead ? callMethod(self.stream, "readable") : false)],
  writable: [
    "(self, /)",
    (self: PyBuffered) => (self.canWrite ? callMethod(self.stream, "writable") : false),
  ],
  fileno: ["(self, /)", (self: PyBuffered) => callMethod(self.stream, "fileno")],
  isatty: ["(self, /)", (self: PyBuffered) => callMethod(self.stream, "isatty")],
  tell: ["(self, /)", (self: PyBuffered) => self.tell()],
  seek: [
    "(self, target, whence=0, /)",
    (self: PyBuffered, target: Value, whence: Value = 0) => {
      const mode = toCInt(whence);
      if (mode < 0 || mode > 2) throw valueError(`whence value ${mode} unsupported`);
      self.needOpen("seek of closed file");
      if (!truthy(callMethod(self.stream, "seekable"))) throw unsupported("File or stream is not seekable.");
      return self.seek(Number(toIndex(target)), mode);
    },
  ],
  truncate: ["(self, pos=None, /)", (self: PyBuffered, size: Value = null) => truncate(self, size)],
  _dealloc_warn: [
    "(self, source, /)",
    (self: PyBuffered, source: Value) => {
      warnUnclosed(self.stream, source);
      return null;
    },
  ],
  __sizeof__: [
    "(self, /)",
    (self: PyBuffered) => 16 + (self.raw === undefined || self.released ? 0 : self.bufferSize),
  ],
  __getstate__: cannotPickle,
  __repr__: [
    "(self, /)",
    (self: PyBuffered) => {
      const type = typeOf(self);
      const module = type.heap ? String(type.dict.get("__module__") ?? "") : "_io";
      const name = nameRepr(self);
      return str(`<${module}.${type.qualname}${name === undefined ? "" : ` name=${name}`}>`);
    },
  ],
};

const getset: TypeSpec["getset"] = {
  closed: { get: (self: PyBuffered) => self.closed },
  name: { get: (self: PyBuffered) => getAttr(self.stream, "name") },
  mode: { get: (self: PyBuffered) => getAttr(self.stream, "mode") },
  raw: { get: (self: PyBuffered) => self.raw ?? null, member: true },
  _finalizing: finalizingMember,
};

export const bufferedReaderSpec: TypeSpec = {
  doc: "Create a new buffered reader using the given readable raw IO object.",
  methods: { __init__: init(true, false), ...commonMethods, ...readMethods },
  getset,
};

export const bufferedWriterSpec: TypeSpec = {
  doc: "A buffer for a writeable sequential RawIO object.",
  methods: { __init__: init(false, true), ...commonMethods, ...writeMethods },
  getset,
};

export const bufferedRandomSpec: TypeSpec = {
  doc: "A buffered interface to random access streams.",
  methods: { __init__: init(true, true, true), ...commonMethods, ...readMethods, ...writeMethods },
  getset,
};

/** A reader and a writer as one object: `BufferedRWPair`. */
export class PyBufferedPair extends PyBufferedIOBase {
  reader: PyBuffered | undefined = undefined;
  writer: PyBuffered | undefined = undefined;
}

export const bufferedPairType = declareType("_io.BufferedRWPair", PyBufferedPair, options);

const forward =
  (side: "reader" | "writer", name: string) =>
  (self: PyBufferedPair, ...args: Value[]): Value => {
    const stream = self[side];
    if (stream === undefined) throw valueError("I/O operation on uninitialized object");
    return callMethod(stream, name, ...args.filter((arg) => arg !== undefined));
  };

function newBuffered(type: typeof bufferedReaderType, raw: Value, size: Value): PyBuffered {
  return type.c2(raw, size) as PyBuffered;
}

export const bufferedPairSpec: TypeSpec = {
  doc: "A buffered reader and writer object together.",
  methods: {
    __init__: [
      `(self, reader, writer, buffer_size=${DEFAULT_BUFFER_SIZE}, /)`,
      (self: PyBufferedPair, reader: Value, writer: Value, size: Value = DEFAULT_BUFFER_SIZE) => {
        if (!truthy(callMethod(reader, "readable"))) throw unsupported("File or stream is not readable.");
        if (!truthy(callMethod(writer, "writable"))) throw unsupported("File or stream is not writable.");
        self.reader = newBuffered(bufferedReaderType, reader, size);
        self.writer = newBuffered(bufferedWriterType, writer, size);
        return null;
      },
    ],
    read: ["(self, size=-1, /)", forward("reader", "read")],
    read1: ["(self, size=-1, /)", forward("reader", "read1")],
    readinto: ["(self, buffer, /)", forward("reader", "readinto")],
    readinto1: ["(self, buffer, /)", forward("reader", "readinto1")],
    peek: ["(self, size=0, /)", forward("reader", "peek")],
    readable: ["(self, /)", forward("reader", "readable")],
    write: ["(self, buffer, /)", forward("writer", "write")],
    flush: ["(self, /)", forward("writer", "flush")],
    writable: ["(self, /)", forward("writer", "writable")],
    close: [
      "(self, /)",
      (self: PyBufferedPair) => {
        inTurn(
          () => forward("writer", "close")(self),
          () => forward("reader", "close")(self),
        );
        return null;
      },
    ],
    isatty: [
      "(self, /)",
      (self: PyBufferedPair) =>
        truthy(forward("writer", "isatty")(self)) || truthy(forward("reader", "isatty")(self)),
    ],
  },
  getset: {
    closed: {
      get: (self: PyBufferedPair) => {
        if (self.writer === undefined) throw osError("EIO");
        return isClosed(self.writer);
      },
    },
  },
};
