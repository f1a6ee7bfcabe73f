/** `collections.defaultdict`. Follows Modules/_collectionsmodule.c;
 * https://docs.python.org/3.14/library/collections.html#defaultdict-objects. */
import { declareType, special, typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { Value } from "../../core/object.ts";
import { keyError, typeError } from "../../exceptions/raise.ts";
import { dictType, PyDict } from "../../objects/dict.ts";
import { NotImplemented } from "../../objects/singletons.ts";
import { strOf } from "../../objects/str.ts";
import { emptyTuple, tuple } from "../../objects/tuple.ts";
import { pythonIter } from "../../protocols/iterate.ts";
import { callMethod0 } from "../../protocols/method-call.ts";
import { repr, withReprGuard } from "../../protocols/repr.ts";
import { bracketed } from "../../protocols/sequence.ts";
import { classGetItem } from "../../types/class-getitem.ts";
import { dictText, updateDict } from "../../types/dict.ts";

export class PyDefaultDict extends PyDict {
  factory: Value = null;
}

export const defaultDictType = declareType("collections.defaultdict", PyDefaultDict, { bases: [dictType] });

function copyOf(self: PyDefaultDict): Value {
  return callable(typeOf(self)).c2(self.factory, self);
}

function union(a: Value, b: Value): Value {
  if (!(a instanceof PyDict) || !(b instanceof PyDict)) return NotImplemented;
  const self = a instanceof PyDefaultDict ? a : (b as PyDefaultDict);
  const result = callable(typeOf(self)).c2(self.factory, a) as PyDict;
  updateDict(result, b, new Map());
  return result;
}

export const defaultDictSpec: TypeSpec = {
  doc: "defaultdict(default_factory=None, /, [...]) --> dict with default factory",
  methods: {
    __init__: [
      "(self, /, *args, **kwargs)",
      (self: PyDefaultDict, args: Value[], keywords: Map<string, Value>) => {
        const [factory, source] = args as [Value?, Value?];
        if (
          factory !== undefined &&
          factory !== null &&
          (special(factory, "m$__call__") ?? undefined) === undefined
        ) {
          throw typeError("first argument must be callable or None");
        }
        if (args.length > 2) throw typeError(`dict expected at most 1 argument, got ${args.length - 1}`);
        self.factory = factory ?? null;
        updateDict(self, source, keywords);
        return null;
      },
    ],
    __missing__: [
      "(self, key, /)",
      (self: PyDefaultDict, key: Value) => {
        if (self.factory === null) throw keyError(key);
        const value = callable(self.factory).c0();
        // What the factory itself has set under the key stays.
        return self.setDefault(key, value);
      },
    ],
    __repr__: [
      "(self, /)",
      (self: PyDefaultDict) => {
        const factory = withReprGuard(self.factory, () => repr(self.factory), "...");
        const items = withReprGuard(self, () => bracketed("{", dictText([...self.entries()]), "}"), "{...}");
        return bracketed(`${typeOf(self).name}(${strOf(factory)}, `, strOf(items), ")");
      },
    ],
    __copy__: ["(self, /)", copyOf],
    copy: ["(self, /)", copyOf],
    __or__: ["(self, value, /)", (self: Value, other: Value) => union(self, other)],
    __ror__: ["(self, value, /)", (self: Value, other: Value) => union(other, self)],
    __reduce__: [
      "(self, /)",
      (self: PyDefaultDict) =>
        tuple([
          typeOf(self),
          self.factory === null ? emptyTuple : tuple([self.factory]),
          null,
          null,
          pythonIter(callMethod0(self, "items")),
        ]),
    ],
  },
  classMethods: classGetItem,
  getset: {
    default_factory: {
      get: (self: PyDefaultDict) => self.factory,
      set: (self: PyDefaultDict, value: Value) => {
        self.factory = value;
      },
      delete: (self: PyDefaultDict) => {
        self.factory = null;
      },
      member: true,
      doc: "Factory for default value called by __missing__().",
    },
  },
};
