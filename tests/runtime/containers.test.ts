/** Data of dicts and sets in all their representations, against plain models. */
import { describe, expect, test } from "vitest";
import { PyFloat, PyStr, strType } from "../../src/runtime/core/builtin-types.ts";
import { hash } from "../../src/runtime/core/hash.ts";
import { PyInstance, type Value } from "../../src/runtime/core/object.ts";
import { enterInterpreter, type InterpreterState } from "../../src/runtime/core/state.ts";
import { installRuntime } from "../../src/runtime/install.ts";
import { PyDict } from "../../src/runtime/objects/dict.ts";
import { PyDictItemIterator, PyDictKeyIterator } from "../../src/runtime/objects/dict-views.ts";
import { PyRange } from "../../src/runtime/objects/range.ts";
import { PySet } from "../../src/runtime/objects/set.ts";
import { PySlice } from "../../src/runtime/objects/slice.ts";
import { PyTuple, tuple } from "../../src/runtime/objects/tuple.ts";
import { sliceBounds } from "../../src/runtime/protocols/slice.ts";
import { sortByKeys } from "../../src/runtime/protocols/sort.ts";

const states = new Map<symbol, unknown>();
enterInterpreter({
  handled: null,
  stateOf: (key: symbol, make: () => unknown) => {
    if (!states.has(key)) states.set(key, make());
    return states.get(key);
  },
} as unknown as InterpreterState);
installRuntime();

/** Numbers that look random and are the same in every run. */
function* random(seed: number): Generator<number, never> {
  let x = seed;
  for (;;) {
    x = (Math.imul(x, 1103515245) + 12345) >>> 0;
    yield x >>> 8;
  }
}

const text = (key: Value): string =>
  key instanceof PyTuple ? `(${key.items.map(text).join()})` : `${typeof key} ${String(key)}`;

/** A thousand insertions and deletions, checked against an array of pairs. */
function exercise(keys: readonly Value[]): void {
  const dict = new PyDict();
  const model: [string, Value][] = [];
  const numbers = random(7);
  for (let i = 0; i < 1000; i++) {
    const key = keys[numbers.next().value % keys.length] as Value;
    const at = model.findIndex(([known]) => known === text(key));
    expect(dict.get(key)).toBe(model[at]?.[1]);
    switch (numbers.next().value % 5) {
      case 0:
        expect(dict.delete(key)).toBe(at >= 0);
        if (at >= 0) model.splice(at, 1);
        break;
      case 1: {
        const [last, value] = dict.popLast() ?? [];
        expect(last === undefined ? undefined : [text(last), value]).toEqual(model.pop());
        break;
      }
      case 2: {
        const [first, value] = dict.popFirst() ?? [];
        expect(first === undefined ? undefined : [text(first), value]).toEqual(model.shift());
        break;
      }
      default:
        dict.set(key, i);
        if (at >= 0) (model[at] as [string, Value])[1] = i;
        else model.push([text(key), i]);
    }
    expect(dict.size).toBe(model.length);
  }
  expect(Array.from(dict.entries(), ([key, value]) => [text(key), value])).toEqual(model);
}

