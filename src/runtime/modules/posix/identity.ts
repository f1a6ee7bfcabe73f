/** Functions of `os` about users, groups, process groups, sessions and scheduling. Follows Modules/posixmodule.c. What hosts do not
 * tell is read where Linux tells it, in `/proc`. */
import { typeOf } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { NativeRow } from "../../core/native.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import type { PyType } from "../../core/type.ts";
import { OverflowError } from "../../exceptions/hierarchy.ts";
import { osError } from "../../exceptions/os-error.ts";
import { newException, typeError, valueError } from "../../exceptions/raise.ts";
import { float } from "../../objects/float.ts";
import { isInt } from "../../objects/int.ts";
import { PyList } from "../../objects/list.ts";
import { PySet } from "../../objects/set.ts";
import { str } from "../../objects/str.ts";
import { type PyStructSequence, structSequence } from "../../objects/struct-sequence.ts";
import { tuple } from "../../objects/tuple.ts";
import { toArray } from "../../protocols/iterate.ts";
import { toCInt, toIndex } from "../../protocols/number.ts";
import { reprText } from "../../protocols/repr.ts";
import { hostCall } from "../_io/errors.ts";
import { pathText } from "../_io/path.ts";
import { systemText } from "../_io/system-file.ts";
import { groupsOfUser, userName } from "../pwd.ts";
import { structSequenceSpec } from "../../types/struct-sequence.ts";
import { identifier } from "./arguments.ts";

const SCHED_OTHER = 0;
const SCHED_FIFO = 1;
const SCHED_RR = 2;
const SCHED_BATCH = 3;
const SCHED_IDLE = 5;

export const identityConstants: Readonly<Record<string, Value>> = {
  PRIO_PROCESS: 0,
  PRIO_PGRP: 1,
  PRIO_USER: 2,
  SCHED_OTHER,
  SCHED_FIFO,
  SCHED_RR,
  SCHED_BATCH,
  SCHED_IDLE,
  SCHED_RESET_ON_FORK: 0x40000000,
};

/** The fields of `/proc/PID/stat` behind the name, from the state on. */
function processFields(pid: Value): string[] {
  const number = toCInt(pid);
  if (number < 0) throw osError("ESRCH");
  const text = systemText(`/proc/${number === 0 ? "self" : number}/stat`);
  if (text === undefined) throw osError("ESRCH");
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}

const PROCESS_GROUP = 2;
const SESSION = 3;
const POLICY = 38;

export const processGroup = (): number => Number(processFields(0)[PROCESS_GROUP]);

/** The numbers of a row of `/proc/self/status`. */
function statusRow(name: string): number[] {
  const line = systemText("/proc/self/status")
    ?.split("\n")
    .find((row) => row.startsWith(`${name}:`));
  if (line === undefined) throw osError("ENOSYS");
  return line
    .slice(name.length + 1)
    .trim()
    .split(/\s+/)
    .map(Number);
}

const setter =
  (which: "uid" | "euid" | "gid" | "egid"): NativeRow[1] =>
  (id: Value) => {
    const number = identifier(id, which.endsWith("uid") ? "uid" : "gid");
    hostCall(() => current.host.process.setIdentity(which, number));
    return null;
  };

/**
 * `setresuid(real, effective, saved)` and its like; -1 leaves one as it is. Without a third, the saved one follows the effective one
 * where that or the real one changes. Hosts have one call that sets all of them, and one for the effective one.
 */
const setAll =
  (which: "uid" | "gid"): NativeRow[1] =>
  (...given: Value[]) => {
    const row = which === "uid" ? "Uid" : "Gid";
    const now = statusRow(row).slice(0, 3) as [number, number, number];
    const wanted = given.map((id, i) => {
      const number = identifier(id, which);
      return number === -1 ? (now[i] as number) : number;
    });
    const [real = 0, effective = 0] = wanted;
    const moves = real !== now[0] || effective !== now[0];
    const [, , saved = given[0] !== -1 || moves ? effective : now[2]] = wanted;
    const { process } = current.host;
    if (real === effective && effective === saved) {
      if (now.some((id) => id !== real)) hostCall(() => process.setIdentity(which, real));
    } else if (real === now[0] && saved === now[2]) {
      if (effective !== now[1]) hostCall(() => process.setIdentity(`e${which}`, effective));
    } else throw osError("ENOSYS");
    // A process without privileges sets less than it asks for.
    if (statusRow(row).some((id, i) => i < 3 && id !== [real, effective, saved][i])) throw osError("EPERM");
    return null;
  };

