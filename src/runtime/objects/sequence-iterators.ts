/** Iterators over list, tuple and str. An exhausted iterator stays so, even when its list grows again. */
import { declareType } from "../core/builtin-types.ts";
import type { Value } from "../core/object.ts";
import { PyIterator } from "./iterator.ts";
import { PyList } from "./list.ts";
import { charAt, type Str, strLength } from "./str.ts";
import { emptyTuple, type PyTuple } from "./tuple.ts";

export class PyListIterator extends PyIterator {
  /** Undefined when exhausted. */
  list: PyList | undefined;
  index = 0;
  constructor(list?: PyList) {
    super();
    this.list = list;
  }
  nx(): Value | undefined {
    if (this.list === undefined) return undefined;
    const value = this.list.items[this.index];
    if (value !== undefined) this.index++;
    else this.list = undefined;
    return value;
  }
}
export const listIteratorType = declareType("list_iterator", PyListIterator, { subclassable: false });

export class PyListReverseIterator extends PyIterator {
  list: PyList | undefined;
  index: number;
  constructor(list: PyList = new PyList()) {
    super();
    this.list = list;
    this.index = list.items.length - 1;
  }
  nx(): Value | undefined {
    if (this.list === undefined) return undefined;
    const value = this.list.items[this.index];
    if (value !== undefined) this.index--;
    else this.list = undefined;
    return value;
  }
}
export const listReverseIteratorType = declareType("list_reverseiterator", PyListReverseIterator, {
  subclassable: false,
});

export class PyTupleIterator extends PyIterator {
  tuple: PyTuple | undefined;
  index = 0;
  constructor(tuple: PyTuple = emptyTuple) {
    super();
    this.tuple = tuple;
  }
  nx(): Value | undefined {
    if (this.tuple === undefined) return undefined;
    const value = this.tuple.items[this.index];
    if (value !== undefined) this.index++;
    else this.tuple = undefined;
    return value;
  }
}
export const tupleIteratorType = declareType("tuple_iterator", PyTupleIterator, { subclassable: false });

/** Over any str; a string without surrogates goes by code unit. */
export class PyStrIterator extends PyIterator {
  text: Str | undefined;
  index = 0;
  constructor(text: Str = "") {
    super();
    this.text = text;
  }
  nx(): Value | undefined {
    const { text } = this;
    if (text === undefined) return undefined;
    const index = this.index++;
    if (typeof text === "string") {
      if (index < text.length) return text[index] as string;
    } else if (index < strLength(text)) return charAt(text, index);
    this.text = undefined;
    return undefined;
  }
}
export const strIteratorType = declareType("str_iterator", PyStrIterator, { subclassable: false });
