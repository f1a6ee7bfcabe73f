/** The namespaces that are in force while a document is read (expat's namespace processing). https://www.w3.org/TR/xml-names/ */
import { XmlError } from "./errors.ts";
import type { Events, Options } from "./events.ts";

const XML_URI = "http://www.w3.org/XML/1998/namespace";
const XMLNS_URI = "http://www.w3.org/2000/xmlns/";

/** Prefixes that an element declares, and what they meant before. */
export type Bindings = readonly (readonly [prefix: string, before: string | undefined])[];

export class Namespaces {
  readonly #uris = new Map<string, string>([["xml", XML_URI]]);
  readonly #options: Options;
  readonly #on: Events;

  constructor(options: Options, on: Events) {
    this.#options = options;
    this.#on = on;
  }

  /** What is in force, as text for the parser of an external entity. */
  get context(): string[] {
    return [...this.#uris].filter(([prefix]) => prefix !== "xml").map(([p, uri]) => `${p}=${uri}`);
  }

  set(prefix: string, uri: string): void {
    this.#uris.set(prefix, uri);
  }

  /** Takes declarations of namespaces out of the attributes; what they hide, and how many specified ones are left. */
  declare(
    attributes: string[],
    specified: number,
    at: number,
  ): [bindings: Bindings | undefined, specified: number] {
    let bindings: [string, string | undefined][] | undefined;
    let left = specified;
    for (let i = 0; i < attributes.length; ) {
      const name = attributes[i] as string;
      if (name !== "xmlns" && !name.startsWith("xmlns:")) {
        i += 2;
        continue;
      }
      const prefix = name.slice(6);
      const uri = attributes[i + 1] as string;
      if (prefix === "xmlns") throw new XmlError("RESERVED_PREFIX_XMLNS", at);
      if ((prefix === "xml") !== (uri === XML_URI))
        throw new XmlError(prefix === "xml" ? "RESERVED_PREFIX_XML" : "RESERVED_NAMESPACE_URI", at);
      if (uri === XMLNS_URI) throw new XmlError("RESERVED_NAMESPACE_URI", at);
      if (uri === "" && prefix !== "") throw new XmlError("UNDECLARING_PREFIX", at);
      bindings ??= [];
      bindings.push([prefix, this.#uris.get(prefix)]);
      this.#uris.set(prefix, uri);
      this.#on.startNamespace?.(prefix === "" ? null : prefix, uri === "" ? null : uri);
      attributes.splice(i, 2);
      if (i < left) left -= 2;
    }
    return [bindings, left];
  }

  /** Ends what an element declared. */
  undeclare(bindings: Bindings | undefined): void {
    if (bindings === undefined) return;
    for (let i = bindings.length - 1; i >= 0; i--) {
      const [prefix, before] = bindings[i] as readonly [string, string | undefined];
      this.#on.endNamespace?.(prefix === "" ? null : prefix);
      if (before === undefined) this.#uris.delete(prefix);
      else this.#uris.set(prefix, before);
    }
  }

  /** A name with its namespace in front; only names of elements have the default one. */
  expandName(raw: string, usesDefault: boolean, at: number): string {
    const separator = this.#options.separator as string;
    const colon = raw.indexOf(":");
    if (colon < 0) {
      const uri = usesDefault ? this.#uris.get("") : undefined;
      return uri === undefined || uri === "" ? raw : uri + separator + raw;
    }
    const prefix = raw.slice(0, colon);
    const local = raw.slice(colon + 1);
    if (prefix === "" || local === "" || local.includes(":")) throw new XmlError("INVALID_TOKEN", at);
    const uri = this.#uris.get(prefix);
    if (uri === undefined) throw new XmlError("UNBOUND_PREFIX", at);
    const expanded = uri + separator + local;
    return this.#options.prefixes && separator !== "" ? expanded + separator + prefix : expanded;
  }

  /** Names of attributes, expanded in place. */
  expandAttributes(attributes: string[], at: number): void {
    let hasPrefix = false;
    for (let i = 0; i < attributes.length; i += 2) {
      const raw = attributes[i] as string;
      if (!raw.includes(":")) continue;
      attributes[i] = this.expandName(raw, false, at);
      hasPrefix = true;
    }
    if (!hasPrefix) return;
    const seen = new Set<string>();
    const separator = this.#options.separator as string;
    for (let i = 0; i < attributes.length; i += 2) {
      const name = attributes[i] as string;
      const key = this.#options.prefixes ? name.split(separator, 2).join(separator) : name;
      if (seen.has(key)) throw new XmlError("DUPLICATE_ATTRIBUTE", at);
      seen.add(key);
    }
  }
}
