/** Asynchronous generators and the awaitables of their methods. Follows Objects/genobject.c (PEP 525). */
import type { TypeSpec } from "../core/define.ts";
import { PyBaseException } from "../core/exception.ts";
import type { PyObject, Value } from "../core/object.ts";
import { typeOf } from "../core/builtin-types.ts";
import { StopAsyncIteration } from "../exceptions/hierarchy.ts";
import { stopIteration, typeError } from "../exceptions/raise.ts";
import type { PyAnextAwaitable } from "../objects/async-generator.ts";
import { announce, PyAsyncGeneratorSend, PyAsyncGeneratorThrow } from "../objects/async-generator.ts";
import { type PyAsyncGenerator, PyCoroutine, PyCoroutineWrapper } from "../objects/generator.ts";
import { getAttr } from "../protocols/attribute.ts";
import { awaitableIterator } from "../protocols/generator.ts";
import { callMethod } from "../protocols/method-call.ts";
import { describe, introspection, thrown, warnSignature, withTraceback } from "./generator.ts";
import { classGetItem } from "./class-getitem.ts";

function anext(self: PyAsyncGenerator): Value {
  announce(self);
  return new PyAsyncGeneratorSend(self);
}

export const asyncGeneratorSpec: TypeSpec = {
  methods: {
    __repr__: ["(self, /)", describe("async_generator")],
    __aiter__: ["(self, /)", (self: PyAsyncGenerator) => self],
    __anext__: ["(self, /)", anext],
    asend: [
      "(self, value, /)",
      (self: PyAsyncGenerator, value: Value) => {
        announce(self);
        return new PyAsyncGeneratorSend(self, value);
      },
    ],
    athrow: [
      "(self, type, value=None, traceback=None, /)",
      (self: PyAsyncGenerator, type: Value, value?: Value, traceback?: Value) => {
        if (value !== undefined || traceback !== undefined) warnSignature("athrow");
        announce(self);
        return new PyAsyncGeneratorThrow(self, () => withTraceback(type, value ?? null, traceback ?? null));
      },
    ],
    aclose: [
      "(self, /)",
      (self: PyAsyncGenerator) => {
        announce(self);
        return new PyAsyncGeneratorThrow(self);
      },
    ],
  },
  classMethods: classGetItem,
  getset: {
    ...introspection("ag", "ag_await"),
    ag_running: { member: true, get: (self: PyAsyncGenerator) => self.runningAsync },
  },
};

type Steps = PyAsyncGeneratorSend | PyAsyncGeneratorThrow;

export const asyncStepsSpec: TypeSpec = {
  methods: {
    __await__: ["(self, /)", (self: Steps) => self],
    __iter__: ["(self, /)", (self: Steps) => self],
    __next__: ["(self, /)", (self: Steps) => self.send(null)],
    send: ["(self, object, /)", (self: Steps, value: Value) => self.send(value)],
    throw: [
      "(self, type, value=None, traceback=None, /)",
      (self: Steps, type: Value, value?: Value, traceback?: Value) =>
        self.throw(thrown(type, value, traceback)),
    ],
    close: ["(self, /)", (self: Steps) => self.close()],
  },
};

/** The iterator below an `anext(iterator, default)`. */
function inner(self: PyAnextAwaitable): PyObject {
  const iterator = awaitableIterator(self.awaitable);
  if (iterator === undefined) throw typeError(`'${typeOf(self.awaitable).name}' object can't be awaited`);
  return (iterator instanceof PyCoroutine ? new PyCoroutineWrapper(iterator) : iterator) as PyObject;
}

/** One step; the end of the asynchronous iterator becomes the default. */
function withDefault(self: PyAnextAwaitable, step: () => Value): Value {
  try {
    return step();
  } catch (error) {
    const ended = error instanceof PyBaseException && error.cls$.isSubtype(StopAsyncIteration);
    throw ended ? stopIteration(self.default_) : error;
  }
}

export const anextAwaitableSpec: TypeSpec = {
  methods: {
    __await__: ["(self, /)", (self: PyAnextAwaitable) => self],
    __iter__: ["(self, /)", (self: PyAnextAwaitable) => self],
    __next__: [
      "(self, /)",
      (self: PyAnextAwaitable) => {
        const iterator = inner(self);
        return withDefault(self, () => callMethod(iterator, "__next__"));
      },
    ],
    send: [
      "(self, object, /)",
      (self: PyAnextAwaitable, value: Value) =>
        withDefault(self, () => callMethod(inner(self), "send", value)),
    ],
    throw: [
      "(self, type, value=None, traceback=None, /)",
      (self: PyAnextAwaitable, ...args: Value[]) =>
        withDefault(self, () =>
          (getAttr(inner(self), "throw") as PyObject).cn(args.filter((arg) => arg !== undefined)),
        ),
    ],
    close: ["(self, /)", (self: PyAnextAwaitable) => callMethod(inner(self), "close")],
  },
};
