/** `<?xml version="1.0" ...?>` of a document, and the text declaration of an external entity. https://www.w3.org/TR/xml/#sec-prolog-dtd */
import { XmlError } from "./errors.ts";
import { matchAt, onlySpace } from "./names.ts";

export interface XmlDeclaration {
  readonly version?: string;
  readonly encoding?: string;
  readonly standalone?: string;
}

/** What stands between `<?xml` and `?>`; XmlError with its place in the document, which begins with it. */
export function readXmlDeclaration(text: string, isDocument: boolean): XmlDeclaration {
  const wrong = (at: number): XmlError => new XmlError(isDocument ? "XML_DECL" : "TEXT_DECL", 5 + at);
  const pattern = /[ \t\r\n]+([a-z]+)[ \t\r\n]*=[ \t\r\n]*(?:"([-\w.:]*)"|'([-\w.:]*)')/y;
  const found: Record<string, string> = {};
  const order = ["version", "encoding", "standalone"];
  let last = -1;
  let at = 0;
  for (;;) {
    const match = matchAt(pattern, text, at);
    if (match === undefined) break;
    const place = order.indexOf(match[1] as string);
    if (place <= last) throw wrong(at + match[0].search(/[a-z]/));
    last = place;
    found[match[1] as string] = (match[2] ?? match[3]) as string;
    at += match[0].length;
  }
  if (!onlySpace.test(text.slice(at)))
    throw wrong(at + (text.slice(at).match(/^[ \t\r\n]*/)?.[0].length ?? 0));
  const { version, encoding, standalone } = found;
  if (isDocument ? version === undefined : encoding === undefined) throw wrong(at);
  if (standalone !== undefined && standalone !== "yes" && standalone !== "no") throw wrong(at);
  return found;
}
