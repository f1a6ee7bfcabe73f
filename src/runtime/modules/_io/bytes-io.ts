/** `BytesIO`: a binary stream in memory. Follows Modules/_io/bytesio.c.
 * https://docs.python.org/3.14/library/io.html#io.BytesIO */
import { declareType, typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { TypeSpec } from "../../core/define.ts";
import { PyInstance, slotsOf, type Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { BufferError } from "../../exceptions/hierarchy.ts";
import { newException, typeError, valueError } from "../../exceptions/raise.ts";
import { type Buffer, type BufferLender, isLent, needBuffer, plainBuffer } from "../../objects/buffer.ts";
import { cutBytes } from "../../objects/bytes-search.ts";
import { bytes, type PyBytes } from "../../objects/bytes.ts";
import { PyDict } from "../../objects/dict.ts";
import { intOf, isInt } from "../../objects/int.ts";
import { PyList } from "../../objects/list.ts";
import { PyTuple, tuple } from "../../objects/tuple.ts";
import { instanceDict } from "../../protocols/attribute.ts";
import { iter } from "../../protocols/iterate.ts";
import { toCInt, toIndex } from "../../protocols/number.ts";
import { bufferedIOBaseType, PyBufferedIOBase, sizeOf, writableBuffer } from "./base.ts";
import { closedFile } from "./errors.ts";
import type { PyStringIO } from "./string-io.ts";

export class PyBytesIO extends PyBufferedIOBase {
  /** The first `size` bytes are the contents; null when closed. */
  store: Uint8Array | null = new Uint8Array(0);
  size = 0;
  position = 0;
  exports = 0;
  /** What `getbuffer` gave, which counts who looks. */
  lent: PyBytesIOBuffer | undefined = undefined;

  get data(): Uint8Array {
    return this.open.subarray(0, this.size);
  }

  get open(): Uint8Array {
    if (this.store === null) throw closedFile();
    return this.store;
  }

  checkExports(): void {
    if (this.exports > 0 && (this.lent === undefined || isLent(this.lent))) {
      throw newException(BufferError, "Existing exports of data: object cannot be re-sized");
    }
  }

  read(count: number): Uint8Array {
    const { open } = this;
    const start = Math.min(this.position, this.size);
    const end = count < 0 ? this.size : Math.min(this.size, start + count);
    this.position = Math.max(this.position, end);
    return cutBytes(open, start, end);
  }

  line(limit: number): Uint8Array {
    const { open } = this;
    const start = Math.min(this.position, this.size);
    const newline = open.indexOf(10, start);
    let end = newline < 0 ? this.size : Math.min(this.size, newline + 1);
    if (limit >= 0) end = Math.min(end, start + limit);
    this.position = Math.max(this.position, end);
    return cutBytes(open, start, end);
  }

  write(chunk: Uint8Array): number {
    const { open } = this;
    this.checkExports();
    if (chunk.length === 0) return 0;
    const end = this.position + chunk.length;
    let target = open;
    if (end > open.length) {
      target = new Uint8Array(Math.max(end, open.length * 2, 64));
      target.set(open.subarray(0, this.size));
      this.store = target;
    } else if (this.position > this.size) target.fill(0, this.size, this.position);
    target.set(chunk, this.position);
    this.position = end;
    this.size = Math.max(this.size, end);
    return chunk.length;
  }

  override nx(): Value | undefined {
    if (this.cls$.heap) return super.nx();
    const line = this.line(-1);
    return line.length === 0 ? undefined : bytes(line);
  }
}

/** What `getbuffer` looks at: it lends the memory of the stream, which itself is not bytes-like. */
export class PyBytesIOBuffer extends PyInstance implements BufferLender {
  readonly #source: PyBytesIO | undefined;
  views$: WeakRef<BufferLender>[] | undefined = undefined;

  constructor(source?: PyBytesIO) {
    super();
    this.#source = source;
  }

  get exports(): number {
    return this.#source?.exports ?? 0;
  }

  set exports(count: number) {
    if (this.#source !== undefined) this.#source.exports = count;
  }

  buffer$(): Buffer {
    return plainBuffer(this.#source?.data ?? new Uint8Array(0), false);
  }
}

export const bytesIOBufferType = declareType("_io._BytesIOBuffer", PyBytesIOBuffer, { subclassable: false });

export const bytesIOBufferSpec: TypeSpec = {
  new: [
    "(*args, **kwargs)",
    () => {
      throw typeError("cannot create '_io._BytesIOBuffer' instances");
    },
  ],
};

export const bytesIOType = declareType("_io.BytesIO", PyBytesIO, {
  bases: [bufferedIOBaseType],
  hasDict: true,
});

/** The position and the attributes of a stream in memory, as `__setstate__` gets them. */
export function restoreState(
  self: PyBytesIO | PyStringIO,
  [where, position, which, dict]: readonly [string, Value, string, Value],
): void {
  if (!isInt(position)) {
    const after = self instanceof PyBytesIO ? "be an integer, not" : "be an integer, got";
    throw typeError(`${where} item of state must ${after} ${typeOf(position).name}`);
  }
  if (intOf(position) < 0) throw valueError("position value cannot be negative");
  self.position = Number(intOf(position));
  if (dict === null) return;
  if (!(dict instanceof PyDict)) {
    throw typeError(`${which} item of state should be a dict, got a ${typeOf(dict).name}`);
  }
  for (const [key, value] of dict.entries()) instanceDict(self).set(key, value);
}

const yes = (self: PyBytesIO): Value => {
  self.open;
  return true;
};

export const bytesIOSpec: TypeSpec = {
  doc: "Buffered I/O implementation using an in-memory bytes buffer.",
  new: ["(*args, **kwargs)", (cls) => cls.alloc()],
  methods: {
    __init__: [
      "(self, initial_bytes=b'')",
      (self: PyBytesIO, initial: Value = null) => {
        self.checkExports();
        self.store = initial === null ? new Uint8Array(0) : needBuffer(initial).slice();
        self.size = self.store.length;
        self.position = 0;
        return null;
      },
    ],
    read: ["(self, size=-1, /)", (self: PyBytesIO, size: Value = -1) => bytes(self.read(sizeOf(size)))],
    read1: ["(self, size=-1, /)", (self: PyBytesIO, size: Value = -1) => bytes(self.read(sizeOf(size)))],
    readline: ["(self, size=-1, /)", (self: PyBytesIO, size: Value = -1) => bytes(self.line(sizeOf(size)))],
    readlines: [
      "(self, size=None, /)",
      (self: PyBytesIO, size: Value = null) => {
        const limit = sizeOf(size);
        const lines: Value[] = [];
        let total = 0;
        for (let line = self.line(-1); line.length > 0; line = self.line(-1)) {
          lines.push(bytes(line));
          total += line.length;
          if (limit > 0 && total >= limit) break;
        }
        return new PyList(lines);
      },
    ],
    readinto: [
      "(self, buffer, /)",
      (self: PyBytesIO, target: Value) => {
        const memory = writableBuffer(target, "readinto");
        const chunk = self.read(memory.length);
        memory.set(chunk);
        return chunk.length;
      },
    ],
    write: ["(self, b, /)", (self: PyBytesIO, data: Value) => self.write(needBuffer(data))],
    writelines: [
      "(self, lines, /)",
      (self: PyBytesIO, lines: Value) => {
        self.open;
        const iterator = iter(lines);
        for (let line = iterator.nx(); line !== undefined; line = iterator.nx()) self.write(needBuffer(line));
        return null;
      },
    ],
    seek: [
      "(self, pos, whence=0, /)",
      (self: PyBytesIO, offset: Value, whence: Value = 0) => {
        self.open;
        const mode = toCInt(whence);
        const distance = Number(toIndex(offset));
        if (mode === 0 && distance < 0) throw valueError(`negative seek value ${distance}`);
        if (mode < 0 || mode > 2) throw valueError(`invalid whence (${mode}, should be 0, 1 or 2)`);
        const base = mode === 0 ? 0 : mode === 1 ? self.position : self.size;
        self.position = Math.max(0, base + distance);
        return self.position;
      },
    ],
    tell: [
      "(self, /)",
      (self: PyBytesIO) => {
        self.open;
        return self.position;
      },
    ],
    truncate: [
      "(self, size=None, /)",
      (self: PyBytesIO, size: Value = null) => {
        self.open;
        self.checkExports();
        const length = size === null ? self.position : Number(toIndex(size));
        if (length < 0) throw valueError(`negative size value ${length}`);
        if (length < self.size) self.size = length;
        return length;
      },
    ],
    getvalue: ["(self, /)", (self: PyBytesIO) => bytes(self.data.slice())],
    getbuffer: [
      "(self, /)",
      (self: PyBytesIO) => {
        self.open;
        return callable(slotsOf(current.builtins)["$memoryview"] as Value).c1(
          (self.lent ??= new PyBytesIOBuffer(self)),
        );
      },
    ],
    close: [
      "(self, /)",
      (self: PyBytesIO) => {
        self.checkExports();
        self.store = null;
        return null;
      },
    ],
    flush: [
      "(self, /)",
      (self: PyBytesIO) => {
        self.open;
        return null;
      },
    ],
    isatty: [
      "(self, /)",
      (self: PyBytesIO) => {
        self.open;
        return false;
      },
    ],
    readable: ["(self, /)", yes],
    writable: ["(self, /)", yes],
    seekable: ["(self, /)", yes],
    __sizeof__: ["(self, /)", (self: PyBytesIO) => 64 + self.size],
    __getstate__: [
      "(self, /)",
      (self: PyBytesIO) => {
        const dict = instanceDict(self);
        return tuple([bytes(self.data.slice()), self.position, dict.size === 0 ? null : dict.copy()]);
      },
    ],
    __setstate__: [
      "(self, state, /)",
      (self: PyBytesIO, state: Value) => {
        self.open;
        if (!(state instanceof PyTuple) || state.items.length < 3) {
          throw typeError(
            `${typeOf(self).name}.__setstate__ argument should be 3-tuple, got ${typeOf(state).name}`,
          );
        }
        const [contents, position, dict] = state.items as [PyBytes, Value, Value];
        self.checkExports();
        self.store = needBuffer(contents).slice();
        self.size = self.store.length;
        restoreState(self, ["second", position, "third", dict]);
        return null;
      },
    ],
  },
  getset: { closed: { get: (self: PyBytesIO) => self.store === null } },
};