/** Processors that the process may run on: `0-3,6`. */
function processors(pid: Value): Value {
  const number = toCInt(pid);
  if (number < 0) throw osError("EINVAL");
  const text = systemText(`/proc/${number === 0 ? "self" : number}/status`);
  const list = text === undefined ? undefined : /^Cpus_allowed_list:\s*(.*)$/m.exec(text)?.[1];
  if (list === undefined) throw osError("ESRCH");
  const set = new PySet();
  for (const range of list.split(",")) {
    const [first = 0, last = first] = range.split("-").map(Number);
    for (let i = first; i <= last; i++) set.add(i);
  }
  return set;
}

/** The id of a process that is there; 0 stands for this one. */
function processId(pid: Value, none: string): number {
  const number = toCInt(pid);
  if (number < 0) throw osError(none);
  processFields(number);
  return number === 0 ? current.host.process.pid : number;
}

function setProcessors(pid: Value, mask: Value): Value {
  const numbers = toArray(mask).map((cpu) => {
    if (!isInt(cpu))
      throw typeError(`expected an iterator of ints, but iterator yielded ${reprText(typeOf(cpu))}`);
    const number = toIndex(cpu);
    if (number < 0) throw valueError("negative CPU number");
    if (typeof number === "bigint")
      throw newException(OverflowError, "Python int too large to convert to C long");
    if (number > 0x7fff_ffff) throw newException(OverflowError, "CPU number too large");
    return number;
  });
  const id = processId(pid, "ESRCH");
  if (numbers.length === 0) throw osError("EINVAL");
  hostCall(() => current.host.process.command("taskset", ["-p", "-c", numbers.join(","), String(id)]));
  return null;
}

/** The options of `chrt` for scheduling policies. */
const POLICIES: Readonly<Record<number, string>> = {
  [SCHED_OTHER]: "--other",
  [SCHED_FIFO]: "--fifo",
  [SCHED_RR]: "--rr",
  [SCHED_BATCH]: "--batch",
  [SCHED_IDLE]: "--idle",
};

/** The priority in a `sched_param`. */
export function schedPriority(parameter: Value): number {
  if (typeOf(parameter) !== schedParameter.type) throw typeError("must have a sched_param object");
  const priority = toIndex((parameter as PyStructSequence).items[0] as Value);
  if (typeof priority === "bigint" || (priority | 0) !== priority)
    throw newException(OverflowError, "sched_priority out of range");
  return priority;
}

/** What `chrt` is told to give a process another policy or priority than it has; the policy it has where `policy` is undefined. */
export function scheduleChange(
  pid: Value,
  policy: number | undefined,
  priority: number,
): string[] | undefined {
  const fields = processFields(pid);
  const chosen = policy ?? Number(fields[POLICY]);
  const option = POLICIES[chosen];
  const real = chosen === SCHED_FIFO || chosen === SCHED_RR;
  if (option === undefined || priority > (real ? 99 : 0) || priority < (real ? 1 : 0))
    throw osError("EINVAL");
  if (chosen === Number(fields[POLICY]) && priority === Number(fields[POLICY - 1])) return undefined;
  return [option, "--pid", String(priority)];
}

function schedule(pid: Value, policy: number | undefined, priority: number): void {
  const change = scheduleChange(pid, policy, priority);
  if (change === undefined) return;
  hostCall(() => current.host.process.command("chrt", [...change, String(processId(pid, "ESRCH"))]));
}

/** How long a process runs in turn with others: Linux tells that of real-time policies alone. */
function turn(pid: Value): Value {
  const policy = Number(processFields(pid)[POLICY]);
  if (policy === SCHED_FIFO) return float(0);
  const text = policy === SCHED_RR ? systemText("/proc/sys/kernel/sched_rr_timeslice_ms") : undefined;
  if (text === undefined) throw osError("EINVAL");
  return float(Number(text) / 1000);
}

function priorityRange(policy: Value, real: number, none: number): Value {
  const number = toCInt(policy);
  if (number === SCHED_FIFO || number === SCHED_RR) return real;
  if (number === SCHED_OTHER || number === SCHED_BATCH || number === SCHED_IDLE) return none;
  throw osError("EINVAL");
}

export const schedParameter = structSequence(
  "posix.sched_param",
  "Currently has only one field: sched_priority",
  [["sched_priority", "the scheduling priority"]],
);

/** It is called with the priority itself, and checks it where it is used. */
export const schedParameterSpec: TypeSpec = (() => {
  const spec = structSequenceSpec(schedParameter);
  const reduce = (self: PyStructSequence): Value => tuple([schedParameter.type as Value, tuple(self.items)]);
  return {
    ...spec,
    new: [
      "(sched_priority)",
      (cls: PyType, priority: Value) => {
        const made = cls.alloc() as PyStructSequence;
        made.items = [priority];
        made.all = [priority];
        return made;
      },
    ],
    methods: { ...spec.methods, __reduce__: ["(self, /)", reduce] },
  };
})();

