import { describe, expect, it } from "vitest";
import { findAnchors } from "../../src/runtime/exceptions/print/anchors.ts";

/** The segment with its marks below each line, as a traceback shows them. */
function marks(segment: string): string {
  const lines = segment.split("\n");
  const anchors = findAnchors(lines.map((line) => Array.from(line)));
  if (anchors === undefined) return "none";
  return lines
    .map((line, row) =>
      Array.from(line, (_, column) => {
        const after = row > anchors.leftLine || (row === anchors.leftLine && column >= anchors.leftColumn);
        const before = row < anchors.rightLine || (row === anchors.rightLine && column < anchors.rightColumn);
        return after && before ? "^" : "~";
      }).join(""),
    )
    .join("\n");
}

describe("findAnchors", () => {
  // Recorded from CPython 3.14's traceback._extract_caret_anchors_from_line_segment.
  it.each([
    ["a + b", "~~^~~"],
    ["a + b * c", "~~^~~~~~~"],
    ["a * b + c - d", "~~~~~~~~~~^~~"],
    ["a ** b ** c", "~~^^~~~~~~~"],
    ["a // b", "~~^^~~"],
    ["-a ** b", "none"],
    ["-a * b", "~~~^~~"],
    ["a if b else c", "none"],
    ["a < b", "none"],
    ["not a", "none"],
    ["f(x)(y)", "~~~~^^^"],
    ["a.b[c][d]", "~~~~~~^^^"],
    ["a.b.c", "none"],
    ["(a + b)[0]", "~~~~~~~^^^"],
    ["[a, b][0]", "~~~~~~^^^"],
    ["'a' + f'{x + \"}\"}' * 2", "~~~~^~~~~~~~~~~~~~~~~~"],
    ["await f(x)", "none"],
    ["await f(x) + 1", "~~~~~~~~~~~^~~"],
    ["lambda: a + b", "none"],
    ["raise f(x)", "none"],
    ["f(\n a,\n b)", "~^\n^^^\n^^^"],
    ["a # +\n + b", "~~~~~\n~^~~"],
  ])("marks %s", (segment, expected) => {
    expect(marks(segment)).toBe(expected);
  });
});
