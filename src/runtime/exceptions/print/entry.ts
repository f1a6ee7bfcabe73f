/**
 * One entry of a traceback as text: the `File` line, the source and the carets under it.
 *
 * Follows StackSummary.format_frame_summary in Lib/traceback.py, with lines as arrays of characters so that columns count
 * code points.
 */
import { current } from "../../core/state.ts";
import type { PyCode } from "../../objects/code.ts";
import { str, strOf } from "../../objects/str.ts";
import { callMethod1 } from "../../protocols/method-call.ts";
import { type Anchors, findAnchors } from "./anchors.ts";
import { sourceLine } from "./source-lines.ts";

type Chars = readonly string[];

/** Where an entry points: lines are 1-based, columns 0-based in UTF-8 bytes; undefined when not known. */
export interface Place {
  line: number;
  endLine: number;
  column: number | undefined;
  endColumn: number | undefined;
}

/** The place of position `p` of a code object; `line` when there is none. */
export function placeOf(code: PyCode, p: number, line: number): Place {
  const { positions } = code.info;
  if (p < 0 || 4 * p + 3 >= positions.length)
    return { line, endLine: line, column: undefined, endColumn: undefined };
  const at = 4 * Math.floor(p);
  const [start = line, column, endLine = start, endColumn] = positions.slice(at, at + 4);
  if (!current.configuration.debugRanges) {
    return { line: start, endLine: start, column: undefined, endColumn: undefined };
  }
  return { line: start, endLine, column, endColumn };
}

/** The text of one entry, lines with their ends. */
export function formatEntry(code: PyCode, place: Place, carets = true): string {
  const filename = /^<stdin-.*>$/.test(code.filename) ? "<stdin>" : code.filename;
  const head = `  File "${filename}", line ${place.line}, in ${code.info.name}\n`;
  const originals: string[] = [];
  for (let line = place.line; line <= place.endLine; line++) {
    originals.push(sourceLine(code, line).replace(/\s+$/, ""));
  }
  if (originals.every((line) => line === "")) return head;
  if (!carets || place.column === undefined || place.endColumn === undefined) {
    const first = (originals[0] as string).trim();
    return first === "" ? head : `${head}    ${first}\n`;
  }
  return head + indent(dedent(marked(originals, place.column, place.endColumn)));
}

const indent = (lines: readonly string[]): string => lines.map((line) => `    ${line}\n`).join("");

/** textwrap.dedent */
function dedent(lines: readonly string[]): string[] {
  let margin: string | undefined;
  for (const line of lines) {
    if (line.trim() === "") continue;
    const space = /^[ \t]*/.exec(line)?.[0] as string;
    if (margin === undefined) margin = space;
    else {
      let common = 0;
      while (common < margin.length && margin[common] === space[common]) common++;
      margin = margin.slice(0, common);
    }
  }
  const width = margin?.length ?? 0;
  return lines.map((line) => (line.trim() === "" ? "" : line.slice(width)));
}

/** Characters in the first `offset` bytes of the UTF-8 form. */
function characterOffset(line: Chars, offset: number): number {
  let bytes = 0;
  let count = 0;
  for (const ch of line) {
    if (bytes >= offset) break;
    const point = ch.codePointAt(0) as number;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    count++;
  }
  return count;
}

/** Columns that the first `offset` characters take on a terminal. */
function displayWidth(line: Chars, offset = line.length): number {
  const shown = line.slice(0, offset);
  if (shown.every((ch) => ch < "\x80")) return offset > line.length ? offset : shown.length;
  return shown.reduce((sum, ch) => sum + (isWide(ch) ? 2 : 1), 0);
}

function isWide(ch: string): boolean {
  if (ch < "\u1100") return false;
  try {
    const width = callMethod1(current.importModule("unicodedata"), "east_asian_width", str(ch));
    return "WF".includes(strOf(width));
  } catch {
    return false;
  }
}

