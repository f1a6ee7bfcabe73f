import { describe, expect, test } from "vitest";
import { SourceFile } from "../../src/base/source-file.ts";
import { parse, type ParseOptions } from "../../src/syntax/parser/parse.ts";
import { PythonSyntaxError } from "../../src/syntax/syntax-error.ts";
import { invalidCases, lookupName } from "./expected.ts";

/** The error of a source that has one. */
function errorOf(text: string, options: ParseOptions): PythonSyntaxError {
  try {
    parse(new SourceFile("<test>", text), { lookupName, maxDigits: 4300, ...options });
  } catch (error) {
    if (error instanceof PythonSyntaxError) return error;
    throw error;
  }
  throw new Error(`parses: ${text}`);
}

describe("programs that do not parse", () => {
  test.each(invalidCases.map((invalid) => [`${invalid.mode} ${invalid.name}`, invalid] as const))(
    "%s",
    (_, invalid) => {
      const { mode, incomplete } = invalid;
      const error = errorOf(invalid.source, {
        mode,
        allowIncompleteInput: incomplete,
        dontImplyDedent: incomplete,
      });
      const { type, message, lineno, offset, endLineno, endOffset, text } = error;
      expect({ type, message, lineno, offset, endLineno, endOffset, text }).toEqual({
        type: invalid.type,
        message: invalid.message,
        lineno: invalid.lineno,
        offset: invalid.offset,
        endLineno: invalid.endLineno,
        endOffset: invalid.endOffset,
        text: invalid.text,
      });
      if (message === "invalid syntax") {
        expect([error.metadata?.line, error.metadata?.column]).toEqual(invalid.metadata);
      }
    },
  );
});

describe("input that is not complete", () => {
  const repl = { mode: "single", allowIncompleteInput: true, dontImplyDedent: true } as const;

  test("a body without a newline may go on", () => {
    expect(errorOf("if a:\n    b", repl).type).toBe("_IncompleteInputError");
  });

  test("the same body is complete when blocks may end by themselves", () => {
    expect(parse(new SourceFile("<test>", "if a:\n    b"), { mode: "single" }).tree.body).toHaveLength(1);
  });

  test("what is wrong before the end stays wrong", () => {
    expect(errorOf("a b\n", repl).type).toBe("SyntaxError");
  });
});

describe("where CPython gives no place", () => {
  test("a null byte in a string", () => {
    const error = errorOf("a\0b", {});
    expect(error.message).toBe("source code string cannot contain null bytes");
    expect(error.filename).toBeNull();
    expect(error.lineno).toBeNull();
  });

  test("a null byte in a file has its line", () => {
    const error = errorOf("a\nb\0\n", { fromFile: true });
    expect(error.message).toBe("source code cannot contain null bytes");
    expect([error.lineno, error.offset, error.text]).toEqual([2, 0, "b"]);
  });
});
