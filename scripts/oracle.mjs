#!/usr/bin/env node
/**
 * The oracle: CPython 3.14 itself, as the `pyodide` package carries it, run as the command `python` would be.
 *
 *     node scripts/oracle.mjs [PYTHON OPTIONS] FILE [ARGS]        (also -c, -m, and standard input)
 *
 * `Py_RunMain` does the work, so options, exit codes, tracebacks and the interpreter's shutdown are CPython's own
 * and nothing here imitates them. One process runs one program: after `Py_RunMain` the interpreter is gone, and the
 * 1.7 s that a fresh one costs is the price of an answer that no earlier program can have coloured.
 *
 * The working directory is mounted at its own path. Differences from a CPython on this machine that a recorded
 * program must keep away from: `sys.platform` is "emscripten", there are no threads, no processes and no sockets,
 * a few hundred Python frames exhaust the C stack in some builtins, and `ssl` and `sqlite3` are absent.
 */
import { readSync, writeSync } from "node:fs";
import { loadPyodide } from "pyodide";

const cwd = process.cwd();
const commandLine = process.argv.slice(2);
process.argv[1] = "python"; // the name that the program knows itself by

const writer = (fd) => ({
  isatty: false,
  write(buffer) {
    let done = 0;
    while (done < buffer.length) {
      try {
        done += writeSync(fd, buffer, done);
      } catch (error) {
        if (error.code !== "EAGAIN") throw error;
      }
    }
    return buffer.length;
  },
});

const reader = {
  isatty: false,
  read(buffer) {
    try {
      return readSync(0, buffer);
    } catch (error) {
      if (error.code === "EOF") return 0;
      throw error;
    }
  },
};

const passedOn = Object.entries(process.env).filter(([name]) =>
  /^PYTHON(?!HOME|STARTUP)|^TZ$|^COLUMNS$/.test(name),
);

/** Starts the interpreter over the command line and runs it to its end; resolves to the exit code. */
async function main() {
  try {
    const python = await loadPyodide({
      args: commandLine,
      env: { HOME: "/home/pyodide", PYTHONINSPECT: "", ...Object.fromEntries(passedOn) },
      fsInit: async (FS) => {
        FS.mkdirTree(cwd);
        FS.mount(FS.filesystems.NODEFS, { root: cwd }, cwd);
        FS.chdir(cwd);
      },
    });
    python.FS.chdir(cwd);
    python.setStdin(reader);
    python.setStdout(writer(1));
    python.setStderr(writer(2));
    return python._module._run_main();
  } catch (error) {
    if (error?.name === "ExitStatus") return error.status;
    throw error;
  }
}

process.exit(await main());
