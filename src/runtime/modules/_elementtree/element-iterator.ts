/** What `Element.iter` and `Element.itertext` give. */
import { declareType } from "../../core/builtin-types.ts";
import type { Value } from "../../core/object.ts";
import { PyBytes } from "../../objects/bytes.ts";
import { PyIterator } from "../../objects/iterator.ts";
import { isStr, strOf } from "../../objects/str.ts";
import { equal, truthy } from "../../protocols/compare.ts";
import { reprText } from "../../protocols/repr.ts";
import type { PyElement } from "./element-data.ts";

export const tagMatches = (tag: Value, wanted: Value): boolean =>
  typeof tag === "string" && typeof wanted === "string" ? tag === wanted : equal(tag, wanted);

class PyElementIterator extends PyIterator {
  #root: PyElement | undefined = undefined;
  /** The tag of the elements; null for all, undefined for texts instead of elements. */
  readonly #tag: Value | undefined;
  readonly #open: PyElement[] = [];
  readonly #next: number[] = [];

  constructor(root?: PyElement, tag?: Value) {
    super();
    this.#root = root;
    this.#tag = tag;
  }

  nx(): Value | undefined {
    const open = this.#open;
    const next = this.#next;
    const tag = this.#tag;
    for (;;) {
      let element = this.#root;
      if (element !== undefined) this.#root = undefined;
      else {
        const top = open.length - 1;
        if (top < 0) return undefined;
        const parent = open[top] as PyElement;
        const at = next[top] as number;
        element = parent.children[at];
        if (element === undefined) {
          open.pop();
          next.pop();
          // What follows the root is not in it.
          if (tag === undefined && top > 0) {
            const { tail } = parent;
            if (isText(tail)) return tail;
          }
          continue;
        }
        next[top] = at + 1;
      }
      open.push(element);
      next.push(0);
      if (tag === undefined) {
        // Comments and instructions hold none; their tags are functions.
        const { text } = element;
        if ((element.tag === null || isStr(element.tag)) && isText(text)) return text;
      } else if (tag === null || tagMatches(element.tag, tag)) return element;
    }
  }
}
const isText = (value: Value): boolean => value !== null && truthy(value);

export const elementIteratorType = declareType("_elementtree._element_iterator", PyElementIterator, {
  subclassable: false,
});

export function iterateElement(root: PyElement, tag: Value | undefined): Value {
  const isAll =
    tag !== undefined &&
    ((isStr(tag) && strOf(tag) === "*") || (tag instanceof PyBytes && reprText(tag) === "b'*'"));
  return new PyElementIterator(root, isAll ? null : tag);
}
