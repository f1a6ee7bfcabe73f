/**
 * The `tython` command.
 *
 * `bin/tython` loads the bundle of this file and calls {@link main}. From here: options (`options.ts`), configuration
 * (`configuration.ts`), a Node host, an interpreter, a program (`interpreter/program.ts`), its exit code.
 */
import { dirname, join } from "node:path";
import { CodeCache } from "../host/node/code-cache.ts";
import { NodeHost } from "../host/node/host.ts";
import { NodeLibrary } from "../host/node/library.ts";
import { Interpreter } from "../interpreter/interpreter.ts";
import { type Outcome, Program } from "../interpreter/program.ts";
import { PlainRepl } from "../repl/plain.ts";
import { keepLastLocals } from "../runtime/core/last-locals.ts";
import { seedHashes } from "../runtime/core/sip-hash.ts";
import type { Configuration } from "../runtime/core/state.ts";
import { installRuntime } from "../runtime/install.ts";
import { installStandardStreams } from "../runtime/modules/_io/standard-streams.ts";
import { configure, type Settings } from "./configuration.ts";
import { develop } from "./dev.ts";
import { environmentHelp, hint, optionsHelp, usage, xoptionsHelp } from "./help.ts";
import { prepareSite } from "../interpreter/site.ts";
import { type Options, parseOptions } from "./options.ts";
import { fits } from "./prepared.ts";
import { checkSnapshot, snapshot, takePlace } from "./snapshot.ts";
import { LANGUAGE, VERSION } from "../base/version.ts";

const NAME = "tython";

/** Runs a command line (without the command itself) to its end and sets the exit code of the process; `prepared` comes
 * out of a start-up snapshot. */
export function main(args: readonly string[], directory: string, prepared?: Interpreter): void {
  const place = takePlace();
  dispatch(args, directory, prepared);
  if (place !== undefined) checkSnapshot(place, directory);
}

function dispatch(args: readonly string[], directory: string, prepared: Interpreter | undefined): void {
  if (args[0] === "dev" && args[1] === "snapshot" && args[2] !== undefined) {
    snapshot(main, args[2], args[3], directory);
    return;
  }
  if (args[0] === "dev") {
    process.exitCode = develop(args.slice(1));
    return;
  }
  // The stacks of JavaScript's errors are shown to those alone who look for faults, and taking them is most of what they cost.
  if (process.env.TYTHON_FAULTS === undefined) Error.stackTraceLimit = 0;
  const request = parseOptions(args);
  switch (request.kind) {
    case "version":
      process.stdout.write(
        `Tython ${VERSION} (Python ${LANGUAGE})${request.detailed ? ` [Node ${process.version}]` : ""}\n`,
      );
      return;
    case "help":
      process.stdout.write(
        {
          options: optionsHelp,
          environment: environmentHelp,
          xoptions: xoptionsHelp,
          all: optionsHelp + environmentHelp + xoptionsHelp,
        }[request.topic],
      );
      return;
    case "error":
      process.stderr.write(`${request.message}\n${usage}${hint}`);
      process.exitCode = 2;
      return;
    default:
      run(request.options, args, directory, prepared);
  }
}

function run(
  options: Options,
  args: readonly string[],
  directory: string,
  prepared: Interpreter | undefined,
): void {
  const executable = join(dirname(directory), "bin", "tython");
  const host = new NodeHost(executable);
  const library = new NodeLibrary(join(directory, "lib"));
  const codeCache = new CodeCache(join(directory, "lib"));
  host.codeCache = codeCache;
  const settings = configure(host, options, library, [process.argv[1] ?? NAME, ...args]);
  if ("error" in settings) {
    process.stderr.write(`Fatal Python error: ${settings.error}\n`);
    process.exitCode = 1;
    return;
  }
  const interpreter = interpreterFor(prepared, host, settings.configuration, library);
  interpreter.nativeModule("_io");
  installStandardStreams(interpreter.sys, settings.ioEncoding);
  const program = new Program(interpreter);
  const ready = program.guard(() => prepareSite(interpreter));
  const outcome = program.finish(ready.code === 0 ? execute(program, options, settings) : ready);
  host.interrupts.stop();
  codeCache.save();
  if (outcome.interrupted) process.kill(process.pid, "SIGINT");
  process.exitCode = outcome.code;
}

function interpreterFor(
  prepared: Interpreter | undefined,
  host: NodeHost,
  configuration: Configuration,
  library: NodeLibrary,
): Interpreter {
  if (prepared !== undefined && fits(prepared, configuration, library)) {
    prepared.revive(host, configuration, library);
    return prepared;
  }
  seedHashes(configuration.hashSeed);
  installRuntime();
  return new Interpreter(host, configuration, library);
}

function execute(program: Program, options: Options, settings: Settings): Outcome {
  const { host } = program.interpreter;
  const terminal = options.interactive || host.files.isTerminal(0);
  // For `pdb.pm()` at the prompt that follows.
  if (settings.inspect) keepLastLocals();
  const outcome = start(program, options, settings, terminal);
  const prompt = settings.inspect && options.program.kind !== "stdin" && terminal;
  if (!prompt) return outcome;
  return new PlainRepl(program).run();
}

function start(program: Program, options: Options, settings: Settings, terminal: boolean): Outcome {
  switch (options.program.kind) {
    case "command":
      return program.runCommand(options.program.text);
    case "module":
      return program.runModule(options.program.name);
    case "file":
      return program.runFile(options.program.path, NAME, options.skipFirstLine);
    default:
      if (!terminal) return program.runStdin();
      program.insertPath("");
      return interact(program, options, settings);
  }
}

function interact(program: Program, options: Options, settings: Settings): Outcome {
  if (!options.quiet) {
    process.stderr.write(
      `Tython ${VERSION} (Python ${LANGUAGE}) on ${program.interpreter.host.platform}\n` +
        `Type "help", "copyright", "credits" or "license" for more information.\n`,
    );
  }
  const { startup } = settings;
  if (startup !== undefined) {
    const outcome = program.guard(() => program.runText(program.interpreter.readFile(startup), startup));
    if (outcome.code !== 0) return outcome;
  }
  return new PlainRepl(program).run();
}
