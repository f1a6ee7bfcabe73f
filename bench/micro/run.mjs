/**
 * Measures the commonest operations of the builtin types (operations.py), Tython against CPython.
 *
 *     npm run bench:micro -- [--rounds N] [--seconds S] [--engine COMMAND] [--json FILE] [--memory] [TYPE | TYPE/NAME ...]
 *
 * Each round runs the operations of one type in one process (harness.py) under one implementation, then under the other.
 * The best of the samples and rounds is the figure: the loop, the operation and what it makes, in nanoseconds. Memory is
 * what a process grows by when it makes many objects of a kind, in bytes for each.
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { findCPython } from "../../scripts/find-pythons.mjs";
import { geometricMean } from "../statistics.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const tython = path.join(here, "..", "..", "bin", "tython");
const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "2" },
    seconds: { type: "string", default: "0.5" },
    engine: { type: "string", default: tython },
    json: { type: "string" },
    memory: { type: "boolean", default: false },
  },
});

const cpython = findCPython();
if (cpython === undefined) throw new Error("there is no CPython here: set CPYTHON");
console.log(`cpython  ${cpython.version}`);
const engines = { tython: [options.engine], cpython: cpython.command };

function run(engine, ...args) {
  const [command, ...first] = engines[engine];
  const { stdout, stderr, status } = spawnSync(command, [...first, "harness.py", ...args], {
    cwd: here,
    encoding: "utf8",
    timeout: 600_000,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
  });
  if (status !== 0) throw new Error(`${engine} ${args.join(" ")}: ${stderr.trim() || `exit ${status}`}`);
  return stdout.trim().split("\n");
}

const cell = (text, width = 10) => String(text).padStart(width);
const report = { version: cpython.version, operations: {}, memory: {} };

function list(name, table) {
  const code = `from operations import ${table}; print(*${table}, sep='\\n')`;
  const { stdout } = spawnSync(cpython.command[0], [...cpython.command.slice(1), "-c", code], {
    cwd: here,
    encoding: "utf8",
  });
  return stdout.trim().split("\n");
}

function measureType(type, names) {
  const best = new Map();
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const engine of Object.keys(engines)) {
      for (const line of run(engine, "time", type, options.seconds, ...names)) {
        const [time, name, error] = line.split("\t");
        if (error !== undefined) throw new Error(`${type}/${name} under ${engine}: ${error}`);
        const figures = best.get(name) ?? {};
        best.set(name, figures);
        figures[engine] = Math.min(figures[engine] ?? Infinity, Number(time));
      }
    }
  }
  console.log(`\n${`${type}, ns`.padEnd(26)}${cell("tython")}${cell("cpython")}${cell("ratio")}`);
  for (const [name, figures] of best) {
    figures.ratio = figures.cpython / figures.tython;
    const slow = figures.ratio < 1 ? "  <" : "";
    console.log(
      `${name.padEnd(26)}${cell(figures.tython.toFixed(1))}${cell(figures.cpython.toFixed(1))}${cell(`${figures.ratio.toFixed(2)}x`)}${slow}`,
    );
  }
  report.operations[type] = Object.fromEntries(best);
}

function measureMemory() {
  console.log(`\n${"memory, bytes".padEnd(30)}${cell("tython")}${cell("cpython")}${cell("ratio")}`);
  for (const name of list("name", "MEMORY")) {
    const figures = {};
    for (const engine of Object.keys(engines)) figures[engine] = Number(run(engine, "memory", name)[0]);
    figures.ratio = figures.tython / figures.cpython;
    console.log(
      `${name.padEnd(30)}${cell(figures.tython.toFixed(1))}${cell(figures.cpython.toFixed(1))}${cell(`${figures.ratio.toFixed(2)}x`)}`,
    );
    report.memory[name] = figures;
  }
}

if (!options.memory) {
  const types = new Map();
  for (const name of wanted.length > 0 ? wanted : list("type", "OPERATIONS")) {
    const slash = name.indexOf("/");
    const type = slash < 0 ? name : name.slice(0, slash);
    const names = types.get(type) ?? [];
    types.set(type, names);
    if (slash >= 0) names.push(name.slice(slash + 1));
  }
  for (const [type, names] of types) measureType(type, names);
  const ratios = Object.values(report.operations).flatMap((rows) =>
    Object.values(rows).map((row) => row.ratio),
  );
  const slower = ratios.filter((ratio) => !(ratio >= 1)).length;
  console.log(
    `\n${ratios.length} operations: geometric mean ${geometricMean(ratios.filter((r) => r > 0)).toFixed(2)}x CPython, ${slower} slower than it, least ${Math.min(...ratios).toFixed(2)}x`,
  );
}
if (options.memory || wanted.length === 0) measureMemory();
if (options.json) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
