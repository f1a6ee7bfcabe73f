/**
 * Runs the benchmark scripts of pyperformance that depend on nothing but Python's library.
 *
 * The scripts are not part of this repository: a checkout of https://github.com/python/pyperformance has them under
 * pyperformance/data-files/benchmarks. Each stands in a folder `bm_NAME` with a run_benchmark.py and one TOML file for every way it is to
 * be run; bench/pyperformance/pyperf.py takes the place of the package that they measure with.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "./statistics.mjs";

const standIn = fileURLToPath(new URL("pyperformance", import.meta.url));

/** What is left out although it names no package, and why. */
const LEFT_OUT = {
  "2to3": "lib2to3 is no longer in the library",
  asyncio_tcp: "sockets",
  asyncio_tcp_ssl: "sockets",
  concurrent_imap: "processes and threads",
  python_startup: "processes: see --startup",
  python_startup_no_site: "processes: see --startup",
  stdlib_startup: "processes: see --imports",
};

/** The arguments that a TOML file gives its script. */
function argumentsOf(toml) {
  const list = /^extra_opts\s*=\s*\[([^\]]*)\]/m.exec(toml);
  return list === null ? [] : [...list[1].matchAll(/"([^"]*)"/g)].map(([, text]) => text);
}

/** The packages beside pyperf that a benchmark asks for. */
function requirements(place) {
  const file = path.join(place, "requirements.txt");
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .map((line) => line.replace(/[=<>[;].*/, "").trim())
    .filter((name) => name !== "" && name !== "pyperf");
}

/** All ways to run the scripts under `folder`, each `{ name, script, args }`; what is left out goes to `leftOut` with its reason. */
export function findScripts(folder, leftOut) {
  const scripts = [];
  for (const directory of readdirSync(folder).filter((name) => name.startsWith("bm_"))) {
    const place = path.join(folder, directory);
    const packages = requirements(place);
    for (const file of readdirSync(place).filter((name) => name.endsWith(".toml"))) {
      const toml = readFileSync(path.join(place, file), "utf8");
      const name =
        /^name\s*=\s*"(?!pyperformance_)([^"]*)"/m.exec(toml)?.[1] ?? directory.slice("bm_".length);
      const reason = packages.length > 0 ? packages.join(", ") : LEFT_OUT[name];
      if (reason === undefined)
        scripts.push({
          name,
          script: path.join(place, "run_benchmark.py"),
          args: argumentsOf(toml),
        });
      else leftOut.set(name, reason);
    }
  }
  return scripts;
}

/** Runs a script once in a process of its own: `[{ name, median, first, best }]` of the benchmarks it has, in seconds; or the `error` it ended with. */
export function measureScript(engine, { script, args }) {
  const [command, ...first] = engine.command;
  const cwd = mkdtempSync(path.join(tmpdir(), "tython-pyperformance-"));
  try {
    const { stdout, stderr, status } = spawnSync(command, [...first, script, ...args], {
      cwd,
      encoding: "utf8",
      timeout: 300_000,
      env: { ...process.env, PYTHONPATH: standIn, PYTHONDONTWRITEBYTECODE: "1" },
    });
    if (status !== 0)
      return {
        error: stderr.trim().split("\n").at(-1)?.slice(0, 100) || `exit ${status ?? "after five minutes"}`,
      };
    const lines = stdout.split("\n").filter((line) => line.startsWith('{"name"'));
    return {
      benchmarks: lines.map((line) => {
        const { name, first: cold, values } = JSON.parse(line);
        return { name, first: cold, median: median(values), best: Math.min(...values) };
      }),
    };
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}
