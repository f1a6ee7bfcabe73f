/** The iterators of `itertools` that pass on, select or change items of others one by one. Follows
 * Modules/itertoolsmodule.c; https://docs.python.org/3.14/library/itertools.html. */
import { declareType, typeOf } from "../../core/builtin-types.ts";
import { callable, callN } from "../../core/call.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { typeError, valueError } from "../../exceptions/raise.ts";
import { PyIterator } from "../../objects/iterator.ts";
import { str, strOf } from "../../objects/str.ts";
import { PyTuple, tuple } from "../../objects/tuple.ts";
import { truthy } from "../../protocols/compare.ts";
import { isIndex } from "../../protocols/number.ts";
import { type Iter, iter, itemsOf } from "../../protocols/iterate.ts";
import { add, toIndex } from "../../protocols/number.ts";
import { repr } from "../../protocols/repr.ts";
import { toSsize } from "../../protocols/sequence.ts";
import { classGetItem } from "../../types/class-getitem.ts";
import { iteratorMethods } from "../../types/iterators.ts";

const nothing: Iter = { nx: () => undefined };

class PyAccumulate extends PyIterator {
  source = nothing;
  function: Value = null;
  initial: Value | undefined = undefined;
  total: Value | undefined = undefined;
  nx(): Value | undefined {
    if (this.initial !== undefined) {
      this.total = this.initial;
      this.initial = undefined;
      return this.total;
    }
    const value = this.source.nx();
    if (value === undefined) return undefined;
    if (this.total === undefined) this.total = value;
    else
      this.total =
        this.function === null ? add(this.total, value) : callable(this.function).c2(this.total, value);
    return this.total;
  }
}
const accumulateType = declareType("itertools.accumulate", PyAccumulate);
const accumulateSpec: TypeSpec = {
  doc: "Return series of accumulated sums (or other binary function results).",
  new: [
    "(iterable, func=None, *, initial=None)",
    (cls: PyType, iterable: Value, fn: Value = null, initial: Value = null) => {
      const self = cls.alloc() as PyAccumulate;
      self.source = iter(iterable);
      self.function = fn;
      self.initial = initial ?? undefined;
      return self;
    },
  ],
  methods: iteratorMethods,
};

class PyChain extends PyIterator {
  sources: Iter | undefined = undefined;
  active: Iter | undefined = undefined;
  nx(): Value | undefined {
    for (;;) {
      if (this.active === undefined) {
        const next = this.sources?.nx();
        if (next === undefined) {
          this.sources = undefined;
          return undefined;
        }
        this.active = iter(next);
      }
      const value = this.active.nx();
      if (value !== undefined) return value;
      this.active = undefined;
    }
  }
}
const chainType = declareType("itertools.chain", PyChain);
function newChain(cls: PyType, sources: Iter): Value {
  const self = cls.alloc() as PyChain;
  self.sources = sources;
  return self;
}
const chainSpec: TypeSpec = {
  doc: "Return a chain object whose .__next__() method returns elements from the\nfirst iterable until it is exhausted, then elements from the next\niterable, until all of the iterables are exhausted.",
  new: ["(*iterables)", (cls: PyType, iterables: Value[]) => newChain(cls, iter(tuple(iterables)))],
  methods: iteratorMethods,
  classMethods: {
    ...classGetItem,
    from_iterable: ["(cls, iterable, /)", (cls: PyType, iterable: Value) => newChain(cls, iter(iterable))],
  },
};

class PyCompress extends PyIterator {
  data = nothing;
  selectors = nothing;
  nx(): Value | undefined {
    for (;;) {
      const value = this.data.nx();
      if (value === undefined) return undefined;
      const selector = this.selectors.nx();
      if (selector === undefined) return undefined;
      if (truthy(selector)) return value;
    }
  }
}
const compressType = declareType("itertools.compress", PyCompress);
const compressSpec: TypeSpec = {
  doc: "Return data elements corresponding to true selector elements.",
  new: [
    "(data, selectors)",
    (cls: PyType, data: Value, selectors: Value) => {
      const self = cls.alloc() as PyCompress;
      self.data = iter(data);
      self.selectors = iter(selectors);
      return self;
    },
  ],
  methods: iteratorMethods,
};