describe("dict", () => {
  test("keeps the order of str keys", () => exercise(Array.from({ length: 20 }, (_, i) => `k${i}`)));
  test("keeps the order of int keys", () => exercise(Array.from({ length: 20 }, (_, i) => i - 5)));
  test("keeps the order of tuple keys", () =>
    exercise(Array.from({ length: 20 }, (_, i) => tuple([i % 4, `${i}`]))));
  test("keeps the order of mixed keys", () =>
    exercise([1, "1", 2.5, null, 10n ** 20n, tuple([1]), tuple([1, 2]), tuple([]), "x", -1, -2]));

  test("equal keys of different types are one, and the first stays", () => {
    const dict = new PyDict();
    dict.set("a", 0);
    dict.set(true, 1);
    dict.set(1, 2);
    dict.set(new PyFloat(1), 3);
    dict.set(new PyFloat(-0), 4);
    expect([...dict.entries()]).toEqual([
      ["a", 0],
      [true, 3],
      [new PyFloat(-0), 4],
    ]);
    expect(dict.get(0)).toBe(4);
    expect(dict.get(false)).toBe(4);
  });

  test("infinities and large floats stand under what they are equal to", () => {
    const dict = new PyDict();
    dict.set(new PyFloat(Infinity), "inf");
    dict.set(10n ** 22n, "big");
    expect(dict.get(new PyFloat(Infinity))).toBe("inf");
    expect(dict.get(new PyFloat(-Infinity))).toBeUndefined();
    expect(dict.get(new PyFloat(1e22))).toBe("big");
  });

  test("a str with an astral character is found by another object of the same text", () => {
    const box = (): PyStr => Object.assign(new PyStr(), { value: "\u{1f600}" });
    expect(box().cls$).toBe(strType);
    const dict = new PyDict();
    const key = box();
    dict.set(key, 1);
    expect(dict.get(box())).toBe(1);
    expect([...dict.keys()][0]).toBe(key);
  });

  test("is a live view of an object's variables", () => {
    const object = new PyInstance() as PyInstance & Record<string, Value>;
    const dict = PyDict.backedBy(object);
    object["$x"] = 1;
    dict.setStr("y", 2);
    dict.set(5, "other");
    expect(object["$y"]).toBe(2);
    expect([...dict.keys()]).toEqual(["x", "y", 5]);
    expect(dict.delete("x")).toBe(true);
    expect("$x" in object).toBe(false);
    expect(dict.size).toBe(2);
  });

  test("becomes a namespace and keeps its entries", () => {
    const dict = new PyDict();
    for (const [i, key] of ["b", "a"].entries()) dict.set(key, i);
    const ns = dict.namespace() as unknown as Record<string, Value>;
    expect(ns["$a"]).toBe(1);
    ns["$c"] = 2;
    expect([...dict.entries()]).toEqual([
      ["b", 0],
      ["a", 1],
      ["c", 2],
    ]);
  });

  test("iterators go on when a general key turns the map into a table", () => {
    const dict = new PyDict();
    for (const key of ["a", "b", "c"]) dict.set(key, key);
    const iterator = new PyDictKeyIterator(dict);
    expect(iterator.nx()).toBe("a");
    expect(dict.has(new PySlice(1, 2))).toBe(false);
    expect([iterator.nx(), iterator.nx(), iterator.nx()]).toEqual(["b", "c", undefined]);
  });

  test("iterators tell when the dict changed size", () => {
    for (const keys of [
      ["a", "b"],
      [1, 2],
    ]) {
      const dict = new PyDict();
      for (const key of keys) dict.set(key, 0);
      const iterator = new PyDictItemIterator(dict);
      iterator.nx();
      dict.set(null, 0);
      expect(() => iterator.nx()).toThrow(
        expect.objectContaining({ args: ["dictionary changed size during iteration"] }),
      );
    }
  });
});

describe("set", () => {
  test("operations agree for elements kept in different ways", () => {
    const ints = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
    const mixed: Value[] = [3, "a", tuple([1]), 7, null];
    const a = new PySet(ints);
    const b = new PySet(mixed);
    const both = new PySet();
    a.select(b, true, both);
    expect([...both.values()]).toEqual([3, 7]);
    const rest = new PySet();
    b.select(a, false, rest);
    expect(rest.size).toBe(3);
    expect(a.meets(b, false)).toBe(true);
    a.addSet(b);
    expect(a.size).toBe(14);
    expect(a.has(tuple([1]))).toBe(true);
  });

  test("pop empties a set without walking over holes", () => {
    for (const make of [(i: number) => i, (i: number) => `s${i}`]) {
      const set = new PySet(Array.from({ length: 50_000 }, (_, i) => make(i)));
      let count = 0;
      while (set.pop() !== undefined) count++;
      expect(count).toBe(50_000);
    }
  });
});

