/** What a parser tells, what it is told, and how far a document may blow itself up. */
import type { Entity, Model } from "./declarations.ts";

/** What there is to tell; those that are undefined are told as text to `default_`. */
export interface Events {
  startElement?: ((name: string, attributes: string[], specified: number) => void) | undefined;
  endElement?: ((name: string) => void) | undefined;
  characters?: ((text: string) => void) | undefined;
  instruction?: ((target: string, data: string) => void) | undefined;
  comment?: ((text: string) => void) | undefined;
  startCdata?: (() => void) | undefined;
  endCdata?: (() => void) | undefined;
  default_?: ((text: string) => void) | undefined;
  xmlDeclaration?: ((version: string, encoding: string | null, standalone: number) => void) | undefined;
  startDoctype?:
    | ((name: string, systemId: string | null, publicId: string | null, hasSubset: boolean) => void)
    | undefined;
  endDoctype?: (() => void) | undefined;
  element?: ((name: string, model: Model) => void) | undefined;
  attributes?:
    | ((element: string, name: string, type: string, value: string | null, isRequired: boolean) => void)
    | undefined;
  entity?: ((entity: Entity, isParameter: boolean) => void) | undefined;
  unparsedEntity?: ((entity: Entity) => void) | undefined;
  notation?: ((name: string, systemId: string | null, publicId: string | null) => void) | undefined;
  startNamespace?: ((prefix: string | null, uri: string | null) => void) | undefined;
  endNamespace?: ((prefix: string | null) => void) | undefined;
  notStandalone?: (() => boolean) | undefined;
  externalEntity?:
    | ((
        context: string | null,
        base: string | null,
        systemId: string | null,
        publicId: string | null,
      ) => boolean)
    | undefined;
  skippedEntity?: ((name: string, isParameter: boolean) => void) | undefined;
}

export interface Options {
  /** Between a namespace and a name; undefined when namespaces are not looked at. */
  readonly separator: string | undefined;
  prefixes: boolean;
  /** Whether default events keep entities from being put in. */
  expand: boolean;
  base: string | null;
  /** 0 never, 1 unless standalone, 2 always. */
  parameterParsing: number;
  foreignDocumentType: boolean;
  /** Text comes line by line, as expat gives it. */
  lines: boolean;
  /** At most so many characters at once. */
  piece: number;
}

/** How much references may blow up a document: so many times its size, once that is beyond the threshold. */
export class Amplification {
  direct = 0;
  indirect = 0;
  threshold = 8 * 1024 * 1024;
  factor = 100;

  isTooLarge(): boolean {
    const all = this.direct + this.indirect;
    return all >= this.threshold && all > this.factor * Math.max(1, this.direct);
  }
}