/** What the iterators with a test have in common. */
abstract class PyTesting extends PyIterator {
  test: Value = null;
  source = nothing;
  done = false;
  passes(value: Value): boolean {
    return truthy(this.test === null ? value : callable(this.test).c1(value));
  }
}
const newTesting = (cls: PyType, test: Value, iterable: Value): Value => {
  const self = cls.alloc() as PyTesting;
  self.test = test;
  self.source = iter(iterable);
  return self;
};

class PyDropWhile extends PyTesting {
  nx(): Value | undefined {
    for (;;) {
      const value = this.source.nx();
      if (value === undefined || this.done) return value;
      if (truthy(callable(this.test).c1(value))) continue;
      this.done = true;
      return value;
    }
  }
}
const dropWhileType = declareType("itertools.dropwhile", PyDropWhile);
class PyTakeWhile extends PyTesting {
  nx(): Value | undefined {
    if (this.done) return undefined;
    const value = this.source.nx();
    if (value === undefined) return undefined;
    if (truthy(callable(this.test).c1(value))) return value;
    this.done = true;
    return undefined;
  }
}
const takeWhileType = declareType("itertools.takewhile", PyTakeWhile);
class PyFilterFalse extends PyTesting {
  nx(): Value | undefined {
    for (;;) {
      const value = this.source.nx();
      if (value === undefined || !this.passes(value)) return value;
    }
  }
}
const filterFalseType = declareType("itertools.filterfalse", PyFilterFalse);
const testingSpec = (doc: string, first = "predicate"): TypeSpec => ({
  doc,
  new: [`(${first}, iterable, /)`, newTesting],
  methods: iteratorMethods,
});

class PyStarMap extends PyIterator {
  function: Value = null;
  source = nothing;
  nx(): Value | undefined {
    const value = this.source.nx();
    return value === undefined ? undefined : callN(callable(this.function), [...itemsOf(value)]);
  }
}
const starMapType = declareType("itertools.starmap", PyStarMap);
const starMapSpec: TypeSpec = {
  doc: "Return an iterator whose values are returned from the function evaluated with an argument tuple taken from the given sequence.",
  new: [
    "(function, iterable, /)",
    (cls: PyType, fn: Value, iterable: Value) => {
      const self = cls.alloc() as PyStarMap;
      self.function = fn;
      self.source = iter(iterable);
      return self;
    },
  ],
  methods: iteratorMethods,
};

class PyCount extends PyIterator {
  current: Value = 0;
  step: Value = 1;
  nx(): Value | undefined {
    const { current, step } = this;
    const plain = Number.isInteger(current) && Number.isInteger(step);
    const next = plain ? (current as number) + (step as number) : 0;
    this.current = plain && Number.isSafeInteger(next) ? next : add(current, step);
    return current;
  }
}
const countType = declareType("itertools.count", PyCount);
const countSpec: TypeSpec = {
  doc: "Return a count object whose .__next__() method returns consecutive values.",
  new: [
    "(start=0, step=1)",
    (cls: PyType, start: Value = 0, step: Value = 1) => {
      for (const value of [start, step]) {
        const proto = typeOf(value).proto;
        if (
          proto["m$__index__"] === undefined &&
          proto["m$__float__"] === undefined &&
          proto["m$__complex__"] === undefined
        ) {
          throw typeError("a number is required");
        }
      }
      const self = cls.alloc() as PyCount;
      self.current = start;
      self.step = step;
      return self;
    },
  ],
  methods: {
    ...iteratorMethods,
    __repr__: [
      "(self, /)",
      (self: PyCount) => {
        const { name } = typeOf(self);
        const start = strOf(repr(self.current));
        return self.step === 1
          ? str(`${name}(${start})`)
          : str(`${name}(${start}, ${strOf(repr(self.step))})`);
      },
    ],
  },
};

