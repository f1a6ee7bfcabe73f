/** BaseExceptionGroup and ExceptionGroup (PEP 654). Follows Objects/exceptions.c. */
import { special, typeOf } from "../core/builtin-types.ts";
import type { TypeSpec } from "../core/define.ts";
import { PyBaseException } from "../core/exception.ts";
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import {
  BaseExceptionGroup,
  Exception,
  ExceptionGroup,
  type PyExceptionGroup,
} from "../exceptions/hierarchy.ts";
import { typeError, valueError } from "../exceptions/raise.ts";
import { PyDict } from "../objects/dict.ts";
import { isStr, strOf } from "../objects/str.ts";
import { listType, PyList } from "../objects/list.ts";
import { PyTuple, tuple, tupleType } from "../objects/tuple.ts";
import { toArray } from "../protocols/iterate.ts";
import { reprText } from "../protocols/repr.ts";
import { matcherOf, splitGroup, subgroup } from "../protocols/exception-group.ts";
import { classGetItem } from "./class-getitem.ts";

/** The class that a call of `cls` makes, after checking that it may hold these exceptions. */
function concreteType(cls: PyType, exceptions: readonly PyBaseException[]): PyType {
  const stray = exceptions.some((exception) => !exception.cls$.isSubtype(Exception));
  if (cls === BaseExceptionGroup) return stray ? cls : ExceptionGroup;
  if (!stray || !cls.isSubtype(Exception)) return cls;
  throw typeError(
    cls === ExceptionGroup
      ? "Cannot nest BaseExceptions in an ExceptionGroup"
      : `Cannot nest BaseExceptions in '${cls.name}'`,
  );
}

export const baseExceptionGroupSpec: TypeSpec = {
  doc: "A combination of multiple unrelated exceptions.",
  new: [
    "(*args, **kwargs)",
    (cls: PyType, args: Value[]) => {
      if (args.length !== 2) {
        throw typeError(`BaseExceptionGroup.__new__() takes exactly 2 arguments (${args.length} given)`);
      }
      const [message, sequence] = args as [Value, Value];
      if (!isStr(message))
        throw typeError(
          `BaseExceptionGroup.__new__() argument 1 must be str, not ${message === null ? "None" : typeOf(message).name}`,
        );
      if (sequence instanceof PyDict || special(sequence, "m$__getitem__") === undefined)
        throw typeError("second argument (exceptions) must be a sequence");
      const exceptions = sequence instanceof PyTuple ? sequence.items : toArray(sequence);
      if (exceptions.length === 0) {
        throw valueError("second argument (exceptions) must be a non-empty sequence");
      }
      for (const [i, exception] of exceptions.entries()) {
        if (exception instanceof PyBaseException) continue;
        throw valueError(`Item ${i} of second argument (exceptions) is not an exception`);
      }
      const members = exceptions as readonly PyBaseException[];
      const self = concreteType(cls, members).alloc() as PyExceptionGroup;
      self.args = args;
      self.message = message;
      self.exceptions = members;
      if (typeOf(sequence) !== listType && typeOf(sequence) !== tupleType) self.shown = reprText(sequence);
      return self;
    },
  ],
  methods: {
    __init__: [
      "(self, /, *args, **kwargs)",
      (self: PyExceptionGroup, args: Value[], keywords: Map<string, Value>) => {
        if (keywords.size > 0) throw typeError(`${typeOf(self).name}() takes no keyword arguments`);
        self.args = args;
        return null;
      },
    ],
    __repr__: [
      "(self, /)",
      (self: PyExceptionGroup) => {
        const members = [...self.exceptions];
        const given = self.args[1] instanceof PyList ? new PyList(members) : tuple(members);
        return `${typeOf(self).name}(${reprText(self.message)}, ${self.shown ?? reprText(given)})`;
      },
    ],
    __str__: [
      "(self, /)",
      (self: PyExceptionGroup) => {
        const count = self.exceptions.length;
        return `${strOf(self.message)} (${count} sub-exception${count > 1 ? "s" : ""})`;
      },
    ],
    derive: [
      "(self, excs, /)",
      (self: PyExceptionGroup, exceptions: Value) => BaseExceptionGroup.c2(self.message, exceptions),
    ],
    split: [
      "(self, matcher_value, /)",
      (self: PyExceptionGroup, condition: Value) => tuple(splitGroup(self, matcherOf(condition))),
    ],
    subgroup: [
      "(self, matcher_value, /)",
      (self: PyExceptionGroup, condition: Value) => subgroup(self, matcherOf(condition)),
    ],
  },
  classMethods: classGetItem,
  getset: {
    message: { member: true, doc: "exception message", get: (self: PyExceptionGroup) => self.message },
    exceptions: {
      member: true,
      doc: "nested exceptions",
      get: (self: PyExceptionGroup) => tuple(self.exceptions),
    },
  },
};
