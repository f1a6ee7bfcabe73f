/** Methods of str and bytes, codecs and templates against recorded values, and the data of strings. */
import { describe, expect, test } from "vitest";
import { PyStr } from "../../src/runtime/core/builtin-types.ts";
import {
  charsOf,
  compareStr,
  concat,
  fromPoints,
  pointsOf,
  repeatStr,
  sameStr,
  str,
  stridedSubstring,
  strLength,
  substring,
} from "../../src/runtime/objects/str.ts";
import { differences } from "./recorded-values.ts";

test("strings behave as recorded from CPython", async () => {
  const { count, found } = await differences("strings");
  expect(count).toBeGreaterThan(4000);
  expect(found).toEqual([]);
});

const FACE = 0x1f600;

describe("data of str", () => {
  test("text without surrogates is a JavaScript string", () => {
    expect(str("héllo")).toBe("héllo");
    expect(fromPoints([104, 233])).toBe("hé");
    expect(substring(str("a😀b"), 0, 1)).toBe("a");
  });
  test("astral characters count once", () => {
    const text = str("a😀b");
    expect(text).toBeInstanceOf(PyStr);
    expect(strLength(text)).toBe(3);
    expect(charsOf(text).map((ch) => pointsOf(ch))).toEqual([[97], [FACE], [98]]);
    expect(pointsOf(stridedSubstring(text, 2, -1, 3))).toEqual([98, FACE, 97]);
  });
  test("lone surrogates that meet stay two characters", () => {
    const joined = concat(fromPoints([0xd83d]), fromPoints([0xde00]));
    expect(strLength(joined)).toBe(2);
    expect(sameStr(joined, str("😀"))).toBe(false);
    expect(sameStr(joined, fromPoints([0xd83d, 0xde00]))).toBe(true);
    expect(pointsOf(repeatStr(fromPoints([0xde00, 0xd83d]), 2))).toEqual([0xde00, 0xd83d, 0xde00, 0xd83d]);
  });
  test("order is that of code points", () => {
    expect(compareStr(str("😀"), "\uffff")).toBeGreaterThan(0);
    expect(compareStr("a", str("a😀"))).toBeLessThan(0);
  });
});
