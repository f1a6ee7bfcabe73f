/**
 * The Pythons that are compared: the oracle inside this process, Tython in one of its own, and where there is one a CPython
 * of this machine. All run driver.py. The oracle is 3.14 but has 32 bits; the machine's has 64 but may be 3.13.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "pyodide";

const here = path.dirname(fileURLToPath(import.meta.url));
const driver = path.join(here, "driver.py");
const tython = path.join(here, "..", "..", "bin", "tython");

/** How long a batch of programs may take, in milliseconds. */
const LIMIT = 60_000;

/** CPython 3.14, as the `pyodide` package carries it. */
export class Oracle {
  #run;
  #simpler;

  static async start() {
    const python = await loadPyodide({ env: { PYTHONHASHSEED: "0" } });
    python.setStderr({ batched: () => {} });
    const module = python.toPy({ __name__: "driver" });
    python.runPython(readFileSync(driver, "utf8"), { globals: module });
    const oracle = new Oracle();
    oracle.#run = module.get("run");
    oracle.#simpler = module.get("simpler");
    return oracle;
  }

  /** @param {readonly string[]} sources @returns {string[]} */
  run(sources) {
    return sources.map((source) => this.#run(source));
  }

  /** Programs a little simpler than this one. @returns {string[]} */
  simpler(source) {
    const found = this.#simpler(source);
    const list = found.toJs();
    found.destroy();
    return list;
  }
}

/** A Python in a process of its own, started again when a batch ends it or does not end. */
export class Python {
  #command;
  #child;
  #answer;

  /** @param {string} command the checkout's `tython` unless said otherwise */
  constructor(command = tython) {
    this.#command = command;
  }

  #start() {
    this.#child = spawn(this.#command, ["-W", "ignore", driver], { stdio: ["pipe", "pipe", "ignore"] });
    createInterface({ input: this.#child.stdout }).on("line", (line) => this.#answer?.(JSON.parse(line)));
    this.#child.on("close", () => {
      this.#child = undefined;
      this.#answer?.(undefined);
    });
  }

  /** What the programs did; undefined when the batch ended the process or took too long. */
  async #batch(sources) {
    if (this.#child === undefined) this.#start();
    const child = this.#child;
    const timer = setTimeout(() => child.kill("SIGKILL"), LIMIT);
    const answered = new Promise((resolve) => {
      this.#answer = resolve;
    });
    child.stdin.write(`${JSON.stringify(sources)}\n`);
    const answer = await answered;
    clearTimeout(timer);
    this.#answer = undefined;
    return answer;
  }

  /** @param {readonly string[]} sources @returns {Promise<string[]>} */
  async run(sources) {
    const answer = await this.#batch(sources);
    if (answer !== undefined) return answer;
    if (sources.length === 1) return ["does not end, or ends the process"];
    const half = sources.length >> 1;
    return [...(await this.run(sources.slice(0, half))), ...(await this.run(sources.slice(half)))];
  }

  stop() {
    this.#child?.kill();
  }
}
