/** `groupby`, `batched` and `tee`: iterators that keep items of their source. Follows Modules/itertoolsmodule.c. */
import { declareType, special, typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { TypeSpec } from "../../core/define.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { RuntimeError } from "../../exceptions/hierarchy.ts";
import { newException, valueError } from "../../exceptions/raise.ts";
import { PyIterator } from "../../objects/iterator.ts";
import { equal } from "../../objects/rich-compare.ts";
import { PyTuple, tuple } from "../../objects/tuple.ts";
import { truthy } from "../../protocols/compare.ts";
import { type Iter, iter, nextOf, pythonIter } from "../../protocols/iterate.ts";
import { toSsize } from "../../protocols/sequence.ts";
import { iteratorMethods } from "../../types/iterators.ts";

const nothing: Iter = { nx: () => undefined };

class PyGroupBy extends PyIterator {
  source = nothing;
  keyFunction: Value = null;
  /** Key of the group that was given last. */
  targetKey: Value | undefined = undefined;
  currentKey: Value | undefined = undefined;
  currentValue: Value | undefined = undefined;
  group: PyGrouper | undefined = undefined;

  /** Fetches the next item; false at the end. */
  step(): boolean {
    const value = this.source.nx();
    if (value === undefined) return false;
    const key = this.keyFunction === null ? value : callable(this.keyFunction).c1(value);
    this.currentValue = value;
    this.currentKey = key;
    return true;
  }

  nx(): Value | undefined {
    this.group = undefined;
    for (;;) {
      if (this.currentKey !== undefined) {
        if (this.targetKey === undefined || !equal(this.targetKey, this.currentKey)) break;
      }
      if (!this.step()) return undefined;
    }
    const key = this.currentKey as Value;
    this.targetKey = key;
    const group = new PyGrouper();
    group.parent = this;
    group.key = key;
    this.group = group;
    return new PyTuple([key, group]);
  }
}
const groupByType = declareType("itertools.groupby", PyGroupBy);

/** The items of one group; ends when the next group was asked for. */
class PyGrouper extends PyIterator {
  parent: PyGroupBy | undefined = undefined;
  key: Value = null;
  nx(): Value | undefined {
    const { parent } = this;
    if (parent === undefined || parent.group !== this) return undefined;
    if (parent.currentValue === undefined && !parent.step()) return undefined;
    if (!equal(this.key, parent.currentKey as Value)) return undefined;
    const value = parent.currentValue;
    parent.currentValue = undefined;
    return value;
  }
}
const grouperType = declareType("itertools._grouper", PyGrouper, { subclassable: false });

const groupBySpec: TypeSpec = {
  doc: "make an iterator that returns consecutive keys and groups from the iterable",
  new: [
    "(iterable, key=None)",
    (cls: PyType, iterable: Value, key: Value = null) => {
      const self = cls.alloc() as PyGroupBy;
      self.source = iter(iterable);
      self.keyFunction = key;
      return self;
    },
  ],
  methods: iteratorMethods,
};

class PyBatched extends PyIterator {
  source: Iter | undefined = undefined;
  size = 1;
  strict = false;
  nx(): Value | undefined {
    const { source } = this;
    if (source === undefined) return undefined;
    const items: Value[] = [];
    while (items.length < this.size) {
      const value = source.nx();
      if (value === undefined) break;
      items.push(value);
    }
    if (items.length === this.size) return new PyTuple(items);
    this.source = undefined;
    if (items.length === 0) return undefined;
    if (this.strict) throw valueError("batched(): incomplete batch");
    return new PyTuple(items);
  }
}
const batchedType = declareType("itertools.batched", PyBatched);
const batchedSpec: TypeSpec = {
  doc: "Batch data into tuples of length n. The last batch may be shorter than n.",
  new: [
    "(iterable, n, *, strict=False)",
    (cls: PyType, iterable: Value, n: Value, strict: Value = false) => {
      const size = toSsize(n);
      if (size < 1) throw valueError("n must be at least one");
      const self = cls.alloc() as PyBatched;
      self.source = iter(iterable);
      self.size = size;
      self.strict = truthy(strict);
      return self;
    },
  ],
  methods: iteratorMethods,
};

/** A link of the chain that the tees of one source walk along. What no tee stands before any more is given up. */
interface Link {
  value: Value | undefined;
  next: Link | undefined;
}

/** The source that several tees share. */
class PyTeeData extends PyInstance {
  source: Iter;
  running = false;
  constructor(source: Iter = nothing) {
    super();
    this.source = source;
  }
  /** The value of a link, fetched when nobody was there before. */
  fetch(link: Link): Value | undefined {
    if (link.next === undefined) {
      if (this.running) throw newException(RuntimeError, "cannot re-enter the tee iterator");
      this.running = true;
      try {
        link.value = this.source.nx();
      } finally {
        this.running = false;
      }
      if (link.value !== undefined) link.next = { value: undefined, next: undefined };
    }
    return link.value;
  }
}

const teeDataType = declareType("itertools._tee_dataobject", PyTeeData, { subclassable: false });
const teeDataSpec: TypeSpec = {
  doc: "What the iterators of a tee share.",
  new: [
    "(iterable, values, next, /)",
    (cls: PyType, iterable: Value) => {
      const made = cls.alloc() as PyTeeData;
      made.source = nextOf(pythonIter(iterable));
      return made;
    },
  ],
};

class PyTee extends PyIterator {
  shared = new PyTeeData();
  link: Link = { value: undefined, next: undefined };
  nx(): Value | undefined {
    const value = this.shared.fetch(this.link);
    if (value !== undefined) this.link = this.link.next as Link;
    return value;
  }
  copy(): PyTee {
    const copy = new PyTee();
    copy.shared = this.shared;
    copy.link = this.link;
    return copy;
  }
}
const teeType = declareType("itertools._tee", PyTee);

function teeOf(iterable: Value): PyTee {
  const iterator = pythonIter(iterable);
  if (iterator instanceof PyTee) return iterator.copy();
  const made = new PyTee();
  made.shared = new PyTeeData(nextOf(iterator));
  return made;
}
const teeSpec: TypeSpec = {
  doc: "Iterator wrapped to make it copyable.",
  new: ["(iterable, /)", (_cls: PyType, iterable: Value) => teeOf(iterable)],
  methods: { ...iteratorMethods, __copy__: ["(self, /)", (self: PyTee) => self.copy()] },
};

/** `itertools.tee`; an iterator that can copy itself is copied. */
export function tee(iterable: Value, n: Value = 2): Value {
  const count = toSsize(n);
  if (count < 0) throw valueError("n must be >= 0");
  if (count === 0) return tuple([]);
  const iterator = pythonIter(iterable);
  const copy = iterator instanceof PyTee ? undefined : (special(iterator, "m$__copy__") ?? undefined);
  if (copy !== undefined && typeOf(iterator).heap) {
    return tuple([iterator, ...Array.from({ length: count - 1 }, () => copy.c1(iterator))]);
  }
  const first = teeOf(iterator);
  return tuple([first, ...Array.from({ length: count - 1 }, () => first.copy())]);
}

export const groups: Readonly<Record<string, readonly [PyType, TypeSpec]>> = {
  batched: [batchedType, batchedSpec],
  groupby: [groupByType, groupBySpec],
  _grouper: [grouperType, { methods: iteratorMethods }],
  _tee: [teeType, teeSpec],
  _tee_dataobject: [teeDataType, teeDataSpec],
};
