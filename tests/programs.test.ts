/**
 * Runs every program under tests/programs through the built command and compares what it prints, on both streams, and
 * its exit code with what CPython did (scripts/record-expected.mjs). TYTHON_PROGRAMS=area/name narrows the run.
 */
import { describe, expect, test } from "vitest";
import { findPrograms, normalise, readExpected } from "./expected.mjs";
import { knownFailures } from "./known-failures.ts";
import { runTython } from "./run.ts";

const only = process.env["TYTHON_PROGRAMS"] ?? "";

describe.concurrent("programs print what CPython prints", () => {
  for (const program of findPrograms().filter(({ name }) => name.startsWith(only))) {
    const run = knownFailures.has(program.name) ? test.fails : test;
    run(program.name, async () => {
      const expected = readExpected(program);
      expect(expected?.digest, "recorded from this very text").toBe(program.digest);
      const { code, stdout, stderr } = await runTython(program.args, {
        cwd: program.folder,
        stdin: program.stdin,
      });
      expect(normalise(stdout, program)).toBe(expected?.stdout);
      expect(normalise(stderr, program)).toBe(expected?.stderr);
      expect(code).toBe(expected?.code);
    });
  }
});
