/**
 * Runs programs one after the other in one process, each in an interpreter of its own over a host in memory that holds
 * the files of the program's folder; tests/memory-host.test.ts bundles and starts it. The only things taken from the
 * real world are the compiled library and the names of the programs; each result goes out as a line of JSON.
 *
 *     node memory-runner.cjs DIST NAME ...
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { configure } from "../src/cli/configuration.ts";
import { parseOptions } from "../src/cli/options.ts";
import { MemoryHost } from "../src/host/memory/host.ts";
import { NodeLibrary } from "../src/host/node/library.ts";
import { Interpreter } from "../src/interpreter/interpreter.ts";
import { type Outcome, Program } from "../src/interpreter/program.ts";
import { installRuntime } from "../src/runtime/install.ts";
import { installStandardStreams } from "../src/runtime/modules/_io/standard-streams.ts";
import { findPrograms } from "./expected.mjs";
import type { Program as TestProgram } from "./expected.mjs";

function filesUnder(folder: string, into: Record<string, Uint8Array> = {}): Record<string, Uint8Array> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) filesUnder(name, into);
    else into[name] = readFileSync(name);
  }
  return into;
}

function run(test: TestProgram, library: NodeLibrary): { code: number; stdout: string; stderr: string } {
  const host = new MemoryHost({
    input: test.stdin,
    files: filesUnder(test.folder),
    environment: { TZ: "UTC", COLUMNS: "80", NO_COLOR: "1" },
    cwd: test.folder,
  });
  const request = parseOptions(test.args);
  if (request.kind !== "run") throw new Error(`${test.name} does not run anything`);
  const settings = configure(host, request.options, library, ["tython", ...test.args]);
  if ("error" in settings) throw new Error(settings.error);
  const interpreter = new Interpreter(host, settings.configuration, library);
  interpreter.nativeModule("_io");
  installStandardStreams(interpreter.sys, settings.ioEncoding);
  const program = new Program(interpreter);
  const outcome = program.finish(start(program, request.options.program));
  return { code: outcome.interrupted ? 130 : outcome.code, stdout: host.output, stderr: host.errors };
}

type What = Extract<ReturnType<typeof parseOptions>, { kind: "run" }>["options"]["program"];

function start(program: Program, what: What): Outcome {
  switch (what.kind) {
    case "command":
      return program.runCommand(what.text);
    case "module":
      return program.runModule(what.name);
    case "file":
      return program.runFile(what.path, "tython");
    default:
      return program.runStdin();
  }
}

const [dist = "", ...names] = process.argv.slice(2);
const library = new NodeLibrary(path.join(dist, "lib"));
installRuntime();
for (const test of findPrograms().filter(({ name }) => names.includes(name))) {
  process.stdout.write(`${JSON.stringify({ name: test.name })}\n`);
  process.stdout.write(`${JSON.stringify({ name: test.name, result: run(test, library) })}\n`);
}
