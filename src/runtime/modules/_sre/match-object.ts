/** Data of `re.Match`. */

import { declareType } from "../../core/builtin-types.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import type { Found } from "./engine.ts";
import type { PyPattern } from "./pattern-object.ts";
import type { Text } from "./text.ts";

export class PyMatch extends PyInstance {
  pattern: PyPattern;
  text: Text;
  found: Found;
  pos: number;
  endpos: number;

  constructor(pattern: PyPattern, text: Text, found: Found, pos: number, endpos: number) {
    super();
    this.pattern = pattern;
    this.text = text;
    this.found = found;
    this.pos = pos;
    this.endpos = endpos;
  }

  /** Where a group begins and ends, by its number; -1 where it did not match. */
  start(index: number): number {
    return index === 0 ? this.found.start : this.found.spans()[index * 2]!;
  }

  end(index: number): number {
    return index === 0 ? this.found.end : this.found.spans()[index * 2 + 1]!;
  }

  /** The text of a group by its number, which must be one; `otherwise` when it did not match. */
  group(index: number, otherwise: Value): Value {
    return groupText(this.found, this.text, index, otherwise);
  }
}

/** The text of group `index` (0: the whole match), `otherwise` when it did not match. */
export function groupText(found: Found, text: Text, index: number, otherwise: Value): Value {
  if (index === 0) return text.slice(found.start, found.end);
  if (found.texts) {
    const piece = found.texts[index];
    return piece === undefined ? otherwise : text.piece(piece);
  }
  const spans = found.spans();
  const start = spans[index * 2]!;
  return start < 0 ? otherwise : text.slice(start, spans[index * 2 + 1]!);
}

export const matchType = declareType("re.Match", PyMatch, { subclassable: false });