/** The significant lines, each followed by its carets where carets are shown. */
function marked(originals: readonly string[], column: number, endColumn: number): string[] {
  const dedented = dedent(originals);
  const lines: Chars[] = dedented.map((line) => Array.from(line));
  const firstOriginal = Array.from(originals[0] as string);
  const lastOriginal = Array.from(originals[originals.length - 1] as string);
  const removed = firstOriginal.length - (lines[0] as Chars).length;
  const start = Math.max(0, characterOffset(firstOriginal, column) - removed);
  const end = Math.max(0, characterOffset(lastOriginal, endColumn) - removed);
  const last = lines.length - 1;
  const anchors = findAnchors(segmentOf(lines, start, end));
  const carets = showsCarets(lines, start, end, anchors);
  const displayStart = displayWidth(lines[0] as Chars, start);
  const displayEnd = displayWidth(lines[last] as Chars, end);
  const significant = new Set([0, last]);
  let marks: Anchors | undefined;
  if (anchors !== undefined) {
    marks = {
      ...anchors,
      leftColumn: displayWidth(
        lines[anchors.leftLine] as Chars,
        anchors.leftColumn + (anchors.leftLine === 0 ? start : 0),
      ),
      rightColumn: displayWidth(
        lines[anchors.rightLine] as Chars,
        anchors.rightColumn + (anchors.rightLine === 0 ? start : 0),
      ),
    };
    for (const line of [anchors.leftLine, anchors.rightLine]) {
      for (let near = line - 1; near <= line + 1; near++)
        if (near >= 0 && near <= last) significant.add(near);
    }
  }
  const output: string[] = [];
  const show = (line: number): void => {
    const text = lines[line] as Chars;
    output.push(text.join(""));
    if (!carets) return;
    const spaces = text.length - Array.from(text.join("").trimStart()).length;
    const count = line === last ? displayEnd : displayWidth(text);
    let row = "";
    for (let at = 0; at < count; at++) {
      if (at < spaces || (line === 0 && at < displayStart)) row += " ";
      else row += marks === undefined || isBetween(marks, line, at) ? "^" : "~";
    }
    output.push(row);
  };
  const ordered = [...significant].sort((a, b) => a - b);
  for (const [i, line] of ordered.entries()) {
    const gap = i === 0 ? 1 : line - (ordered[i - 1] as number);
    if (gap === 2) show(line - 1);
    else if (gap > 2) output.push(`...<${gap - 1} lines>...`);
    show(line);
  }
  return output;
}

function isBetween(marks: Anchors, line: number, column: number): boolean {
  const afterLeft = line > marks.leftLine || (line === marks.leftLine && column >= marks.leftColumn);
  const beforeRight = line < marks.rightLine || (line === marks.rightLine && column < marks.rightColumn);
  return afterLeft && beforeRight;
}

function segmentOf(lines: readonly Chars[], start: number, end: number): Chars[] {
  const segment = lines.map((line) => line.slice());
  const last = segment.length - 1;
  segment[last] = (segment[last] as Chars).slice(0, end) as string[];
  segment[0] = (segment[0] as Chars).slice(start) as string[];
  return segment;
}

/** No carets where they would mark the whole line, nor for `return f(...)` and `name = f(...)` as a whole. */
function showsCarets(
  lines: readonly Chars[],
  start: number,
  end: number,
  anchors: Anchors | undefined,
): boolean {
  const before = (lines[0] as Chars).slice(0, start).join("");
  const after = (lines[lines.length - 1] as Chars).slice(end).join("");
  const closed = /^\s*(?:[#;].*|)$/.test(after);
  if (anchors !== undefined && closed && isCall(lines, start, anchors)) {
    const callee = segmentOf(lines, start, end)[0]?.join("") ?? "";
    if (
      /^return\s*$/.test(before) &&
      /^[\p{L}_][\p{L}\p{N}_]*\s*\(/u.test(callee) &&
      anchors.leftLine === 0 &&
      /^[\p{L}\p{N}_]+\s*$/u.test(callee.slice(0, anchors.leftColumn))
    ) {
      return false;
    }
    if (/^[\p{L}_][\p{L}\p{N}_]*\s*=\s*$/u.test(before)) return false;
  }
  return anchors !== undefined || before.trimStart() !== "" || after.trimEnd() !== "";
}

/** True when the anchors mark the parentheses of a call. */
function isCall(lines: readonly Chars[], start: number, anchors: Anchors): boolean {
  const column = anchors.leftColumn + (anchors.leftLine === 0 ? start : 0);
  return lines[anchors.leftLine]?.[column] === "(";
}
