/**
 * Functions of `os` that start programs and wait for them. There is no `fork`: a JavaScript process cannot be copied.
 * Follows Modules/posixmodule.c and Modules/_posixsubprocess.c.
 */
import type { SpawnRequest } from "../../../host/host.ts";
import { PyBaseException } from "../../core/exception.ts";
import type { NativeRow } from "../../core/native.ts";
import { special } from "../../core/builtin-types.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { PyOSError, TypeError } from "../../exceptions/hierarchy.ts";
import { osError } from "../../exceptions/os-error.ts";
import { notImplementedError, typeError, valueError } from "../../exceptions/raise.ts";
import { isInt } from "../../objects/int.ts";
import { PyList } from "../../objects/list.ts";
import { structSequence } from "../../objects/struct-sequence.ts";
import { PyTuple, tuple } from "../../objects/tuple.ts";
import { truthy } from "../../protocols/compare.ts";
import { toArray } from "../../protocols/iterate.ts";
import { callMethod0 } from "../../protocols/method-call.ts";
import { toCInt, toIndex } from "../../protocols/number.ts";
import { flushAll } from "../_io/buffered.ts";
import { hostCall } from "../_io/errors.ts";
import { pathText } from "../_io/path.ts";
import { path, pathOfDescriptor, pathOrFd } from "./arguments.ts";
import { processGroup, schedPriority, scheduleChange } from "./identity.ts";

const SPAWN_OPEN = 0;
const SPAWN_CLOSE = 1;
const SPAWN_DUP2 = 2;
const SPAWN_CLOSEFROM = 3;

/** What file actions are called, and how many elements they have. */
const ACTIONS: Readonly<Record<number, readonly [name: string, length: number]>> = {
  [SPAWN_OPEN]: ["open", 5],
  [SPAWN_CLOSE]: ["close", 2],
  [SPAWN_DUP2]: ["dup2", 3],
  [SPAWN_CLOSEFROM]: ["closefrom", 2],
};

