/** What the benchmarks can be run with, as commands that take a program's name and a number of repetitions. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { findCPython, findPyPy } from "../scripts/find-pythons.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = path.dirname(here);
export const tython = path.join(root, "bin", "tython");

const FINDERS = {
  tython: () => existsSync(tython) && { command: [tython], version: "this checkout" },
  cpython: findCPython,
  pypy: findPyPy,
  pyodide: () => ({
    command: [process.execPath, path.join(root, "scripts", "oracle.mjs")],
    version: "3.14, Wasm",
  }),
  javascript: () => ({
    command: [process.execPath],
    harness: path.join("javascript", "harness.mjs"),
    version: `written by hand, Node ${process.version}`,
    takes: (program) => existsSync(path.join(here, "javascript", `${program}.mjs`)),
  }),
};

/** The engines of those names that are here, each `{ name, command, version, harness, takes(program) }`. */
export function findEngines(names) {
  const found = [];
  for (const name of names) {
    const engine = FINDERS[name]?.();
    if (engine) found.push({ name, harness: "harness.py", takes: () => true, ...engine });
    else console.log(`${name}: not here`);
  }
  return found;
}

/** Another commit of this repository, built in a folder of its own that `remove` takes away. */
export function buildCommit(commit) {
  const place = mkdtempSync(path.join(tmpdir(), "tython-bench-"));
  const checkout = path.join(place, "checkout");
  const run = (command, args, cwd) => {
    const { status, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
    if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stderr.trim()}`);
  };
  const remove = () => {
    spawnSync("git", ["worktree", "remove", "--force", checkout], { cwd: root });
    rmSync(place, { recursive: true, force: true });
  };
  try {
    run("git", ["worktree", "add", "--detach", checkout, commit], root);
    symlinkSync(path.join(root, "node_modules"), path.join(checkout, "node_modules"));
    run(process.execPath, ["scripts/build.mjs"], checkout);
  } catch (error) {
    remove();
    throw error;
  }
  return {
    name: commit.slice(0, 10),
    command: [path.join(checkout, "bin", "tython")],
    version: "another commit",
    harness: "harness.py",
    takes: () => true,
    remove,
  };
}

/**
 * Runs a program once in a process of its own. Gives its times in seconds (`median`, `first`, `best`), its `result` as text and the
 * process's most memory in bytes (`memory`, undefined where the system does not tell); or the `error` it ended with.
 */
export function measure(engine, program, repetitions, median, folder) {
  const [command, ...first] = engine.command;
  const { stdout, stderr, status } = spawnSync(
    command,
    [...first, engine.harness, program, repetitions, folder],
    {
      cwd: here,
      encoding: "utf8",
      timeout: 300_000,
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
    },
  );
  if (status !== 0) return { error: stderr.trim().split("\n").at(-1)?.slice(0, 100) || `exit ${status}` };
  const [line, result, memory] = stdout.split("\n");
  const times = line.split(" ").map(Number);
  return {
    median: median(times),
    first: times[0],
    best: Math.min(...times),
    result,
    memory: Number(memory) * 1024 || undefined,
  };
}

/** The SIZE of a program, from its text. */
export const sizeOf = (program) =>
  Number(
    /^SIZE = ([\d_]+)$/m
      .exec(readFileSync(path.join(here, "programs", `${program}.py`), "utf8"))[1]
      .replaceAll("_", ""),
  );
