/**
 * Functions of `os` that start programs and wait for them. There is no `fork`: a JavaScript process cannot be copied.
 * Follows Modules/posixmodule.c and Modules/_posixsubprocess.c.
 */
import type { SpawnRequest } from "../../../host/host.ts";
import type { NativeRow } from "../../core/native.ts";
import { special } from "../../core/builtin-types.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { notImplementedError, typeError, valueError } from "../../exceptions/raise.ts";
import { isInt } from "../../objects/int.ts";
import { PyList } from "../../objects/list.ts";
import { PyTuple, tuple } from "../../objects/tuple.ts";
import { truthy } from "../../protocols/compare.ts";
import { getItem } from "../../protocols/item.ts";
import { toArray } from "../../protocols/iterate.ts";
import { callMethod0 } from "../../protocols/method-call.ts";
import { toCInt } from "../../protocols/number.ts";
import { flushAll } from "../_io/buffered.ts";
import { hostCall } from "../_io/errors.ts";
import { pathText } from "../_io/path.ts";
import { path } from "./arguments.ts";

const SPAWN_OPEN = 0;
const SPAWN_CLOSE = 1;
const SPAWN_DUP2 = 2;
const SPAWN_CLOSEFROM = 3;

export const childConstants: Readonly<Record<string, Value>> = {
  WNOHANG: 1,
  WUNTRACED: 2,
  WCONTINUED: 8,
  POSIX_SPAWN_OPEN: SPAWN_OPEN,
  POSIX_SPAWN_CLOSE: SPAWN_CLOSE,
  POSIX_SPAWN_DUP2: SPAWN_DUP2,
  POSIX_SPAWN_CLOSEFROM: SPAWN_CLOSEFROM,
};

const WNOHANG = 1;

/** What a child gets when nothing else is said. */
export function plainRequest(file: string, args: readonly string[]): SpawnRequest {
  return {
    file,
    args,
    environment: current.host.environment.entries(),
    cwd: undefined,
    descriptors: [0, 1, 2],
    inherit: true,
    newSession: false,
    userId: undefined,
    groupId: undefined,
    umask: undefined,
  };
}

