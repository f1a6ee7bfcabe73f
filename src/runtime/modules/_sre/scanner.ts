/**
 * Going from match to match: the scanner object behind `pattern.scanner()` and `finditer`.
 *
 * After an empty match the next search starts at the same place, and must not find the empty match again; after any
 * other it starts at the end of the match and may find an empty one there.
 */

import { declareType } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import { typeError } from "../../exceptions/raise.ts";
import { PyCallableIterator } from "../../objects/protocol-iterators.ts";
import type { Found } from "./engine.ts";
import { PyMatch } from "./match-object.ts";
import type { PyPattern } from "./pattern-object.ts";
import type { Text } from "./text.ts";

/** Successive searches in one text. */
export class Search {
  readonly pattern: PyPattern;
  readonly text: Text;
  readonly end: number;
  private at: number;
  private advance = false;

  constructor(pattern: PyPattern, text: Text, start: number, end: number) {
    this.pattern = pattern;
    this.text = text;
    this.at = start;
    this.end = end;
  }

  next(): Found | null {
    if (this.at < 0) return null;
    return this.note(this.pattern.engine.search(this.text.subject, this.at, this.end, this.advance));
  }

  /** As `next`, with a match that begins just where the last one ended. */
  nextHere(): Found | null {
    if (this.at < 0) return null;
    return this.note(this.pattern.engine.match(this.text.subject, this.at, this.end, this.advance));
  }

  private note(found: Found | null): Found | null {
    if (found) {
      this.advance = found.end === found.start;
      this.at = found.end;
    } else {
      this.at = -1;
    }
    return found;
  }
}

export class PyScanner extends PyInstance {
  search: Search;
  pos: number;

  constructor(search: Search, pos: number) {
    super();
    this.search = search;
    this.pos = pos;
  }

  match(found: Found | null): Value {
    const { pattern, text, end } = this.search;
    return found && new PyMatch(pattern, text, found, this.pos, end);
  }
}

export const scannerType = declareType("_sre.SRE_Scanner", PyScanner, { subclassable: false });

export const scannerSpec: TypeSpec = {
  new: [
    "(*args, **kwargs)",
    () => {
      throw typeError("cannot create '_sre.SRE_Scanner' instances");
    },
  ],
  methods: {
    match: ["(self, /)", (self: PyScanner) => self.match(self.search.nextHere())],
    search: ["(self, /)", (self: PyScanner) => self.match(self.search.next())],
  },
  getset: { pattern: { get: (self: PyScanner) => self.search.pattern, member: true } },
};

/** What `finditer` returns: CPython's is an iterator over a scanner's `search` that ends at None. */
export class FindIterator extends PyCallableIterator {
  private readonly scanner: PyScanner;

  constructor(scanner: PyScanner) {
    super(scanner);
    this.scanner = scanner;
  }

  override nx(): Value | undefined {
    return this.scanner.match(this.scanner.search.next()) ?? undefined;
  }
}
