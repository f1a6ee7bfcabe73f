/**
 * The program tests as files: finding them, and the text format of what is expected of them.
 *
 *     CPython 3.14.2, program 5d41402abc4b
 *     exit 1
 *     stdout
 *     | a line
 *     \ a last line that no newline ends
 *     stderr
 *     | Traceback (most recent call last):
 *
 * The digest covers everything the result depends on in the program's own two files, so an expectation that is older
 * than its program does not pass unseen. The folder that a program runs in appears in tracebacks; it is written `$DIR`.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("programs", import.meta.url));

/**
 * A program and how it is run: `args` follow the command's name; `folder` is the working directory.
 * @typedef {{ name: string, folder: string, args: string[], stdin: string, oracle: string, source: string,
 *   digest: string, expectedFile: string }} Program
 */

/**
 * Every program, sorted by name ("area/behaviour").
 * @returns {Program[]}
 */
export function findPrograms() {
  const names = new Set();
  for (const area of readdirSync(root, { withFileTypes: true })) {
    if (!area.isDirectory()) continue;
    for (const file of readdirSync(path.join(root, area.name))) {
      if (/\.(py|json)$/.test(file)) names.add(`${area.name}/${file.replace(/\.(py|json)$/, "")}`);
    }
  }
  return [...names].sort().map(program);
}

/**
 * @param {string} name
 * @returns {Program}
 */
function program(name) {
  const file = path.join(root, name);
  const source = existsSync(`${file}.py`) ? readFileSync(`${file}.py`, "utf8") : "";
  const settings = existsSync(`${file}.json`) ? readFileSync(`${file}.json`, "utf8") : "";
  const {
    args = [`${path.basename(name)}.py`],
    stdin = "",
    oracle = "pyodide",
  } = settings ? JSON.parse(settings) : {};
  const digest = createHash("sha256")
    .update(JSON.stringify([source, settings]))
    .digest("hex")
    .slice(0, 12);
  return {
    name,
    folder: path.dirname(file),
    args,
    stdin,
    oracle,
    source,
    digest,
    expectedFile: `${file}.expected`,
  };
}

/**
 * Replaces what differs from machine to machine and run to run: the program's own folder, addresses of objects, and
 * the name that the command was called by.
 * @param {string} text
 * @param {Program} program
 * @returns {string}
 */
export function normalise(text, program) {
  return text
    .replaceAll(program.folder, "$DIR")
    .replace(/\bat 0x[0-9a-f]+/g, "at 0xADDRESS")
    .replace(/^(?:\S*(?:python|tython)[\d.]*|)(?=: (?:can't open file|No module named))/gm, "$PYTHON");
}

/**
 * @param {Program} program
 * @param {string} oracle
 * @param {{ code: number, stdout: string, stderr: string }} result
 */
export function formatExpected(program, oracle, result) {
  return `${oracle}, program ${program.digest}\nexit ${result.code}\nstdout\n${mark(result.stdout)}stderr\n${mark(result.stderr)}`;
}

/** @param {string} text */
function mark(text) {
  if (text === "") return "";
  const lines = text.split("\n");
  const last = lines.pop();
  return lines.map((line) => `| ${line}\n`).join("") + (last === "" ? "" : `\\ ${last}\n`);
}

/**
 * What is expected of a program, or undefined where nothing has been recorded.
 * @param {Program} program
 * @returns {{ oracle: string, digest: string, code: number, stdout: string, stderr: string } | undefined}
 */
export function readExpected(program) {
  if (!existsSync(program.expectedFile)) return undefined;
  const [heading, exit, ...lines] = readFileSync(program.expectedFile, "utf8").split("\n");
  const [, oracle, digest] = /^(.*), program (\w+)$/.exec(heading);
  const streams = { stdout: "", stderr: "" };
  let current = "stdout";
  for (const line of lines) {
    if (line === "stdout" || line === "stderr") current = line;
    else if (line.startsWith("| ")) streams[current] += `${line.slice(2)}\n`;
    else if (line.startsWith("\\ ")) streams[current] += line.slice(2);
  }
  return { oracle, digest, code: Number(exit.slice(5)), ...streams };
}
