/** `product`, `permutations`, `combinations` and `combinations_with_replacement`. Each gives tuples of items of its
 * pools chosen by indices, in lexicographic order of the indices. Follows Modules/itertoolsmodule.c. */
import { declareType, typeOf } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { memoryError, overflowError, typeError, valueError } from "../../exceptions/raise.ts";
import { isInt } from "../../objects/int.ts";
import { PyIterator } from "../../objects/iterator.ts";
import { PyTuple } from "../../objects/tuple.ts";
import { toArray } from "../../protocols/iterate.ts";
import { toSsize } from "../../protocols/sequence.ts";
import { iteratorMethods } from "../../types/iterators.ts";
import { basicSize } from "../../types/sizes.ts";

/** Indices that advance from one tuple to the next. */
abstract class PyChooser extends PyIterator {
  pool: readonly Value[] = [];
  /** Undefined before the first tuple, null after the last. */
  indices: number[] | undefined | null = undefined;

  /** The first indices; null when there is no tuple at all. */
  abstract first(): number[] | null;
  /** Moves to the next ones; the first place that changed, or -1 when there are no more. */
  abstract advance(indices: number[]): number;

  /** The tuple's items, of which each tuple takes a copy: few of them change from one to the next. */
  readonly row: Value[] = [];

  /** Puts the items at the indices into the row, from a place on. */
  choose(indices: readonly number[], from: number): void {
    const { pool, row } = this;
    for (let i = from; i < indices.length; i++) row[i] = pool[indices[i] as number] as Value;
  }

  nx(): Value | undefined {
    const { indices } = this;
    if (indices === null) return undefined;
    if (indices !== undefined) {
      const changed = this.advance(indices);
      if (changed >= 0) {
        this.choose(indices, changed);
        return new PyTuple(this.row.slice());
      }
      this.indices = null;
      return undefined;
    }
    const first = this.first();
    this.indices = first;
    if (first === null) return undefined;
    this.choose(first, 0);
    return new PyTuple(this.row.slice());
  }
}

/** The rows of the four; CPython allocates the pools and indices, of `words` words, apart from the iterator. */
const methodsOf = (words: (self: PyChooser) => number): TypeSpec["methods"] => ({
  ...iteratorMethods,
  __sizeof__: ["(self, /)", (self: PyChooser) => basicSize(typeOf(self)) + 8 * words(self)],
});

class PyProduct extends PyChooser {
  pools: readonly (readonly Value[])[] = [];
  first(): number[] | null {
    return this.pools.some((pool) => pool.length === 0) ? null : this.pools.map(() => 0);
  }
  override choose(indices: readonly number[], from: number): void {
    const { pools, row } = this;
    for (let i = from; i < indices.length; i++)
      row[i] = (pools[i] as readonly Value[])[indices[i] as number] as Value;
  }
  advance(indices: number[]): number {
    for (let i = indices.length - 1; i >= 0; i--) {
      const next = (indices[i] as number) + 1;
      if (next < (this.pools[i] as readonly Value[]).length) {
        indices[i] = next;
        return i;
      }
      indices[i] = 0;
    }
    return -1;
  }
}
const productType = declareType("itertools.product", PyProduct);
const productSpec: TypeSpec = {
  doc: "product(*iterables, repeat=1) --> product object\n\nCartesian product of input iterables.  Equivalent to nested for-loops.",
  new: [
    "(*iterables, repeat=1)",
    (cls: PyType, iterables: Value[], repeat: Value = 1) => {
      const times = toSsize(repeat);
      if (times < 0) throw valueError("repeat argument cannot be negative");
      if (iterables.length > 0 && times > 2 ** 31) throw overflowError("repeat argument too large");
      if (iterables.length * times > 2 ** 27) throw memoryError();
      const self = cls.alloc() as PyProduct;
      const pools = times === 0 ? [] : iterables.map(toArray);
      self.pools = Array.from(
        { length: iterables.length * times },
        (_, i) => pools[i % iterables.length] as Value[],
      );
      return self;
    },
  ],
  methods: methodsOf((self) => (self as PyProduct).pools.length),
};

