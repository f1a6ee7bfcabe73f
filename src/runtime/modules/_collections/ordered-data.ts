/**
 * Data of `collections.OrderedDict`: a dict, which keeps insertion order anyway, and its views and iterators. Follows
 * Objects/odictobject.c.
 *
 * CPython keeps the order in a list beside the dict. Two things of that show and are kept here: an iterator ends with an error after
 * any change of the order (`state` counts them), and an entry that a method of `dict` itself took away leaves a
 * place in the order that cannot be read (`lost`).
 */
import { declareType } from "../../core/builtin-types.ts";
import type { Value } from "../../core/object.ts";
import { keyError, runtimeError } from "../../exceptions/raise.ts";
import { dictType, PyDict } from "../../objects/dict.ts";
import { PyDictItems, PyDictKeyIterator, PyDictKeys, PyDictValues } from "../../objects/dict-views.ts";
import { PyIterator } from "../../objects/iterator.ts";
import { PyTuple } from "../../objects/tuple.ts";

export class PyOrderedDict extends PyDict {
  state = 0;
  lost: Value | undefined = undefined;

  override set(key: Value, value: Value): void {
    const { size } = this;
    super.set(key, value);
    if (this.size !== size) this.changed();
  }

  override setDefault(key: Value, value: Value): Value {
    const { size } = this;
    const found = super.setDefault(key, value);
    if (this.size !== size) this.changed();
    return found;
  }

  /** What `dict.pop` and `dict.__delitem__` do; the methods of this class call {@link take}. */
  override pop(key: Value): Value | undefined {
    const value = this.take(key);
    if (value !== undefined) this.lost = key;
    return value;
  }

  override popLast(): [Value, Value] | undefined {
    const pair = this.takeLast();
    if (pair !== undefined) this.lost = pair[0];
    return pair;
  }

  override clear(): void {
    super.clear();
    this.changed();
  }

  /** Removes a key and returns its value, or undefined. */
  take(key: Value): Value | undefined {
    const value = super.pop(key);
    if (value !== undefined) this.state++;
    return value;
  }

  takeLast(): [Value, Value] | undefined {
    this.state++;
    return super.popLast();
  }

  takeFirst(): [Value, Value] | undefined {
    const { lost } = this;
    const pair = this.popFirst();
    this.lost = lost;
    return pair;
  }

  override move(key: Value, last: boolean): boolean {
    this.state++;
    return super.move(key, last);
  }

  changed(): void {
    this.state++;
    this.lost = undefined;
  }

  /** The value of a key that the order has; KeyError when the dict does not find it again. */
  read(key: Value): Value {
    if (this.lost !== undefined) throw keyError(this.lost);
    const value = this.get(key);
    if (value === undefined) throw keyError(key);
    return value;
  }

  /** Keys and values in order, as {@link read} gives them. */
  readAll(): [Value, Value][] {
    if (this.lost !== undefined) throw keyError(this.lost);
    if (this.map !== null) return [...this.entries()];
    return Array.from([...this.keys()], (key): [Value, Value] => [key, this.read(key)]);
  }
}
Object.defineProperty(PyOrderedDict.prototype, "noun", { value: "OrderedDict" });

export const orderedDictType = declareType("collections.OrderedDict", PyOrderedDict, {
  bases: [dictType],
  hasDict: true,
});

export class PyOrderedKeys extends PyDictKeys {}
export class PyOrderedValues extends PyDictValues {}
export class PyOrderedItems extends PyDictItems {}
export const orderedKeysType = declareType("odict_keys", PyOrderedKeys, { subclassable: false });
export const orderedValuesType = declareType("odict_values", PyOrderedValues, { subclassable: false });
export const orderedItemsType = declareType("odict_items", PyOrderedItems, { subclassable: false });

/** What an iterator gives of each entry. */
export type Part = "key" | "value" | "item";

export class PyOrderedIterator extends PyIterator {
  /** Undefined when exhausted. */
  dict: PyOrderedDict | undefined;
  readonly part: Part;
  readonly reverse: boolean;
  readonly state: number;
  readonly keys: PyDictKeyIterator;
  given = 0;

  constructor(dict: PyOrderedDict = new PyOrderedDict(), part: Part = "key", reverse = false) {
    super();
    this.dict = dict;
    this.part = part;
    this.reverse = reverse;
    this.state = dict.state;
    this.keys = new PyDictKeyIterator(dict, reverse);
  }

  nx(): Value | undefined {
    const { dict, part } = this;
    if (dict === undefined) return undefined;
    if (dict.state !== this.state) {
      this.dict = undefined;
      throw runtimeError("OrderedDict mutated during iteration");
    }
    const key = this.keys.nx();
    if (key === undefined) {
      this.dict = undefined;
      return undefined;
    }
    this.given++;
    if (part === "key") return key;
    const value = dict.read(key);
    return part === "value" ? value : new PyTuple([key, value]);
  }
}

export const orderedIteratorType = declareType("odict_iterator", PyOrderedIterator, { subclassable: false });