/** One text of a variable, `NAME=value`. */
export function variable(text: string): [string, string] {
  const at = text.indexOf("=", 1);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

function programArguments(who: string, argv: Value): string[] {
  if (!(argv instanceof PyList) && !(argv instanceof PyTuple))
    throw typeError(`${who}: argv must be a tuple or list`);
  if (argv.items.length === 0) throw valueError(`${who}: argv must not be empty`);
  const args = argv.items.map(pathText);
  if (args[0] === "") throw valueError(`${who}: argv first element cannot be empty`);
  return args;
}

function environmentOf(who: string, env: Value): [string, string][] {
  if (env === null) return current.host.environment.entries();
  if (special(env, "m$keys") === undefined)
    throw typeError(`${who}: environment must be a mapping object or None`);
  return toArray(callMethod0(env, "keys")).map((key) => {
    const name = pathText(key);
    if (name === "" || name.includes("=")) throw valueError("illegal environment variable name");
    return [name, pathText(getItem(env, key))];
  });
}

/** The steps of `file_actions` on the descriptors that a child is to get; the files opened for it on the way. */
function applyActions(actions: Value, descriptors: (number | undefined)[]): number[] {
  const opened: number[] = [];
  for (const action of toArray(actions)) {
    if (!(action instanceof PyTuple) || action.items.length === 0)
      throw typeError("Each file_actions element must be a non-empty tuple");
    const [tag, ...rest] = action.items as [Value, ...Value[]];
    const [fd = 0] = rest.slice(0, 1).map(toCInt);
    switch (toCInt(tag)) {
      case SPAWN_OPEN: {
        const [, name, flags, mode] = rest as [Value, Value, Value, Value];
        const file = hostCall(
          () => current.host.files.open(pathText(name), toCInt(flags), toCInt(mode)),
          name,
        );
        opened.push(file);
        descriptors[fd] = file;
        break;
      }
      case SPAWN_CLOSE:
        descriptors[fd] = undefined;
        break;
      case SPAWN_DUP2:
        descriptors[toCInt(rest[1] as Value)] = descriptors[fd] ?? fd;
        break;
      case SPAWN_CLOSEFROM:
        descriptors.length = Math.min(descriptors.length, fd);
        break;
      default:
        throw typeError("Unknown file_actions identifier");
    }
  }
  return opened;
}

function spawn(
  who: string,
  name: Value,
  argv: Value,
  env: Value,
  search: boolean,
  actions: Value,
  newSession: boolean,
): Value {
  const program = path(name, who);
  const args = programArguments(who, argv);
  const environment = environmentOf(who, env);
  const descriptors: (number | undefined)[] = [0, 1, 2];
  const opened = actions === null ? [] : applyActions(actions, descriptors);
  flushAll();
  try {
    const closing = actions !== null && toArray(actions).some((action) => isCloseFrom(action));
    const file = search && !program.includes("/") ? find(program) : program;
    return hostCall(
      () =>
        current.host.process.spawn({
          ...plainRequest(file, args),
          environment,
          descriptors,
          inherit: !closing,
          newSession,
        }),
      name,
    );
  } finally {
    for (const fd of opened) current.host.files.close(fd);
  }
}

const isCloseFrom = (action: Value): boolean =>
  action instanceof PyTuple && action.items[0] === SPAWN_CLOSEFROM;

/** The first place of a command along PATH. */
function find(program: string): string {
  const { files, environment } = current.host;
  for (const directory of (environment.get("PATH") ?? "/bin:/usr/bin").split(":")) {
    const file = `${directory || "."}/${program}`;
    if (files.kind(file) !== 0) return file;
  }
  return `./${program}`;
}

function refuse(options: Readonly<Record<string, Value>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (value !== null && value !== false)
      throw notImplementedError(`posix_spawn: ${name} unavailable on this platform`);
  }
}

const SPAWN_SIGNATURE =
  "(path, argv, env, /, *, file_actions=(), setpgroup=None, resetids=False, setsid=False, setsigmask=(), setsigdef=(), scheduler=None)";

const spawnFunction = (who: string, search: boolean): NativeRow => [
  SPAWN_SIGNATURE,
  (
    name: Value,
    argv: Value,
    env: Value,
    actions: Value = null,
    group: Value = null,
    resetIds: Value = false,
    newSession: Value = false,
    mask: Value = null,
    _defaults: Value = null,
    scheduler: Value = null,
  ) => {
    // A child begins with no signal ignored or blocked in any case, so `setsigdef` asks for what is so.
    refuse({ resetids: truthy(resetIds), scheduler });
    if (mask !== null && toArray(mask).length > 0) refuse({ setsigmask: mask });
    if (group !== null && toCInt(group) !== 0) refuse({ setpgroup: group });
    return spawn(who, name, argv, env, search, actions, truthy(newSession) || group !== null);
  },
];

function waitFor(pid: number, options: number): Value {
  const ended = hostCall(() => current.host.process.wait(pid, (options & WNOHANG) === 0));
  return tuple(ended ?? [0, 0]);
}

export const childFunctions: Readonly<Record<string, NativeRow>> = {
  posix_spawn: spawnFunction("posix_spawn", false),
  posix_spawnp: spawnFunction("posix_spawnp", true),
  wait: ["()", () => waitFor(-1, 0)],
  waitpid: ["(pid, options, /)", (pid: Value, options: Value) => waitFor(toCInt(pid), toCInt(options))],
  killpg: [
    "(pgid, signal, /)",
    (group: Value, signal: Value) => {
      if (!isInt(group)) throw typeError("an integer is required");
      hostCall(() => current.host.process.kill(-toCInt(group), toCInt(signal)));
      return null;
    },
  ],
};
