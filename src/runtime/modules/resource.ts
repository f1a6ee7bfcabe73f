/** The module `resource`: limits and use of the system's resources. Limits are read from `/proc` and set by the system's
 * command `prlimit`, since JavaScript hosts have no call for them. https://docs.python.org/3.14/library/resource.html */
import type { TypeSpec } from "../core/define.ts";
import type { NativeModule } from "../core/native-module.ts";
import type { Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import type { PyType } from "../core/type.ts";
import { OSError, OverflowError } from "../exceptions/hierarchy.ts";
import { newException, valueError } from "../exceptions/raise.ts";
import { osError } from "../exceptions/os-error.ts";
import { float } from "../objects/float.ts";
import { type Int, int } from "../objects/int.ts";
import { structSequence } from "../objects/struct-sequence.ts";
import { tuple } from "../objects/tuple.ts";
import { toArray } from "../protocols/iterate.ts";
import { toCInt, toIndex, toSize } from "../protocols/number.ts";
import { isHostFailure } from "./_io/errors.ts";
import { systemText } from "./_io/system-file.ts";
import { structSequenceSpec } from "../types/struct-sequence.ts";

const usage = structSequence("resource.struct_rusage", "struct_rusage: Result from getrusage.", [
  ["ru_utime", "user time used"],
  ["ru_stime", "system time used"],
  ["ru_maxrss", "max. resident set size"],
  ["ru_ixrss", "shared memory size"],
  ["ru_idrss", "unshared data size"],
  ["ru_isrss", "unshared stack size"],
  ["ru_minflt", "page faults not requiring I/O"],
  ["ru_majflt", "page faults requiring I/O"],
  ["ru_nswap", "number of swap outs"],
  ["ru_inblock", "block input operations"],
  ["ru_oublock", "block output operations"],
  ["ru_msgsnd", "IPC messages sent"],
  ["ru_msgrcv", "IPC messages received"],
  ["ru_nsignals", "signals received"],
  ["ru_nvcsw", "voluntary context switches"],
  ["ru_nivcsw", "involuntary context switches"],
]);

const INFINITY = -1;

/** Names of /proc/self/limits in the order of Linux' numbers. */
const LIMITS = [
  ["CPU", "Max cpu time"],
  ["FSIZE", "Max file size"],
  ["DATA", "Max data size"],
  ["STACK", "Max stack size"],
  ["CORE", "Max core file size"],
  ["RSS", "Max resident set"],
  ["NPROC", "Max processes"],
  ["NOFILE", "Max open files"],
  ["MEMLOCK", "Max locked memory"],
  ["AS", "Max address space"],
  ["LOCKS", "Max file locks"],
  ["SIGPENDING", "Max pending signals"],
  ["MSGQUEUE", "Max msgqueue size"],
  ["NICE", "Max nice priority"],
  ["RTPRIO", "Max realtime priority"],
  ["RTTIME", "Max realtime timeout"],
] as const;

const SELF = 0;
const CHILDREN = -1;

function checked(resource: Value): number {
  const which = toCInt(resource);
  if (which < 0 || which >= LIMITS.length) throw valueError("invalid resource specified");
  return which;
}

/** The soft and the hard limit of a process, 0 for this one; infinite where the system does not say. */
function limits(which: number, pid = 0): [Int, Int] {
  const row = LIMITS[which];
  if (row === undefined) return [INFINITY, INFINITY];
  const text = systemText(`/proc/${pid === 0 ? "self" : pid}/limits`);
  if (text === undefined && pid !== 0) throw osError("ESRCH");
  if (text === undefined) return [INFINITY, INFINITY];
  const line = text.split("\n").find((candidate) => candidate.startsWith(row[1]));
  const [soft = "", hard = ""] = line?.slice(row[1].length).trim().split(/\s+/) ?? [];
  const number = (word: string): Int => (/^\d+$/.test(word) ? int(BigInt(word)) : INFINITY);
  return [number(soft), number(hard)];
}

function limit(value: Value): Int {
  const number = toIndex(value);
  if (number >= 1n << 64n) throw newException(OverflowError, "Python int too large to convert to C rlim_t");
  // The largest number is that for no limit.
  if (number === INFINITY || number === (1n << 64n) - 1n) return INFINITY;
  if (number < 0) throw valueError("Cannot convert negative int");
  return number;
}

function setLimits(which: number, wanted: Value, pid = 0): void {
  const pair = toArray(wanted);
  if (pair.length !== 2) throw valueError("expected a tuple of 2 integers");
  const [soft, hard] = pair.map(limit) as [Int, Int];
  const [softNow, hardNow] = limits(which, pid);
  if (soft === softNow && hard === hardNow) return;
  if (hard !== INFINITY && (soft === INFINITY || soft > hard))
    throw valueError("current limit exceeds maximum limit");
  const { process } = current.host;
  try {
    process.setLimit(
      pid === 0 ? process.pid : pid,
      (LIMITS[which] as readonly string[])[0] as string,
      soft,
      hard,
    );
  } catch (error) {
    if (!isHostFailure(error)) throw error;
    if (error.code !== "EPERM") throw osError(error.code);
    throw pid === 0 ? valueError("not allowed to raise maximum limit") : osError("EPERM");
  }
}

export const resourceModule: NativeModule = {
  name: "resource",
  functions: {
    getrlimit: ["(resource, /)", (resource: Value) => tuple(limits(checked(resource)))],
    setrlimit: [
      "(resource, limits, /)",
      (resource: Value, wanted: Value) => {
        setLimits(checked(resource), wanted);
        return null;
      },
    ],
    prlimit: [
      "(pid, resource, limits=None, /)",
      (pid: Value, resource: Value, wanted: Value = null) => {
        const [process, which] = [toCInt(pid), checked(resource)];
        const before = limits(which, process);
        if (wanted !== null) setLimits(which, wanted, process);
        return tuple(before);
      },
    ],
    getrusage: [
      "(who, /)",
      (who: Value) => {
        const whose = toSize(who);
        if (whose !== SELF && whose !== CHILDREN) throw valueError("invalid who parameter");
        // Hosts do not tell what children used.
        const numbers = whose === SELF ? current.host.process.usage() : new Array<number>(16).fill(0);
        const [user = 0, system = 0, ...counts] = numbers;
        return usage.make([float(user / 1e6), float(system / 1e6), ...counts]);
      },
    ],
    getpagesize: ["()", () => 4096],
  },
  constants: {
    ...Object.fromEntries(LIMITS.map(([name], i) => [`RLIMIT_${name}`, i])),
    RLIMIT_OFILE: LIMITS.findIndex(([name]) => name === "NOFILE"),
    RLIM_INFINITY: INFINITY,
    RUSAGE_SELF: SELF,
    RUSAGE_CHILDREN: CHILDREN,
    error: OSError,
  },
  types: { struct_rusage: usage.type },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [[usage.type, structSequenceSpec(usage)]];
