/** The behaviour of `TextIOWrapper` over `text.ts`. */
import { typeOf } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import { track, untrack } from "../../core/finalizable.ts";
import type { Value } from "../../core/object.ts";
import { badArgument, valueError } from "../../exceptions/raise.ts";
import { isStr, str, strOf } from "../../objects/str.ts";
import { getAttr, setAttr } from "../../protocols/attribute.ts";
import { truthy } from "../../protocols/compare.ts";
import { callMethod } from "../../protocols/method-call.ts";
import { toCInt, toIndex } from "../../protocols/number.ts";
import { reprText } from "../../protocols/repr.ts";
import { flushThenClose, sizeOf, warnUnclosed } from "./base.ts";
import { checkEncoding } from "./codec.ts";
import { unsupported } from "./errors.ts";
import { nameRepr } from "./file-io.ts";
import { isSeekable, type PyTextIOWrapper } from "./text.ts";

/** What `locale.getencoding()` says on every host. */
export const LOCALE_ENCODING = "UTF-8";

function checkNewline(newline: Value): string | null {
  if (newline === null) return null;
  if (!isStr(newline)) {
    throw badArgument("TextIOWrapper() argument 'newline'", "str or None", newline);
  }
  const text = strOf(newline);
  if (!["", "\n", "\r", "\r\n"].includes(text))
    throw valueError(`illegal newline value: ${reprText(newline)}`);
  return text;
}

function textArgument(value: Value, name: string, otherwise: string): string {
  if (value === null) return otherwise;
  if (!isStr(value)) throw badArgument(`TextIOWrapper() argument '${name}'`, "str or None", value);
  const text = strOf(value);
  if (text.includes("\0")) throw valueError("embedded null character");
  return text;
}

/** `TextIOWrapper.__init__` */
export function initTextWrapper(
  self: PyTextIOWrapper,
  buffer: Value,
  encoding: Value = null,
  errors: Value = null,
  newline: Value = null,
  lineBuffering: Value = false,
  writeThrough: Value = false,
): Value {
  const newlineText = checkNewline(newline);
  let encodingText = textArgument(encoding, "encoding", LOCALE_ENCODING);
  if (encodingText === "locale") encodingText = LOCALE_ENCODING;
  const errorsText = textArgument(errors, "errors", "strict");
  checkEncoding(encodingText);
  self.buffer = buffer;
  self.configure(encodingText, errorsText, newlineText);
  self.lineBuffering = truthy(lineBuffering);
  self.writeThrough = truthy(writeThrough);
  self.out = [];
  self.outSize = 0;
  self.forget();
  self.canSeek = isSeekable(buffer);
  self.telling = self.canSeek;
  track(self);
  return null;
}

function reconfigure(
  self: PyTextIOWrapper,
  encoding: Value = null,
  errors: Value = null,
  newline: Value | undefined = undefined,
  lineBuffering: Value = null,
  writeThrough: Value = null,
): Value {
  if (self.decoded !== "" || self.snapshot !== undefined || self.decoder !== undefined) {
    if (encoding !== null || errors !== null || newline !== undefined) {
      throw unsupported("It is not possible to set the encoding or newline of stream after the first read");
    }
  }
  self.flush();
  if (encoding !== null || errors !== null || newline !== undefined) {
    let encodingText = textArgument(encoding, "encoding", self.encoding);
    if (encodingText === "locale") encodingText = LOCALE_ENCODING;
    const errorsText = textArgument(errors, "errors", encoding === null ? self.errors : "strict");
    checkEncoding(encodingText);
    self.configure(encodingText, errorsText, newline === undefined ? self.newline : checkNewline(newline));
  }
  if (lineBuffering !== null) self.lineBuffering = truthy(lineBuffering);
  if (writeThrough !== null) self.writeThrough = truthy(writeThrough);
  return null;
}

function close(self: PyTextIOWrapper): Value {
  if (self.closed) return null;
  if (self.finalizing) warnUnclosed(self.stream, self);
  flushThenClose(self, () => {
    untrack(self);
    callMethod(self.stream, "close");
  });
  return null;
}

