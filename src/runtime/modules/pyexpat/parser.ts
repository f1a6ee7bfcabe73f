/**
 * An XML parser that tells of a document as it reads it, in pieces if need be: events, errors and positions are expat's, since
 * `xml.sax`, `xml.dom` and ElementTree are written against those. https://libexpat.github.io/doc/api/latest/
 *
 * The text that has come in and is not read lies in `text` from `at` on. A token (a tag, a comment, a declaration) is read whole or
 * not at all: where the text ends inside of it, reading goes on at its beginning when more has come. Most start tags are one match
 * of a regular expression; what that does not match is read once more, slowly, for the right error.
 */
import {
  characterOf,
  type Declaration,
  DeclarationReader,
  Declarations,
  type Entity,
} from "./declarations.ts";
import { Entities, PREDEFINED } from "./entities.ts";
import { MORE, type Stop, XmlError } from "./errors.ts";
import { Amplification, type Events, type Options } from "./events.ts";
import {
  attribute,
  badCharacter,
  endTag,
  matchAt,
  name as nameAt,
  newlines,
  reference,
  space,
  startTag,
  textLine,
  textRun,
} from "./names.ts";
import { type Bindings, Namespaces } from "./namespaces.ts";
import { wrongInReference, wrongInTag } from "./wrong-markup.ts";
import { readXmlDeclaration } from "./xml-declaration.ts";

interface Element {
  readonly raw: string;
  readonly name: string;
  readonly bindings: Bindings | undefined;
}

type State = "start" | "prolog" | "subset" | "after doctype" | "content" | "epilog";

export class XmlParser {
  readonly on: Events = {};
  readonly options: Options;
  readonly declarations: Declarations;
  readonly amplification: Amplification;
  /** Open entities and namespaces for the parser of an external entity. */
  readonly #namespaces: Namespaces;
  readonly #entities: Entities;
  readonly #open: Element[] = [];
  readonly #kind: "document" | "content" | "declarations";
  text = "";
  at = 0;
  /** Where the token begins that events are about. */
  event = 0;
  isFinal = false;
  #state: State = "start";
  #inCdata = false;
  /** In how many entities what is read stands; events stay where the outermost is named. */
  #depth = 0;
  #outer = "";
  #hasSubset = false;
  #systemId: string | null = null;

  constructor(
    options: Options,
    kind: "document" | "content" | "declarations" = "document",
    declarations: Declarations = new Declarations(),
    amplification: Amplification = new Amplification(),
  ) {
    this.options = options;
    this.#namespaces = new Namespaces(options, this.on);
    this.#kind = kind;
    this.declarations = declarations;
    this.amplification = amplification;
    this.#entities = new Entities(declarations, amplification);
  }

  /** A parser for an external entity, in the context that the event named; null for a document type's external part. */
  subparser(context: string | null): XmlParser {
    if (context === null) this.declarations.wasRead = true;
    const parser = new XmlParser(
      { ...this.options },
      context === null ? "declarations" : "content",
      this.declarations,
      this.amplification,
    );
    for (const part of context?.split("\f") ?? []) {
      const equals = part.indexOf("=");
      if (equals >= 0) parser.#namespaces.set(part.slice(0, equals), part.slice(equals + 1));
    }
    return parser;
  }

  /** Reads what can be read; throws XmlError. */
  read(isFinal: boolean): void {
    this.isFinal = isFinal;
    try {
      while (this.#step());
    } catch (error) {
      if (error !== MORE) throw error;
    }
  }

  /** Drops what is read; says how much that was. */
  forget(): string {
    const read = this.text.slice(0, this.at);
    this.text = this.text.slice(this.at);
    this.event = 0;
    this.at = 0;
    return read;
  }

  /** The text that `event` is an index of. */
  get document(): string {
    return this.#depth > 0 ? this.#outer : this.text;
  }

  #more(start: number, name = "UNCLOSED_TOKEN"): Stop {
    return this.isFinal || this.#depth > 0 ? new XmlError(name, start) : MORE;
  }

