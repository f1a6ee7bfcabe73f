/**
 * Measures Tython against CPython, and against PyPy, Pyodide and hand-written JavaScript where they are present.
 *
 *     npm run bench -- [--rounds N] [--repetitions N] [--engines a,b] [--commit REVISION] [--json FILE] [--svg FILE]
 *                      [--markdown FILE] [--startup] [--imports] [--throughput] [--pyperformance DIR] [NAME ...]
 *
 * Every round runs every program once under every engine, one process after the other in turn, so that a slow moment
 * of the machine falls on all of them. One process times several repetitions of `run(SIZE)` (bench/harness.py) and
 * counts with its median, and apart from that with its first; an engine's figure is the median over the rounds, the ratio is CPython's figure over it.
 * All engines must give the same result; one that does not, or fails, has no figure, and where that is Tython or CPython the
 * command exits with 1.
 * --commit builds another commit of this repository and measures it beside the others. --svg draws the ratios, --markdown writes
 * the table that documents show.
 * --throughput takes the programs of bench/throughput instead, which move a lot of data through the library, twice each.
 * --pyperformance takes the scripts of that project instead, from a checkout's folder of benchmarks (bench/pyperformance.mjs).
 * Start-up is measured pairwise with `node -e 0`; --startup measures only that.
 * --imports measures only imports (NAMEs are modules then): what each adds to the bare start, pairwise with CPython.
 */
import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chart } from "./chart.mjs";
import { buildCommit, findEngines, measure, tython } from "./engines.mjs";
import { measureImports, once } from "./imports.mjs";
import { table } from "./markdown.mjs";
import { findScripts, measureScript } from "./pyperformance.mjs";
import { geometricMean, median } from "./statistics.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "3" },
    repetitions: { type: "string" },
    engines: { type: "string", default: "tython,cpython,pypy,pyodide,javascript" },
    commit: { type: "string" },
    json: { type: "string" },
    svg: { type: "string" },
    markdown: { type: "string" },
    startup: { type: "boolean", default: false },
    imports: { type: "boolean", default: false },
    throughput: { type: "boolean", default: false },
    pyperformance: { type: "string" },
  },
});
const folder = options.throughput ? "throughput" : "programs";
const repetitions = options.repetitions ?? (options.throughput ? "2" : "11");

function startUp(pairs = 15) {
  const node = [];
  const ours = [];
  for (let i = 0; i < pairs; i++) {
    node.push(once(process.execPath, "-e", "0"));
    ours.push(once(tython, "-c", "pass"));
  }
  return { node: median(node), tython: median(ours), ratio: median(ours.map((ms, i) => ms / node[i])) };
}

/** Runs everything in turns: `run(engine, what)` for each of `all`, engine and round. */
function inTurns(all, engines, nameOf, run) {
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const what of all) {
      for (const engine of engines) run(engine, what);
      if (process.stderr.isTTY) process.stderr.write(`\rround ${round + 1}: ${nameOf(what).padEnd(24)}`);
    }
  }
  if (process.stderr.isTTY) process.stderr.write("\n");
}

/** What each process told of the programs of bench/programs or bench/throughput, by program and engine. */
function samplePrograms(engines) {
  const programs = readdirSync(path.join(here, folder))
    .filter((file) => file.endsWith(".py"))
    .map((file) => file.slice(0, -3))
    .filter((name) => names.length === 0 || names.includes(name))
    .sort();
  const samples = new Map(programs.map((program) => [program, new Map(engines.map((e) => [e.name, []]))]));
  inTurns(programs, engines, String, (engine, program) => {
    const list = samples.get(program).get(engine.name);
    if (engine.takes(program) && !list.some(({ error }) => error))
      list.push(measure(engine, program, repetitions, median, folder));
  });
  return samples;
}

/** What each process told of pyperformance's benchmarks, by benchmark and engine; a script has one or more. */
function sampleScripts(engines) {
  const leftOut = new Map();
  const scripts = findScripts(options.pyperformance, leftOut).filter(
    ({ name }) => names.length === 0 || names.includes(name),
  );
  if (names.length === 0) for (const [name, reason] of leftOut) console.log(`${name} is left out: ${reason}`);
  const samples = new Map();
  const failed = new Set();
  const add = (benchmark, engine, sample) => {
    if (!samples.has(benchmark)) samples.set(benchmark, new Map(engines.map((e) => [e.name, []])));
    samples.get(benchmark).get(engine.name).push(sample);
  };
  inTurns(
    scripts,
    engines.filter(({ name }) => name !== "javascript"),
    ({ name }) => name,
    (engine, script) => {
      const key = `${script.name} ${engine.name}`;
      if (failed.has(key)) return;
      const { error, benchmarks } = measureScript(engine, script);
      if (error !== undefined) {
        failed.add(key);
        add(script.name, engine, { error });
      } else for (const { name, ...sample } of benchmarks) add(name, engine, { ...sample, result: "" });
    },
  );
  return samples;
}

/** An engine's figures for a program, in seconds and bytes, with its ratios to CPython where that has some. */
function figuresOf(list, base) {
  const figures = {
    median: median(list.map((s) => s.median)),
    first: median(list.map((s) => s.first)),
    best: Math.min(...list.map((s) => s.best)),
  };
  if (list.every((s) => s.memory !== undefined)) figures.memory = median(list.map((s) => s.memory));
  if (base === undefined) return figures;
  figures.ratio = base.median / figures.median;
  figures.firstRatio = base.first / figures.first;
  return figures;
}

