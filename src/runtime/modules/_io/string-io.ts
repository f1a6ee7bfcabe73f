/** `StringIO`: a text stream in memory. Follows Modules/_io/stringio.c.
 * https://docs.python.org/3.14/library/io.html#io.StringIO */
import { declareType, typeOf } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { Value } from "../../core/object.ts";
import { osError } from "../../exceptions/os-error.ts";
import { typeError, valueError } from "../../exceptions/raise.ts";
import { hasSurrogate, isStr, type Str, str, strLength, strOf, substring } from "../../objects/str.ts";
import { PyTuple, tuple } from "../../objects/tuple.ts";
import { instanceDict } from "../../protocols/attribute.ts";
import { toCInt, toIndex } from "../../protocols/number.ts";
import { reprText } from "../../protocols/repr.ts";
import { PyTextIOBase, sizeOf, textIOBaseType } from "./base.ts";
import { restoreState } from "./bytes-io.ts";
import { closedFile, unsupported } from "./errors.ts";
import { NewlineTranslator } from "./newlines.ts";

export class PyStringIO extends PyTextIOBase {
  /** Pieces written at the end, which is what programs do, and not yet joined to `text`. */
  pieces: string[] = [];
  text = "";
  /** In code points when the text has surrogates, else in code units, which are the same. */
  position = 0;
  /** Undefined before `__init__`. */
  isOpen: boolean | undefined = undefined;
  /** What "\n" is stored as; null for as it is. */
  lineEnd: string | null = null;
  newline: string | null = "\n";
  translator: NewlineTranslator | undefined = undefined;
  /** Sum of the lengths of `text` and `pieces`. */
  units = 0;
  flat = true;

  needOpen(): void {
    if (!this.isOpen) throw closedFile("I/O operation on closed file");
  }

  /** The whole text. */
  get value(): string {
    if (this.pieces.length > 0) {
      this.text += this.pieces.join("");
      this.pieces = [];
    }
    return this.text;
  }

  get length(): number {
    return this.flat ? this.units : strLength(str(this.value));
  }

  write(source: Str): void {
    let text = strOf(source);
    if (this.translator !== undefined) text = this.translator.decode(text, true);
    if (this.lineEnd !== null && text.includes("\n")) text = text.replaceAll("\n", this.lineEnd);
    if (text === "") return;
    if (this.flat && hasSurrogate(text)) this.flat = false;
    const count = this.flat ? text.length : strLength(str(text));
    const { length } = this;
    if (this.position === length) this.pieces.push(text);
    else {
      const padded = str(this.value + "\0".repeat(Math.max(0, this.position - length)));
      const before = strOf(substring(padded, 0, this.position));
      const after = strOf(
        substring(padded, Math.min(strLength(padded), this.position + count), strLength(padded)),
      );
      this.text = before + text + after;
      this.units = this.text.length - text.length;
    }
    this.units += text.length;
    this.position += count;
  }

  read(count: number): Str {
    const whole = str(this.value);
    const length = strLength(whole);
    const start = Math.min(this.position, length);
    const end = count < 0 ? length : Math.min(length, start + count);
    this.position = Math.max(this.position, end);
    return substring(whole, start, end);
  }

  line(limit: number): Str {
    const whole = str(this.value);
    const length = strLength(whole);
    const start = Math.min(this.position, length);
    let end = this.flat ? this.#lineEnd(this.text, start) : this.#lineEndOfPoints(whole, start, length);
    if (limit >= 0) end = Math.min(end, start + limit);
    this.position = Math.max(this.position, end);
    return substring(whole, start, end);
  }

  /** Index after the line that starts at `from`. */
  #lineEnd(text: string, from: number): number {
    if (this.newline === "") {
      const lf = text.indexOf("\n", from);
      const cr = text.indexOf("\r", from);
      if (cr < 0 || (lf >= 0 && lf < cr)) return lf < 0 ? text.length : lf + 1;
      return text[cr + 1] === "\n" ? cr + 2 : cr + 1;
    }
    const end = this.newline === null ? "\n" : this.newline;
    const at = text.indexOf(end, from);
    return at < 0 ? text.length : at + end.length;
  }

  #lineEndOfPoints(whole: Str, start: number, length: number): number {
    const rest = strOf(substring(whole, start, length));
    return start + [...rest.slice(0, this.#lineEnd(rest, 0))].length;
  }

  override nx(): Value | undefined {
    if (this.cls$.heap) return super.nx();
    this.needOpen();
    const line = this.line(-1);
    return line === "" ? undefined : line;
  }

  /** What `print` calls instead of `write`. */
  print$(text: Str): void {
    this.needOpen();
    this.write(text);
  }
}

export const stringIOType = declareType("_io.StringIO", PyStringIO, {
  bases: [textIOBaseType],
  hasDict: true,
});

