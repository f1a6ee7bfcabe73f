/** generator, coroutine and coroutine_wrapper. Follows Objects/genobject.c;
 * https://docs.python.org/3.14/reference/expressions.html#generator-iterator-methods. */
import { address } from "../core/identity.ts";
import { isInstance, strType, typeOf } from "../core/builtin-types.ts";
import type { GetSetRow, TypeSpec } from "../core/define.ts";
import { PyBaseException } from "../core/exception.ts";
import type { Value } from "../core/object.ts";
import { PyType } from "../core/type.ts";
import { typeName, valueTypeName } from "../exceptions/describe.ts";
import { BaseException } from "../exceptions/hierarchy.ts";
import { typeError } from "../exceptions/raise.ts";
import { asException } from "../exceptions/unwind.ts";
import { forgetFrame, frameOfGenerator } from "../protocols/frames.ts";
import {
  close,
  endOf,
  FINISHED,
  type PyCoroutine,
  PyCoroutineWrapper,
  type PyGenerator,
  type Resumable,
  RUNNING,
  SUSPENDED,
  send,
  throwInto,
} from "../objects/generator.ts";
import { strOf } from "../objects/str.ts";
import { PyTraceback } from "../objects/traceback.ts";
import { PyTuple } from "../objects/tuple.ts";
import { classGetItem } from "./class-getitem.ts";
import { delegateOf } from "../protocols/generator.ts";
import { warnDeprecated } from "../protocols/deprecated.ts";

/** The value of a step, or StopIteration with what the object returned. */
function step(self: Resumable, value: Value | undefined): Value {
  if (value === undefined) throw endOf(self);
  return value;
}

/** The exception that `throw(type[, value[, traceback]])` means; an error in making it takes its place. */
export function thrown(type: Value, value?: Value, traceback?: Value): PyBaseException {
  if (value !== undefined || traceback !== undefined) warnSignature("throw");
  return withTraceback(type, value ?? null, traceback ?? null);
}

/** The warning of a `throw` with more than one argument. */
export function warnSignature(method: string): void {
  warnDeprecated(
    `the (type, exc, tb) signature of ${method}() is deprecated, use the single-arg signature instead.`,
  );
}

export function withTraceback(type: Value, value: Value, traceback: Value): PyBaseException {
  if (traceback !== null && !(traceback instanceof PyTraceback)) {
    throw typeError("throw() third argument must be a traceback object");
  }
  const exception = instantiate(type, value);
  if (traceback !== null) exception.traceback = traceback;
  return exception;
}

function instantiate(type: Value, value: Value): PyBaseException {
  if (type instanceof PyBaseException) {
    if (value !== null) throw typeError("instance exception may not have a separate value");
    return type;
  }
  if (!(type instanceof PyType && type.isSubtype(BaseException))) {
    throw typeError(
      `exceptions must be classes or instances deriving from BaseException, not ${typeOf(type).name}`,
    );
  }
  if (value instanceof PyBaseException && value.cls$.isSubtype(type)) return value;
  try {
    const made =
      value instanceof PyTuple ? type.cn([...value.items]) : value === null ? type.c0() : type.c1(value);
    if (made instanceof PyBaseException) return made;
    return typeError(
      `calling ${typeName(type)} should have returned an instance of BaseException, not ${valueTypeName(made)}`,
    );
  } catch (error) {
    return asException(error);
  }
}

const nameAttribute = (key: "name" | "qualname"): GetSetRow => ({
  get: (self: Resumable) => self[key],
  set: (self: Resumable, value) => {
    if (!isInstance(value, strType)) throw typeError(`__${key}__ must be set to a string object`);
    self[key] = value;
  },
  undeletable: `__${key}__ must be set to a string object`,
});

/** `gi_code`, `cr_frame` and so on. */
export function introspection(prefix: string, waitingFor: string): Record<string, GetSetRow> {
  return {
    __name__: nameAttribute("name"),
    __qualname__: nameAttribute("qualname"),
    [`${prefix}_code`]: { member: true, get: (self: Resumable) => self.code },
    [`${prefix}_frame`]: {
      get: (self: Resumable) => (self.state === FINISHED ? null : frameOfGenerator(self)),
    },
    [`${prefix}_running`]: { get: (self: Resumable) => self.state === RUNNING },
    [`${prefix}_suspended`]: { get: (self: Resumable) => self.state === SUSPENDED },
    [waitingFor]: { get: (self: Resumable) => (self.state === SUSPENDED ? delegateOf(self) : null) },
  };
}

export const describe =
  (word: string) =>
  (self: Resumable): Value =>
    `<${word} object ${strOf(self.qualname)} at ${address(self)}>`;

const sending: NonNullable<TypeSpec["methods"]> = {
  send: ["(self, object, /)", (self: Resumable, value: Value) => step(self, send(self, value))],
  throw: [
    "(self, type, value=None, traceback=None, /)",
    (self: Resumable, type: Value, value?: Value, traceback?: Value) =>
      step(self, throwInto(self, thrown(type, value, traceback))),
  ],
  close: [
    "(self, /)",
    (self: Resumable) => {
      const value = close(self);
      forgetFrame(self);
      return value;
    },
  ],
};

export const generatorSpec: TypeSpec = {
  methods: {
    ...sending,
    __iter__: ["(self, /)", (self: PyGenerator) => self],
    __next__: ["(self, /)", (self: PyGenerator) => step(self, self.nx())],
    __repr__: ["(self, /)", describe("generator")],
  },
  classMethods: classGetItem,
  getset: introspection("gi", "gi_yieldfrom"),
};

export const coroutineSpec: TypeSpec = {
  methods: {
    ...sending,
    __await__: ["(self, /)", (self: PyCoroutine) => new PyCoroutineWrapper(self)],
    __repr__: ["(self, /)", describe("coroutine")],
  },
  classMethods: classGetItem,
  getset: {
    ...introspection("cr", "cr_await"),
    cr_origin: { member: true, get: (self: PyCoroutine) => self.origin },
  },
};

export const coroutineWrapperSpec: TypeSpec = {
  doc: "A wrapper object implementing __await__ for coroutines.",
  methods: {
    send: [
      "(self, object, /)",
      (self: PyCoroutineWrapper, value: Value) => step(self.coroutine, send(self.coroutine, value)),
    ],
    throw: [
      "(self, type, value=None, traceback=None, /)",
      (self: PyCoroutineWrapper, type: Value, value?: Value, traceback?: Value) =>
        step(self.coroutine, throwInto(self.coroutine, thrown(type, value, traceback))),
    ],
    close: ["(self, /)", (self: PyCoroutineWrapper) => close(self.coroutine)],
    __iter__: ["(self, /)", (self: PyCoroutineWrapper) => self],
    __next__: ["(self, /)", (self: PyCoroutineWrapper) => step(self.coroutine, self.nx())],
  },
};