/** The figures of one program by engine; what is wrong with it goes to `problems`. */
function compare(program, samples, problems) {
  const results = new Map();
  for (const [name, list] of samples) {
    const error = list.find((s) => s.error)?.error;
    if (error !== undefined) problems.push({ name, text: `${program} under ${name}: ${error}` });
    else if (list.length > 0) results.set(name, list[0].result);
  }
  const wanted = results.get("cpython") ?? results.values().next().value;
  const base = results.has("cpython") ? figuresOf(samples.get("cpython")) : undefined;
  const figures = {};
  for (const [name, result] of results) {
    if (result === wanted)
      figures[name] = figuresOf(samples.get(name), name === "cpython" ? undefined : base);
    else
      problems.push({
        name,
        text: `${program} under ${name} gives ${result.slice(0, 60)}, not ${wanted.slice(0, 60)}`,
      });
  }
  return figures;
}

/** Engines that may be of an older Python, or lack what a program needs. */
const LENIENT = new Set(["pypy", "pyodide"]);

const cell = (text, width = 11) => String(text).padStart(width);
const times = (ratio) => cell(ratio === undefined ? "-" : `${ratio.toFixed(2)}x`);

/** What an engine's ratios come to over all programs that it ran. */
function summarize(name, programs) {
  const rows = Object.values(programs).filter((figures) => figures[name]?.ratio !== undefined);
  if (rows.length === 0) return undefined;
  const ratios = rows.map((figures) => figures[name].ratio);
  const measured = rows.filter((figures) => figures[name].memory && figures.cpython.memory);
  return {
    geometricMean: geometricMean(ratios),
    least: Math.min(...ratios),
    first: geometricMean(rows.map((figures) => figures[name].firstRatio)),
    aboveTen: ratios.filter((ratio) => ratio >= 10).length,
    belowOne: ratios.filter((ratio) => ratio < 1).length,
    programs: ratios.length,
    memory: measured.length
      ? geometricMean(measured.map((figures) => figures[name].memory / figures.cpython.memory))
      : undefined,
  };
}

function measureSamples(samples, engines, report) {
  const compared = engines.filter(({ name }) => name !== "cpython").map(({ name }) => name);
  const heading = [
    ...engines.map(({ name }) => cell(name)),
    ...compared.flatMap((name) => [cell(`${name} x`.slice(-11)), cell("first x")]),
  ];
  console.log(`\n${"median, ms".padEnd(20)}${heading.join("")}`);
  const problems = [];
  for (const [program, sample] of samples) {
    const figures = compare(program, sample, problems);
    const medians = engines.map(({ name }) =>
      cell(figures[name] ? (figures[name].median * 1e3).toFixed(1) : "-"),
    );
    const ratios = compared.flatMap((name) => [
      times(figures[name]?.ratio),
      times(figures[name]?.firstRatio),
    ]);
    console.log(`${program.padEnd(20)}${medians.join("")}${ratios.join("")}`);
    report.programs[program] = figures;
  }
  for (const name of compared) {
    const summary = summarize(name, report.programs);
    if (summary === undefined) continue;
    report.summary[name] = summary;
    const memory =
      summary.memory === undefined ? "" : `; most memory ${summary.memory.toFixed(1)} times CPython's`;
    console.log(
      `${name}: geometric mean ${summary.geometricMean.toFixed(2)}x CPython over ${summary.programs} programs, least ${summary.least.toFixed(2)}x, ${summary.belowOne} below 1x, ${summary.aboveTen} above 10x; of the first repetition ${summary.first.toFixed(2)}x${memory}`,
    );
  }
  for (const { text } of problems) console.log(text);
  return !problems.some(({ name }) => !LENIENT.has(name));
}

const engines = findEngines(options.engines.split(","));
const other = options.commit === undefined ? undefined : buildCommit(options.commit);
if (other !== undefined) engines.push(other);
for (const { name, version } of engines) console.log(`${name.padEnd(10)} ${version}`);
const report = {
  engines: engines.map(({ name, version }) => ({ name, version })),
  programs: {},
  summary: {},
};
try {
  if (!options.startup && !options.imports) {
    const samples = options.pyperformance === undefined ? samplePrograms(engines) : sampleScripts(engines);
    if (!measureSamples(samples, engines, report)) process.exitCode = 1;
  }
} finally {
  other?.remove();
}
if (options.imports) {
  report.imports = measureImports(engines, names);
  for (const { module, ...added } of report.imports) {
    const columns = Object.entries(added).map(([name, ms]) => `${name} ${ms.toFixed(1)} ms`);
    console.log(`import ${module.padEnd(12)} ${columns.join(", ")}`);
  }
}
if (
  (options.startup ||
    (names.length === 0 && !options.imports && !options.throughput && options.pyperformance === undefined)) &&
  engines.some(({ name }) => name === "tython")
) {
  report.startUp = startUp();
  const { node, tython: ours, ratio } = report.startUp;
  console.log(
    `start-up: node -e 0 ${node.toFixed(1)} ms, tython -c pass ${ours.toFixed(1)} ms, ${ratio.toFixed(2)} times`,
  );
}
if (options.json) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
if (options.svg) writeFileSync(options.svg, chart(report));
if (options.markdown) writeFileSync(options.markdown, table(report));
