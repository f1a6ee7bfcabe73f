/**
 * Measures Tython against CPython, and against PyPy and Pyodide where they are present.
 *
 *     npm run bench -- [--rounds N] [--repetitions N] [--engines a,b] [--json FILE] [--startup] [NAME ...]
 *
 * Every round runs every program once under every engine, one process after the other in turn, so that a slow moment
 * of the machine falls on all of them. One process times several repetitions of `run(SIZE)` (bench/harness.py) and
 * counts with its median, and apart from that with its first; an engine's figure is the median over the rounds, the ratio is CPython's figure over it.
 * All engines must give the same result; one that does not, or fails, has no figure and the command exits with 1.
 * Start-up is measured pairwise with `node -e 0`; --startup measures only that.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { findCPython, findPyPy } from "../scripts/find-pythons.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = path.dirname(here);
const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "3" },
    repetitions: { type: "string", default: "11" },
    engines: { type: "string", default: "tython,cpython,pypy,pyodide" },
    json: { type: "string" },
    startup: { type: "boolean", default: false },
  },
});

const tython = path.join(root, "bin", "tython");

function engines() {
  const known = {
    tython: () => existsSync(tython) && { command: [tython], version: "this checkout" },
    cpython: findCPython,
    pypy: findPyPy,
    pyodide: () => ({
      command: [process.execPath, path.join(root, "scripts", "oracle.mjs")],
      version: "3.14, Wasm",
    }),
  };
  const result = [];
  for (const name of options.engines.split(",")) {
    const engine = known[name]?.();
    if (engine) result.push({ name, ...engine });
    else console.log(`${name}: not here`);
  }
  return result;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const geometricMean = (values) => Math.exp(values.reduce((sum, v) => sum + Math.log(v), 0) / values.length);

function measure(engine, program) {
  const { command } = engine;
  const { stdout, stderr, status } = spawnSync(
    command[0],
    [...command.slice(1), "harness.py", program, options.repetitions],
    { cwd: here, encoding: "utf8", timeout: 300_000, env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" } },
  );
  if (status !== 0) return { error: stderr.trim().split("\n").at(-1)?.slice(0, 100) || `exit ${status}` };
  const [first, result] = stdout.split("\n");
  const times = first.split(" ").map(Number);
  return { median: median(times), first: times[0], best: Math.min(...times), result };
}

function startUp(pairs = 15) {
  const once = (command, ...args) => {
    const start = performance.now();
    const { status } = spawnSync(command, args);
    if (status !== 0) throw new Error(`${command} exits with ${status}`);
    return performance.now() - start;
  };
  const node = [];
  const ours = [];
  for (let i = 0; i < pairs; i++) {
    node.push(once(process.execPath, "-e", "0"));
    ours.push(once(tython, "-c", "pass"));
  }
  return { node: median(node), tython: median(ours), ratio: median(ours.map((ms, i) => ms / node[i])) };
}

const present = engines();
for (const { name, version } of present) console.log(`${name.padEnd(8)} ${version}`);
const report = {
  engines: present.map(({ name, version }) => ({ name, version })),
  programs: {},
  summary: {},
};
let failed = false;

if (!options.startup) {
  const programs = readdirSync(path.join(here, "programs"))
    .filter((file) => file.endsWith(".py"))
    .map((file) => file.slice(0, -3))
    .filter((name) => names.length === 0 || names.includes(name))
    .sort();
  const samples = new Map();
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const program of programs) {
      for (const engine of present) {
        const key = `${program}/${engine.name}`;
        const list = samples.get(key) ?? [];
        samples.set(key, list);
        if (!list.some((sample) => sample.error)) list.push(measure(engine, program));
      }
      if (process.stderr.isTTY) process.stderr.write(`\rround ${round + 1}: ${program.padEnd(24)}`);
    }
  }
  if (process.stderr.isTTY) process.stderr.write("\n");

  const cell = (text, width = 11) => String(text).padStart(width);
  const compared = present.filter(({ name }) => name !== "cpython");
  const heading = [
    ...present.map(({ name }) => cell(name)),
    ...compared.flatMap(({ name }) => [cell(`${name} x`), cell("first x")]),
  ];
  console.log(`\n${"median, ms".padEnd(20)}${heading.join("")}`);
  const ratios = Object.fromEntries(present.map((engine) => [engine.name, []]));
  const firsts = Object.fromEntries(present.map((engine) => [engine.name, []]));
  const problems = [];
  for (const program of programs) {
    const figures = {};
    const results = new Map();
    for (const { name } of present) {
      const list = samples.get(`${program}/${name}`);
      const error = list.find((sample) => sample.error)?.error;
      if (error) {
        problems.push(`${program} under ${name}: ${error}`);
        continue;
      }
      results.set(name, list[0].result);
      figures[name] = {
        median: median(list.map((s) => s.median)),
        first: median(list.map((s) => s.first)),
        best: Math.min(...list.map((s) => s.best)),
      };
    }
    const wanted = results.get("cpython") ?? results.values().next().value;
    for (const [name, result] of results) {
      if (result === wanted) continue;
      problems.push(
        `${program} under ${name} gives ${result.slice(0, 60)}, not ${String(wanted).slice(0, 60)}`,
      );
      delete figures[name];
    }
    const base = figures.cpython?.median;
    const times = present.map(({ name }) =>
      cell(figures[name] ? (figures[name].median * 1e3).toFixed(1) : "-"),
    );
    const relative = compared.flatMap(({ name }) => {
      if (!base || !figures[name]) return [cell("-"), cell("-")];
      figures[name].ratio = base / figures[name].median;
      figures[name].firstRatio = figures.cpython.first / figures[name].first;
      ratios[name].push(figures[name].ratio);
      firsts[name].push(figures[name].firstRatio);
      return [cell(`${figures[name].ratio.toFixed(2)}x`), cell(`${figures[name].firstRatio.toFixed(2)}x`)];
    });
    console.log(`${program.padEnd(20)}${times.join("")}${relative.join("")}`);
    report.programs[program] = figures;
  }
  for (const [name, values] of Object.entries(ratios)) {
    if (values.length === 0) continue;
    const summary = {
      geometricMean: geometricMean(values),
      least: Math.min(...values),
      first: geometricMean(firsts[name]),
      programs: values.length,
    };
    report.summary[name] = summary;
    console.log(
      `${name}: geometric mean ${summary.geometricMean.toFixed(2)}x CPython over ${values.length} programs, least ${summary.least.toFixed(2)}x; of the first repetition ${summary.first.toFixed(2)}x`,
    );
  }
  for (const problem of problems) console.log(problem);
  failed = problems.length > 0;
}

if ((options.startup || names.length === 0) && present.some(({ name }) => name === "tython")) {
  report.startUp = startUp();
  const { node, tython: ours, ratio } = report.startUp;
  console.log(
    `start-up: node -e 0 ${node.toFixed(1)} ms, tython -c pass ${ours.toFixed(1)} ms, ${ratio.toFixed(2)} times`,
  );
}
if (options.json) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
process.exitCode = failed ? 1 : 0;
