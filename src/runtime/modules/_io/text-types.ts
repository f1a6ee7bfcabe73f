/** The behaviour of `TextIOWrapper` over `text.ts`. */
import { typeOf } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import { track, untrack } from "../../core/finalizable.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { AttributeError, EncodingWarning, ValueError } from "../../exceptions/hierarchy.ts";
import { badArgument, newException, valueError } from "../../exceptions/raise.ts";
import { isStr, str, strOf } from "../../objects/str.ts";
import { getAttr, setAttr } from "../../protocols/attribute.ts";
import { truthy } from "../../protocols/compare.ts";
import { callMethod } from "../../protocols/method-call.ts";
import { toCInt, toIndex, toSize } from "../../protocols/number.ts";
import { reprText } from "../../protocols/repr.ts";
import { warn } from "../../protocols/deprecated.ts";
import { cannotPickle, finalizingMember, flushThenClose, sizeOf, warnUnclosed } from "./base.ts";
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

/** The name of an encoding or an error handler. */
function textArgument(value: Value, name: string, otherwise: string): string {
  if (value === null) return otherwise;
  if (!isStr(value)) throw badArgument(`TextIOWrapper() argument '${name}'`, "str or None", value);
  // Names are UTF-8 in CPython: what has no such form is refused.
  if (typeof value !== "string") callMethod(value, "encode");
  return strOf(value);
}

/** As {@link textArgument}, without zeros. */
function nameArgument(value: Value, name: string, otherwise: string): string {
  const text = textArgument(value, name, otherwise);
  if (text.includes("\0")) throw valueError("embedded null character");
  return text;
}

/** LookupError for an error handler that is not there, where the program asked for such checks. */
function checkErrors(errors: string): void {
  if (current.configuration.devMode) callMethod(current.importModule("codecs"), "lookup_error", errors);
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
  self.buffer = undefined;
  if (encoding === null && current.configuration.xOptions.has("warn_default_encoding"))
    warn(EncodingWarning, "'encoding' argument not specified");
  const newlineText = checkNewline(newline);
  let encodingText = nameArgument(encoding, "encoding", LOCALE_ENCODING);
  if (encodingText === "locale") encodingText = LOCALE_ENCODING;
  const errorsText = nameArgument(errors, "errors", "strict");
  checkErrors(errorsText);
  checkEncoding(encodingText);
  self.buffer = buffer;
  self.lineBuffering = truthy(lineBuffering);
  self.writeThrough = truthy(writeThrough);
  self.configure(encodingText, errorsText, newlineText);
  self.out = [];
  self.outSize = 0;
  self.waiting = "";
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
  const lineBuffers = lineBuffering !== null && toCInt(lineBuffering) !== 0;
  const writesThrough = writeThrough !== null && toCInt(writeThrough) !== 0;
  self.flush();
  if (encoding !== null || errors !== null || newline !== undefined) {
    let encodingText = textArgument(encoding, "encoding", self.encoding);
    if (encodingText === "locale") encodingText = LOCALE_ENCODING;
    // A C string ends at a zero.
    else encodingText = encodingText.replace(/\0.*/s, "");
    const errorsText = textArgument(errors, "errors", encoding === null ? self.errors : "strict");
    checkEncoding(encodingText);
    self.configure(encodingText, errorsText, newline === undefined ? self.newline : checkNewline(newline));
  }
  if (lineBuffering !== null) self.lineBuffering = lineBuffers;
  if (writeThrough !== null) self.writeThrough = writesThrough;
  self.chooseWriting();
  return null;
}

function close(self: PyTextIOWrapper): Value {
  // Asking may have had the buffer detached.
  if (self.closed || self.buffer === null) return null;
  if (self.finalizing) warnUnclosed(self.stream, self);
  flushThenClose(self, () => {
    untrack(self);
    callMethod(self.stream, "close");
    self.forget();
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
  if (self.buffer === undefined) self.stream;
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
      (self: PyTextIOWrapper, cookie: Value, whence: Value = 0) => self.seek(toIndex(cookie), toCInt(whence)),
    ],
    truncate: [
      "(self, pos=None, /)",
      (self: PyTextIOWrapper, size: Value = null) => {
        callMethod(self, "flush");
        return callMethod(self.stream, "truncate", size);
      },
    ],
    __repr__: ["(self, /)", repr],
    __getstate__: cannotPickle,
  },
  getset: {
    encoding: { get: (self: PyTextIOWrapper) => self.encoding, member: true },
    buffer: { get: (self: PyTextIOWrapper) => self.stream, member: true },
    line_buffering: { get: (self: PyTextIOWrapper) => self.lineBuffering, member: true },
    write_through: { get: (self: PyTextIOWrapper) => self.writeThrough, member: true },
    errors: { get: (self: PyTextIOWrapper) => self.errors },
    _finalizing: finalizingMember,
    newlines: { get: (self: PyTextIOWrapper) => self.translator?.newlines ?? null },
    closed: { get: (self: PyTextIOWrapper) => self.closed },
    name: { get: (self: PyTextIOWrapper) => getAttr(self.stream, "name") },
    _CHUNK_SIZE: {
      get: (self: PyTextIOWrapper) => self.chunkSize,
      set: (self: PyTextIOWrapper, value: Value) => {
        const size = toSize(value, ValueError);
        if (size <= 0) throw valueError("a strictly positive integer is required");
        self.chunkSize = size;
      },
      delete: () => {
        throw newException(
          AttributeError,
          "attribute '_CHUNK_SIZE' of '_io.TextIOWrapper' objects cannot be deleted",
        );
      },
    },
  },
};

/** Sets the attribute `mode`, which `open` gives to text files. */
export function setMode(wrapper: PyTextIOWrapper, mode: Value): void {
  setAttr(wrapper, "mode", mode);
}
