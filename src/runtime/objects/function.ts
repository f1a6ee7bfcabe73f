/**
 * Python functions and bound methods: their entry points.
 *
 * A function object has own entry points `c0`..`c4`, `cn`, `ck`. The one of the function's own arity *is* its
 * JavaScript code (`body`), so that a call `f.c2(a, b)` is a direct call for the engine. One parameter fewer, when it
 * has a default, goes through a stub that adds it. All else binds: `bind.ts`.
 *
 * All function objects have one hidden class; a call site that sees many functions still loads `c2` monomorphically.
 */
import type { CodeFunction, CodeInfo } from "../../abi/code.ts";
import { CO } from "../../abi/code.ts";
import { declareType } from "../core/builtin-types.ts";
import { prepend } from "../core/call.ts";
import { PyClassMethod } from "../core/descriptors.ts";
import { type Flattenable, flattenMethod } from "../core/flatten.ts";
import { PyInstance, type PyObject, type Slots, type Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { bindKeywords, bindPositional } from "./bind.ts";
import type { Cell } from "./cell.ts";
import type { PyCode } from "./code.ts";
import { PyDict } from "./dict.ts";
import { emptyTuple, PyTuple } from "./tuple.ts";

const noDefaults: readonly Value[] = [];

type Entry = (...args: Value[]) => Value;

/** Entry points for a code object: only what does not depend on the function object. */
interface Entries {
  c0: Entry | undefined;
  c1: Entry | undefined;
  c2: Entry | undefined;
  c3: Entry | undefined;
  c4: Entry | undefined;
}

export class PyFunction extends PyInstance implements Flattenable {
  code: PyCode;
  body: CodeFunction;
  readonly globals: PyInstance;
  defaults: readonly Value[];
  kwdefaults: Map<string, Value> | null;
  readonly closure: readonly Cell[] | null;
  name: Value;
  qualname: Value;
  doc: Value;
  module: Value;
  /** The function that computes `__annotations__`, or None. */
  annotate: Value;
  annotations: Value | undefined = undefined;
  typeParams: Value | undefined = undefined;

  constructor(
    code: PyCode,
    body: CodeFunction,
    globals: PyInstance,
    defaults: readonly Value[] | null,
    kwdefaults: Map<string, Value> | null,
    closure: readonly Cell[] | null,
    annotate: Value,
  ) {
    super();
    const { info } = code;
    this.c0 = entryStub0;
    this.c1 = entryStub1;
    this.c2 = entryStub2;
    this.c3 = entryStub3;
    this.c4 = entryStub4;
    this.cn = callPositional;
    this.ck = callKeywords;
    this.code = code;
    this.body = body;
    this.globals = globals;
    this.defaults = defaults ?? noDefaults;
    this.kwdefaults = kwdefaults;
    this.closure = closure;
    this.name = info.name;
    this.qualname = info.qualname;
    this.doc = info.doc;
    const module = (globals as unknown as Slots)["$__name__"];
    this.module = module === undefined ? null : module;
    this.annotate = annotate;
    linkEntries(this);
  }

  flatten$(proto: Slots, name: string): void {
    flattenMethod(proto, name, this, (self) => new PyMethod(this, self));
  }
}

/** Chooses the entry points for the function's code and defaults; again after either was assigned. */
export function linkEntries(self: PyFunction): void {
  const { code, body } = self;
  const { info } = code;
  const count = self.defaults.length;
  let entries = code.entries[count] as Entries | undefined;
  if (entries === undefined) {
    entries = chooseEntries(info, count);
    code.entries[count] = entries;
  }
  self.c0 = entries.c0 ?? (body as Entry);
  self.c1 = entries.c1 ?? (body as Entry);
  self.c2 = entries.c2 ?? (body as Entry);
  self.c3 = entries.c3 ?? (body as Entry);
  self.c4 = entries.c4 ?? (body as Entry);
}

/** Undefined stands for the body itself. */
function chooseEntries(info: CodeInfo, defaults: number): Entries {
  const parameters = info.argcount;
  const variable = info.flags & (CO.VARARGS | CO.VARKEYWORDS);
  const variadic = (variable & CO.VARARGS) !== 0 && parameters < variadicStubs.length && defaults === 0;
  const stub = (given: number): Entry | undefined => {
    if (info.kwonlyargcount > 0) return generalStubs[given];
    if (variadic) return variadicStubs[parameters]?.[given];
    if (variable !== 0) return generalStubs[given];
    if (given === parameters) return undefined;
    const missing = parameters - given;
    if (missing < 0 || missing > defaults) return generalStubs[given];
    return defaultStubs[given]?.[missing - 1] ?? generalStubs[given];
  };
  return { c0: stub(0), c1: stub(1), c2: stub(2), c3: stub(3), c4: stub(4) };
}

function entryStub0(this: PyFunction): Value {
  return bindPositional(this, []);
}
function entryStub1(this: PyFunction, a: Value): Value {
  return bindPositional(this, [a]);
}
function entryStub2(this: PyFunction, a: Value, b: Value): Value {
  return bindPositional(this, [a, b]);
}
function entryStub3(this: PyFunction, a: Value, b: Value, c: Value): Value {
  return bindPositional(this, [a, b, c]);
}
function entryStub4(this: PyFunction, a: Value, b: Value, c: Value, d: Value): Value {
  return bindPositional(this, [a, b, c, d]);
}
const generalStubs: readonly Entry[] = [
  entryStub0,
  entryStub1,
  entryStub2,
  entryStub3,
  entryStub4,
] as Entry[];

/** What `**kwargs` gets where there are no keywords. (What has no such parameter ignores the argument.) */
const noKeywords = (self: PyFunction): PyDict | undefined =>
  (self.code.info.flags & CO.VARKEYWORDS) !== 0 ? new PyDict() : undefined;

/** Functions of `*args`, then of `a, *args`, then of `a, b, *args`, with or without `**kwargs`; by number of arguments given. */
const variadicStubs: readonly (readonly Entry[])[] = [
  [
    function (this: PyFunction) {
      return this.body(emptyTuple, noKeywords(this));
    },
    function (this: PyFunction, a: Value) {
      return this.body(new PyTuple([a]), noKeywords(this));
    },
    function (this: PyFunction, a: Value, b: Value) {
      return this.body(new PyTuple([a, b]), noKeywords(this));
    },
    function (this: PyFunction, a: Value, b: Value, c: Value) {
      return this.body(new PyTuple([a, b, c]), noKeywords(this));
    },
    function (this: PyFunction, a: Value, b: Value, c: Value, d: Value) {
      return this.body(new PyTuple([a, b, c, d]), noKeywords(this));
    },
  ],
  [
    entryStub0,
    function (this: PyFunction, a: Value) {
      return this.body(a, emptyTuple, noKeywords(this));
    },
    function (this: PyFunction, a: Value, b: Value) {
      return this.body(a, new PyTuple([b]), noKeywords(this));
    },
    function (this: PyFunction, a: Value, b: Value, c: Value) {
      return this.body(a, new PyTuple([b, c]), noKeywords(this));
    },
    function (this: PyFunction, a: Value, b: Value, c: Value, d: Value) {
      return this.body(a, new PyTuple([b, c, d]), noKeywords(this));
    },
  ],
  [
    entryStub0,
    entryStub1,
    function (this: PyFunction, a: Value, b: Value) {
      return this.body(a, b, emptyTuple, noKeywords(this));
    },
    function (this: PyFunction, a: Value, b: Value, c: Value) {
      return this.body(a, b, new PyTuple([c]), noKeywords(this));
    },
    function (this: PyFunction, a: Value, b: Value, c: Value, d: Value) {
      return this.body(a, b, new PyTuple([c, d]), noKeywords(this));
    },
  ],
] as unknown as Entry[][];

/** The default of the `k`th parameter from the end. */
const fromEnd = (self: PyFunction, k: number): Value => self.defaults[self.defaults.length - k] as Value;

/** By number of arguments given, then by number of defaults to add (minus one). */
const defaultStubs: readonly (readonly Entry[])[] = [
  [
    function (this: PyFunction) {
      return this.body(fromEnd(this, 1));
    },
    function (this: PyFunction) {
      return this.body(fromEnd(this, 2), fromEnd(this, 1));
    },
  ],
  [
    function (this: PyFunction, a: Value) {
      return this.body(a, fromEnd(this, 1));
    },
    function (this: PyFunction, a: Value) {
      return this.body(a, fromEnd(this, 2), fromEnd(this, 1));
    },
  ],
  [
    function (this: PyFunction, a: Value, b: Value) {
      return this.body(a, b, fromEnd(this, 1));
    },
    function (this: PyFunction, a: Value, b: Value) {
      return this.body(a, b, fromEnd(this, 2), fromEnd(this, 1));
    },
  ],
  [
    function (this: PyFunction, a: Value, b: Value, c: Value) {
      return this.body(a, b, c, fromEnd(this, 1));
    },
    function (this: PyFunction, a: Value, b: Value, c: Value) {
      return this.body(a, b, c, fromEnd(this, 2), fromEnd(this, 1));
    },
  ],
  [
    function (this: PyFunction, a: Value, b: Value, c: Value, d: Value) {
      return this.body(a, b, c, d, fromEnd(this, 1));
    },
  ],
] as unknown as Entry[][];

function callPositional(this: PyFunction, args: Value[]): Value {
  const { info } = this.code;
  if (
    args.length === info.argcount &&
    info.kwonlyargcount === 0 &&
    (info.flags & (CO.VARARGS | CO.VARKEYWORDS)) === 0
  ) {
    switch (args.length) {
      case 5:
        return this.body(args[0], args[1], args[2], args[3], args[4]);
      case 6:
        return this.body(args[0], args[1], args[2], args[3], args[4], args[5]);
      default:
        return this.body(...args);
    }
  }
  return bindPositional(this, args);
}

function callKeywords(this: PyFunction, args: Value[], names: readonly string[]): Value {
  return names.length === 0 ? this.cn(args) : bindKeywords(this, args, names);
}

export const functionType = declareType("function", PyFunction, {
  subclassable: false,
  hasDict: true,
  methodDescriptor: true,
  vectorcall: true,
});

/** A callable bound to its first argument. */
export class PyMethod extends PyInstance {
  readonly func: Value;
  readonly self: Value;
  constructor(func: Value, self: Value) {
    super();
    this.func = func;
    this.self = self;
  }
}

export const methodType = declareType("method", PyMethod, { subclassable: false, vectorcall: true });

/** Third step of the bootstrap: entry points of bound methods, and what binds to a class. */
export function installMethodEntries(): void {
  const target = (method: PyMethod): PyObject => method.func as PyObject;
  const entries: ThisType<PyMethod> & Pick<PyMethod, "c0" | "c1" | "c2" | "c3" | "c4" | "cn" | "ck"> = {
    c0() {
      return target(this).c1(this.self);
    },
    c1(a) {
      return target(this).c2(this.self, a);
    },
    c2(a, b) {
      return target(this).c3(this.self, a, b);
    },
    c3(a, b, c) {
      return target(this).c4(this.self, a, b, c);
    },
    c4(a, b, c, d) {
      return target(this).cn([this.self, a, b, c, d]);
    },
    cn(args) {
      return target(this).cn(prepend(this.self, args));
    },
    ck(args, names) {
      return target(this).ck(prepend(this.self, args), names);
    },
  };
  Object.assign(PyMethod.prototype, entries);
  PyClassMethod.prototype.bind = function (this: PyClassMethod, type: PyType) {
    return new PyMethod(this.callable, type);
  };
}