function write(self: PyTextIOWrapper, text: Value): Value {
  if (!isStr(text)) throw badArgument("write() argument", "str", text);
  self.needOpen();
  self.write(text);
  return typeof text === "string" ? text.length : [...strOf(text)].length;
}

function repr(self: PyTextIOWrapper): Value {
  const type = typeOf(self);
  const label = type.heap
    ? `${String(type.dict.get("__module__") ?? "")}.${type.qualname}`
    : "_io.TextIOWrapper";
  const name = nameRepr(self);
  const mode = Object.hasOwn(self, "$mode") ? ` mode=${reprText(getAttr(self, "mode"))}` : "";
  return str(`<${label}${name === undefined ? "" : ` name=${name}`}${mode} encoding='${self.encoding}'>`);
}

const forward = (name: string) => (self: PyTextIOWrapper) => callMethod(self.stream, name);

export const textIOWrapperSpec: TypeSpec = {
  doc: "Character and line based layer over a BufferedIOBase object, buffer.",
  new: ["(*args, **kwargs)", (cls) => cls.alloc()],
  methods: {
    __init__: [
      "(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)",
      initTextWrapper,
    ],
    reconfigure: [
      "(self, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)",
      reconfigure,
    ],
    detach: [
      "(self, /)",
      (self: PyTextIOWrapper) => {
        const { stream } = self;
        callMethod(self, "flush");
        self.buffer = null;
        untrack(self);
        return stream;
      },
    ],
    write: ["(self, text, /)", write],
    read: [
      "(self, size=-1, /)",
      (self: PyTextIOWrapper, size: Value = -1) => {
        const count = sizeOf(size);
        return str(count < 0 ? self.readAll() : self.read(count));
      },
    ],
    readline: [
      "(self, size=-1, /)",
      (self: PyTextIOWrapper, size: Value = -1) => {
        self.needOpen();
        return str(self.line(sizeOf(size)));
      },
    ],
    flush: [
      "(self, /)",
      (self: PyTextIOWrapper) => {
        self.flush();
        return null;
      },
    ],
    close: ["(self, /)", close],
    fileno: ["(self, /)", forward("fileno")],
    isatty: ["(self, /)", forward("isatty")],
    seekable: ["(self, /)", forward("seekable")],
    readable: ["(self, /)", forward("readable")],
    writable: ["(self, /)", forward("writable")],
    tell: ["(self, /)", (self: PyTextIOWrapper) => self.tell()],
    seek: [
      "(self, cookie, whence=0, /)",
      (self: PyTextIOWrapper, cookie: Value, whence: Value = 0) =>
        self.seek(Number(toIndex(cookie)), toCInt(whence)),
    ],
    truncate: [
      "(self, pos=None, /)",
      (self: PyTextIOWrapper, size: Value = null) => {
        callMethod(self, "flush");
        return callMethod(self.stream, "truncate", size);
      },
    ],
    __repr__: ["(self, /)", repr],
  },
  getset: {
    encoding: { get: (self: PyTextIOWrapper) => self.encoding, member: true },
    buffer: { get: (self: PyTextIOWrapper) => self.stream, member: true },
    line_buffering: { get: (self: PyTextIOWrapper) => self.lineBuffering, member: true },
    write_through: { get: (self: PyTextIOWrapper) => self.writeThrough, member: true },
    errors: { get: (self: PyTextIOWrapper) => self.errors },
    _finalizing: { get: (self: PyTextIOWrapper) => self.finalizing, member: true },
    newlines: { get: (self: PyTextIOWrapper) => self.translator?.newlines ?? null },
    closed: { get: (self: PyTextIOWrapper) => self.closed },
    name: { get: (self: PyTextIOWrapper) => getAttr(self.stream, "name") },
    _CHUNK_SIZE: {
      get: () => 8192,
      set: (_self: PyTextIOWrapper, value: Value) => {
        if (Number(toIndex(value)) <= 0) throw valueError("a strictly positive integer is required");
      },
    },
  },
};

/** Sets the attribute `mode`, which `open` gives to text files. */
export function setMode(wrapper: PyTextIOWrapper, mode: Value): void {
  setAttr(wrapper, "mode", mode);
}
