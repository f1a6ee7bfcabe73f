/** Compiled modules survive being written and read. */
import { expect, test } from "vitest";
import { CO } from "../../src/abi/code.ts";
import { deserialize, serialize } from "../../src/interpreter/serialize.ts";

test("a script is the same after it was written and read", () => {
  const positions = [1, 0, 1, 10, 3, 4, 2, 1_000_000, 1, 0, 70_000, 2];
  const script = {
    filename: "/build/x.py",
    text: '(function () { return "\\u00e9\\u2028\\u{1f600}"; })',
    codes: [
      {
        name: "<module>",
        qualname: "<module>",
        flags: CO.NEWLOCALS,
        argcount: 0,
        posonlyargcount: 0,
        kwonlyargcount: 0,
        varnames: [],
        cellvars: [],
        freevars: [],
        names: ["é"],
        firstlineno: 1,
        doc: "docs \u00e9",
        positions,
        consts: [1, null, "x"],
      },
    ],
    lines: [-1, 0, 0, 5, 2],
  };
  const text = serialize(script);
  expect(text).toMatch(/^[\0-\x7f]*$/);
  const read = deserialize(text, "/lib/x.py");
  expect(read.filename).toBe("/lib/x.py");
  expect(read.lines).toEqual(script.lines);
  expect(read.codes[0]?.positions).toEqual(positions);
  expect(read.codes[0]?.names).toEqual(["é"]);
  expect(read.codes[0]?.doc).toBe("docs é");
  // oxlint-disable-next-line no-eval
  expect(((0, eval)(read.text) as () => string)()).toBe("é\u2028😀");
});
