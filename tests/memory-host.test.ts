/**
 * The same programs over the host that exists only in memory, in interpreters that share one process: what they print
 * must not depend on where files are or on who ran before. One child process runs them all; when a program hangs or ends
 * the process, the next child goes on after it.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPrograms, normalise, readExpected } from "./expected.mjs";
import { knownFailures } from "./known-failures.ts";
import type { Outcome } from "./run.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const dist = path.join(here, "..", "dist");
const only = process.env["TYTHON_PROGRAMS"] ?? "";
const LIMIT = 30_000;

/** What needs the system itself, and why. */
const NOT_IN_MEMORY = new Map([
  ["cli/missing-file", "names the command, which memory has none of"],
  ["cli/module-option-missing", "names the command, which memory has none of"],
  ["cli/stdlib-module-option", "reads the library's sources as files, which memory has none of"],
  ["async/never-awaited", "shows what a collection of garbage finds, which memory cannot ask for"],
  ["classes/finalizers", "collects garbage, which memory cannot ask for"],
  ["generators/closed-when-gone", "collects garbage, which memory cannot ask for"],
  ["modules/os-refusals", "asks the system for its processes and limits, which memory has none of"],
  ["modules/nonblocking-pipes", "opens pipes, which memory has none of"],
  ["modules/unclosed-files", "collects garbage, which memory cannot ask for"],
  ["modules/weak-references-and-collection", "collects garbage, which memory cannot ask for"],
  ["cli/interactive-shows-results", "the prompt belongs to the command"],
]);

const programs = findPrograms().filter(({ name }) => name.startsWith(only) && !NOT_IN_MEMORY.has(name));
const outcomes = new Map<string, Outcome>();
const started = new Set<string>();

let folder = "";

/** Runs as many programs as one process can; resolves when it has ended. */
function runSome(runner: string, names: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    // As bin/tython does: the stack must be grown before node starts.
    const script =
      'ulimit -s 32768 2>/dev/null && exec node --stack-size=16000 "$@"; exec node --stack-size=3900 "$@"';
    const child = spawn("sh", ["-c", script, "sh", runner, dist, ...names], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let timer = setTimeout(() => child.kill("SIGKILL"), LIMIT);
    createInterface({ input: child.stdout }).on("line", (line) => {
      clearTimeout(timer);
      timer = setTimeout(() => child.kill("SIGKILL"), LIMIT);
      if (!line.startsWith("{")) return;
      const { name, result } = JSON.parse(line) as { name: string; result?: Outcome };
      started.add(name);
      if (result !== undefined) outcomes.set(name, result);
    });
    child.on("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "tython-memory-"));
  const runner = path.join(folder, "memory-runner.cjs");
  const url = JSON.stringify(pathToFileURL(path.join(here, "expected.mjs")).href);
  await build({
    entryPoints: [path.join(here, "memory-runner.ts")],
    outfile: runner,
    bundle: true,
    platform: "node",
    format: "cjs",
    logLevel: "warning",
    define: { "import.meta.url": url },
  });
  for (;;) {
    const left = programs.map(({ name }) => name).filter((name) => !started.has(name));
    if (left.length === 0) return;
    const before = started.size;
    await runSome(runner, left);
    if (started.size === before) return; // not even one: the tests say so
  }
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("programs in memory print what CPython prints", () => {
  for (const program of programs) {
    const run = knownFailures.has(program.name) ? test.fails : test;
    run(program.name, () => {
      const outcome = outcomes.get(program.name);
      const expected = readExpected(program);
      if (outcome === undefined || expected === undefined) expect.fail("hangs, or ends the process");
      expect(normalise(outcome.stdout, program)).toBe(expected.stdout);
      expect(normalise(outcome.stderr, program)).toBe(expected.stderr);
      expect(outcome.code).toBe(expected.code);
    });
  }
});
