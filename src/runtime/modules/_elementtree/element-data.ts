/** The data of `xml.etree.ElementTree.Element`. */
import { declareType, typeOf } from "../../core/builtin-types.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import { typeError } from "../../exceptions/raise.ts";
import { PyDict } from "../../objects/dict.ts";
import type { BuiltinSequence } from "../../objects/protocol-iterators.ts";

const NONE: readonly PyElement[] = [];

export class PyElement extends PyInstance implements BuiltinSequence {
  tag: Value = null;
  text: Value = null;
  tail: Value = null;
  /** Made when it is first asked for. */
  attributes: PyDict | undefined = undefined;
  #children: PyElement[] | undefined = undefined;

  /** To look at. */
  get children(): readonly PyElement[] {
    return this.#children ?? NONE;
  }
  /** To change. */
  get ownChildren(): PyElement[] {
    return (this.#children ??= []);
  }
  get hasExtra(): boolean {
    return this.#children !== undefined || this.attributes !== undefined;
  }

  get attrib(): PyDict {
    return (this.attributes ??= new PyDict());
  }

  at$(index: number): Value | undefined {
    return this.#children?.[index];
  }

  append(child: PyElement): void {
    const children = this.#children;
    if (children === undefined) this.#children = [child];
    else children.push(child);
  }

  clear(): void {
    this.attributes = undefined;
    this.#children = undefined;
    this.text = null;
    this.tail = null;
  }
}
export const elementType = declareType("xml.etree.ElementTree.Element", PyElement);

/** An element with the attributes of a dict that is nobody else's. */
export function newElement(tag: Value, attributes: PyDict | undefined): PyElement {
  const element = new PyElement();
  element.tag = tag;
  if (attributes !== undefined && attributes.size > 0) element.attributes = attributes;
  return element;
}

export function needElement(value: Value): PyElement {
  if (value instanceof PyElement) return value;
  throw typeError(`expected an Element, not "${typeOf(value).name}"`);
}

/** An argument that must be an element. */
export function elementArgument(value: Value, callee: string, position: number): PyElement {
  if (value instanceof PyElement) return value;
  throw typeError(
    `${callee}() argument ${position} must be ${elementType.fullName}, not ${typeOf(value).name}`,
  );
}
