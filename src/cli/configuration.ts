/** From options and environment variables to the interpreter's configuration. Follows Python/initconfig.c. */
import type { Host, Library } from "../host/host.ts";
import type { Configuration } from "../runtime/core/state.ts";
import type { Options } from "./options.ts";

export interface Settings {
  readonly configuration: Configuration;
  /** Whether `-i` or PYTHONINSPECT asks for a prompt after the program. */
  readonly inspect: boolean;
  readonly ioEncoding: string | undefined;
  /** PYTHONSTARTUP */
  readonly startup: string | undefined;
}

/** `command` is `sys.orig_argv`; a message when an environment variable or option has a value that does not fit. */
export function configure(
  host: Host,
  options: Options,
  library: Library | undefined,
  command: readonly string[],
): Settings | { error: string } {
  const variable = (name: string): string | undefined => {
    const value = options.ignoreEnvironment ? undefined : host.environment.get(name);
    return value === "" ? undefined : value;
  };
  const level = (name: string): number => {
    const value = variable(name);
    if (value === undefined) return 0;
    return /^\d+$/.test(value) ? Number(value) : 1;
  };
  const on = (name: string): boolean => variable(name) !== undefined;
  const digits = digitLimit(options, variable("PYTHONINTMAXSTRDIGITS"));
  if (typeof digits === "string") return { error: digits };
  const hashSeed = options.hashRandomization ? undefined : seedOf(variable("PYTHONHASHSEED"));
  if (typeof hashSeed === "string") return { error: hashSeed };
  const devMode = options.xOptions.has("dev") || variable("PYTHONDEVMODE") === "1";
  const warnOptions = [...(variable("PYTHONWARNINGS")?.split(",") ?? []), ...options.warnings];
  if (devMode) warnOptions.unshift("default");
  if (options.bytesWarning > 0)
    warnOptions.push(options.bytesWarning > 1 ? "error::BytesWarning" : "default::BytesWarning");
  const safePath = options.safePath || on("PYTHONSAFEPATH");
  const entries = (variable("PYTHONPATH")?.split(":") ?? []).map((entry) => absolute(host, entry));
  const own = library === undefined ? [] : [library.root];
  // Another Python's library (to reach its `test` package, say) must not stand before the one that fits this runtime.
  const foreign = (entry: string): boolean => host.files.kind(`${entry}/importlib/_bootstrap.py`) !== 0;
  const path = [...entries.filter((entry) => !foreign(entry)), ...own, ...entries.filter(foreign)];
  const optimize = Math.min(2, Math.max(options.optimize, level("PYTHONOPTIMIZE"))) as 0 | 1 | 2;
  const inspect = options.inspect || on("PYTHONINSPECT");
  const utf8 = options.xOptions.get("utf8") ?? variable("PYTHONUTF8");
  return {
    inspect,
    ioEncoding: variable("PYTHONIOENCODING"),
    startup: variable("PYTHONSTARTUP"),
    configuration: {
      originalArguments: command,
      arguments: [programArgument(options), ...options.rest],
      path,
      executable: host.executable,
      prefix: library === undefined ? "" : library.root.replace(/\/lib\/[^/]*$/, ""),
      optimize,
      debug: options.debug > 0 || on("PYTHONDEBUG"),
      inspect,
      interactive: options.interactive,
      isolated: options.isolated,
      ignoreEnvironment: options.ignoreEnvironment,
      noUserSite: options.noUserSite || on("PYTHONNOUSERSITE"),
      noSite: options.noSite,
      safePath,
      dontWriteBytecode: options.dontWriteBytecode || on("PYTHONDONTWRITEBYTECODE"),
      pycachePrefix: pycachePrefix(options, variable("PYTHONPYCACHEPREFIX")),
      checkHashBasedPycs: options.checkHashBasedPycs,
      cpuCount: cpuCount(options.xOptions.get("cpu_count") ?? variable("PYTHON_CPU_COUNT")),
      verbose: Math.max(options.verbose, level("PYTHONVERBOSE")),
      quiet: options.quiet,
      bytesWarning: options.bytesWarning,
      devMode,
      utf8Mode: utf8 !== "0" && utf8 !== undefined,
      unbuffered: options.unbuffered || on("PYTHONUNBUFFERED"),
      warnOptions,
      xOptions: options.xOptions,
      intMaxStrDigits: digits,
      hashSeed,
      debugRanges: !options.xOptions.has("no_debug_ranges") && !on("PYTHONNODEBUGRANGES"),
    },
  };
}

/** -1 for `default` and for what is no number. */
function cpuCount(text: string | true | undefined): number {
  return typeof text === "string" && /^[1-9]\d*$/.test(text) ? Number(text) : -1;
}

/** The option goes first, and names no directory when it has no value. */
function pycachePrefix(options: Options, variable: string | undefined): string | undefined {
  const option = options.xOptions.get("pycache_prefix");
  if (option === undefined) return variable;
  return option === true || option === "" ? undefined : option;
}

/** `sys.argv[0]` at the start. */
function programArgument({ program }: Options): string {
  switch (program.kind) {
    case "command":
      return "-c";
    case "module":
      return "-m";
    case "file":
      return program.path;
    default:
      return program.explicit ? "-" : "";
  }
}

const DEFAULT_DIGITS = 4300;
const LEAST_DIGITS = 640;

function digitLimit(options: Options, variable: string | undefined): number | string {
  const option = options.xOptions.get("int_max_str_digits");
  for (const [value, label] of [
    [option, "-X int_max_str_digits"],
    [variable, "PYTHONINTMAXSTRDIGITS"],
  ] as const) {
    if (value === undefined) continue;
    const number = value === true || !/^\d+$/.test(value) ? Number.NaN : Number(value);
    if (number === 0 || (number >= LEAST_DIGITS && number <= 0x7fffffff)) return number;
    return `config_init_int_max_str_digits: ${label}: invalid limit; must be >= ${LEAST_DIGITS} or 0 for unlimited.`;
  }
  return DEFAULT_DIGITS;
}

/** The seed of hashes, undefined for a random one; a message when it is neither. */
function seedOf(variable: string | undefined): number | undefined | string {
  if (variable === undefined || variable === "random") return undefined;
  const seed = /^\s*\+?\d+$/.test(variable) ? Number(variable) : -1;
  return seed >= 0 && seed <= 0xffffffff
    ? seed
    : 'config_init_hash_seed: PYTHONHASHSEED must be "random" or an integer in range [0; 4294967295]';
}

function absolute(host: Host, path: string): string {
  if (path === "" || path.startsWith("/")) return path;
  return `${host.files.cwd()}/${path}`;
}
