/** `FileIO`: an unbuffered file over a descriptor of the host. Follows Modules/_io/fileio.c.
 * https://docs.python.org/3.14/library/io.html#io.FileIO */
import { declareType, typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { TypeSpec } from "../../core/define.ts";
import { PyBaseException } from "../../core/exception.ts";
import { track, untrack } from "../../core/finalizable.ts";
import type { Slots, Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { ResourceWarning, ValueError } from "../../exceptions/hierarchy.ts";
import { osError } from "../../exceptions/os-error.ts";
import { badArgument, typeError, valueError } from "../../exceptions/raise.ts";
import { needBuffer } from "../../objects/buffer.ts";
import { bytes } from "../../objects/bytes.ts";
import { isInt } from "../../objects/int.ts";
import { isStr, str, strOf } from "../../objects/str.ts";
import { findAttr, setAttr } from "../../protocols/attribute.ts";
import { truthy } from "../../protocols/compare.ts";
import { toCInt, toIndex } from "../../protocols/number.ts";
import { reprText } from "../../protocols/repr.ts";
import { warn } from "../_warnings.ts";
import {
  cannotPickle,
  concatenate,
  finalizingMember,
  flushThenClose,
  PyRawIOBase,
  rawIOBaseType,
  sizeOf,
  warnUnclosed,
  writableBuffer,
} from "./base.ts";
import { closedFile, hostCall, unlessBlocked, unsupported, warnBooleanDescriptor } from "./errors.ts";
import { pathText } from "./path.ts";

const S_IFMT = 0o170000;
const S_IFDIR = 0o040000;

export class PyFileIO extends PyRawIOBase {
  /** -1 when closed. */
  fd = -1;
  canRead = false;
  canWrite = false;
  created = false;
  appending = false;
  closefd = true;
  /** Undefined while nobody asked. */
  canSeek: boolean | undefined = undefined;
  /** What the file system likes to be asked for at once. */
  blockSize = 8192;

  /** Reads once, at most the length of `into`; undefined where it would have to wait and must not. */
  readInto(into: Uint8Array): number | undefined {
    this.needOpen();
    if (!this.canRead) throw unsupported("File not open for reading");
    return unlessBlocked(() => current.host.files.read(this.fd, into));
  }

  /** Writes once; how many bytes were taken, undefined where it would have to wait and must not. */
  writeSome(data: Uint8Array): number | undefined {
    this.needOpen();
    if (!this.canWrite) throw unsupported("File not open for writing");
    return unlessBlocked(() => current.host.files.write(this.fd, data));
  }

  seek(offset: number, whence: number): number {
    this.needOpen();
    return hostCall(() => current.host.files.seek(this.fd, offset, whence));
  }

  get seekable(): boolean {
    this.needOpen();
    if (this.canSeek === undefined) {
      try {
        current.host.files.seek(this.fd, 0, 1);
        this.canSeek = true;
      } catch {
        this.canSeek = false;
      }
    }
    return this.canSeek;
  }

  /** Everything to the end, or to where it would have to wait; undefined when that is at once. */
  readAll(): Uint8Array | undefined {
    this.needOpen();
    if (!this.canRead) throw unsupported("File not open for reading");
    const { files } = current.host;
    let room = 8192;
    if (this.seekable) {
      const left = hostCall(() => files.status(this.fd).size - files.seek(this.fd, 0, 1));
      if (left > 0) room = left + 1;
    }
    const chunks: Uint8Array[] = [];
    for (;;) {
      const chunk = new Uint8Array(room);
      const count = this.readInto(chunk);
      if (count === undefined && chunks.length === 0) return undefined;
      if (count === undefined || count === 0) break;
      chunks.push(chunk.subarray(0, count));
      if (count === room) room = Math.min(room * 2, 1 << 24);
    }
    return concatenate(chunks);
  }

  needOpen(): void {
    if (this.fd < 0) throw closedFile("I/O operation on closed file");
  }

  /** Closes the descriptor, when the file owns it. */
  closeDescriptor(): void {
    const { fd } = this;
    this.fd = -1;
    untrack(this);
    if (fd >= 0 && this.closefd) hostCall(() => current.host.files.close(fd));
  }

  get modeText(): string {
    if (this.created) return this.canRead ? "xb+" : "xb";
    if (this.appending) return this.canRead ? "ab+" : "ab";
    if (this.canRead) return this.canWrite ? "rb+" : "rb";
    return "wb";
  }
}

export const fileIOType = declareType("_io.FileIO", PyFileIO, { bases: [rawIOBaseType], hasDict: true });

/** The flags of `open` for a mode such as "rb+", noted on the file. */
function readMode(self: PyFileIO, mode: string): number {
  const { flags } = current.host.files;
  let kind = "";
  let plus = false;
  let result = 0;
  self.canRead = false;
  self.canWrite = false;
  self.created = false;
  self.appending = false;
  for (const letter of mode) {
    if ("xrwa".includes(letter)) {
      if (kind !== "")
        throw valueError("Must have exactly one of create/read/write/append mode and at most one plus");
      kind = letter;
    } else if (letter === "+") {
      if (plus)
        throw valueError("Must have exactly one of create/read/write/append mode and at most one plus");
      plus = true;
    } else if (letter !== "b") throw valueError(`invalid mode: ${mode}`);
  }
  if (kind === "")
    throw valueError("Must have exactly one of create/read/write/append mode and at most one plus");
  self.canRead = kind === "r" || plus;
  self.canWrite = kind !== "r" || plus;
  if (kind === "x") {
    self.created = true;
    result |= flags.EXCL | flags.CREAT;
  } else if (kind === "w") result |= flags.CREAT | flags.TRUNC;
  else if (kind === "a") {
    self.appending = true;
    result |= flags.APPEND | flags.CREAT;
  }
  return result | (self.canRead && self.canWrite ? flags.RDWR : self.canRead ? flags.RDONLY : flags.WRONLY);
}

/** A number that no C int can be is no descriptor, and no name either. */
function descriptorNumber(value: Value): number {
  const number = Number(toIndex(value));
  if ((number | 0) !== number)
    throw typeError(`expected str, bytes or os.PathLike object, not ${typeOf(value).name}`);
  return number;
}

function init(
  self: PyFileIO,
  file: Value,
  mode: Value = "r",
  closefd: Value = true,
  opener: Value = null,
): Value {
  if (self.fd >= 0) self.closeDescriptor();
  if (typeOf(file).name === "float") throw typeError("integer argument expected, got float");
  if (!isStr(mode)) throw badArgument("FileIO() argument 'mode'", "str", mode);
  const { files } = current.host;
  const flags = readMode(self, strOf(mode));
  self.closefd = truthy(closefd);
  self.canSeek = undefined;
  if (typeof file === "boolean") warnBooleanDescriptor();
  const given = isInt(file) ? descriptorNumber(file) : undefined;
  if (given !== undefined && given < 0) throw valueError("negative file descriptor");
  if (given !== undefined) self.fd = given;
  else {
    if (!self.closefd) throw valueError("Cannot use closefd=False with file name");
    const path = pathText(file);
    if (path.includes("\0")) throw valueError("embedded null byte");
    if (opener === null) self.fd = hostCall(() => files.open(path, flags, 0o666), file);
    else {
      const opened = callable(opener).c2(file, flags);
      if (!isInt(opened)) throw typeError("expected integer from opener");
      self.fd = Number(toIndex(opened));
      if (self.fd < 0) {
        const fd = self.fd;
        throw fd === -1 ? valueError("opener returned -1") : valueError(`opener returned ${fd}`);
      }
    }
  }
  try {
    const { mode: kind, blksize } = hostCall(() => files.status(self.fd), file);
    if (blksize > 1) self.blockSize = blksize;
    if ((kind & S_IFMT) === S_IFDIR) throw osError("EISDIR", file);
    setAttr(self, "name", file);
    if (self.closefd) track(self);
    if (self.appending && self.seekable) self.seek(0, 2);
  } catch (error) {
    if (given === undefined) self.closeDescriptor();
    else self.fd = -1;
    throw error;
  }
  return null;
}

/** `name=` part of the repr of a file; empty when there is no name. */
export function nameRepr(self: Value): string | undefined {
  let name: Value | undefined;
  try {
    name = findAttr(self, "name");
  } catch (error) {
    // A layer that was taken off has none.
    if (error instanceof PyBaseException && error.cls$.isSubtype(ValueError)) return undefined;
    throw error;
  }
  return name === undefined ? undefined : reprText(name);
}

/** An open FileIO over a descriptor of the host: the standard streams. */
export function fileOver(fd: number, canRead: boolean, name: string): PyFileIO {
  const file = new PyFileIO();
  file.fd = fd;
  file.canRead = canRead;
  file.canWrite = !canRead;
  file.closefd = false;
  (file as unknown as Slots)["$name"] = name;
  return file;
}

const bytesOrNone = (data: Uint8Array | undefined): Value => (data === undefined ? null : bytes(data));

export const fileIOSpec: TypeSpec = {
  doc: "Open a file.",
  new: ["(*args, **kwargs)", (cls) => cls.alloc()],
  methods: {
    __init__: ["(self, file, mode='r', closefd=True, opener=None)", init],
    read: [
      "(self, size=-1, /)",
      (self: PyFileIO, size: Value = -1) => {
        const count = sizeOf(size);
        if (count < 0) return bytesOrNone(self.readAll());
        const data = new Uint8Array(count);
        const got = self.readInto(data);
        return bytesOrNone(got === undefined ? undefined : data.subarray(0, got));
      },
    ],
    readall: ["(self, /)", (self: PyFileIO) => bytesOrNone(self.readAll())],
    readinto: [
      "(self, buffer, /)",
      (self: PyFileIO, target: Value) => self.readInto(writableBuffer(target, "readinto")) ?? null,
    ],
    write: ["(self, b, /)", (self: PyFileIO, data: Value) => self.writeSome(needBuffer(data)) ?? null],
    seek: [
      "(self, pos, whence=0, /)",
      (self: PyFileIO, offset: Value, whence: Value = 0) =>
        self.seek(Number(toIndex(offset)), toCInt(whence)),
    ],
    tell: ["(self, /)", (self: PyFileIO) => self.seek(0, 1)],
    truncate: [
      "(self, size=None, /)",
      (self: PyFileIO, size: Value = null) => {
        self.needOpen();
        if (!self.canWrite) throw unsupported("File not open for writing");
        const length = size === null ? self.seek(0, 1) : Number(toIndex(size));
        hostCall(() => current.host.files.truncate(self.fd, length));
        return length;
      },
    ],
    close: [
      "(self, /)",
      (self: PyFileIO) => {
        if (self.finalizing) warnUnclosed(self, self);
        const end = (): void => {
          self.baseClosed = true;
          self.closeDescriptor();
        };
        // A plain file has nothing to flush.
        if (self.fd < 0 || (typeOf(self) === fileIOType && !Object.hasOwn(self, "$flush"))) end();
        else flushThenClose(self, end);
        return null;
      },
    ],
    seekable: ["(self, /)", (self: PyFileIO) => self.seekable],
    readable: [
      "(self, /)",
      (self: PyFileIO) => {
        self.needOpen();
        return self.canRead;
      },
    ],
    writable: [
      "(self, /)",
      (self: PyFileIO) => {
        self.needOpen();
        return self.canWrite;
      },
    ],
    fileno: [
      "(self, /)",
      (self: PyFileIO) => {
        self.needOpen();
        return self.fd;
      },
    ],
    isatty: [
      "(self, /)",
      (self: PyFileIO) => {
        self.needOpen();
        return current.host.files.isTerminal(self.fd);
      },
    ],
    _isatty_open_only: ["(self, /)", (self: PyFileIO) => current.host.files.isTerminal(self.fd)],
    _dealloc_warn: [
      "(self, source, /)",
      (self: PyFileIO, source: Value) => {
        if (self.fd >= 0 && self.closefd)
          warn(ResourceWarning, `unclosed file ${reprText(source)}`, { source });
        return null;
      },
    ],
    __getstate__: cannotPickle,
    __repr__: [
      "(self, /)",
      (self: PyFileIO) => {
        const type = typeOf(self);
        const label = type.heap
          ? `${String(type.dict.get("__module__") ?? "")}.${type.qualname}`
          : "_io.FileIO";
        if (self.fd < 0) return `<${label} [closed]>`;
        const name = nameRepr(self) ?? `fd=${self.fd}`;
        const what = name.startsWith("fd=") ? name : `name=${name}`;
        return str(`<${label} ${what} mode='${self.modeText}' closefd=${self.closefd ? "True" : "False"}>`);
      },
    ],
  },
  getset: {
    closed: { get: (self: PyFileIO) => self.fd < 0, doc: "True if the file is closed" },
    closefd: { get: (self: PyFileIO) => self.closefd },
    _finalizing: finalizingMember,
    mode: { get: (self: PyFileIO) => self.modeText },
    _blksize: { get: (self: PyFileIO) => self.blockSize },
  },
};
