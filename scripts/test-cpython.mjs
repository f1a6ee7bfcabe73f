/**
 * Runs modules of CPython's own test package, unedited, under Tython, and holds the results against what is expected.
 *
 *     npm run test:cpython -- [--library DIR] [--timeout S] [--update] [--command PROGRAM] [--verbose] [NAME ...]
 *
 * NAME is a module such as test_int; without names, every module that has a file in tests/cpython is run. The package is
 * taken from a CPython on this machine: --library or $CPYTHON_LIBRARY (the folder that holds `test`), or what a python3.13 or
 * python3 says. Only `test` and `_pydecimal` are shown to Tython, by links in a folder of its own, so that the rest of that installation's library
 * does not stand before Tython's.
 *
 * tests/cpython/NAME.json says for each test that is known to fail why it does: under "failures" where it fails with the package of
 * any version, under "failures of 3.13" or "failures of 3.14" where only that version's test does. A failure that is not listed and a
 * listed test that passes both end the run with 1. --update writes the lists anew: reasons of tests that still fail are kept, others
 * go to the version's list and begin as the error they fail with. A test that ends the process or outlasts the time limit fails, and the rest of its module is run without it.
 */
import { spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { recentCPythons } from "./find-pythons.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const driver = path.join(root, "scripts", "cpython-test-driver.py");
const expectations = path.join(root, "tests", "cpython");
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    library: { type: "string" },
    timeout: { type: "string", default: "120" },
    update: { type: "boolean", default: false },
    command: { type: "string", default: path.join(root, "bin", "tython") },
    verbose: { type: "boolean", default: false },
  },
});

/** How many tests may end or hang the process before a module is given up. */
const MOST_DEATHS = 12;

/** The folder that holds CPython's `test` package. */
function findLibrary() {
  const given = options.library ?? process.env.CPYTHON_LIBRARY;
  if (given) return given;
  for (const command of [...recentCPythons(), "python3"]) {
    const code = "import test.test_int, os; print(os.path.dirname(os.path.dirname(test.__file__)))";
    const { status, stdout } = spawnSync(command, ["-c", code], { encoding: "utf8" });
    if (status === 0) return stdout.trim();
  }
  throw new Error("no CPython with its test package found; name its library with --library");
}

/** The process that runs now; it leads a group of its own, which is to end with this one. */
let started;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.once(signal, () => {
    stopGroup(started);
    process.kill(process.pid, signal);
  });

function stopGroup(child) {
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // None runs, or it has ended.
  }
}

/** Runs the driver once; resolves to the events it told and how the process ended. */
function runDriver(module, skipped, place) {
  return new Promise((resolve) => {
    const child = spawn(options.command, [driver, module, ...skipped], {
      cwd: place,
      env: {
        ...process.env,
        PYTHONPATH: place,
        PYTHONDONTWRITEBYTECODE: "1",
        // Tests that start an interpreter then let it have the environment, and so find the package `test`.
        PYTHONHOME: path.join(root, "dist"),
      },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    started = child;
    const events = [];
    let errors = "";
    let late = false;
    let timer;
    const stop = () => {
      late = true;
      stopGroup(child);
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(stop, Number(options.timeout) * 1000);
    };
    wait();
    child.stderr.on("data", (data) => {
      errors = (errors + data).slice(-4000);
    });
    createInterface({ input: child.stdout }).on("line", (line) => {
      const at = line.indexOf("@@\t");
      if (at < 0) return;
      events.push(line.slice(at + 3).split("\t"));
      wait(); // the limit is for each test
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ events, code, signal, late, errors });
    });
  });
}

/** Runs a module, without the tests that kill it; resolves to the outcome of each test by its name. */
async function runModule(name, place) {
  const module = `test.${name}`;
  const tests = new Map();
  const skipped = [];
  const shorten = (id) => (id.startsWith(`${module}.`) ? id.slice(module.length + 1) : id);
  for (;;) {
    const { events, code, signal, late, errors } = await runDriver(module, skipped, place);
    let running;
    let done = false;
    for (const [event, id, text = ""] of events) {
      if (event === "done") done = true;
      else if (event === "start") running = id;
      else {
        if (id.startsWith("unittest.loader._FailedTest")) return { problem: text };
        if (event !== "skip" || tests.get(shorten(id))?.outcome !== "fail")
          tests.set(shorten(id), { outcome: event, text });
        if (running === id) running = event === "fail" ? running : undefined;
      }
    }
    if (done) return { tests };
    const why = late
      ? `no end in ${options.timeout} s`
      : `ends the process with ${signal ?? code}: ${errors.trim().split("\n").at(-1) ?? ""}`;
    if (running === undefined || skipped.length === MOST_DEATHS) return { problem: why.slice(0, 300) };
    tests.set(shorten(running), { outcome: "fail", text: why.slice(0, 300) });
    skipped.push(running);
  }
}

