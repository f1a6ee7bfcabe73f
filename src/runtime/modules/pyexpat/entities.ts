/** Entities by name, and values of attributes with the entities in them put in. */
import { characterOf, type Declarations, type Entity } from "./declarations.ts";
import { XmlError } from "./errors.ts";
import type { Amplification } from "./events.ts";
import { attributeNeedsWork, matchAt, reference } from "./names.ts";

export const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]);

export class Entities {
  readonly #declarations: Declarations;
  readonly #amplification: Amplification;

  constructor(declarations: Declarations, amplification: Amplification) {
    this.#declarations = declarations;
    this.#amplification = amplification;
  }

  /** The entity of a name; undefined when one that was not read may declare it. */
  find(name: string, at: number): Entity | undefined {
    const declarations = this.#declarations;
    const entity = declarations.entities.get(name);
    if (!declarations.hasParameterReferences || declarations.standalone) {
      if (entity === undefined) throw new XmlError("UNDEFINED_ENTITY", at);
      if (declarations.standalone && !entity.isInternalSubset)
        throw new XmlError("ENTITY_DECLARED_IN_PE", at);
    }
    return entity;
  }

  /** Counts text that references put in; XmlError at `at` when it is too much. */
  grow(length: number, at: number): void {
    this.#amplification.indirect += length;
    if (this.#amplification.isTooLarge()) throw new XmlError("AMPLIFICATION_LIMIT_BREACH", at);
  }

  /** An attribute's value from its text, which stands at `at`; `event` is where the tag begins. */
  value(source: string, isCdata: boolean, at: number, event: number): string {
    const value = attributeNeedsWork.test(source) ? this.#expanded(source, at, event) : source;
    return isCdata ? value : value.replace(/ +/g, " ").replace(/^ | $/g, "");
  }

  #expanded(source: string, at: number, event: number): string {
    let value = "";
    const text = source.replace(/\r\n?/g, "\n");
    for (let i = 0; i < text.length; ) {
      const c = text[i] as string;
      if (c === "\n" || c === "\t") {
        value += " ";
        i++;
        continue;
      }
      if (c !== "&") {
        const end = text.slice(i).search(/[&\n\t]/);
        const stop = end < 0 ? text.length : i + end;
        value += text.slice(i, stop);
        i = stop;
        continue;
      }
      const match = matchAt(reference, text, i);
      if (match === undefined) throw new XmlError("INVALID_TOKEN", at + i + 1);
      i += match[0].length;
      const name = match[1];
      if (name === undefined) value += characterOf(match, at + i - match[0].length);
      else value += PREDEFINED.get(name) ?? this.#entityInValue(name, at + i - match[0].length, event);
    }
    return value;
  }

  #entityInValue(name: string, at: number, event: number): string {
    const entity = this.find(name, at);
    if (entity === undefined) return "";
    if (entity.isOpen) throw new XmlError("RECURSIVE_ENTITY_REF", at);
    if (entity.notation !== null) throw new XmlError("BINARY_ENTITY_REF", at);
    if (entity.text === undefined) throw new XmlError("ATTRIBUTE_EXTERNAL_ENTITY_REF", at);
    if (entity.text.includes("<")) throw new XmlError("INVALID_TOKEN", at);
    this.grow(entity.text.length, event);
    entity.isOpen = true;
    try {
      return this.#expanded(entity.text, at, event);
    } finally {
      entity.isOpen = false;
    }
  }
}
