/** `functools.partial` with `Placeholder`. Follows Modules/_functoolsmodule.c;
 * https://docs.python.org/3.14/library/functools.html#functools.partial. */
import { declareType, special, typeOf } from "../../core/builtin-types.ts";
import { callable, callN } from "../../core/call.ts";
import type { TypeSpec } from "../../core/define.ts";
import { type Flattenable, flattenMethod } from "../../core/flatten.ts";
import { type Callable, PyInstance, type Slots, type Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { typeError } from "../../exceptions/raise.ts";
import { PyDict } from "../../objects/dict.ts";
import { PyMethod } from "../../objects/function.ts";
import { isStr, str, strOf } from "../../objects/str.ts";
import { emptyTuple, PyTuple, tuple, tupleType } from "../../objects/tuple.ts";
import { instanceDict } from "../../protocols/attribute.ts";
import { repr, str as toStr, withReprGuard } from "../../protocols/repr.ts";
import { classGetItem } from "../../types/class-getitem.ts";
import { dictAttribute } from "../../types/object.ts";

class PyPlaceholder extends PyInstance {}
export const placeholderType = declareType("functools._PlaceholderType", PyPlaceholder, {
  subclassable: false,
});
/** Stands for an argument that the call gives. */
export const Placeholder: PyPlaceholder = new PyPlaceholder();

export const placeholderSpec: TypeSpec = {
  doc: "The type of the Placeholder singleton.\n\nUsed as a placeholder for partial arguments.",
  new: ["()", () => Placeholder],
  methods: {
    __repr__: ["(self, /)", () => "Placeholder"],
    __reduce__: ["(self, /)", () => "Placeholder"],
  },
};

export class PyPartial extends PyInstance implements Flattenable {
  func: Value = null;
  args: PyTuple = emptyTuple;
  keywords: PyDict = new PyDict();
  /** How many of `args` are Placeholder. */
  holes = 0;

  /** The arguments of a call with these positional ones. */
  arguments(given: readonly Value[]): Value[] {
    const { items } = this.args;
    if (this.holes === 0) return [...items, ...given];
    if (given.length < this.holes) {
      throw typeError(
        `missing positional arguments in 'partial' call; expected at least ${this.holes}, got ${given.length}`,
      );
    }
    let next = 0;
    const filled = items.map((item) => (item === Placeholder ? (given[next++] as Value) : item));
    return [...filled, ...given.slice(next)];
  }

  call(given: Value[], values: readonly Value[], names: readonly string[]): Value {
    const args = this.arguments(given);
    if (this.keywords.size === 0 && names.length === 0) return callN(callable(this.func), args);
    const merged = new Map<string, Value>();
    for (const [key, value] of this.keywords.entries()) {
      if (!isStr(key)) throw typeError("keywords must be strings");
      merged.set(strOf(key), value);
    }
    for (const [i, name] of names.entries()) merged.set(name, values[i] as Value);
    return callable(this.func).ck([...args, ...merged.values()], [...merged.keys()]);
  }

  /** Since 3.14 a partial in a class binds like a function. */
  flatten$(proto: Slots, name: string): void {
    flattenMethod(proto, name, this, (self) => new PyMethod(this, self));
  }
}

const entries: Callable & ThisType<PyPartial> = {
  c0() {
    return this.call([], [], []);
  },
  c1(a) {
    return this.call([a], [], []);
  },
  c2(a, b) {
    return this.call([a, b], [], []);
  },
  c3(a, b, c) {
    return this.call([a, b, c], [], []);
  },
  c4(a, b, c, d) {
    return this.call([a, b, c, d], [], []);
  },
  cn(args) {
    return this.call(args, [], []);
  },
  ck(args, names) {
    const count = args.length - names.length;
    return this.call(args.slice(0, count), args.slice(count), names);
  },
};
Object.assign(PyPartial.prototype, entries);

export const partialType = declareType("functools.partial", PyPartial, { hasDict: true, vectorcall: true });

/** Sets the fields of a partial; `args` has no Placeholder at its end. */
function fill(self: PyPartial, func: Value, args: PyTuple, keywords: PyDict): void {
  self.func = func;
  self.args = args;
  self.keywords = keywords;
  self.holes = args.items.filter((arg) => arg === Placeholder).length;
}

const isCallable = (value: Value): boolean => (special(value, "m$__call__") ?? undefined) !== undefined;

function newPartial(cls: PyType, args: Value[], keywords: Map<string, Value>): Value {
  if (args.length === 0) throw typeError("type 'partial' takes at least one argument");
  const [first, ...rest] = args as [Value, ...Value[]];
  if (!isCallable(first)) throw typeError("the first argument must be callable");
  if (rest.length > 0 && rest[rest.length - 1] === Placeholder) {
    throw typeError("trailing Placeholders are not allowed");
  }
  for (const value of keywords.values()) {
    if (value === Placeholder) throw typeError("Placeholder cannot be passed as a keyword argument");
  }
  const self = cls.alloc() as PyPartial;
  const own = new PyDict();
  // A partial of a partial becomes one.
  const inner =
    first instanceof PyPartial && typeOf(first) === cls && !hasAttributes(first) ? first : undefined;
  if (inner === undefined) {
    for (const [name, value] of keywords) own.setStr(name, value);
    fill(self, first, tuple(rest), own);
    return self;
  }
  for (const [key, value] of inner.keywords.entries()) own.set(key, value);
  for (const [name, value] of keywords) own.setStr(name, value);
  let next = 0;
  const merged = inner.args.items.map((arg) =>
    arg === Placeholder && next < rest.length ? (rest[next++] as Value) : arg,
  );
  fill(self, inner.func, tuple([...merged, ...rest.slice(next)]), own);
  return self;
}

const hasAttributes = (self: PyPartial): boolean => instanceDict(self).size > 0;

function text(self: PyPartial): Value {
  const type = typeOf(self);
  const module = type.dict.get("__module__");
  const name = isStr(module ?? null) ? `${strOf(module as Value)}.${type.qualname}` : type.qualname;
  return withReprGuard(
    self,
    () => {
      // The repr of a part may change this partial: what is shown is what it was.
      const { func, args } = self;
      const keywords = [...self.keywords.entries()];
      const parts = [func, ...args.items].map((part) => strOf(repr(part)));
      for (const [key, value] of keywords) parts.push(`${strOf(toStr(key))}=${strOf(repr(value))}`);
      return str(`${name}(${parts.join(", ")})`);
    },
    "...",
  );
}

/** `__setstate__((func, args, keywords, dict))` */
function setState(self: PyPartial, state: Value): Value {
  const [func, args, keywords, dict] = state instanceof PyTuple ? state.items : [];
  const valid =
    func !== undefined &&
    isCallable(func) &&
    args instanceof PyTuple &&
    (keywords === null || keywords instanceof PyDict);
  if (!valid || (state as PyTuple).items.length !== 4) throw typeError("invalid partial state");
  if (args.items.length > 0 && args.items[args.items.length - 1] === Placeholder) {
    throw typeError("trailing Placeholders are not allowed");
  }
  fill(
    self,
    func,
    typeOf(args) === tupleType ? args : tuple(args.items),
    keywords === null ? new PyDict() : keywords.exactDict$ ? keywords : keywords.copy(),
  );
  dictAttribute.set(self, dict ?? new PyDict());
  return null;
}

/** Can be replaced but, unlike that of other instances, not deleted. */
const genericDict = {
  ...dictAttribute,
  delete: (): never => {
    throw typeError("cannot delete __dict__");
  },
};
const field = (get: (self: PyPartial) => Value, doc: string) => ({ get, doc, member: true });

export const partialSpec: TypeSpec = {
  doc: "Create a new function with partial application of the given arguments and keywords.",
  new: ["(*args, **kwargs)", newPartial],
  methods: {
    __call__: [
      "(self, /, *args, **kwargs)",
      (self: PyPartial, args: Value[], keywords: Map<string, Value>) =>
        self.call(args, [...keywords.values()], [...keywords.keys()]),
    ],
    __get__: [
      "(self, instance, owner=None, /)",
      (self: PyPartial, instance: Value) => (instance === null ? self : new PyMethod(self, instance)),
    ],
    __repr__: ["(self, /)", text],
    __reduce__: [
      "(self, /)",
      (self: PyPartial) =>
        tuple([
          typeOf(self),
          tuple([self.func]),
          tuple([self.func, self.args, self.keywords, hasAttributes(self) ? instanceDict(self) : null]),
        ]),
    ],
    __setstate__: ["(self, state, /)", setState],
  },
  classMethods: classGetItem,
  getset: {
    func: field((self) => self.func, "function object to use in future partial calls"),
    args: field((self) => self.args, "tuple of arguments to future partial calls"),
    keywords: field((self) => self.keywords, "dictionary of keyword arguments to future partial calls"),
    __dict__: genericDict,
  },
};