/** An error's text as the first form of a reason: without what differs from run to run, and no longer than a line. */
function asReason(text, place) {
  return text
    .replaceAll(`${place}/`, "")
    .replace(/ at 0x[0-9a-f]+/g, "")
    .replace(/\s+/g, " ")
    .slice(0, 120)
    .trim();
}

function readKnown(name) {
  const file = path.join(expectations, `${name}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { failures: {} };
}

/** The lists of what is known, brought up to date with a run: for each list, reasons by the names of tests. */
function updateKnown(known, failed, tests, place) {
  const lists = Object.fromEntries(VERSIONS.map((v) => [listOf(v), { ...known[listOf(v)] }]));
  const common = {};
  const here = {};
  for (const [test, reason] of Object.entries(known.failures)) {
    if (!tests.has(test) || failed.some(([name]) => name === test)) common[test] = reason;
    else for (const v of VERSIONS) if (v !== version) lists[listOf(v)][test] ??= reason;
  }
  for (const [test, { text }] of failed)
    if (!(test in common)) here[test] = lists[listOf(version)][test] ?? asReason(text, place);
  lists[listOf(version)] = here;
  const sorted = (list) => Object.fromEntries(Object.entries(list).sort());
  const content = { failures: sorted(common) };
  for (const [key, list] of Object.entries(lists)) if (Object.keys(list).length) content[key] = sorted(list);
  return content;
}

const place = mkdtempSync(path.join(tmpdir(), "tython-cpython-tests-"));
const library = findLibrary();
const VERSIONS = ["3.13", "3.14"];
/** Whose test package it is: `string.templatelib` came with 3.14. */
const version = existsSync(path.join(library, "test", "test_tstring.py")) ? "3.14" : "3.13";
const listOf = (v) => `failures of ${v}`;
symlinkSync(path.join(library, "test"), path.join(place, "test"));
// The twin in Python of a module in C: its tests run both, and the shipped library has none of it.
const twin = path.join(library, "_pydecimal.py");
if (existsSync(twin)) symlinkSync(twin, path.join(place, "_pydecimal.py"));
mkdirSync(expectations, { recursive: true });
const names = positionals.length
  ? positionals
  : readdirSync(expectations)
      .filter((file) => file.endsWith(".json"))
      .map((file) => file.slice(0, -5))
      .sort();

console.log(`the test package of ${library}, Python ${version}`);
console.log(
  `${"module".padEnd(24)}${["run", "passed", "failed", "skipped"].map((h) => h.padStart(9)).join("")}`,
);
const totals = { run: 0, pass: 0, fail: 0, skip: 0, notLoaded: 0 };
let surprises = 0;
try {
  for (const name of names) {
    const known = readKnown(name);
    const { tests = new Map(), problem } = await runModule(name, place);
    const counts = { run: tests.size, pass: 0, fail: 0, skip: 0 };
    for (const { outcome } of tests.values()) counts[outcome]++;
    for (const key of Object.keys(counts)) totals[key] += counts[key];
    const failed = [...tests].filter(([, { outcome }]) => outcome === "fail").sort();
    const columns =
      problem === undefined
        ? Object.values(counts)
            .map((n) => String(n).padStart(9))
            .join("")
        : `   not loaded: ${problem}`;
    console.log(name.padEnd(24) + columns);
    if (problem !== undefined) totals.notLoaded++;
    if (options.verbose) for (const [test, { text }] of failed) console.log(`  ${test}: ${text}`);

    if (options.update) {
      const content =
        problem === undefined
          ? updateKnown(known, failed, tests, place)
          : { notLoaded: known.notLoaded ?? asReason(problem, place), failures: {} };
      writeFileSync(path.join(expectations, `${name}.json`), `${JSON.stringify(content, null, 2)}\n`);
      continue;
    }
    const listed = { ...known.failures, ...known[listOf(version)] };
    const unexpected = failed.filter(([test]) => !(test in listed));
    const mended = Object.keys(listed).filter((test) => tests.get(test)?.outcome === "pass");
    for (const [test, { text }] of unexpected) console.log(`  fails: ${test}: ${text}`);
    for (const test of mended) console.log(`  passes, but is listed: ${test}`);
    const loading = (problem === undefined) !== (known.notLoaded === undefined);
    if (loading)
      console.log(problem === undefined ? "  loads, but is listed as not loaded" : "  does not load");
    surprises += unexpected.length + mended.length + Number(loading);
  }
} finally {
  rmSync(place, { recursive: true, force: true });
}
const share = totals.run ? ((100 * totals.pass) / totals.run).toFixed(1) : "0.0";
console.log(
  `${totals.pass} of ${totals.run} pass (${share}%), ${totals.fail} failed, ${totals.skip} skipped, ${totals.notLoaded} modules not loaded`,
);
if (surprises > 0) console.log(`${surprises} not as expected`);
process.exitCode = surprises > 0 ? 1 : 0;
