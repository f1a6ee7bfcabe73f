/** Functions of `os` about the process and its environment. Follows Modules/posixmodule.c. */
import type { NativeRow } from "../../core/native.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { strerror } from "../../exceptions/errno.ts";
import { type PySystemExit, SystemExit } from "../../exceptions/hierarchy.ts";
import { osError } from "../../exceptions/os-error.ts";
import { newException, valueError } from "../../exceptions/raise.ts";
import { bytes } from "../../objects/bytes.ts";
import { PyDict } from "../../objects/dict.ts";
import { float } from "../../objects/float.ts";
import { str } from "../../objects/str.ts";
import { toCInt } from "../../protocols/number.ts";
import { flushAll } from "../_io/buffered.ts";
import { hostCall } from "../_io/errors.ts";
import { encodePath, pathText } from "../_io/path.ts";
import { timesResult, unameResult } from "./stat-result.ts";

const ids = (which: "userIds" | "groupIds", index: 0 | 1) => (): Value => {
  const pair = current.host.process[which];
  if (pair === undefined) throw osError("ENOSYS");
  return pair[index];
};

/** The environment as `posix.environ` shows it: bytes to bytes. */
export function environment(): PyDict {
  const dict = new PyDict();
  for (const [name, value] of current.host.environment.entries()) {
    dict.set(bytes(encodePath(name)), bytes(encodePath(value)));
  }
  return dict;
}

export const processFunctions: Readonly<Record<string, NativeRow>> = {
  getpid: ["()", () => current.host.process.pid],
  getppid: ["()", () => current.host.process.parentPid],
  getuid: ["()", ids("userIds", 0)],
  geteuid: ["()", ids("userIds", 1)],
  getgid: ["()", ids("groupIds", 0)],
  getegid: ["()", ids("groupIds", 1)],
  uname: ["()", () => unameResult.make(current.host.process.uname().map(str))],
  cpu_count: [
    "()",
    () => {
      const { cpuCount } = current.configuration;
      return cpuCount > 0 ? cpuCount : current.host.process.cpuCount;
    },
  ],
  kill: [
    "(pid, signal, /)",
    (pid: Value, signal: Value) => {
      hostCall(() => current.host.process.kill(toCInt(pid), toCInt(signal)));
      current.checkInterrupts();
      return null;
    },
  ],
  system: [
    "(command)",
    (command: Value) => {
      flushAll();
      return hostCall(() => current.host.process.system(pathText(command)));
    },
  ],
  _exit: [
    "(status)",
    (status: Value) => {
      current.host.process.exit(toCInt(status));
      const exit = newException(SystemExit, status) as PySystemExit;
      exit.code = status;
      throw exit;
    },
  ],
  abort: [
    "()",
    () => {
      current.host.process.exit(134);
      return null;
    },
  ],
  times: [
    "()",
    () => {
      const { clock } = current.host;
      const zero = float(0);
      return timesResult.make([
        float(Number(clock.processTime()) / 1e9),
        zero,
        zero,
        zero,
        float(Number(clock.monotonic()) / 1e9),
      ]);
    },
  ],
  strerror: ["(code, /)", (code: Value) => str(strerror(toCInt(code)))],
  putenv: [
    "(name, value, /)",
    (name: Value, value: Value) => {
      const variable = pathText(name);
      if (variable.includes("=")) throw valueError("illegal environment variable name");
      if (variable.includes("\0") || pathText(value).includes("\0")) throw valueError("embedded null byte");
      if (variable === "") throw osError("EINVAL");
      current.host.environment.set(variable, pathText(value));
      return null;
    },
  ],
  unsetenv: [
    "(name, /)",
    (name: Value) => {
      const variable = pathText(name);
      if (variable.includes("\0")) throw valueError("embedded null byte");
      if (variable === "" || variable.includes("=")) throw osError("EINVAL");
      current.host.environment.delete(variable);
      return null;
    },
  ],
  _create_environ: ["()", environment],
  waitstatus_to_exitcode: [
    "(status)",
    (status: Value) => {
      const code = toCInt(status);
      return (code & 0x7f) === 0 ? (code >> 8) & 0xff : -(code & 0x7f);
    },
  ],
  WIFEXITED: ["(status)", (status: Value) => (toCInt(status) & 0x7f) === 0],
  WIFSTOPPED: ["(status)", (status: Value) => (toCInt(status) & 0xff) === 0x7f],
  WIFCONTINUED: ["(status)", (status: Value) => toCInt(status) === 0xffff],
  WSTOPSIG: ["(status)", (status: Value) => (toCInt(status) >> 8) & 0xff],
  WCOREDUMP: ["(status, /)", (status: Value) => (toCInt(status) & 0x80) !== 0],
  WEXITSTATUS: ["(status)", (status: Value) => (toCInt(status) >> 8) & 0xff],
  WIFSIGNALED: ["(status)", (status: Value) => (toCInt(status) & 0x7f) !== 0],
  WTERMSIG: ["(status)", (status: Value) => toCInt(status) & 0x7f],
  register_at_fork: [
    "(*, before=<unrepresentable>, after_in_child=<unrepresentable>, after_in_parent=<unrepresentable>)",
    () => null,
  ],
};
