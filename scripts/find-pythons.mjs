/** Finds other implementations of Python on this machine: for measuring, for CPython's test package, for the fuzzer. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

/** The first command that runs Python programs, and what it says its version is; undefined where there is none. */
function find(commands, pattern) {
  for (const command of commands.filter(Boolean)) {
    const { stdout, status } = spawnSync(command, ["-c", "import sys; print(sys.version)"], {
      encoding: "utf8",
    });
    if (status === 0 && pattern.test(stdout)) return { command: [command], version: stdout.split("\n")[0] };
  }
  return undefined;
}

/** Commands under pyenv's versions, the newest first. */
function pyenv(pattern) {
  const versions = path.join(process.env.PYENV_ROOT ?? path.join(homedir(), ".pyenv"), "versions");
  if (!existsSync(versions)) return [];
  const found = readdirSync(versions)
    .filter((name) => pattern.test(name))
    .sort()
    .reverse();
  return found.map((name) => path.join(versions, name, "bin", "python3"));
}

const CPYTHON = /^3\.\d+\.\d+(?!.*PyPy)/;

/** CPython 3 to measure against: `$CPYTHON`, `python3.13`, a pyenv version, `python3`. */
export const findCPython = () =>
  find([process.env.CPYTHON, "python3.13", ...pyenv(/^3\.13/), "python3"], CPYTHON);

/** Commands that may be a CPython whose behaviour is to be compared, the nearest to 3.14 first. */
export const recentCPythons = () => ["python3.14", "python3.13", ...pyenv(/^3\.1[34]/)];

/** A CPython of 3.13 or 3.14; `$CPYTHON` names another. */
export const findRecentCPython = () =>
  find(process.env.CPYTHON === undefined ? recentCPythons() : [process.env.CPYTHON], CPYTHON);

/** CPython 3.14, whose behaviour is Tython's measure: `$PYTHON314`, `python3.14`, a pyenv version. */
export const findCPython314 = () =>
  find([process.env.PYTHON314, "python3.14", ...pyenv(/^3\.14/)], /^3\.14\.\d+(?!.*PyPy)/);

/** PyPy: `$PYPY`, `pypy3`, `pypy`, a pyenv version. */
export const findPyPy = () => find([process.env.PYPY, "pypy3", "pypy", ...pyenv(/^pypy3/)], /./);