  /** The error for markup that begins at `start` and is wrong at `at`; undefined when there is too little of it. */
  #wrong(start: number, at: number | undefined): Stop {
    return at === undefined ? this.#more(start) : new XmlError("INVALID_TOKEN", at);
  }

  #begin(): void {
    if (this.#depth === 0) this.event = this.at;
  }

  #default(start: number, end: number): void {
    if (end > start) this.on.default_?.(this.text.slice(start, end));
  }

  #characters(text: string): void {
    const { characters } = this.on;
    if (characters === undefined) this.on.default_?.(text);
    else characters(text);
  }

  /** One token; false at the end of the text. */
  #step(): boolean {
    switch (this.#state) {
      case "start":
        return this.#readStart();
      case "subset":
        return this.#readSubset();
      case "content":
        return this.#readContent();
      default:
        return this.#readMisc();
    }
  }

  #readStart(): boolean {
    const { text } = this;
    this.#begin();
    if (text.length < 6 && !this.isFinal && "<?xml ".startsWith(text)) return false;
    if (/^<\?xml[ \t\r\n]/.test(text)) {
      const end = text.indexOf("?>");
      if (end < 0) throw this.#more(0);
      this.#declaration(text.slice(5, end));
      this.at = end + 2;
    }
    this.#state = this.#kind === "document" ? "prolog" : this.#kind === "content" ? "content" : "subset";
    return true;
  }

  #declaration(text: string): void {
    const isDocument = this.#kind === "document";
    const { version, encoding, standalone } = readXmlDeclaration(text, isDocument);
    if (isDocument && standalone === "yes") this.declarations.standalone = true;
    if (this.on.xmlDeclaration !== undefined)
      this.on.xmlDeclaration(
        version as string,
        encoding ?? null,
        standalone === undefined ? -1 : Number(standalone === "yes"),
      );
    else this.#default(0, 5 + text.length + 2);
  }

  /** Before the document's element and after it. */
  #readMisc(): boolean {
    const { text } = this;
    this.#begin();
    if (this.at >= text.length) {
      if (this.isFinal && this.#state !== "epilog") throw new XmlError("NO_ELEMENTS", this.at);
      return false;
    }
    const blank = matchAt(space, text, this.at);
    if (blank !== undefined) {
      this.at += blank[0].length;
      this.#default(this.at - blank[0].length, this.at);
      return true;
    }
    const start = this.at;
    if (text[start] === "<") {
      const second = text[start + 1];
      if (second === undefined) throw this.#more(start);
      if (second === "?") return this.#instruction();
      if (second === "!") {
        if (text.startsWith("<!--", start)) return this.#comment();
        if (text.startsWith("<!DOCTYPE", start)) {
          if (this.#state !== "prolog") throw this.#misplaced(start);
          return this.#doctype();
        }
        if ("<!--".startsWith(text.slice(start)) || "<!DOCTYPE".startsWith(text.slice(start)))
          throw this.#more(start);
        throw new XmlError(
          /^<!([A-Z]|\[)/.test(text.slice(start, start + 3)) ? "SYNTAX" : "INVALID_TOKEN",
          start,
        );
      }
      if (this.#state === "epilog") throw new XmlError("JUNK_AFTER_DOC_ELEMENT", start);
      if (matchAt(nameAt, text, start + 1) === undefined) throw new XmlError("INVALID_TOKEN", start + 1);
      this.#foreign();
      this.#state = "content";
      return true;
    }
    if (badCharacter.test(text[start] as string)) {
      // A byte that cannot begin anything, and the end of the text after it.
      throw new XmlError("INVALID_TOKEN", start);
    }
    const word = matchAt(nameAt, text, start);
    const after = start + (word?.[0].length ?? 0);
    if (word !== undefined && after < text.length && !/[ \t\r\n>)\],|[%;?*+]/.test(text[after] as string))
      throw new XmlError("INVALID_TOKEN", after);
    throw this.#misplaced(start);
  }

  #misplaced(at: number): Stop {
    return new XmlError(this.#state === "epilog" ? "JUNK_AFTER_DOC_ELEMENT" : "SYNTAX", at);
  }

  /** A document type from elsewhere, which the program wants asked for. */
  #foreign(): void {
    if (!this.options.foreignDocumentType || this.#state !== "prolog") return;
    this.#externalSubset(null, null);
  }

  #externalSubset(systemId: string | null, publicId: string | null): void {
    const { declarations, options } = this;
    const had = declarations.hasParameterReferences;
    declarations.hasParameterReferences = true;
    options.foreignDocumentType = false;
    if (this.#parsesParameters() && this.on.externalEntity !== undefined) {
      declarations.wasRead = false;
      if (!this.on.externalEntity(null, options.base, systemId, publicId))
        throw new XmlError("EXTERNAL_ENTITY_HANDLING", this.event);
      if (declarations.wasRead) {
        if (!declarations.standalone) this.#notStandalone();
      } else if (systemId === null) declarations.hasParameterReferences = had;
    }
  }

  #parsesParameters(): boolean {
    const { parameterParsing } = this.options;
    return parameterParsing === 2 || (parameterParsing === 1 && !this.declarations.standalone);
  }

  #notStandalone(): void {
    if (this.on.notStandalone?.() === false) throw new XmlError("NOT_STANDALONE", this.event);
  }

  #reader(): DeclarationReader {
    const isInternal = this.#kind !== "declarations";
    return new DeclarationReader(
      this.text,
      this.at,
      (at) =>
        this.#more(at, !isInternal ? "SYNTAX" : at >= this.text.length ? "NO_ELEMENTS" : "UNCLOSED_TOKEN"),
      isInternal ? undefined : (name, at) => this.#parameterText(name, at),
    );
  }

  #parameterText(name: string, at: number): string {
    const entity = this.declarations.parameters.get(name);
    if (entity?.text === undefined) throw new XmlError("UNDEFINED_ENTITY", at);
    this.#entities.grow(entity.text.length, this.event);
    return entity.text;
  }

  #doctype(): boolean {
    const reader = this.#reader();
    reader.take("<!DOCTYPE");
    reader.needSpace();
    const name = reader.name();
    let external: ReturnType<DeclarationReader["externalId"]>;
    if (reader.skip()) external = reader.externalId();
    reader.skip();
    const hasSubset = reader.take("[");
    if (!hasSubset) reader.need(">");
    this.at = reader.at;
    const [publicId, systemId] = external ?? [null, null];
    if (external !== undefined) {
      this.declarations.hasParameterReferences = true;
      if (!this.declarations.standalone && this.options.parameterParsing === 0) this.#notStandalone();
    }
    if (this.#depth === 0) this.event = reader.at - 1;
    if (this.on.startDoctype !== undefined) this.on.startDoctype(name, systemId, publicId, hasSubset);
    else for (const [from, to] of reader.tokens) this.#default(from, hasSubset || to < reader.at ? to : from);
    this.#systemId = systemId;
    this.#hasSubset = external !== undefined;
    if (hasSubset) this.#state = "subset";
    else this.#endDoctype(publicId, reader.at - 1);
    if (hasSubset) this.#publicId = publicId;
    return true;
  }

  #publicId: string | null = null;

  /** At the `>` of a document type. */
  #endDoctype(publicId: string | null, at: number): void {
    if (this.#depth === 0) this.event = at;
    if (this.#hasSubset || this.options.foreignDocumentType) this.#externalSubset(this.#systemId, publicId);
    if (this.on.endDoctype !== undefined) this.on.endDoctype();
    else this.#default(at, at + 1);
    this.#state = "after doctype";
  }

  /** A declaration or what stands between declarations. */
  #readSubset(): boolean {
    const { text } = this;
    this.#begin();
    if (this.at >= text.length) {
      if (this.isFinal && this.#depth === 0 && this.#kind === "document")
        throw new XmlError("NO_ELEMENTS", this.at);
      return false;
    }
    const start = this.at;
    const blank = matchAt(space, text, start);
    if (blank !== undefined) {
      this.at += blank[0].length;
      this.#default(start, this.at);
      return true;
    }
    const c = text[start];
    if (c === "]" && this.#kind === "document" && this.#depth === 0) return this.#endSubset();
    if (c === "%") return this.#parameterReference();
    if (c !== "<") throw new XmlError(c === "]" || c === ">" ? "SYNTAX" : "INVALID_TOKEN", start);
    if (text.startsWith("<!--", start)) return this.#comment();
    if (text.startsWith("<?", start)) return this.#instruction();
    if ("<!--".startsWith(text.slice(start))) throw this.#more(start);
    if (text.startsWith("<![", start) && this.#kind === "declarations") return this.#conditional();
    const reader = this.#reader();
    const declaration = reader.declaration(this.options.base, this.#kind === "document" && this.#depth === 0);
    // Parameter entities were put into the reader's text.
    this.text = reader.text;
    this.at = reader.at;
    if (!this.#declare(declaration)) for (const [from, to] of reader.tokens) this.#default(from, to);
    return true;
  }

  #endSubset(): boolean {
    let end = this.at + 1;
    const blank = matchAt(space, this.text, end);
    if (blank !== undefined) end += blank[0].length;
    if (end >= this.text.length) throw this.#more(this.at);
    if (this.text[end] !== ">") throw new XmlError("SYNTAX", end);
    if (this.on.endDoctype === undefined) {
      this.#default(this.at, this.at + 1);
      this.#default(this.at + 1, end);
    }
    this.at = end + 1;
    this.#endDoctype(this.#publicId, end);
    return true;
  }

  #conditional(): boolean {
    const reader = this.#reader();
    reader.take("<![");
    reader.skip();
    const keyword = reader.name();
    reader.skip();
    reader.need("[");
    this.text = reader.text;
    if (keyword === "IGNORE") {
      let depth = 1;
      let at = reader.at;
      while (depth > 0) {
        const open = this.text.indexOf("<![", at);
        const close = this.text.indexOf("]]>", at);
        if (close < 0) throw this.#more(this.at, "SYNTAX");
        if (open >= 0 && open < close) depth++;
        else depth--;
        at = open >= 0 && open < close ? open + 3 : close + 3;
      }
      this.at = at;
      return true;
    }
    if (keyword !== "INCLUDE") throw new XmlError("SYNTAX", this.at);
    const close = this.text.indexOf("]]>", reader.at);
    if (close < 0) throw this.#more(this.at, "SYNTAX");
    this.text = this.text.slice(0, close) + this.text.slice(close + 3);
    this.at = reader.at;
    return true;
  }

  #parameterReference(): boolean {
    const match = matchAt(nameAt, this.text, this.at + 1);
    const end = this.at + 1 + (match?.[0].length ?? 0);
    if (end >= this.text.length) throw this.#more(this.at);
    if (match === undefined || this.text[end] !== ";") throw new XmlError("INVALID_TOKEN", end);
    const start = this.at;
    this.at = end + 1;
    const [name] = match;
    const { declarations } = this;
    declarations.hasParameterReferences = true;
    if (this.options.parameterParsing === 0) declarations.keepProcessing = declarations.standalone;
    else {
      const entity = declarations.parameters.get(name);
      if (entity === undefined) {
        if (declarations.standalone) throw new XmlError("UNDEFINED_ENTITY", start);
        declarations.keepProcessing = false;
        if (this.on.skippedEntity !== undefined) this.on.skippedEntity(name, true);
        else this.#default(start, this.at);
        return true;
      }
      if (entity.isOpen) throw new XmlError("RECURSIVE_ENTITY_REF", start);
      if (entity.text !== undefined) {
        this.#within(entity, entity.text, () => this.#readSubset());
        return true;
      }
      if (this.on.externalEntity === undefined) declarations.keepProcessing = declarations.standalone;
      else {
        declarations.wasRead = false;
        entity.isOpen = true;
        const isDone = this.on.externalEntity(null, entity.base, entity.systemId, entity.publicId);
        entity.isOpen = false;
        if (!isDone) throw new XmlError("EXTERNAL_ENTITY_HANDLING", start);
        if (!declarations.wasRead) {
          declarations.keepProcessing = declarations.standalone;
          return true;
        }
      }
    }
    if (!declarations.standalone) this.#notStandalone();
    return true;
  }

  /** Takes note of a declaration; whether an event told of it. */
  #declare(declaration: Declaration): boolean {
    const { declarations, on } = this;
    const tell = (at: number): void => {
      if (this.#depth === 0) this.event = at;
    };
    if (declaration.kind !== "attributes") tell(declaration.at);
    switch (declaration.kind) {
      case "element":
        on.element?.(declaration.name, declaration.model);
        return on.element !== undefined;
      case "notation":
        on.notation?.(declaration.name, declaration.systemId, declaration.publicId);
        return on.notation !== undefined;
      case "entity": {
        const { entity, isParameter } = declaration;
        const table = isParameter ? declarations.parameters : declarations.entities;
        if (!isParameter && PREDEFINED.has(entity.name)) return false;
        if (!declarations.keepProcessing || table.has(entity.name)) return on.entity !== undefined;
        table.set(entity.name, entity);
        if (entity.notation !== null && on.unparsedEntity !== undefined) {
          on.unparsedEntity(entity);
          return true;
        }
        on.entity?.(entity, isParameter);
        return on.entity !== undefined;
      }
      case "attributes": {
        const known = declarations.attributesOf(declaration.element);
        for (const { name, type, value, isRequired, at } of declaration.rows) {
          tell(at);
          const isCdata = type === "CDATA";
          const normal =
            value === undefined ? undefined : this.#entities.value(value, isCdata, this.event, this.event);
          if (declarations.keepProcessing && !known.has(name))
            known.set(name, { name, isCdata, value: normal });
          on.attributes?.(declaration.element, name, type, normal ?? null, isRequired);
        }
        return on.attributes !== undefined;
      }
    }
  }

  #comment(): boolean {
    const start = this.at;
    const end = this.text.indexOf("--", start + 4);
    if (end < 0 || end + 2 >= this.text.length) throw this.#more(start);
    const text = this.text.slice(start + 4, end);
    this.#checkCharacters(text, start + 4);
    if (this.text[end + 2] !== ">") throw new XmlError("INVALID_TOKEN", end + 2);
    this.at = end + 3;
    if (this.on.comment !== undefined) this.on.comment(newlines(text));
    else this.#default(start, this.at);
    return true;
  }

  #checkCharacters(text: string, at: number): void {
    const bad = text.search(badCharacter);
    if (bad >= 0) throw new XmlError("INVALID_TOKEN", at + bad);
  }

  #instruction(): boolean {
    const { text } = this;
    const start = this.at;
    const match = matchAt(nameAt, text, start + 2);
    if (match === undefined) {
      if (start + 2 >= text.length) throw this.#more(start);
      throw new XmlError("INVALID_TOKEN", start + 2);
    }
    const [target] = match;
    const after = start + 2 + target.length;
    const end = text.indexOf("?>", after);
    if (end < 0) throw this.#more(start);
    if (target.toLowerCase() === "xml")
      throw target === "xml" ? new XmlError("MISPLACED_XML_PI", start) : new XmlError("INVALID_TOKEN", after);
    if (end > after && matchAt(space, text, after) === undefined) throw new XmlError("INVALID_TOKEN", after);
    const data = text.slice(after, end);
    this.#checkCharacters(data, after);
    this.at = end + 2;
    if (this.on.instruction !== undefined)
      this.on.instruction(target, newlines(data.replace(/^[ \t\r\n]+/, "")));
    else this.#default(start, this.at);
    return true;
  }

  #readContent(): boolean {
    if (this.#inCdata) return this.#cdata();
    const { text } = this;
    const start = this.at;
    this.#begin();
    if (start >= text.length) {
      if (this.#depth === 0 && this.isFinal && this.#kind === "document")
        throw new XmlError("NO_ELEMENTS", start);
      return false;
    }
    const c = text.charCodeAt(start);
    if (c === 0x3c) {
      const second = text.charCodeAt(start + 1);
      if (second === 0x2f) return this.#endTag();
      if (second === 0x21) return this.#markup();
      if (second === 0x3f) return this.#instruction();
      return this.#startTag();
    }
    if (c === 0x26) return this.#reference();
    if (c === 0x0d) {
      if (start + 1 >= text.length && !this.isFinal && this.#depth === 0) return false;
      this.at += text.charCodeAt(start + 1) === 0x0a ? 2 : 1;
      this.#characters("\n");
      return true;
    }
    if (this.options.lines && c === 0x0a) {
      this.at++;
      this.#characters("\n");
      return true;
    }
    const run = matchAt(this.options.lines ? textLine : textRun, text, start);
    let end = start + (run?.[0].length ?? 0);
    if (run === undefined) {
      if (c !== 0x5d) throw new XmlError("INVALID_TOKEN", start);
      // `]]>` may only stand at the end of a CDATA section.
      if (text.startsWith("]]>", start)) throw new XmlError("INVALID_TOKEN", start + 2);
      if ("]]>".startsWith(text.slice(start)) && !this.isFinal && this.#depth === 0) return false;
      end = start + 1;
    }
    if (end - start > this.options.piece) end = start + this.options.piece;
    // A pair is not torn.
    if (end < text.length && (text.charCodeAt(end - 1) & 0xfc00) === 0xd800) end++;
    this.at = end;
    this.#characters(text.slice(start, end));
    return true;
  }

  #markup(): boolean {
    const { text } = this;
    const start = this.at;
    if (text.startsWith("<!--", start)) return this.#comment();
    if (text.startsWith("<![CDATA[", start)) {
      this.at += 9;
      this.#inCdata = true;
      if (this.on.startCdata !== undefined) this.on.startCdata();
      else this.#default(start, this.at);
      return true;
    }
    const rest = text.slice(start, start + 9);
    if ("<!--".startsWith(rest) || "<![CDATA[".startsWith(rest)) throw this.#more(start);
    throw new XmlError("INVALID_TOKEN", start + 2);
  }

  #cdata(): boolean {
    const { text } = this;
    const start = this.at;
    this.#begin();
    if (start >= text.length) {
      if (this.isFinal || this.#depth > 0) throw new XmlError("UNCLOSED_CDATA_SECTION", start);
      return false;
    }
    if (text.startsWith("]]>", start)) {
      this.at += 3;
      this.#inCdata = false;
      if (this.on.endCdata !== undefined) this.on.endCdata();
      else this.#default(start, this.at);
      return true;
    }
    let end = text.indexOf("]]>", start);
    // What may be its beginning waits.
    if (end < 0) end = this.isFinal ? text.length : Math.max(start, text.length - 2);
    if (end === start) throw this.#more(start, "UNCLOSED_CDATA_SECTION");
    const line = this.options.lines ? /[^\r\n]+/y : /[^\r]+/y;
    const run = matchAt(line, text, start);
    if (run === undefined) {
      this.at += text[start] === "\r" && text[start + 1] === "\n" ? 2 : 1;
      this.#characters("\n");
      return true;
    }
    const stop = Math.min(start + run[0].length, end, start + this.options.piece);
    this.#checkCharacters(text.slice(start, stop), start);
    this.at = stop;
    this.#characters(text.slice(start, stop));
    return true;
  }

  #reference(): boolean {
    const { text } = this;
    const start = this.at;
    const match = matchAt(reference, text, start);
    if (match === undefined) throw this.#wrong(start, wrongInReference(text, start));
    this.at += match[0].length;
    const name = match[1];
    if (name === undefined) {
      this.#characters(characterOf(match, start));
      return true;
    }
    const predefined = PREDEFINED.get(name);
    if (predefined !== undefined) {
      if (this.on.characters !== undefined) this.on.characters(predefined);
      else this.#default(start, this.at);
      return true;
    }
    const entity = this.#entities.find(name, start);
    if (entity === undefined) {
      if (this.on.skippedEntity !== undefined) this.on.skippedEntity(name, false);
      else this.#default(start, this.at);
      return true;
    }
    if (entity.isOpen) throw new XmlError("RECURSIVE_ENTITY_REF", start);
    if (entity.notation !== null) throw new XmlError("BINARY_ENTITY_REF", start);
    if (entity.text !== undefined) {
      if (!this.options.expand) {
        if (this.on.skippedEntity !== undefined) this.on.skippedEntity(name, false);
        else this.#default(start, this.at);
        return true;
      }
      const depth = this.#open.length;
      this.#within(entity, entity.text, () => {
        if (this.#open.length < depth) throw new XmlError("ASYNC_ENTITY", this.at);
        return this.#readContent();
      });
      if (this.#open.length !== depth) throw new XmlError("ASYNC_ENTITY", this.event);
    } else if (this.on.externalEntity !== undefined) {
      entity.isOpen = true;
      const isDone = this.on.externalEntity(
        this.#context(name),
        entity.base,
        entity.systemId,
        entity.publicId,
      );
      entity.isOpen = false;
      if (!isDone) throw new XmlError("EXTERNAL_ENTITY_HANDLING", start);
    } else this.#default(start, this.at);
    return true;
  }

  /** Namespaces and the entity, as the parser of an external entity wants them. */
  #context(entity: string): string {
    return [...this.#namespaces.context, entity].join("\f");
  }

  /** Reads the replacement text of an entity by `step`. */
  #within(entity: Entity, replacement: string, step: () => boolean): void {
    this.#entities.grow(replacement.length, this.event);
    const { text, at } = this;
    if (this.#depth === 0) this.#outer = text;
    this.text = replacement;
    this.at = 0;
    this.#depth++;
    entity.isOpen = true;
    try {
      while (this.at < this.text.length) step();
      if (this.#inCdata) throw new XmlError("UNCLOSED_CDATA_SECTION", this.at);
    } catch (error) {
      // An error inside is where the entity is named.
      throw error instanceof XmlError && this.#depth === 1 ? Object.assign(error, { at: this.event }) : error;
    } finally {
      entity.isOpen = false;
      this.#depth--;
      this.text = text;
      this.at = at;
    }
  }

  #startTag(): boolean {
    const { text, on } = this;
    const start = this.at;
    const match = matchAt(startTag, text, start);
    if (match === undefined) throw this.#wrong(start, wrongInTag(text, start));
    const raw = match[1] as string;
    const attributes: string[] = [];
    const known = this.declarations.attributes.get(raw);
    if (match[2] !== "") {
      const source = match[2] as string;
      const base = start + 1 + raw.length;
      for (let at = 0; at < source.length; ) {
        const one = matchAt(attribute, source, at) as RegExpExecArray;
        const name = one[1] as string;
        const literal = (one[2] ?? one[3]) as string;
        const where = base + at + one[0].length - literal.length - 1;
        for (let i = 0; i < attributes.length; i += 2)
          if (attributes[i] === name)
            throw new XmlError("DUPLICATE_ATTRIBUTE", base + at + one[0].indexOf(name));
        const isCdata = known?.get(name)?.isCdata ?? true;
        attributes.push(name, this.#entities.value(literal, isCdata, where, this.event));
        at += one[0].length;
      }
    }
    let specified = attributes.length;
    if (known !== undefined) {
      for (const { name, value } of known.values()) {
        if (value === undefined) continue;
        let isGiven = false;
        for (let i = 0; i < specified; i += 2) if (attributes[i] === name) isGiven = true;
        if (!isGiven) attributes.push(name, value);
      }
    }
    this.at = start + match[0].length;
    let name = raw;
    let bindings: Bindings | undefined;
    if (this.options.separator !== undefined) {
      [bindings, specified] = this.#namespaces.declare(attributes, specified, start);
      name = this.#namespaces.expandName(raw, true, start);
      this.#namespaces.expandAttributes(attributes, start);
    }
    if (on.startElement !== undefined) on.startElement(name, attributes, specified);
    else this.#default(start, this.at);
    if (match[3] === "/") {
      if (on.endElement !== undefined) {
        // The end of an empty element is where the tag ends.
        if (this.#depth === 0) this.event = this.at;
        on.endElement(name);
      }
      this.#namespaces.undeclare(bindings);
      this.#closed();
    } else this.#open.push({ raw, name, bindings });
    return true;
  }

  #endTag(): boolean {
    const { text } = this;
    const start = this.at;
    const match = matchAt(endTag, text, start);
    if (match === undefined) {
      const name = matchAt(nameAt, text, start + 2);
      let i = start + 2 + (name?.[0].length ?? 0);
      i += matchAt(space, text, i)?.[0].length ?? 0;
      throw i >= text.length ? this.#more(start) : new XmlError("INVALID_TOKEN", i);
    }
    const element = this.#open.pop();
    if (element === undefined) throw new XmlError(this.#depth > 0 ? "ASYNC_ENTITY" : "INVALID_TOKEN", start);
    if (element.raw !== match[1]) throw new XmlError("TAG_MISMATCH", start + 2);
    this.at = start + match[0].length;
    if (this.on.endElement !== undefined) this.on.endElement(element.name);
    else this.#default(start, this.at);
    this.#namespaces.undeclare(element.bindings);
    this.#closed();
    return true;
  }

  /** After an element: the document may be over. */
  #closed(): void {
    if (this.#open.length === 0 && this.#kind === "document" && this.#depth === 0) this.#state = "epilog";
  }

  /** Whether a document can end here. */
  checkEnd(): void {
    if (this.#kind === "content" && this.#open.length > 0) throw new XmlError("ASYNC_ENTITY", this.at);
    if (this.at < this.text.length) throw new XmlError("UNCLOSED_TOKEN", this.at);
  }

  /** True after the document's element. */
  get hasParsedElement(): boolean {
    return this.#state === "epilog";
  }
}