class PyCycle extends PyIterator {
  source: Iter | undefined = undefined;
  saved: Value[] = [];
  index = 0;
  nx(): Value | undefined {
    if (this.source !== undefined) {
      const value = this.source.nx();
      if (value !== undefined) {
        this.saved.push(value);
        return value;
      }
      this.source = undefined;
    }
    const { saved } = this;
    if (saved.length === 0) return undefined;
    const value = saved[this.index] as Value;
    this.index = this.index + 1 === saved.length ? 0 : this.index + 1;
    return value;
  }
}
const cycleType = declareType("itertools.cycle", PyCycle);
const cycleSpec: TypeSpec = {
  doc: "Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.",
  new: [
    "(iterable, /)",
    (cls: PyType, iterable: Value) => {
      const self = cls.alloc() as PyCycle;
      self.source = iter(iterable);
      return self;
    },
  ],
  methods: iteratorMethods,
};

class PyRepeat extends PyIterator {
  object: Value = null;
  left = Infinity;
  nx(): Value | undefined {
    if (this.left === 0) return undefined;
    this.left--;
    return this.object;
  }
}
const repeatType = declareType("itertools.repeat", PyRepeat);
const repeatSpec: TypeSpec = {
  doc: "repeat(object [,times]) -> create an iterator which returns the object\nfor the specified number of times.  If not specified, returns the object\nendlessly.",
  new: [
    "(object, times=<unrepresentable>)",
    (cls: PyType, object: Value, times?: Value) => {
      const self = cls.alloc() as PyRepeat;
      self.object = object;
      if (times !== undefined) self.left = Math.max(0, toSsize(times));
      return self;
    },
  ],
  methods: {
    ...iteratorMethods,
    __length_hint__: [
      "(self, /)",
      (self: PyRepeat) => {
        if (self.left === Infinity) throw typeError("len() of unsized object");
        return self.left;
      },
    ],
    __repr__: [
      "(self, /)",
      (self: PyRepeat) => {
        const object = strOf(repr(self.object));
        return str(`${typeOf(self).name}(${object}${self.left === Infinity ? "" : `, ${self.left}`})`);
      },
    ],
  },
};

class PyISlice extends PyIterator {
  source: Iter | undefined = undefined;
  next = 0;
  stop = Infinity;
  step = 1;
  count = 0;
  nx(): Value | undefined {
    const { source, stop } = this;
    if (source === undefined) return undefined;
    while (this.count < this.next) {
      if (source.nx() === undefined) return this.#end();
      this.count++;
    }
    if (this.count >= stop) return this.#end();
    const value = source.nx();
    if (value === undefined) return this.#end();
    this.count++;
    this.next = Math.min(this.next + this.step, stop);
    return value;
  }
  #end(): undefined {
    this.source = undefined;
    return undefined;
  }
}
const isliceType = declareType("itertools.islice", PyISlice);

/** A bound of islice: a non-negative int, or undefined when it is none. */
/** `sys.maxsize`; what is beyond 2**53 no iterator lives to see, so that its rounding does not show. */
const MAX_SIZE = 2n ** 63n - 1n;

function sliceBound(value: Value): number | undefined {
  if (!isIndex(value)) return undefined;
  const index = toIndex(value);
  if (index < 0 || index > MAX_SIZE) return undefined;
  return Number(index);
}

