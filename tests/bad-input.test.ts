/**
 * Input that no program should be: each must end soon, with CPython's error or a clear one, and never with a fault of
 * Tython's own or a stack of JavaScript.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runTython } from "./run.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "tython-bad-input-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const clean = /\n\s+at |node:internal|internal fault|\bV8\b|RangeError|InternalError|Maximum call stack/;

async function lastLine(name: string, contents: string | Uint8Array): Promise<string> {
  writeFileSync(path.join(folder, name), contents);
  const { code, stderr } = await runTython([name], { cwd: folder, timeout: 20_000 });
  expect(stderr).not.toMatch(clean);
  expect([0, 1]).toContain(code);
  return stderr.trimEnd().split("\n").at(-1) ?? "";
}

describe.concurrent("sources", () => {
  test("not UTF-8", async () => {
    const source = Buffer.from('x = 1\ny = "\xff"\n', "latin1");
    expect(await lastLine("latin.py", source)).toMatch(
      /^SyntaxError: Non-UTF-8 code starting with '\\xff' in file .*latin\.py'? on line 2, but no encoding declared; see https/,
    );
  });

  test("a NUL", async () => {
    expect(await lastLine("nul.py", "x = 1\n\0y = 2\n")).toBe(
      "SyntaxError: source code cannot contain null bytes",
    );
  });

  test("an unknown encoding", async () => {
    expect(await lastLine("encoding.py", "# coding: nonsense\n")).toMatch(
      /^SyntaxError: .*unknown encoding|encoding problem: nonsense/,
    );
  });

  test("ten megabytes of brackets", async () => {
    expect(await lastLine("brackets.py", "(".repeat(10_000_000))).toBe(
      "SyntaxError: too many nested parentheses",
    );
  });

  test("a hundred thousand signs", async () => {
    expect(await lastLine("signs.py", `x = ${"-".repeat(100_000)}1`)).toMatch(
      /^(MemoryError|RecursionError)/,
    );
  });

  test("a hundred thousand terms", async () => {
    expect(await lastLine("terms.py", `x = ${Array(100_000).fill("1").join("+")}\n`)).toMatch(
      /^(RecursionError.*|MemoryError.*|)$/,
    );
  });

  test("a hundred levels of blocks and more", async () => {
    const lines = Array.from({ length: 120 }, (_, depth) => `${" ".repeat(depth)}if 1:\n`);
    expect(await lastLine("blocks.py", `${lines.join("")}${" ".repeat(120)}pass\n`)).toBe(
      "IndentationError: too many levels of indentation",
    );
  });

  test("a hundred thousand lines", async () => {
    expect(await lastLine("lines.py", "x = 1\n".repeat(100_000))).toBe("");
  });

  test("five thousand branches of one statement", async () => {
    const branches = Array.from({ length: 5000 }, (_, i) => `elif x == ${i}: pass\n`);
    expect(await lastLine("branches.py", `x = 4999\nif 0: pass\n${branches.join("")}`)).toMatch(
      /^(|RecursionError.*)$/,
    );
  });

  test("a string of ten megabytes, a list of two hundred thousand", async () => {
    const source = `x = "${"a".repeat(10_000_000)}"\ny = [${"[],".repeat(200_000)}]\nassert len(x) == 50 * len(y)\n`;
    expect(await lastLine("long.py", source)).toBe("");
  });

  test("an unterminated everything", async () => {
    for (const source of [
      "'",
      '"""',
      "f'{",
      "(",
      "{",
      "[",
      "\\",
      "def",
      "class C(",
      "@",
      "if x:",
      "lambda",
      "match x:\n",
      "x = (1,\n",
    ]) {
      expect(await lastLine("open.py", source)).toMatch(/^(SyntaxError|IndentationError): /);
    }
  });
});

describe.concurrent("programs that ask too much", () => {
  test("recursion without end", async () => {
    expect(await lastLine("recursion.py", "def f(n):\n    return f(n + 1)\nf(0)\n")).toBe(
      "RecursionError: maximum recursion depth exceeded",
    );
  });

  test("recursion through the runtime", async () => {
    const cases = [
      "class A:\n  def __repr__(self): return repr(self)\nrepr(A())",
      "x = []\nfor _ in range(100000): x = [x]\nrepr(x)",
      "class B:\n  def __getattr__(self, n): return getattr(self, n)\nB().x",
      "class C(dict):\n  __missing__ = lambda s, k: s[k]\nC()[1]",
    ];
    for (const source of cases) expect(await lastLine("deep.py", source)).toMatch(/^RecursionError/);
  });

  test("a huge power, shift and repetition", async () => {
    for (const source of [
      "2 ** 10 ** 11",
      "1 << 10 ** 12",
      "'a' * 10 ** 15",
      "[0] * 10 ** 15",
      "b'x' * 10 ** 14",
      "10 ** 10 ** 10",
      "range(10 ** 20)[10 ** 21]",
    ]) {
      expect(await lastLine("huge.py", `n = ${source}\n`)).toMatch(/^(MemoryError|OverflowError|IndexError)/);
    }
  });

  test("a huge number as text", async () => {
    expect(await lastLine("digits.py", "print(2 ** 100000)\n")).toMatch(
      /^ValueError: Exceeds the limit \(4300 digits\) for integer string conversion/,
    );
  });
});

describe.concurrent("arguments", () => {
  test("a file that is not there", async () => {
    const { code, stderr } = await runTython(["not-there.py"], { cwd: folder });
    expect(stderr).toMatch(
      /^\S*: can't open file '.*not-there\.py': \[Errno 2\] No such file or directory\n$/,
    );
    expect(code).toBe(2);
  });

  test("a folder without __main__", async () => {
    mkdirSync(path.join(folder, "empty"), { recursive: true });
    const { code, stderr } = await runTython(["empty"], { cwd: folder });
    expect(stderr).toMatch(/: can't find '__main__' module in '.*empty'\n$/);
    expect(code).toBe(1);
  });

  test("an unknown option", async () => {
    const { code, stderr } = await runTython(["--no-such-option"]);
    expect(stderr).toMatch(/unknown option --no-such-option\nusage: /i);
    expect(code).toBe(2);
  });

  test("an option without its argument", async () => {
    const { code, stderr } = await runTython(["-c"]);
    expect(stderr).toMatch(/^Argument expected for the -c option\nusage: /);
    expect(code).toBe(2);
  });
});
