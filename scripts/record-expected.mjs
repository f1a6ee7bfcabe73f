/**
 * Records what CPython prints for the programs under tests/programs, so that no expectation is written by hand.
 *
 *     node scripts/record-expected.mjs [--all] [--native PYTHON] [--cross-check] [NAME ...]
 *
 * A program is NAME.py or NAME.json beside it or both: the JSON file may give `args` (the whole command line after the
 * command's name, `["NAME.py"]` unless given), `stdin` and `oracle`. It runs in its own folder, and stdout, stderr and
 * the exit code go to NAME.expected in the format that tests/expected.mjs reads and writes. The oracle is
 * scripts/oracle.mjs; `"oracle": "native"` means the CPython of this machine (--native, else what scripts/find-pythons.mjs finds), for
 * what Pyodide cannot show: signals, and options that its own start-up does not survive. Programs whose expectation
 * still carries the digest of their text are left alone unless --all or named.
 *
 * With --cross-check nothing is recorded: the native interpreter runs every program that does not say
 * `# requires: 3.14`, and what it prints otherwise than expected is shown.
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { findRecentCPython } from "./find-pythons.mjs";
import { findPrograms, formatExpected, normalise, readExpected } from "../tests/expected.mjs";

const oracle = fileURLToPath(new URL("oracle.mjs", import.meta.url));
const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    all: { type: "boolean" },
    native: { type: "string" },
    "cross-check": { type: "boolean" },
  },
});

const environment = {
  ...process.env,
  PYTHONDONTWRITEBYTECODE: "1",
  PYTHONUTF8: "1",
  TZ: "UTC",
  COLUMNS: "80",
};

function run(command, program) {
  const result = spawnSync(command[0], [...command.slice(1), ...program.args], {
    cwd: program.folder,
    input: program.stdin,
    env: environment,
    encoding: "utf8",
    maxBuffer: 64 << 20,
    timeout: 120_000,
  });
  if (result.error) throw result.error;
  if (result.stderr.includes("_createPyodideModule")) throw new Error(`the oracle failed on ${program.name}`);
  return {
    code: result.status ?? 128 + constants.signals[result.signal],
    stdout: normalise(linuxErrorNumbers(result.stdout), program),
    stderr: normalise(linuxErrorNumbers(result.stderr), program),
  };
}

/** Pyodide's C library counts its error numbers as WASI does; messages are recorded as Linux prints them. */
function linuxErrorNumbers(text) {
  const linux = { 44: 2, 20: 17, 31: 21, 54: 20 };
  return text.replace(/\[Errno (\d+)\]/g, (all, number) => `[Errno ${linux[number] ?? number}]`);
}

function versionOf(command) {
  const result = spawnSync(command[0], [...command.slice(1), "-V"], { encoding: "utf8" });
  return `C${result.stdout.trim()}`;
}

function difference(label, wanted, got) {
  if (wanted === got) return "";
  const a = wanted.split("\n");
  const b = got.split("\n");
  const at = a.findIndex((line, i) => line !== b[i]);
  const line = at < 0 ? a.length : at;
  return `  ${label} line ${line + 1}\n    expected ${a[line]}\n    got      ${b[line]}\n`;
}

const pyodide = [process.execPath, oracle];
/** The CPython of this machine; a shim that stands for none does not count. */
function nativePython() {
  const command = options.native === undefined ? findRecentCPython()?.command : [options.native];
  if (command === undefined) throw new Error("no CPython 3.13 or 3.14 found; name one with --native");
  return command;
}

const programs = findPrograms().filter(
  (p) => names.length === 0 || names.some((name) => p.name.startsWith(name)),
);

if (options["cross-check"]) {
  const native = nativePython();
  let differing = 0;
  for (const program of programs) {
    const expected = readExpected(program);
    if (!expected || program.source.includes("# requires: 3.14")) continue;
    const got = run(native, program);
    const text =
      difference("stdout", expected.stdout, got.stdout) +
      difference("stderr", expected.stderr, got.stderr) +
      difference("exit", String(expected.code), String(got.code));
    if (text === "") continue;
    console.log(`${program.name}\n${text}`);
    differing++;
  }
  console.log(`${differing} of ${programs.length} differ`);
} else {
  const stale = programs.filter(
    (p) => options.all || names.length > 0 || readExpected(p)?.digest !== p.digest,
  );
  for (const program of stale) {
    const command = program.oracle === "native" ? nativePython() : pyodide;
    const result = run(command, program);
    writeFileSync(program.expectedFile, formatExpected(program, versionOf(command), result));
    console.log(`recorded ${program.name} (exit ${result.code})`);
  }
  console.log(`${stale.length} recorded of ${programs.length}`);
}
