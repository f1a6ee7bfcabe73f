/** OSError: `OSError(errno, strerror[, filename[, winerror[, filename2]]])` makes the subclass for the error number.
 * Follows OSError_new in Objects/exceptions.c. */
import { typeOf } from "../core/builtin-types.ts";
import type { TypeSpec } from "../core/define.ts";
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { BlockingIOError, OSError, type PyOSError } from "../exceptions/hierarchy.ts";
import { osErrorType } from "../exceptions/os-error.ts";
import { attributeError, typeError } from "../exceptions/raise.ts";
import { tuple } from "../objects/tuple.ts";
import { repr, strText } from "../protocols/repr.ts";
import { strOf } from "../objects/str.ts";
import { toSize } from "../protocols/number.ts";
import { baseStr, field, stateDict } from "./exceptions.ts";

/** With an `__init__` of its own, a subclass's arguments are not OSError's until it calls this one's `__init__`. */
const initialisesLater = (cls: PyType): boolean =>
  cls.lookup("__init__") !== OSError.lookup("__init__") &&
  cls.lookup("__new__") === OSError.lookup("__new__");

function take(self: PyOSError, args: readonly Value[]): void {
  self.args = args;
  if (args.length < 2 || args.length > 5) return;
  const [errno = null, strerror = null, filename = null, , filename2 = null] = args;
  self.errno = errno;
  self.strerror = strerror;
  if (filename === null) return;
  if (self.cls$ === BlockingIOError && (typeof filename === "number" || typeof filename === "bigint")) {
    self.charactersWritten = toSize(filename);
    return;
  }
  self.filename = filename;
  self.filename2 = filename2;
  self.args = args.slice(0, 2);
}

export const osErrorSpec: TypeSpec = {
  doc: "Base class for I/O related errors.",
  new: [
    "(*args, **kwargs)",
    (cls: PyType, args: Value[], keywords: Map<string, Value>) => {
      const later = initialisesLater(cls);
      if (!later && keywords.size > 0) throw typeError(`${cls.name}() takes no keyword arguments`);
      const mapped = cls === OSError && args.length >= 2 && args.length <= 5;
      const self = (mapped ? osErrorType(args[0] as Value) : cls).alloc() as PyOSError;
      if (!later) take(self, args);
      return self;
    },
  ],
  methods: {
    __init__: [
      "(self, /, *args, **kwargs)",
      (self: PyOSError, args: Value[], keywords: Map<string, Value>) => {
        if (!initialisesLater(typeOf(self))) return null;
        if (keywords.size > 0) throw typeError(`${typeOf(self).name}() takes no keyword arguments`);
        take(self, args);
        return null;
      },
    ],
    __str__: [
      "(self, /)",
      (self: PyOSError) => {
        const { errno, strerror, filename, filename2 } = self;
        if (filename !== null) {
          const first = `[Errno ${strText(errno)}] ${strText(strerror)}: ${strOf(repr(filename))}`;
          return filename2 === null ? first : `${first} -> ${strOf(repr(filename2))}`;
        }
        if (errno !== null && strerror !== null) return `[Errno ${strText(errno)}] ${strText(strerror)}`;
        return baseStr(self);
      },
    ],
    __reduce__: [
      "(self, /)",
      (self: PyOSError) => {
        let args = self.args;
        if (args.length === 2 && self.filename !== null) {
          args = [...args, self.filename];
          if (self.filename2 !== null) args = [...args, null, self.filename2];
        }
        const parts: Value[] = [typeOf(self), tuple(args)];
        const state = stateDict(self);
        if (state !== undefined && state.size > 0) parts.push(state);
        return tuple(parts);
      },
    ],
  },
  getset: {
    errno: { ...field("errno"), doc: "POSIX exception code" },
    strerror: { ...field("strerror"), doc: "exception strerror" },
    filename: { ...field("filename"), doc: "exception filename" },
    filename2: { ...field("filename2"), doc: "second exception filename" },
    characters_written: {
      get: (self: PyOSError) => {
        if (self.charactersWritten === undefined) {
          throw attributeError("characters_written", "characters_written", self);
        }
        return self.charactersWritten;
      },
      set: (self: PyOSError, value) => {
        self.charactersWritten = toSize(value);
      },
      delete: (self: PyOSError) => {
        if (self.charactersWritten === undefined) {
          throw attributeError("characters_written", "characters_written", self);
        }
        self.charactersWritten = undefined;
      },
    },
  },
};
