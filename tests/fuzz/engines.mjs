/**
 * The Pythons that are compared: Tython and a CPython 3.14 of this machine, each in a process of its own. Where the machine has
 * none, CPython is the one of the `pyodide` package, inside this process, which is 3.14 but has 32 bits, and beside it what
 * the machine has, which has 64 but is older. All run driver.py.
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

  /** @param {readonly string[]} sources @returns {Promise<string[]>} */
  async run(sources) {
    return sources.map((source) => this.#run(source));
  }

  /** Programs a little simpler than this one. @returns {Promise<string[]>} */
  async simpler(source) {
    const found = this.#simpler(source);
    const list = found.toJs();
    found.destroy();
    return list;
  }

  stop() {}
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
    this.#child = spawn(this.#command, ["-W", "ignore", driver], {
      stdio: ["pipe", "pipe", "ignore"],
      env: { ...process.env, PYTHONHASHSEED: "0" },
    });
    createInterface({ input: this.#child.stdout }).on("line", (line) => this.#answer?.(JSON.parse(line)));
    this.#child.on("close", () => {
      this.#child = undefined;
      this.#answer?.(undefined);
    });
  }

  /** The driver's answer; undefined when it ended the process or took too long. */
  async #ask(request) {
    if (this.#child === undefined) this.#start();
    const child = this.#child;
    const timer = setTimeout(() => child.kill("SIGKILL"), LIMIT);
    const answered = new Promise((resolve) => {
      this.#answer = resolve;
    });
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const answer = await answered;
    clearTimeout(timer);
    this.#answer = undefined;
    return answer;
  }

  /** @param {readonly string[]} sources @returns {Promise<string[]>} */
  async run(sources) {
    const answer = await this.#ask(sources);
    if (answer !== undefined) return answer;
    if (sources.length === 1) return ["does not end, or ends the process"];
    const half = sources.length >> 1;
    return [...(await this.run(sources.slice(0, half))), ...(await this.run(sources.slice(half)))];
  }

  /** Programs a little simpler than this one. @returns {Promise<string[]>} */
  async simpler(source) {
    return (await this.#ask(source)) ?? [];
  }

  stop() {
    this.#child?.kill();
  }
}