test("hashes of equal numbers are equal, and those of CPython", () => {
  expect(hash(0.5)).toBe(1152921504606846976n);
  expect(hash(-0.5)).toBe(-1152921504606846976n);
  expect(hash(2n ** 61n - 1n)).toBe(0);
  expect(hash(-1)).toBe(-2);
  expect(hash(new PyFloat(1e300))).toBe(hash(BigInt(1e300)));
  expect(hash(tuple([1, true]))).toBe(hash(tuple([true, new PyFloat(1)])));
});

test("ranges of any size know their length and items", () => {
  expect(new PyRange(10, 0, -3).length).toBe(4);
  expect(new PyRange(0, 10n ** 20n, 7).length).toBe(14285714285714285715n);
  expect(new PyRange(0, 10n ** 20n, 7).at(10n ** 19n)).toBe(7n * 10n ** 19n);
  expect(new PyRange(5, 5).length).toBe(0);
});

test("slices are clamped as Python's are", () => {
  const bounds = (start: Value, stop: Value, step: Value): number[] => {
    const { start: from, step: by, count } = sliceBounds(new PySlice(start, stop, step), 10);
    return Array.from({ length: count }, (_, i) => from + i * by);
  };
  expect(bounds(null, null, -1)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  expect(bounds(-3, null, null)).toEqual([7, 8, 9]);
  expect(bounds(8, 2, -2)).toEqual([8, 6, 4]);
  expect(bounds(-100, 100, 4)).toEqual([0, 4, 8]);
  expect(bounds(3, 1, null)).toEqual([]);
  expect(bounds(-(10n ** 20n), 10n ** 20n, 5)).toEqual([0, 5]);
});

describe("sorting", () => {
  const numbers = Array.from(
    { length: 3000 },
    (
      (source) => () =>
        source.next().value % 1000
    )(random(3)),
  );

  test("is stable, also backwards", () => {
    for (const reverse of [false, true]) {
      const items: Value[] = numbers.map((key, i) => tuple([key, i]));
      sortByKeys(items, numbers, reverse);
      const expected = numbers.map((key, i) => [key, i] as const);
      expected.sort(([a], [b]) => (reverse ? b - a : a - b));
      expect(items.map((item) => (item as PyTuple).items)).toEqual(expected);
    }
  });

  test("orders numbers of all kinds, strings and tuples", () => {
    const mixed: Value[] = [3, 10n ** 20n, 2.5, true, new PyFloat(-Infinity), -(10n ** 20n), 0];
    sortByKeys(mixed, mixed, false);
    expect(mixed).toEqual([new PyFloat(-Infinity), -(10n ** 20n), 0, true, 2.5, 3, 10n ** 20n]);
    const words: Value[] = numbers.map(String);
    sortByKeys(words, words, false);
    expect(words).toEqual(numbers.map(String).sort());
    const pairs: Value[] = numbers.map((n, i) => tuple([n % 10, `${i}`]));
    sortByKeys(pairs, pairs, false);
    for (let i = 1; i < pairs.length; i++) {
      const [a, b] = [pairs[i - 1], pairs[i]].map((pair) => (pair as PyTuple).items as [number, string]);
      expect(a !== undefined && b !== undefined && (a[0] < b[0] || (a[0] === b[0] && a[1] <= b[1]))).toBe(
        true,
      );
    }
  });

  test("keeps all items when a comparison raises", () => {
    const items: Value[] = Array.from({ length: 100 }, (_, i) => (i === 77 ? "odd" : (i * 37) % 100));
    expect(() => sortByKeys(items, items, false)).toThrow();
    expect(new Set(items).size).toBe(
      new Set(Array.from({ length: 100 }, (_, i) => (i === 77 ? "odd" : (i * 37) % 100))).size,
    );
  });
});