function init(self: PyStringIO, initial: Value = "", newline: Value = "\n"): Value {
  if (newline !== null && !isStr(newline)) {
    throw typeError(`StringIO() argument 'newline' must be str or None, not ${typeOf(newline).name}`);
  }
  const mode = newline === null ? null : strOf(newline);
  if (mode !== null && !["", "\n", "\r", "\r\n"].includes(mode)) {
    throw valueError(`illegal newline value: ${reprText(newline)}`);
  }
  if (initial !== null && !isStr(initial)) {
    throw typeError(`initial_value must be str or None, not ${typeOf(initial).name}`);
  }
  self.pieces = [];
  self.text = "";
  self.position = 0;
  self.units = 0;
  self.flat = true;
  self.newline = mode;
  self.lineEnd = mode === "\r" || mode === "\r\n" ? mode : null;
  self.translator = mode === null || mode === "" ? new NewlineTranslator(mode === null) : undefined;
  self.isOpen = true;
  if (initial !== null) self.write(initial);
  self.position = 0;
  return null;
}

const yes = (self: PyStringIO): Value => {
  self.needOpen();
  return true;
};

function seek(self: PyStringIO, offset: Value, whence: Value = 0): Value {
  self.needOpen();
  const mode = toCInt(whence);
  const distance = Number(toIndex(offset));
  if (mode < 0 || mode > 2) throw valueError(`Invalid whence (${mode}, should be 0, 1 or 2)`);
  if (mode === 0 && distance < 0) throw valueError(`Negative seek position ${distance}`);
  if (mode !== 0 && distance !== 0) throw osError("EIO", null, null, "Can't do nonzero cur-relative seeks");
  if (mode === 0) self.position = distance;
  else if (mode === 2) self.position = self.length;
  return self.position;
}

function truncate(self: PyStringIO, size: Value = null): Value {
  self.needOpen();
  const length = size === null ? self.position : Number(toIndex(size));
  if (length < 0) throw valueError(`Negative size value ${length}`);
  if (length < self.length) {
    self.text = strOf(substring(str(self.value), 0, length));
    self.units = self.text.length;
  }
  return length;
}

export const stringIOSpec: TypeSpec = {
  doc: "Text I/O implementation using an in-memory buffer.",
  new: ["(*args, **kwargs)", (cls) => cls.alloc()],
  methods: {
    __init__: ["(self, initial_value='', newline='\\n')", init],
    write: [
      "(self, s, /)",
      (self: PyStringIO, text: Value) => {
        if (!isStr(text)) throw typeError(`string argument expected, got '${typeOf(text).name}'`);
        self.needOpen();
        self.write(text);
        return strLength(text);
      },
    ],
    read: [
      "(self, size=-1, /)",
      (self: PyStringIO, size: Value = -1) => {
        self.needOpen();
        return self.read(sizeOf(size));
      },
    ],
    readline: [
      "(self, size=-1, /)",
      (self: PyStringIO, size: Value = -1) => {
        self.needOpen();
        return self.line(sizeOf(size));
      },
    ],
    getvalue: [
      "(self, /)",
      (self: PyStringIO) => {
        self.needOpen();
        return str(self.value);
      },
    ],
    tell: [
      "(self, /)",
      (self: PyStringIO) => {
        self.needOpen();
        return self.position;
      },
    ],
    seek: ["(self, pos, whence=0, /)", seek],
    truncate: ["(self, pos=None, /)", truncate],
    close: [
      "(self, /)",
      (self: PyStringIO) => {
        self.isOpen = false;
        self.text = "";
        self.pieces = [];
        return null;
      },
    ],
    readable: ["(self, /)", yes],
    writable: ["(self, /)", yes],
    seekable: ["(self, /)", yes],
    detach: [
      "(self, /)",
      () => {
        throw unsupported("detach");
      },
    ],
    __getstate__: [
      "(self, /)",
      (self: PyStringIO) => {
        self.needOpen();
        const dict = instanceDict(self);
        return tuple([str(self.value), self.newline, self.position, dict.size === 0 ? null : dict.copy()]);
      },
    ],
    __setstate__: [
      "(self, state, /)",
      (self: PyStringIO, state: Value) => {
        if (self.isOpen === false) self.needOpen();
        if (!(state instanceof PyTuple) || state.items.length < 4) {
          throw typeError(
            `${typeOf(self).name}.__setstate__ argument should be 4-tuple, got ${typeOf(state).name}`,
          );
        }
        const [value, newline, position, dict] = state.items as [Value, Value, Value, Value];
        init(self, "", newline);
        if (value !== null && !isStr(value)) {
          throw typeError(`initial_value must be str or None, not ${typeOf(value).name}`);
        }
        self.text = value === null ? "" : strOf(value);
        self.units = self.text.length;
        self.flat = !hasSurrogate(self.text);
        restoreState(self, ["third", position, "fourth", dict]);
        return null;
      },
    ],
  },
  getset: {
    closed: { get: (self: PyStringIO) => !self.isOpen },
    line_buffering: {
      get: (self: PyStringIO) => {
        self.needOpen();
        return false;
      },
    },
    newlines: {
      get: (self: PyStringIO) => {
        self.needOpen();
        return self.translator?.newlines ?? null;
      },
    },
  },
};