export const childConstants: Readonly<Record<string, Value>> = {
  WNOHANG: 1,
  WUNTRACED: 2,
  WCONTINUED: 8,
  WEXITED: 4,
  WSTOPPED: 2,
  WNOWAIT: 0x1000000,
  P_WAIT: 0,
  P_NOWAIT: 1,
  P_NOWAITO: 1,
  P_ALL: 0,
  P_PID: 1,
  P_PGID: 2,
  CLD_EXITED: 1,
  CLD_KILLED: 2,
  CLD_DUMPED: 3,
  CLD_TRAPPED: 4,
  CLD_STOPPED: 5,
  CLD_CONTINUED: 6,
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

/** One argument of a program. */
function argument(who: string, item: Value): string {
  let text: string;
  try {
    text = pathText(item);
  } catch (error) {
    if (error instanceof PyBaseException && error.cls$.isSubtype(TypeError) && who.startsWith("spawn"))
      throw typeError(`${who}() arg 2 must contain only strings`);
    throw error;
  }
  if (text.includes("\0")) throw valueError("embedded null byte");
  return text;
}

function programArguments(who: string, argv: Value): string[] {
  if (!(argv instanceof PyList) && !(argv instanceof PyTuple))
    throw typeError(`${who}: argv must be a tuple or list`);
  if (argv.items.length === 0) throw valueError(`${who}: argv must not be empty`);
  const args = argv.items.map((item) => argument(who, item));
  if (args[0] === "") throw valueError(`${who}: argv first element cannot be empty`);
  return args;
}

function environmentOf(who: string, env: Value): [string, string][] {
  if (env === null) return current.host.environment.entries();
  if (special(env, "m$keys") === undefined)
    throw typeError(`${who}: environment must be a mapping object or None`);
  const keys = toArray(callMethod0(env, "keys"));
  const values = toArray(callMethod0(env, "values"));
  return keys.map((key, i) => {
    const [name, value] = [pathText(key), pathText(values[i] ?? null)];
    if (name.includes("\0") || value.includes("\0")) throw valueError("embedded null byte");
    if (name === "" || name.includes("=")) throw valueError("illegal environment variable name");
    return [name, value];
  });
}

/** The steps of `file_actions` on the descriptors that a child is to get; the files opened for it on the way. */
function applyActions(actions: Value, descriptors: (number | undefined)[]): number[] {
  const opened: number[] = [];
  if (
    !(actions instanceof PyList) &&
    !(actions instanceof PyTuple) &&
    special(actions, "m$__getitem__") === undefined
  )
    throw typeError("file_actions must be a sequence or None");
  for (const action of toArray(actions)) {
    if (!(action instanceof PyTuple) || action.items.length === 0)
      throw typeError("Each file_actions element must be a non-empty tuple");
    const [tag, ...rest] = action.items as [Value, ...Value[]];
    const kind = ACTIONS[toCInt(tag)];
    if (kind !== undefined && kind[1] !== action.items.length)
      throw typeError(`A ${kind[0]} file_action tuple must have ${kind[1]} elements`);
    const [fd = 0] = rest.slice(0, 1).map(toCInt);
    switch (toCInt(tag)) {
      case SPAWN_OPEN: {
        const [, name, flags, mode] = rest as [Value, Value, Value, Value];
        const place = pathText(name);
        if (place.includes("\0")) throw valueError("embedded null byte");
        const file = hostCall(() => current.host.files.open(place, toCInt(flags), toCInt(mode)), name);
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
  attributes: SpawnAttributes,
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
    const { blocked, newSession, userId, groupId, scheduler } = attributes;
    // A child begins as its parent is.
    const change =
      scheduler === undefined ? undefined : scheduleChange(0, scheduler.policy, scheduler.priority);
    const request = {
      ...plainRequest(file, args),
      environment,
      descriptors,
      inherit: !closing,
      newSession,
      userId,
      groupId,
    };
    const pid = hostCall(() => {
      if (blocked.length === 0) return current.host.process.spawn(request);
      current.host.files.access(file, X_OK);
      return current.host.process.spawn(blocking(request, blocked));
    }, name);
    if (change !== undefined) hostCall(() => current.host.process.command("chrt", [...change, String(pid)]));
    return pid;
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

/** What a child is to be given before its program runs. */
interface SpawnAttributes {
  readonly newSession: boolean;
  readonly userId: number | undefined;
  readonly groupId: number | undefined;
  /** Signals that wait until the program lets them through. */
  readonly blocked: readonly number[];
  readonly scheduler: { readonly policy: number | undefined; readonly priority: number } | undefined;
}

const NO_ATTRIBUTES: SpawnAttributes = {
  newSession: false,
  userId: undefined,
  groupId: undefined,
  blocked: [],
  scheduler: undefined,
};

/** The same program with signals blocked: hosts cannot say that, a command that starts programs can. */
function blocking(request: SpawnRequest, signals: readonly number[]): SpawnRequest {
  const { file, args } = request;
  if (file.includes("=")) throw notImplementedError("posix_spawn: setsigmask unavailable for this program");
  const option = `--block-signal=${signals.join(",")}`;
  return { ...request, file: "/usr/bin/env", args: ["env", option, "--", file, ...args.slice(1)] };
}

function signalNumbers(signals: Value): number[] {
  return toArray(signals).map((signal) => {
    const number = toIndex(signal);
    if (number < 1 || number > 64) throw valueError(`signal number ${number} out of range [1; 64]`);
    return Number(number);
  });
}

function schedulerOf(scheduler: Value): SpawnAttributes["scheduler"] {
  if (scheduler === null) return undefined;
  if (!(scheduler instanceof PyTuple)) throw typeError("posix_spawn: scheduler must be a tuple or None");
  if (scheduler.items.length !== 2) throw typeError("A scheduler tuple must have two elements");
  const [policy, parameter] = scheduler.items as [Value, Value];
  return {
    policy: policy === null ? undefined : toCInt(policy),
    priority: schedPriority(parameter),
  };
}

/** Whether a child is to lead a group of its own; it is in ours unless something else is said. */
function leadsGroup(group: Value): boolean {
  if (group === null) return false;
  const number = toCInt(group);
  if (number !== 0 && number !== processGroup())
    throw notImplementedError("posix_spawn: setpgroup unavailable for other groups on this platform");
  return number === 0;
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
    defaults: Value = null,
    scheduler: Value = null,
  ) => {
    // A child begins with no signal ignored in any case, so `setsigdef` asks for what is so.
    if (defaults !== null) signalNumbers(defaults);
    const { userIds, groupIds } = current.host.process;
    const reset = (ids: readonly [number, number] | undefined): number | undefined =>
      truthy(resetIds) && ids !== undefined && ids[0] !== ids[1] ? ids[0] : undefined;
    return spawn(who, name, argv, env, search, actions, {
      newSession: leadsGroup(group) || truthy(newSession),
      userId: reset(userIds),
      groupId: reset(groupIds),
      blocked: mask === null ? [] : signalNumbers(mask),
      scheduler: schedulerOf(scheduler),
    });
  },
];

function waitFor(pid: number, options: number): Value {
  const ended = hostCall(() => current.host.process.wait(pid, (options & WNOHANG) === 0));
  return tuple(ended ?? [0, 0]);
}

/**
 * `exec`: no process of ours can become another program, so that runs as a child over the same descriptors, and this process
 * ends as it does.
 */
function execute(name: Value, argv: Value, env: Value): Value {
  const who = env === null ? "execv" : "execve";
  const given = pathOrFd(name, who, env !== null);
  const program = typeof given === "number" ? pathOfDescriptor(given, who) : given;
  const args = programArguments(who, argv);
  const environment = env === null ? current.host.environment.entries() : environmentOf(who, env);
  flushAll();
  const { process, files } = current.host;
  hostCall(() => files.access(program, X_OK), name);
  const pid = hostCall(() => process.spawn({ ...plainRequest(program, args), environment }), name);
  const [, status] = hostCall(() => process.wait(pid, true)) as [number, number];
  if ((status & 0x7f) !== 0) process.kill(process.pid, status & 0x7f);
  process.exit((status >> 8) & 0xff);
  return null;
}

const X_OK = 1;
const P_WAIT = 0;

/** `spawnv` and its like, which `os` makes of `fork` where there is one. */
const spawnMode =
  (search: boolean) =>
  (mode: Value, name: Value, argv: Value, env: Value = null): Value => {
    if (!(argv instanceof PyList) && !(argv instanceof PyTuple))
      throw typeError("argv must be a tuple or a list");
    if (argv.items.length === 0 || pathText(argv.items[0] as Value) === "")
      throw valueError("argv first element cannot be empty");
    const { process } = current.host;
    let pid: number;
    try {
      pid = toCInt(spawn(env === null ? "spawnv" : "spawnve", name, argv, env, search, null, NO_ATTRIBUTES));
    } catch (error) {
      // A child of `fork` that cannot become the program ends so.
      if (!(error instanceof PyOSError)) throw error;
      pid = process.stillborn(127 << 8);
    }
    if (toCInt(mode) !== P_WAIT) return pid;
    const [, status] = hostCall(() => process.wait(pid, true)) as [number, number];
    return (status & 0x7f) !== 0 ? -(status & 0x7f) : (status >> 8) & 0xff;
  };

export const waitidResult = structSequence("waitid_result", "waitid_result: Result from waitid.", [
  ["si_pid", ""],
  ["si_uid", ""],
  ["si_signo", ""],
  ["si_status", ""],
  ["si_code", ""],
]);

const P_ALL = 0;
const P_PID = 1;
const WEXITED = 4;
const CLD_EXITED = 1;
const CLD_KILLED = 2;
const SIGCHLD = 17;

/** `waitid`: a child that has ended, None when there is none yet. Children are not left to be waited for again. */
function waitId(idType: Value, id: Value, options: Value): Value {
  const kind = toCInt(idType);
  const flags = toCInt(options);
  if ((kind !== P_ALL && kind !== P_PID) || (flags & WEXITED) === 0) throw osError("EINVAL");
  const ended = hostCall(() =>
    current.host.process.wait(kind === P_PID ? toCInt(id) : -1, (flags & WNOHANG) === 0),
  );
  if (ended === undefined) return null;
  const [pid, status] = ended;
  const signal = status & 0x7f;
  const [user] = current.host.process.userIds ?? [0];
  return waitidResult.make([
    pid,
    user,
    SIGCHLD,
    signal === 0 ? (status >> 8) & 0xff : signal,
    signal === 0 ? CLD_EXITED : CLD_KILLED,
  ]);
}

export const childFunctions: Readonly<Record<string, NativeRow>> = {
  execv: ["(path, argv, /)", (name: Value, argv: Value) => execute(name, argv, null)],
  execve: ["(path, argv, env)", execute],
  spawnv: ["(mode, path, argv, /)", spawnMode(false)],
  spawnve: ["(mode, path, argv, env, /)", spawnMode(false)],
  spawnvp: ["(mode, file, argv, /)", spawnMode(true)],
  spawnvpe: ["(mode, file, argv, env, /)", spawnMode(true)],
  waitid: ["(idtype, id, options, /)", waitId],
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
