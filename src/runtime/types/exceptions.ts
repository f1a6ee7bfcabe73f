/**
 * Behaviour of BaseException and of the exceptions that differ from it in a field or two. The ones with more of their
 * own stand beside: `os-error.ts`, `syntax-error.ts`, `unicode-error.ts`, `exception-group.ts`.
 *
 * Follows Objects/exceptions.c; documented at https://docs.python.org/3.14/library/exceptions.html.
 */
import { typeOf } from "../core/builtin-types.ts";
import type { GetSetRow, TypeSpec } from "../core/define.ts";
import { PyBaseException } from "../core/exception.ts";
import { checkKeywordCount, unexpectedKeyword } from "../core/native-binding.ts";
import { type PyInstance, slotsOf, type Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import type {
  PyAttributeError,
  PyImportError,
  PyNameError,
  PyStopIteration,
  PySystemExit,
} from "../exceptions/hierarchy.ts";
import { typeError } from "../exceptions/raise.ts";
import { PyDict } from "../objects/dict.ts";
import { PyList } from "../objects/list.ts";
import { isStr, strOf } from "../objects/str.ts";
import { PyTraceback } from "../objects/traceback.ts";
import { PyTuple, tuple } from "../objects/tuple.ts";
import { instanceDict, setAttr } from "../protocols/attribute.ts";
import { toArray } from "../protocols/iterate.ts";
import { repr, reprText, str } from "../protocols/repr.ts";
import { dictAttribute } from "./object.ts";

/** An attribute that is a field of the JavaScript class; deleting it sets None. */
export function field(name: string): GetSetRow {
  return {
    member: true,
    get: (self) => self[name],
    set: (self, value) => {
      self[name] = value;
    },
    delete: (self) => {
      self[name] = null;
    },
  };
}

/** Keyword arguments of an exception that takes some: stores those allowed, refuses others. */
export function takeKeywords(
  self: PyBaseException,
  keywords: Map<string, Value>,
  allowed: readonly string[],
  typeName: string,
): void {
  const fields = self as unknown as Record<string, Value>;
  checkKeywordCount(typeName, keywords.size, allowed.length);
  for (const [name, value] of keywords) {
    if (!allowed.includes(name)) throw unexpectedKeyword(typeName, name, allowed);
    fields[name === "name_from" ? "nameFrom" : name] = value;
  }
}

/** BaseException.__str__ */
export function baseStr(self: PyBaseException): Value {
  const { args } = self;
  if (args.length === 0) return "";
  return str(args.length === 1 ? (args[0] as Value) : tuple(args));
}

/** The instance dictionary when it has anything in it. */
export function stateDict(self: PyInstance): PyDict | undefined {
  const hasOwn = Object.keys(self).some((key) => key.startsWith("$"));
  return hasOwn || self.dict$ !== undefined ? instanceDict(self) : undefined;
}

function reduce(self: PyBaseException): Value {
  const state = stateDict(self);
  const parts: Value[] = [typeOf(self), tuple(self.args)];
  if (state !== undefined && state.size > 0) parts.push(state);
  return tuple(parts);
}

function linkSetter(key: "cause" | "context", name: string): (self: PyBaseException, value: Value) => void {
  return (self, value) => {
    if (value !== null && !(value instanceof PyBaseException)) {
      throw typeError(`exception ${name} must be None or derive from BaseException`);
    }
    self[key] = value;
    if (key === "cause") self.suppressContext = true;
  };
}

function setTraceback(self: PyBaseException, value: Value): void {
  if (value !== null && !(value instanceof PyTraceback)) {
    throw typeError("__traceback__ must be a traceback or None");
  }
  self.traceback = value;
}

const notDeletable = (name: string) => (): void => {
  throw typeError(`${name} may not be deleted`);
};

export const baseExceptionSpec: TypeSpec = {
  doc: "Common base class for all exceptions",
  new: [
    "(*args, **kwargs)",
    (cls: PyType, args: Value[]) => {
      const self = cls.alloc() as PyBaseException;
      self.args = args;
      return self;
    },
  ],
  methods: {
    __init__: [
      "(self, /, *args, **kwargs)",
      (self: PyBaseException, args: Value[], keywords: Map<string, Value>) => {
        if (keywords.size > 0) throw typeError(`${typeOf(self).name}() takes no keyword arguments`);
        self.args = args;
        return null;
      },
    ],
    __str__: ["(self, /)", baseStr],
    __repr__: [
      "(self, /)",
      (self: PyBaseException) => {
        const { args } = self;
        const { name } = typeOf(self);
        return args.length === 1 ? `${name}(${reprText(args[0] as Value)})` : name + reprText(tuple(args));
      },
    ],
    __reduce__: ["(self, /)", reduce],
    __setstate__: [
      "(self, state, /)",
      (self: PyBaseException, state: Value) => {
        if (state === null) return null;
        if (!(state instanceof PyDict)) throw typeError("state is not a dictionary");
        for (const [key, value] of [...state.entries()]) setAttr(self, strOf(key), value);
        return null;
      },
    ],
    with_traceback: [
      "(self, object, /)",
      (self: PyBaseException, value: Value) => {
        setTraceback(self, value);
        return self;
      },
    ],
    add_note: [
      "(self, object, /)",
      (self: PyBaseException, note: Value) => {
        if (!isStr(note)) throw typeError(`add_note() argument must be str, not ${typeOf(note).name}`);
        const slots = slotsOf(self);
        const notes = slots["$__notes__"];
        if (notes === undefined) setAttr(self, "__notes__", new PyList([note]));
        else if (notes instanceof PyList) notes.items.push(note);
        else throw typeError("Cannot add note: __notes__ is not a list");
        return null;
      },
    ],
  },
  getset: {
    __dict__: dictAttribute,
    args: {
      get: (self: PyBaseException) => tuple(self.args),
      set: (self: PyBaseException, value) => {
        self.args = value instanceof PyTuple ? value.items : toArray(value);
      },
      delete: notDeletable("args"),
    },
    __traceback__: {
      get: (self: PyBaseException) => self.traceback,
      set: setTraceback,
      delete: notDeletable("__traceback__"),
    },
    __context__: {
      get: (self: PyBaseException) => self.context,
      set: linkSetter("context", "context"),
      delete: notDeletable("__context__"),
    },
    __cause__: {
      get: (self: PyBaseException) => self.cause,
      set: linkSetter("cause", "cause"),
      delete: notDeletable("__cause__"),
    },
    __suppress_context__: {
      member: true,
      get: (self: PyBaseException) => self.suppressContext,
      set: (self: PyBaseException, value) => {
        if (typeof value !== "boolean") throw typeError("attribute value type must be bool");
        self.suppressContext = value;
      },
    },
  },
};

export const stopIterationSpec: TypeSpec = {
  doc: "Signal the end from iterator.__next__().",
  methods: {
    __init__: [
      "(self, /, *args, **kwargs)",
      (self: PyStopIteration, args: Value[], keywords: Map<string, Value>) => {
        if (keywords.size > 0) throw typeError(`${typeOf(self).name}() takes no keyword arguments`);
        self.args = args;
        self.value = args[0] ?? null;
        return null;
      },
    ],
  },
  getset: { value: { ...field("value"), doc: "generator return value" } },
};

export const systemExitSpec: TypeSpec = {
  doc: "Request to exit from the interpreter.",
  methods: {
    __init__: [
      "(self, /, *args, **kwargs)",
      (self: PySystemExit, args: Value[], keywords: Map<string, Value>) => {
        if (keywords.size > 0) throw typeError(`${typeOf(self).name}() takes no keyword arguments`);
        self.args = args;
        self.code = args.length === 0 ? null : args.length === 1 ? (args[0] as Value) : tuple(args);
        return null;
      },
    ],
  },
  getset: { code: { ...field("code"), doc: "exception code" } },
};

export const keyErrorSpec: TypeSpec = {
  doc: "Mapping key not found.",
  methods: {
    __str__: [
      "(self, /)",
      (self: PyBaseException) => (self.args.length === 1 ? repr(self.args[0] as Value) : baseStr(self)),
    ],
  },
};

export const nameErrorSpec: TypeSpec = {
  doc: "Name not found globally.",
  methods: {
    __init__: [
      "(self, /, *args, **kwargs)",
      (self: PyNameError, args: Value[], keywords: Map<string, Value>) => {
        self.args = args;
        self.name = null;
        takeKeywords(self, keywords, ["name"], "NameError");
        return null;
      },
    ],
  },
  getset: { name: { ...field("name"), doc: "name" } },
};

/** The fields that a pickled exception keeps beside its dictionary. */
function withFields(self: PyBaseException, fields: Readonly<Record<string, Value>>): Value {
  const dict = stateDict(self)?.copy() ?? new PyDict();
  for (const [name, value] of Object.entries(fields)) if (value !== null) dict.setStr(name, value);
  const parts: Value[] = [typeOf(self), tuple(self.args)];
  if (dict.size > 0) parts.push(dict);
  return tuple(parts);
}

export const attributeErrorSpec: TypeSpec = {
  doc: "Attribute not found.",
  methods: {
    __init__: [
      "(self, /, *args, **kwargs)",
      (self: PyAttributeError, args: Value[], keywords: Map<string, Value>) => {
        self.args = args;
        self.name = null;
        self.obj = null;
        takeKeywords(self, keywords, ["name", "obj"], "AttributeError");
        return null;
      },
    ],
    __getstate__: [
      "(self, /)",
      (self: PyAttributeError) => {
        const dict = stateDict(self)?.copy() ?? new PyDict();
        dict.setStr("name", self.name);
        dict.setStr("args", tuple(self.args));
        return dict;
      },
    ],
    __reduce__: [
      "(self, /)",
      (self: PyAttributeError) => {
        const dict = stateDict(self)?.copy() ?? new PyDict();
        dict.setStr("name", self.name);
        dict.setStr("args", tuple(self.args));
        return tuple([typeOf(self), tuple(self.args), dict]);
      },
    ],
  },
  getset: {
    name: { ...field("name"), doc: "attribute name" },
    obj: { ...field("obj"), doc: "object" },
  },
};

export const importErrorSpec: TypeSpec = {
  doc: "Import can't find module, or can't find name in module.",
  methods: {
    __init__: [
      "(self, /, *args, **kwargs)",
      (self: PyImportError, args: Value[], keywords: Map<string, Value>) => {
        self.args = args;
        self.name = null;
        self.path = null;
        self.nameFrom = null;
        takeKeywords(self, keywords, ["name", "path", "name_from"], "ImportError");
        self.msg = args.length === 1 ? (args[0] as Value) : null;
        return null;
      },
    ],
    __str__: [
      "(self, /)",
      (self: PyImportError) => (self.msg !== null && isStr(self.msg) ? self.msg : baseStr(self)),
    ],
    __reduce__: [
      "(self, /)",
      (self: PyImportError) =>
        withFields(self, { name: self.name, path: self.path, name_from: self.nameFrom }),
    ],
  },
  getset: {
    msg: { ...field("msg"), doc: "exception message" },
    name: { ...field("name"), doc: "module name" },
    path: { ...field("path"), doc: "module path" },
    name_from: { ...field("nameFrom"), doc: "name imported from module" },
  },
};