/** How many items to choose: an int that is not negative. */
function chooseCount(r: Value): number {
  const count = toSsize(r);
  if (count < 0) throw valueError("r must be non-negative");
  return count;
}

class PyCombinations extends PyChooser {
  count = 0;
  first(): number[] | null {
    return this.count > this.pool.length ? null : Array.from({ length: this.count }, (_, i) => i);
  }
  advance(indices: number[]): number {
    const n = this.pool.length;
    const r = this.count;
    let i = r - 1;
    while (i >= 0 && indices[i] === i + n - r) i--;
    if (i < 0) return -1;
    let index = (indices[i] as number) + 1;
    for (let k = i; k < r; k++) indices[k] = index++;
    return i;
  }
}
const combinationsType = declareType("itertools.combinations", PyCombinations);

class PyCombinationsWithReplacement extends PyCombinations {
  override first(): number[] | null {
    return this.pool.length === 0 && this.count > 0 ? null : new Array<number>(this.count).fill(0);
  }
  override advance(indices: number[]): number {
    const last = this.pool.length - 1;
    let i = this.count - 1;
    while (i >= 0 && indices[i] === last) i--;
    if (i < 0) return -1;
    const index = (indices[i] as number) + 1;
    for (let k = i; k < this.count; k++) indices[k] = index;
    return i;
  }
}
const combinationsWithReplacementType = declareType(
  "itertools.combinations_with_replacement",
  PyCombinationsWithReplacement,
);

const newCombinations = (cls: PyType, iterable: Value, r: Value): Value => {
  const self = cls.alloc() as PyCombinations;
  self.pool = toArray(iterable);
  self.count = chooseCount(r);
  return self;
};
const combinationsSpec = (doc: string): TypeSpec => ({
  doc,
  new: ["(iterable, r)", newCombinations],
  methods: methodsOf((self) => (self as PyCombinations).count),
});

class PyPermutations extends PyChooser {
  count = 0;
  cycles: number[] = [];
  first(): number[] | null {
    const n = this.pool.length;
    if (this.count > n) return null;
    this.cycles = Array.from({ length: this.count }, (_, i) => n - i);
    return Array.from({ length: n }, (_, i) => i);
  }
  override choose(indices: readonly number[], from: number): void {
    const { pool, count, row } = this;
    for (let i = from; i < count; i++) row[i] = pool[indices[i] as number] as Value;
  }
  advance(indices: number[]): number {
    const n = indices.length;
    const { cycles } = this;
    for (let i = this.count - 1; i >= 0; i--) {
      const left = (cycles[i] as number) - 1;
      cycles[i] = left;
      if (left > 0) {
        const j = n - left;
        const index = indices[i] as number;
        indices[i] = indices[j] as number;
        indices[j] = index;
        return i;
      }
      const index = indices[i] as number;
      for (let k = i + 1; k < n; k++) indices[k - 1] = indices[k] as number;
      indices[n - 1] = index;
      cycles[i] = n - i;
    }
    return -1;
  }
}
const permutationsType = declareType("itertools.permutations", PyPermutations);
const permutationsSpec: TypeSpec = {
  doc: "Return successive r-length permutations of elements in the iterable.",
  new: [
    "(iterable, r=None)",
    (cls: PyType, iterable: Value, r: Value = null) => {
      const self = cls.alloc() as PyPermutations;
      self.pool = toArray(iterable);
      if (r !== null && !isInt(r)) throw typeError("Expected int as r");
      self.count = r === null ? self.pool.length : chooseCount(r);
      return self;
    },
  ],
  methods: methodsOf((self) => self.pool.length + (self as PyPermutations).count),
};

export const combinatoric: Readonly<Record<string, readonly [PyType, TypeSpec]>> = {
  combinations: [
    combinationsType,
    combinationsSpec("Return successive r-length combinations of elements in the iterable."),
  ],
  combinations_with_replacement: [
    combinationsWithReplacementType,
    combinationsSpec(
      "Return successive r-length combinations of elements in the iterable allowing individual elements to have successive repeats.",
    ),
  ],
  permutations: [permutationsType, permutationsSpec],
  product: [productType, productSpec],
};
