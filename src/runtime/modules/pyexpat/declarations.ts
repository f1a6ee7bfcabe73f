/**
 * What a document type declares, and the reading of its declarations: elements, attributes, entities, notations.
 * https://www.w3.org/TR/xml/#sec-prolog-dtd
 */
import { XmlError } from "./errors.ts";
import { isCharacter, matchAt, name as nameAt, nameToken, reference, space } from "./names.ts";

export interface Entity {
  readonly name: string;
  /** The replacement text, of one that has it in the document. */
  readonly text: string | undefined;
  readonly base: string | null;
  readonly systemId: string | null;
  readonly publicId: string | null;
  /** The notation of one that is not to be parsed. */
  readonly notation: string | null;
  readonly isInternalSubset: boolean;
  isOpen: boolean;
}

export interface AttributeDefault {
  readonly name: string;
  readonly isCdata: boolean;
  /** undefined where the document has to give the value, or nobody. */
  readonly value: string | undefined;
}

/** `(type, quantifier, name, children)` as pyexpat gives a content model. */
export type Model = readonly [
  type: number,
  quantifier: number,
  name: string | null,
  children: readonly Model[],
];

const EMPTY = 1;
const ANY = 2;
const MIXED = 3;
const NAME = 4;
const CHOICE = 5;
const SEQUENCE = 6;
const QUANTIFIERS = ["", "?", "*", "+"];

/** Shared by a parser and those of its external entities. */
export class Declarations {
  readonly entities = new Map<string, Entity>();
  readonly parameters = new Map<string, Entity>();
  /** Defaults and types of attributes by the names of elements. */
  readonly attributes = new Map<string, Map<string, AttributeDefault>>();
  standalone = false;
  hasParameterReferences = false;
  /** False once something was skipped that could have declared more. */
  keepProcessing = true;
  /** Set when a parser for the external subset or a parameter entity was asked for. */
  wasRead = false;

  attributesOf(element: string): Map<string, AttributeDefault> {
    let found = this.attributes.get(element);
    if (found === undefined) {
      found = new Map();
      this.attributes.set(element, found);
    }
    return found;
  }
}

/** What a declaration says, and `at` which token that is complete; the parser makes events of it. */
export type Declaration =
  | { readonly kind: "element"; readonly name: string; readonly model: Model; readonly at: number }
  | {
      readonly kind: "attributes";
      readonly element: string;
      readonly rows: readonly {
        readonly name: string;
        readonly type: string;
        readonly value: string | undefined;
        readonly isRequired: boolean;
        readonly at: number;
      }[];
    }
  | { readonly kind: "entity"; readonly isParameter: boolean; readonly entity: Entity; readonly at: number }
  | {
      readonly kind: "notation";
      readonly name: string;
      readonly systemId: string | null;
      readonly publicId: string | null;
      readonly at: number;
    };

/** Reads declarations out of a text, token by token; `more` is thrown where the text ends too early. */
export class DeclarationReader {
  text: string;
  at: number;
  readonly #more: (start: number) => object;
  /** Where each token began and ended. */
  readonly tokens: [start: number, end: number][] = [];
  /** The value of a parameter entity where a declaration may name one: in the external subset. */
  readonly #parameter: ((name: string, at: number) => string) | undefined;

  constructor(
    text: string,
    at: number,
    more: (start: number) => object,
    parameter?: (name: string, at: number) => string,
  ) {
    this.text = text;
    this.at = at;
    this.#more = more;
    this.#parameter = parameter;
  }

  peek(): string {
    if (this.at >= this.text.length) throw this.#more(this.at);
    return this.text[this.at] as string;
  }

  /** Skips white space, and puts in what parameter entities say; whether there was any. */
  skip(): boolean {
    let skipped = false;
    for (;;) {
      const match = matchAt(space, this.text, this.at);
      if (match !== undefined) {
        this.#token(this.at + match[0].length);
        skipped = true;
      }
      if (this.at >= this.text.length) throw this.#more(this.at);
      if (this.#parameter === undefined || this.text[this.at] !== "%") return skipped;
      const found = matchAt(nameAt, this.text, this.at + 1);
      if (found === undefined || this.text[this.at + 1 + found[0].length] !== ";") return skipped;
      const end = this.at + found[0].length + 2;
      const value = this.#parameter(found[0], this.at);
      this.text = `${this.text.slice(0, this.at)} ${value} ${this.text.slice(end)}`;
    }
  }

  #token(end: number): string {
    const start = this.at;
    this.tokens.push([start, end]);
    this.at = end;
    return this.text.slice(start, end);
  }