/** Only single processes have a priority that can be asked for. */
function processOf(which: Value, who: Value): number {
  if (toCInt(which) !== 0) throw osError(toCInt(which) > 2 || toCInt(which) < 0 ? "EINVAL" : "ENOSYS");
  return toCInt(who);
}

export const identityFunctions: Readonly<Record<string, NativeRow>> = {
  getpgrp: ["()", processGroup],
  getpgid: ["(pid)", (pid: Value) => Number(processFields(pid)[PROCESS_GROUP])],
  getsid: ["(pid, /)", (pid: Value) => Number(processFields(pid)[SESSION])],
  getgroups: ["()", () => new PyList([...current.host.process.groups])],
  setgroups: [
    "(groups, /)",
    (groups: Value) => {
      const ids = toArray(groups).map((id) => identifier(id, "gid"));
      hostCall(() => current.host.process.setGroups(ids));
      return null;
    },
  ],
  initgroups: [
    "(username, gid, /)",
    (name: Value, gid: Value) => {
      const ids = groupsOfUser(pathText(name), identifier(gid, "gid"));
      hostCall(() => current.host.process.setGroups(ids));
      return null;
    },
  ],
  getgrouplist: [
    "(user, group, /)",
    (name: Value, group: Value) => new PyList(groupsOfUser(pathText(name), identifier(group, "gid"))),
  ],
  getresuid: ["()", () => tuple(statusRow("Uid").slice(0, 3))],
  getresgid: ["()", () => tuple(statusRow("Gid").slice(0, 3))],
  setresuid: ["(ruid, euid, suid, /)", setAll("uid")],
  setresgid: ["(rgid, egid, sgid, /)", setAll("gid")],
  setreuid: ["(ruid, euid, /)", setAll("uid")],
  setregid: ["(rgid, egid, /)", setAll("gid")],
  setuid: ["(uid, /)", setter("uid")],
  seteuid: ["(euid, /)", setter("euid")],
  setgid: ["(gid, /)", setter("gid")],
  setegid: ["(egid, /)", setter("egid")],
  getlogin: [
    "()",
    () => {
      const login = Number(systemText("/proc/self/loginuid") ?? Number.NaN);
      const name = Number.isNaN(login) || login === 0xffffffff ? undefined : userName(login);
      if (name === undefined) throw osError("ENXIO");
      return str(name);
    },
  ],
  getloadavg: ["()", () => tuple(hostCall(() => current.host.process.loadAverage()).map(float))],
  getpriority: [
    "(which, who)",
    (which: Value, who: Value) => hostCall(() => current.host.process.priority(processOf(which, who))),
  ],
  setpriority: [
    "(which, who, priority)",
    (which: Value, who: Value, priority: Value) => {
      const wanted = Math.max(-20, Math.min(19, toCInt(priority)));
      hostCall(() => current.host.process.setPriority(processOf(which, who), wanted));
      return null;
    },
  ],
  nice: [
    "(increment, /)",
    (increment: Value) =>
      hostCall(() => {
        const { process } = current.host;
        const before = process.priority(0);
        const wanted = Math.max(-20, Math.min(19, before + toCInt(increment)));
        if (wanted !== before) process.setPriority(0, wanted);
        return wanted;
      }),
  ],
  sched_get_priority_max: ["(policy)", (policy: Value) => priorityRange(policy, 99, 0)],
  sched_get_priority_min: ["(policy)", (policy: Value) => priorityRange(policy, 1, 0)],
  sched_getscheduler: ["(pid, /)", (pid: Value) => Number(processFields(pid)[POLICY])],
  sched_getparam: ["(pid, /)", (pid: Value) => schedParameter.make([Number(processFields(pid)[POLICY - 1])])],
  sched_getaffinity: ["(pid, /)", processors],
  sched_setaffinity: ["(pid, mask, /)", setProcessors],
  sched_setscheduler: [
    "(pid, policy, param, /)",
    (pid: Value, policy: Value, parameter: Value) => {
      schedule(pid, toCInt(policy), schedPriority(parameter));
      return null;
    },
  ],
  sched_setparam: [
    "(pid, param, /)",
    (pid: Value, parameter: Value) => {
      const priority = schedPriority(parameter);
      if (toCInt(pid) < 0) throw osError("EINVAL");
      schedule(pid, undefined, priority);
      return null;
    },
  ],
  sched_rr_get_interval: ["(pid, /)", turn],
  sched_yield: ["()", () => null],
  ctermid: ["()", () => "/dev/tty"],
};
