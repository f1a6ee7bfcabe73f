/** The command line as CPython's getopt reads it. */
import { describe, expect, test } from "vitest";
import { type Options, parseOptions } from "../../src/cli/options.ts";

function options(...args: string[]): Options {
  const request = parseOptions(args);
  if (request.kind !== "run") throw new Error(`not a program: ${request.kind}`);
  return request.options;
}

describe("what is run", () => {
  test("a file, with all that follows as its arguments", () => {
    const { program, rest, optimize } = options("-O", "x.py", "-O", "--", "y");
    expect(program).toEqual({ kind: "file", path: "x.py" });
    expect(rest).toEqual(["-O", "--", "y"]);
    expect(optimize).toBe(1);
  });

  test("-c and -m end the options, attached or not", () => {
    expect(options("-c", "pass", "-O").program).toEqual({ kind: "command", text: "pass" });
    expect(options("-Oc", "pass").optimize).toBe(1);
    expect(options("-mjson.tool", "f").program).toEqual({ kind: "module", name: "json.tool" });
    expect(options("-m", "json.tool", "-x", "f").rest).toEqual(["-x", "f"]);
  });

  test("standard input, asked for or not", () => {
    expect(options().program).toEqual({ kind: "stdin", explicit: false });
    expect(options("-", "a").program).toEqual({ kind: "stdin", explicit: true });
    expect(options("-", "a").rest).toEqual(["a"]);
    expect(options("--", "-c").program).toEqual({ kind: "file", path: "-c" });
  });
});

describe("flags", () => {
  test("count and combine", () => {
    const { optimize, bytesWarning, verbose, unbuffered } = options("-OObbvvu", "-c", "");
    expect([optimize, bytesWarning, verbose, unbuffered]).toEqual([2, 2, 2, true]);
  });

  test("-I implies -E, -P and -s", () => {
    const { ignoreEnvironment, safePath, noUserSite } = options("-I", "x.py");
    expect([ignoreEnvironment, safePath, noUserSite]).toEqual([true, true, true]);
  });

  test("-W and -X take arguments", () => {
    const { warnings, xOptions } = options("-Wd", "-W", "error", "-Xdev", "-X", "utf8=1", "x.py");
    expect(warnings).toEqual(["d", "error"]);
    expect([...xOptions]).toEqual([
      ["dev", true],
      ["utf8", "1"],
    ]);
  });
});

test("wrong command lines are told apart from questions", () => {
  expect(parseOptions(["-Q"])).toEqual({ kind: "error", message: "Unknown option: -Q" });
  expect(parseOptions(["-c"])).toEqual({ kind: "error", message: "Argument expected for the -c option" });
  expect(parseOptions(["--nope"])).toEqual({ kind: "error", message: "unknown option --nope" });
  expect(parseOptions(["-VV"])).toEqual({ kind: "version", detailed: true });
  expect(parseOptions(["--help-env"])).toEqual({ kind: "help", topic: "environment" });
});
