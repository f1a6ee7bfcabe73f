/** `xxsubtype`: CPython's example of builtin subclasses of list and dict, with one field of their own. Follows
 * Modules/xxsubtype.c. */
import { declareType } from "../core/builtin-types.ts";
import type { TypeSpec } from "../core/define.ts";
import type { NativeModule } from "../core/native-module.ts";
import type { NativeRow } from "../core/native.ts";
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { dictType, PyDict } from "../objects/dict.ts";
import { listType, PyList } from "../objects/list.ts";
import { tuple } from "../objects/tuple.ts";
import { toSize } from "../protocols/number.ts";

class PySpamList extends PyList {
  state = 0;
}
class PySpamDict extends PyDict {
  state = 0;
}
type Spam = PySpamList | PySpamDict;

const spamListType = declareType("xxsubtype.spamlist", PySpamList, { bases: [listType] });
const spamDictType = declareType("xxsubtype.spamdict", PySpamDict, { bases: [dictType] });

const state: Readonly<Record<string, NativeRow>> = {
  getstate: ["(self, /)", (self: Spam) => self.state],
  setstate: [
    "(self, state, /)",
    (self: Spam, value: Value) => {
      self.state = toSize(value);
      return null;
    },
  ],
};

/** What a class method or static method was called with; `cls` is None for the latter. */
function told(cls: Value, args: Value[], keywords: ReadonlyMap<string, Value>): Value {
  const dict = new PyDict();
  for (const [name, value] of keywords) dict.setStr(name, value);
  return tuple([cls, tuple(args), dict]);
}

const spamListSpec: TypeSpec = {
  methods: state,
  classMethods: { classmeth: ["(type, /, *args, **kwargs)", told] },
  staticMethods: {
    staticmeth: [
      "(*args, **kwargs)",
      (args: Value[], keywords: ReadonlyMap<string, Value>) => told(null, args, keywords),
    ],
  },
  getset: {
    state: {
      get: (self: PySpamList) => self.state,
      doc: "an int variable for demonstration purposes",
    },
  },
};

const spamDictSpec: TypeSpec = {
  methods: state,
  getset: { state: { get: (self: PySpamDict) => self.state, member: true } },
};

export const subtypeModule: NativeModule = {
  name: "xxsubtype",
  doc: "xxsubtype is an example module showing how to subtype builtin types from C.\ntest_descr.py in the standard test suite requires it in order to complete.\nIf you don't care about the examples, and don't intend to run the Python\ntest suite, you can recompile Python without Modules/xxsubtype.c.",
  types: { spamlist: spamListType, spamdict: spamDictType },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [spamListType, spamListSpec],
  [spamDictType, spamDictSpec],
];