  /** Where the last token but white space began. */
  get #last(): number {
    return (this.tokens.at(-1) as [number, number])[0];
  }

  needSpace(): void {
    if (!this.skip()) throw new XmlError("INVALID_TOKEN", this.at);
  }

  name(expression: RegExp = nameAt): string {
    const match = matchAt(expression, this.text, this.at);
    if (match === undefined) throw this.#wrong();
    const end = this.at + match[0].length;
    if (end >= this.text.length) throw this.#more(end);
    return this.#token(end);
  }

  #wrong(): object {
    return this.at >= this.text.length ? this.#more(this.at) : new XmlError("SYNTAX", this.at);
  }

  /** Takes a text if it comes next. */
  take(wanted: string): boolean {
    if (this.text.startsWith(wanted, this.at)) {
      this.#token(this.at + wanted.length);
      return true;
    }
    if (wanted.startsWith(this.text.slice(this.at)))
      throw this.#more(wanted.startsWith("<!") ? this.at : this.text.length);
    return false;
  }

  need(wanted: string): void {
    if (!this.take(wanted)) throw new XmlError("SYNTAX", this.at);
  }

  /** A text in quotes, without them. */
  literal(): string {
    const quote = this.peek();
    if (quote !== '"' && quote !== "'") throw new XmlError("SYNTAX", this.at);
    const end = this.text.indexOf(quote, this.at + 1);
    if (end < 0) throw this.#more(this.at);
    return this.#token(end + 1).slice(1, -1);
  }

  /** `PUBLIC "..." "..."` or `SYSTEM "..."`; undefined for neither. */
  externalId(systemIdIsOptional = false): [publicId: string | null, systemId: string | null] | undefined {
    if (this.take("SYSTEM")) {
      this.needSpace();
      return [null, this.literal()];
    }
    if (!this.take("PUBLIC")) return undefined;
    this.needSpace();
    const at = this.at;
    const publicId = this.literal();
    if (!/^[-'()+,./:=?;!*#@$_% \r\na-zA-Z0-9]*$/.test(publicId)) throw new XmlError("PUBLICID", at);
    const spaced = this.skip();
    const next = this.peek();
    if (systemIdIsOptional && next === ">") return [normalSpace(publicId), null];
    if (!spaced) throw new XmlError("INVALID_TOKEN", this.at);
    return [normalSpace(publicId), this.literal()];
  }

  /** A declaration, whose `<!` has been seen; `base` is that of the parser. */
  declaration(base: string | null, isInternalSubset: boolean): Declaration {
    if (this.take("<!ELEMENT")) return this.#element();
    if (this.take("<!ATTLIST")) return this.#attributes();
    if (this.take("<!ENTITY")) return this.#entity(base, isInternalSubset);
    if (this.take("<!NOTATION")) return this.#notation();
    throw /^<!([A-Z]|$)/.test(this.text.slice(this.at, this.at + 3))
      ? new XmlError("SYNTAX", this.at)
      : new XmlError("INVALID_TOKEN", this.at + 2);
  }

  #end(): void {
    this.skip();
    this.need(">");
  }

  #element(): Declaration {
    this.needSpace();
    const name = this.name();
    this.needSpace();
    let model: Model;
    if (this.take("EMPTY")) model = [EMPTY, 0, null, []];
    else if (this.take("ANY")) model = [ANY, 0, null, []];
    else {
      this.need("(");
      this.skip();
      model = this.take("#PCDATA") ? this.#mixed() : this.#group();
    }
    const at = this.#last;
    this.#end();
    return { kind: "element", name, model, at };
  }

  #mixed(): Model {
    const children: Model[] = [];
    for (;;) {
      this.skip();
      if (this.take(")")) break;
      this.need("|");
      this.skip();
      children.push([NAME, 0, this.name(), []]);
    }
    if (this.#takeBehind("*")) return [MIXED, 2, null, children];
    if (children.length > 0) throw new XmlError("SYNTAX", this.at);
    return [MIXED, 0, null, children];
  }

  /** Takes what belongs to the token before it. */
  #takeBehind(wanted: string): boolean {
    if (!this.take(wanted)) return false;
    const [, end] = this.tokens.pop() as [number, number];
    (this.tokens.at(-1) as [number, number])[1] = end;
    return true;
  }

  #quantifier(): number {
    const found = QUANTIFIERS.indexOf(this.peek());
    if (found > 0) this.#takeBehind(QUANTIFIERS[found] as string);
    return Math.max(0, found);
  }

  /** What follows an opening parenthesis. */
  #group(): Model {
    const children: Model[] = [];
    let separator: string | undefined;
    for (;;) {
      this.skip();
      if (this.take("(")) children.push(this.#group());
      else {
        const name = this.name();
        children.push([NAME, this.#quantifier(), name, []]);
      }
      this.skip();
      if (this.take(")")) break;
      const next = this.peek();
      if ((next !== "|" && next !== ",") || (separator !== undefined && next !== separator))
        throw new XmlError("SYNTAX", this.at);
      separator = next;
      this.take(next);
    }
    return [separator === "|" ? CHOICE : SEQUENCE, this.#quantifier(), null, children];
  }

  #choices(expression: RegExp): string {
    this.need("(");
    const names: string[] = [];
    do {
      this.skip();
      names.push(this.name(expression));
      this.skip();
    } while (this.take("|"));
    this.need(")");
    return `(${names.join("|")})`;
  }

  #attributes(): Declaration {
    this.needSpace();
    const element = this.name();
    const rows: { name: string; type: string; value: string | undefined; isRequired: boolean; at: number }[] =
      [];
    for (;;) {
      const spaced = this.skip();
      if (this.take(">")) break;
      if (!spaced) throw new XmlError("INVALID_TOKEN", this.at);
      const name = this.name();
      this.needSpace();
      let type: string;
      if (this.peek() === "(") type = this.#choices(nameToken);
      else {
        const at = this.at;
        type = this.name();
        if (type === "NOTATION") {
          this.needSpace();
          type += this.#choices(nameAt);
        } else if (!/^(?:CDATA|ID|IDREFS?|ENTITY|ENTITIES|NMTOKENS?)$/.test(type))
          throw new XmlError("SYNTAX", at);
      }
      this.needSpace();
      let value: string | undefined;
      let isRequired = false;
      if (this.take("#REQUIRED")) isRequired = true;
      else if (!this.take("#IMPLIED")) {
        if (this.take("#FIXED")) {
          isRequired = true;
          this.needSpace();
        }
        value = this.literal();
      }
      rows.push({ name, type, value, isRequired, at: this.#last });
    }
    return { kind: "attributes", element, rows };
  }

  #entity(base: string | null, isInternalSubset: boolean): Declaration {
    this.needSpace();
    const isParameter = this.peek() === "%" && this.take("%");
    if (isParameter) this.needSpace();
    const name = this.name();
    this.needSpace();
    const external = this.externalId();
    let text: string | undefined;
    let notation: string | null = null;
    if (external === undefined) {
      const at = this.at + 1;
      text = this.#entityValue(this.literal(), at, isInternalSubset);
    } else if (this.skip() && !isParameter && this.take("NDATA")) {
      this.needSpace();
      notation = this.name();
    }
    const told = text === undefined && notation === null ? undefined : this.#last;
    this.#end();
    const [publicId, systemId] = external ?? [null, null];
    return {
      kind: "entity",
      at: told ?? this.#last,
      isParameter,
      entity: { name, text, base, systemId, publicId, notation, isInternalSubset, isOpen: false },
    };
  }

  /** The replacement text: references to characters and parameters are replaced, those to entities stay. */
  #entityValue(literal: string, at: number, isInternalSubset: boolean): string {
    const source = literal.replace(/\r\n?/g, "\n");
    let value = "";
    for (let i = 0; i < source.length; ) {
      const c = source[i] as string;
      if (c === "&") {
        const match = matchAt(reference, source, i);
        if (match === undefined) throw new XmlError("INVALID_TOKEN", at + i);
        value += match[1] === undefined ? characterOf(match, at + i) : match[0];
        i += match[0].length;
      } else if (c === "%") {
        const match = matchAt(nameAt, source, i + 1);
        if (match === undefined || source[i + 1 + match[0].length] !== ";")
          throw new XmlError("INVALID_TOKEN", at + i);
        if (isInternalSubset || this.#parameter === undefined) throw new XmlError("PARAM_ENTITY_REF", at + i);
        value += this.#parameter(match[0], at + i);
        i += match[0].length + 2;
      } else {
        value += c;
        i++;
      }
    }
    return value;
  }

  #notation(): Declaration {
    this.needSpace();
    const name = this.name();
    this.needSpace();
    const external = this.externalId(true);
    if (external === undefined) throw new XmlError("SYNTAX", this.at);
    const at = this.#last;
    this.#end();
    return { kind: "notation", name, publicId: external[0], systemId: external[1], at };
  }
}

/** The character of a numeric reference. */
export function characterOf([, , decimal, hexadecimal]: RegExpExecArray, at: number): string {
  const point = decimal === undefined ? Number.parseInt(hexadecimal as string, 16) : Number(decimal);
  if (!isCharacter(point)) throw new XmlError("BAD_CHAR_REF", at);
  return String.fromCodePoint(point);
}

/** Without white space at the ends and with single spaces between words. */
export const normalSpace = (text: string): string => text.replace(/[ \t\r\n]+/g, " ").replace(/^ | $/g, "");
