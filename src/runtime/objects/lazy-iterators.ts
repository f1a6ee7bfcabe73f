/** Data of the builtin iterators that work on other iterators: `enumerate`, `zip`, `map`, `filter`, `reversed`. The
 * iterator inside is kept twice: as Python sees it (`source`, for `__reduce__`) and as `nx` sees it. */
import { declareType } from "../core/builtin-types.ts";
import { callable } from "../core/call.ts";
import type { Callable, Value } from "../core/object.ts";
import { valueError } from "../exceptions/raise.ts";
import { addInt } from "./int-arithmetic.ts";
import type { Int } from "./int.ts";
import { PyIterator } from "./iterator.ts";
import { truthOf } from "./truth.ts";
import { emptyTuple, PyTuple } from "./tuple.ts";

interface Iter {
  nx(): Value | undefined;
}

const nothing: Iter = { nx: () => undefined };

export class PyEnumerate extends PyIterator {
  source: Value = null;
  iterator: Iter = nothing;
  index: Int = 0;
  nx(): Value | undefined {
    const value = this.iterator.nx();
    if (value === undefined) return undefined;
    const { index } = this;
    this.index = typeof index === "number" && index < Number.MAX_SAFE_INTEGER ? index + 1 : addInt(index, 1);
    return new PyTuple([index, value]);
  }
}
export const enumerateType = declareType("enumerate", PyEnumerate);

/** Which of several iterators ended first matters only to the error texts of `strict=True`. */
function strictError(name: string, shorter: boolean, index: number): unknown {
  const others = index === 1 ? "argument 1" : `arguments 1-${index}`;
  return valueError(`${name}() argument ${index + 1} is ${shorter ? "shorter" : "longer"} than ${others}`);
}

/** The next value of each, or undefined at the end of the shortest; `strict`: ValueError when lengths differ. */
function nextOfEach(iterators: readonly Iter[], strict: boolean, name: string): Value[] | undefined {
  const values: Value[] = [];
  for (let i = 0; i < iterators.length; i++) {
    const value = (iterators[i] as Iter).nx();
    if (value !== undefined) {
      values.push(value);
      continue;
    }
    if (!strict) return undefined;
    if (i > 0) throw strictError(name, true, i);
    for (let k = 1; k < iterators.length; k++) {
      if ((iterators[k] as Iter).nx() !== undefined) throw strictError(name, false, k);
    }
    return undefined;
  }
  return values;
}

export class PyZip extends PyIterator {
  sources: PyTuple = emptyTuple;
  iterators: readonly Iter[] = [];
  strict = false;
  nx(): Value | undefined {
    const { iterators } = this;
    if (iterators.length === 0) return undefined;
    if (iterators.length === 2 && !this.strict) {
      const a = (iterators[0] as Iter).nx();
      if (a === undefined) return undefined;
      const b = (iterators[1] as Iter).nx();
      return b === undefined ? undefined : new PyTuple([a, b]);
    }
    const values = nextOfEach(iterators, this.strict, "zip");
    return values === undefined ? undefined : new PyTuple(values);
  }
}
export const zipType = declareType("zip", PyZip);

export class PyMap extends PyIterator {
  function: Value = null;
  sources: PyTuple = emptyTuple;
  iterators: readonly Iter[] = [];
  strict = false;
  callee: Callable | undefined = undefined;
  nx(): Value | undefined {
    const { iterators } = this;
    const callee = (this.callee ??= callable(this.function));
    if (iterators.length === 1) {
      const value = (iterators[0] as Iter).nx();
      return value === undefined ? undefined : callee.c1(value);
    }
    const values = nextOfEach(iterators, this.strict, "map");
    if (values === undefined) return undefined;
    return values.length === 2 ? callee.c2(values[0] as Value, values[1] as Value) : callee.cn(values);
  }
}
export const mapType = declareType("map", PyMap);

export class PyFilter extends PyIterator {
  /** None stands for the truth of the value itself. */
  function: Value = null;
  source: Value = null;
  iterator: Iter = nothing;
  nx(): Value | undefined {
    const test = this.function;
    for (;;) {
      const value = this.iterator.nx();
      if (value === undefined) return undefined;
      const result = test === null ? value : callable(test).c1(value);
      if (result === true || (result !== false && truthOf(result))) return value;
    }
  }
}
export const filterType = declareType("filter", PyFilter);

/** Over anything with `__len__` and `__getitem__`; `item` fetches by index. */
export class PyReversed extends PyIterator {
  /** Undefined when exhausted. */
  sequence: Value | undefined = undefined;
  index = -1;
  item: (sequence: Value, index: number) => Value | undefined = () => undefined;
  nx(): Value | undefined {
    if (this.sequence === undefined) return undefined;
    if (this.index >= 0) {
      const value = this.item(this.sequence, this.index);
      if (value !== undefined) {
        this.index--;
        return value;
      }
    }
    this.drain();
    return undefined;
  }
  /** Number of items that were left; none are now. */
  drain(): number {
    const count = this.index + 1;
    this.index = -1;
    this.sequence = undefined;
    return count;
  }
}
export const reversedType = declareType("reversed", PyReversed);
