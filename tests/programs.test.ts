/**
 * Runs every program under tests/programs through the built command and compares what it prints, on both streams, and
 * its exit code with what CPython did (scripts/record-expected.mjs). TYTHON_PROGRAMS=area/name narrows the run.
 */
import { execFile } from "node:child_process";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { findPrograms, normalise, readExpected } from "./expected.mjs";
import type { Program } from "./expected.mjs";

const command = fileURLToPath(new URL("../bin/tython", import.meta.url));
const only = process.env["TYTHON_PROGRAMS"] ?? "";

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

function run(program: Program): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(
      command,
      program.args,
      {
        cwd: program.folder,
        env: { ...process.env, TZ: "UTC", COLUMNS: "80", NO_COLOR: "1" },
        timeout: 30_000,
        killSignal: "SIGKILL",
        maxBuffer: 64 << 20,
      },
      (error, stdout, stderr) => {
        const signal = error?.signal ? 128 + constants.signals[error.signal] : 128;
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : signal;
        resolve({ code, stdout: normalise(stdout, program), stderr: normalise(stderr, program) });
      },
    );
    child.stdin?.on("error", () => {}); // a program need not read what it is given
    child.stdin?.end(program.stdin);
  });
}

describe.concurrent("programs print what CPython prints", () => {
  for (const program of findPrograms().filter(({ name }) => name.startsWith(only))) {
    test(program.name, async () => {
      const expected = readExpected(program);
      expect(expected?.digest, "recorded from this very text").toBe(program.digest);
      const { code, stdout, stderr } = await run(program);
      expect(stdout).toBe(expected?.stdout);
      expect(stderr).toBe(expected?.stderr);
      expect(code).toBe(expected?.code);
    });
  }
});