function newISlice(cls: PyType, iterable: Value, args: Value[]): Value {
  if (args.length === 0) throw typeError("islice expected at least 2 arguments, got 1");
  if (args.length > 3) throw typeError(`islice expected at most 4 arguments, got ${args.length + 1}`);
  const [start, stop, step] = (args.length === 1 ? [null, args[0], null] : args) as [Value, Value, Value?];
  const self = cls.alloc() as PyISlice;
  if (stop !== null) {
    const bound = sliceBound(stop);
    if (bound === undefined) {
      throw valueError(
        args.length === 1
          ? "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize."
          : "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.",
      );
    }
    self.stop = bound;
  }
  if (start !== null) {
    const bound = sliceBound(start);
    if (bound === undefined) {
      throw valueError("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
    }
    self.next = bound;
  }
  if (step !== undefined && step !== null) {
    const bound = sliceBound(step);
    if (bound === undefined || bound < 1) {
      throw valueError("Step for islice() must be a positive integer or None.");
    }
    self.step = bound;
  }
  self.source = iter(iterable);
  return self;
}
const isliceSpec: TypeSpec = {
  doc: "islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object\n\nReturn an iterator whose next() method returns selected values from an\niterable.",
  new: ["(iterable, /, *args)", newISlice],
  methods: iteratorMethods,
};

class PyPairwise extends PyIterator {
  source: Iter | undefined = undefined;
  old: Value | undefined = undefined;
  nx(): Value | undefined {
    const { source } = this;
    if (source === undefined) return undefined;
    this.old ??= source.nx();
    const before = this.old;
    const value = before === undefined ? undefined : source.nx();
    if (before === undefined || value === undefined) {
      this.source = undefined;
      this.old = undefined;
      return undefined;
    }
    this.old = value;
    return new PyTuple([before, value]);
  }
}
const pairwiseType = declareType("itertools.pairwise", PyPairwise);
const pairwiseSpec: TypeSpec = {
  doc: "Return an iterator of overlapping pairs taken from the input iterator.",
  new: [
    "(iterable, /)",
    (cls: PyType, iterable: Value) => {
      const self = cls.alloc() as PyPairwise;
      self.source = iter(iterable);
      return self;
    },
  ],
  methods: iteratorMethods,
};

class PyZipLongest extends PyIterator {
  sources: (Iter | undefined)[] = [];
  active = 0;
  fill: Value = null;
  nx(): Value | undefined {
    if (this.active === 0) return undefined;
    const values: Value[] = [];
    for (let i = 0; i < this.sources.length; i++) {
      const value = this.sources[i]?.nx();
      if (value === undefined && this.sources[i] !== undefined) {
        this.sources[i] = undefined;
        if (--this.active === 0) return undefined;
      }
      values.push(value === undefined ? this.fill : value);
    }
    return new PyTuple(values);
  }
}
const zipLongestType = declareType("itertools.zip_longest", PyZipLongest);
const zipLongestSpec: TypeSpec = {
  doc: "Return a zip_longest object whose .__next__() method returns a tuple where\nthe i-th element comes from the i-th iterable argument.",
  new: [
    "(*iterables, fillvalue=None)",
    (cls: PyType, iterables: Value[], fill: Value = null) => {
      const self = cls.alloc() as PyZipLongest;
      self.sources = iterables.map(iter);
      self.active = iterables.length;
      self.fill = fill;
      return self;
    },
  ],
  methods: iteratorMethods,
};

export const streams: Readonly<Record<string, readonly [PyType, TypeSpec]>> = {
  accumulate: [accumulateType, accumulateSpec],
  chain: [chainType, chainSpec],
  compress: [compressType, compressSpec],
  count: [countType, countSpec],
  cycle: [cycleType, cycleSpec],
  dropwhile: [dropWhileType, testingSpec("Drop items from the iterable while predicate(item) is true.")],
  takewhile: [
    takeWhileType,
    testingSpec(
      "Return successive entries from an iterable as long as the predicate evaluates to true for each entry.",
    ),
  ],
  filterfalse: [
    filterFalseType,
    testingSpec("Return those items of iterable for which function(item) is false.", "function"),
  ],
  islice: [isliceType, isliceSpec],
  pairwise: [pairwiseType, pairwiseSpec],
  repeat: [repeatType, repeatSpec],
  starmap: [starMapType, starMapSpec],
  zip_longest: [zipLongestType, zipLongestSpec],
};
