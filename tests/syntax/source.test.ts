import { describe, expect, test } from "vitest";
import { SourceFile } from "../../src/base/source-file.ts";
import { decodeSource } from "../../src/syntax/decode-source.ts";
import { PythonSyntaxError } from "../../src/syntax/syntax-error.ts";

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

function errorOf(source: Uint8Array, fromFile: boolean): PythonSyntaxError {
  try {
    decodeSource("t.py", source, fromFile);
  } catch (error) {
    if (error instanceof PythonSyntaxError) return error;
    throw error;
  }
  throw new Error("decodes");
}

describe("source files", () => {
  const source = new SourceFile("t.py", "a\r\né😀b\rc\n");

  test("have one kind of line end", () => {
    expect(source.text).toBe("a\né😀b\nc\n");
    expect(source.lineStarts).toEqual([0, 2, 7, 9]);
  });

  test("count columns in code points and in bytes", () => {
    expect(source.positionOf(5)).toEqual({ line: 2, column: 2, byteColumn: 6 });
    expect(source.positionOf(8)).toEqual({ line: 3, column: 1, byteColumn: 1 });
    expect(source.positionOf(9)).toEqual({ line: 4, column: 0, byteColumn: 0 });
    expect(source.offsetAt(2, 2)).toBe(5);
    expect(source.offsetAt(2, 99)).toBe(7);
    expect(source.offsetAt(99, 0)).toBe(9);
  });

  test("give their lines", () => {
    expect([1, 2, 3, 4, 5].map((line) => source.lineText(line))).toEqual(["a", "é😀b", "c", "", undefined]);
  });
});

describe("encodings", () => {
  test.each([
    ["none, so UTF-8", "x = '\xc3\xa9'", "x = 'é'"],
    ["UTF-8 with its mark", "\xef\xbb\xbfx = 1", "x = 1"],
    ["UTF-8 declared", "# coding: utf8\n'\xc3\xa9'", "# coding: utf8\n'é'"],
    ["Latin-1", "# -*- coding: latin-1 -*-\n'\xe9'", "# -*- coding: latin-1 -*-\n'é'"],
    [
      "Latin-1 by its ISO name, on the second line",
      "#!x\n# coding=iso-8859-1\n\xa4",
      "#!x\n# coding=iso-8859-1\n¤",
    ],
    ["Latin-9", "# coding: iso-8859-15\n\xa4", "# coding: iso-8859-15\n€"],
    ["Windows", "# coding: cp1252\n\x80\xe9", "# coding: cp1252\n€é"],
    ["Russian", "# coding: koi8-r\n\xc1", "# coding: koi8-r\nа"],
    ["Japanese", "# coding: shift_jis\n\x82\xa0", "# coding: shift_jis\nあ"],
    ["a declaration that comes too late", "1\n# coding: latin-1\n\xc3\xa9", "1\n# coding: latin-1\né"],
  ])("%s", (_, raw, text) => {
    expect(decodeSource("t.py", bytes(raw), true).text).toBe(text);
  });

  test("bytes that are not UTF-8 are placed", () => {
    const error = errorOf(bytes("a = 1\nb = '\xe9'\n"), false);
    expect(error.message).toBe(
      "Non-UTF-8 code starting with '\\xe9' on line 2, but no encoding declared; " +
        "see https://peps.python.org/pep-0263/ for details",
    );
    expect([error.lineno, error.offset, error.endOffset, error.text]).toEqual([2, 6, 6, "b = '\ufffd'"]);
    expect(errorOf(bytes("\xff"), true).message).toContain("'\\xff' in file t.py on line 1, but");
  });

  test("an unknown encoding", () => {
    const source = bytes("# coding: klingon\n");
    expect(errorOf(source, false).message).toBe("unknown encoding: klingon");
    expect(errorOf(source, true).message).toBe("encoding problem: klingon");
    expect(errorOf(source, true).lineno).toBeNull();
  });

  test("a mark and another encoding", () => {
    const error = errorOf(bytes("\xef\xbb\xbf# coding: latin-1\n"), false);
    expect(error.message).toBe("encoding problem: iso-8859-1 with BOM");
    expect([error.lineno, error.offset, error.endOffset, error.text]).toEqual([
      1,
      0,
      17,
      "# coding: latin-1",
    ]);
  });

  test.each([
    [
      "# coding: ascii\n\xe9",
      "'ascii' codec can't decode byte 0xe9 in position 16: ordinal not in range(128)",
    ],
    [
      "# coding: cp1252\n\x81",
      "'charmap' codec can't decode byte 0x81 in position 17: character maps to <undefined>",
    ],
    [
      "# coding: euc-jp\n\xff",
      "'euc_jp' codec can't decode byte 0xff in position 17: illegal multibyte sequence",
    ],
  ])("bytes that an encoding has not: %j", (raw, message) => {
    expect(errorOf(bytes(raw), false).message).toBe(message);
  });
});
