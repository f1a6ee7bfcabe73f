/**
 * The command line: CPython's options with CPython's meaning. Follows Python/initconfig.c and Python/getopt.c;
 * https://docs.python.org/3.14/using/cmdline.html
 */

/** What is to be run. */
export type Program =
  | { kind: "command"; text: string }
  | { kind: "module"; name: string }
  | { kind: "file"; path: string }
  /** `explicit` when the command line says `-`. */
  | { kind: "stdin"; explicit: boolean };

export interface Options {
  program: Program;
  /** What becomes `sys.argv[1:]`. */
  rest: string[];
  debug: number;
  bytesWarning: number;
  dontWriteBytecode: boolean;
  ignoreEnvironment: boolean;
  isolated: boolean;
  interactive: boolean;
  inspect: boolean;
  optimize: number;
  safePath: boolean;
  quiet: boolean;
  /** `-R`: random hashes, whatever PYTHONHASHSEED says. */
  hashRandomization: boolean;
  noUserSite: boolean;
  noSite: boolean;
  unbuffered: boolean;
  verbose: number;
  skipFirstLine: boolean;
  warnings: string[];
  xOptions: Map<string, string | true>;
  checkHashBasedPycs: "always" | "default" | "never";
}

/** A command line that asks for something else than running a program, or that is wrong. */
export type Request =
  | { kind: "run"; options: Options }
  | { kind: "version"; detailed: boolean }
  | { kind: "help"; topic: "options" | "environment" | "xoptions" | "all" }
  | { kind: "error"; message: string };

const WITH_ARGUMENT = "cmWX";
const CHECK_HASHES = "--check-hash-based-pycs";

/** Reads the arguments after the command's own name. */
export function parseOptions(args: readonly string[]): Request {
  const options: Options = {
    program: { kind: "stdin", explicit: false },
    rest: [],
    debug: 0,
    bytesWarning: 0,
    dontWriteBytecode: false,
    ignoreEnvironment: false,
    isolated: false,
    interactive: false,
    inspect: false,
    optimize: 0,
    safePath: false,
    quiet: false,
    hashRandomization: false,
    noUserSite: false,
    noSite: false,
    unbuffered: false,
    verbose: 0,
    skipFirstLine: false,
    warnings: [],
    xOptions: new Map(),
    checkHashBasedPycs: "default",
  };
  let versions = 0;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] as string;
    if (arg === "-" || !arg.startsWith("-")) {
      options.program = arg === "-" ? { kind: "stdin", explicit: true } : { kind: "file", path: arg };
      options.rest = args.slice(at + 1);
      return finish(options, versions);
    }
    if (arg === "--") {
      const next = args[at + 1];
      if (next !== undefined)
        options.program = next === "-" ? { kind: "stdin", explicit: true } : { kind: "file", path: next };
      options.rest = args.slice(at + 2);
      return finish(options, versions);
    }
    if (arg.startsWith("--")) {
      if (arg === CHECK_HASHES) {
        const value = args[++at];
        if (value === undefined) return usageError(`Argument expected for the ${CHECK_HASHES} option`);
        if (value !== "always" && value !== "default" && value !== "never") {
          return usageError(`${CHECK_HASHES} must be one of 'default', 'always', or 'never'`);
        }
        options.checkHashBasedPycs = value;
        continue;
      }
      const special = longOption(arg);
      if (special !== "version") return special;
      versions++;
      continue;
    }
    for (let i = 1; i < arg.length; i++) {
      const letter = arg[i] as string;
      if (WITH_ARGUMENT.includes(letter)) {
        let value: string | undefined = arg.slice(i + 1);
        if (value === "") value = args[++at];
        if (value === undefined) return usageError(`Argument expected for the -${letter} option`);
        if (letter === "c" || letter === "m") {
          options.program =
            letter === "c" ? { kind: "command", text: value } : { kind: "module", name: value };
          options.rest = args.slice(at + 1);
          return finish(options, versions);
        }
        if (letter === "W") options.warnings.push(value);
        else setXOption(options, value);
        break;
      }
      if (letter === "V") versions++;
      else if (letter === "h" || letter === "?") return { kind: "help", topic: "options" };
      else if (!setFlag(options, letter)) return usageError(`Unknown option: -${letter}`);
    }
  }
  return finish(options, versions);
}

function finish(options: Options, versions: number): Request {
  if (versions > 0) return { kind: "version", detailed: versions > 1 };
  if (options.isolated) {
    options.ignoreEnvironment = true;
    options.noUserSite = true;
    options.safePath = true;
  }
  return { kind: "run", options };
}

function usageError(message: string): Request {
  return { kind: "error", message };
}

function longOption(arg: string): Request | "version" {
  switch (arg) {
    case "--version":
      return "version";
    case "--help":
      return { kind: "help", topic: "options" };
    case "--help-env":
      return { kind: "help", topic: "environment" };
    case "--help-xoptions":
      return { kind: "help", topic: "xoptions" };
    case "--help-all":
      return { kind: "help", topic: "all" };
    default:
      return usageError(`unknown option ${arg}`);
  }
}

function setXOption(options: Options, value: string): void {
  const equals = value.indexOf("=");
  if (equals < 0) options.xOptions.set(value, true);
  else options.xOptions.set(value.slice(0, equals), value.slice(equals + 1));
}

/** A one-letter option without argument; false when there is none of that name. */
function setFlag(options: Options, letter: string): boolean {
  switch (letter) {
    case "b":
      options.bytesWarning++;
      return true;
    case "B":
      options.dontWriteBytecode = true;
      return true;
    case "d":
      options.debug++;
      return true;
    case "E":
      options.ignoreEnvironment = true;
      return true;
    case "i":
      options.inspect = true;
      options.interactive = true;
      return true;
    case "I":
      options.isolated = true;
      return true;
    case "O":
      options.optimize++;
      return true;
    case "P":
      options.safePath = true;
      return true;
    case "q":
      options.quiet = true;
      return true;
    case "R":
      options.hashRandomization = true;
      return true;
    case "t":
      return true;
    case "s":
      options.noUserSite = true;
      return true;
    case "S":
      options.noSite = true;
      return true;
    case "u":
      options.unbuffered = true;
      return true;
    case "v":
      options.verbose++;
      return true;
    case "x":
      options.skipFirstLine = true;
      return true;
    default:
      return false;
  }
}
