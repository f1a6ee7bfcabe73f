import { describe, expect, test } from "vitest";
import { SourceFile } from "../../src/base/source-file.ts";
import { type ParseMode, parse } from "../../src/syntax/parser/parse.ts";
import { PythonSyntaxError } from "../../src/syntax/syntax-error.ts";

/** "ok", or the error's type and message. */
function outcome(text: string, mode: ParseMode = "exec", maxDigits = 0): string {
  try {
    parse(new SourceFile("<test>", text), { mode, maxDigits });
    return "ok";
  } catch (error) {
    if (error instanceof PythonSyntaxError) return `${error.type}: ${error.message}`;
    throw error;
  }
}

const tooComplex = "MemoryError: Parser stack overflowed - Python source too complex to parse";
const tooManyBrackets = "SyntaxError: too many nested parentheses";

describe("nesting", () => {
  test.each([
    ["parentheses", "(", "1", ")"],
    ["lists", "[", "", "]"],
    ["calls", "f(", "", ")"],
    ["dicts", "{1:", "2", "}"],
    ["subscripts", "a[", "0", "]"],
  ])("200 %s are allowed, 201 are not", (_, open, inner, close) => {
    expect(outcome(open.repeat(200) + inner + close.repeat(200))).toBe("ok");
    expect(outcome(open.repeat(201) + inner + close.repeat(201))).toBe(tooManyBrackets);
  });

  test("ten megabytes of open brackets", () => {
    expect(outcome("(".repeat(10_000_000))).toBe(tooManyBrackets);
  });

  test("brackets left open are reported however deep", () => {
    expect(outcome("(".repeat(200))).toBe("SyntaxError: '(' was never closed");
  });

  test("an error deep in brackets is explained", () => {
    const message = "SyntaxError: invalid syntax. Perhaps you forgot a comma?";
    expect(outcome(`${"(".repeat(180)}a b${")".repeat(180)}`)).toBe(message);
  });

  test("a hundred levels of indentation are too many", () => {
    const blocks = (levels: number) => {
      const lines = Array.from({ length: levels }, (_, level) => `${" ".repeat(level)}if a:\n`);
      return `${lines.join("")}${" ".repeat(levels)}b\n`;
    };
    expect(outcome(blocks(99))).toBe("ok");
    expect(outcome(blocks(100))).toBe("IndentationError: too many levels of indentation");
  });
});

describe("chains", () => {
  test.each([
    ["operators", "1+", "1"],
    ["attributes", "a.", "b"],
    ["comparisons", "a<", "b"],
    ["boolean operators", "a or ", "b"],
    ["assignments", "a=", "1"],
    ["tuple elements", "a,", ""],
    ["strings", "'a' ", ""],
  ])("100,000 %s", (_, link, end) => {
    expect(outcome(link.repeat(100_000) + end)).toBe("ok");
  });

  test.each([
    ["signs", "-", "1"],
    ["negations", "not ", "1"],
    ["conditionals", "a if b else ", "c"],
  ])("100,000 %s are too complex", (_, link, end) => {
    expect(outcome(link.repeat(5000) + end)).toBe("ok");
    expect(outcome(link.repeat(100_000) + end)).toBe(tooComplex);
  });

  test("100,000 branches are too complex", () => {
    expect(outcome(`if a: b\n${"elif a: b\n".repeat(5000)}`)).toBe("ok");
    expect(outcome(`if a: b\n${"elif a: b\n".repeat(100_000)}`)).toBe(tooComplex);
  });

  test.each([
    ["lambdas", "lambda: "],
    ["powers", "1 ** "],
  ])("100,000 %s are too complex", (_, link) => {
    expect(outcome(`${link.repeat(100_000)}1`)).toBe(tooComplex);
  });
});

describe("size", () => {
  test("100,000 lines parse in a few seconds at most", () => {
    const text = "def f(a, b=1):\n    x = [i * 2 for i in a]\n    return {'a': x, 'b': f'{b!r}'}\n\n".repeat(
      25_000,
    );
    const start = performance.now();
    expect(outcome(text)).toBe("ok");
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  test("an error after 100,000 lines is found as soon", () => {
    const text = `${"x = f(a, b)\n".repeat(100_000)}x = = 1\n`;
    const start = performance.now();
    expect(outcome(text)).toBe("SyntaxError: invalid syntax");
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  test("a decimal literal may have as many digits as the limit says", () => {
    expect(outcome("1".repeat(4300), "exec", 4300)).toBe("ok");
    expect(outcome("1".repeat(4301), "exec", 4300)).toMatch(
      /^SyntaxError: Exceeds the limit \(4300 digits\)/,
    );
    expect(outcome("1".repeat(4301))).toBe("ok");
  });
});
