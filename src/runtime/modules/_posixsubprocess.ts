/**
 * `_posixsubprocess`: the half of `subprocess.Popen` that is C in CPython. Nothing is forked here, the host starts the
 * program; an error of its start goes through the pipe that CPython's forked child would have written it to.
 * Follows Modules/_posixsubprocess.c.
 */
import type { NativeModule } from "../core/native-module.ts";
import type { Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import { errnoOf } from "../exceptions/errno.ts";
import { notImplementedError, typeError, valueError } from "../exceptions/raise.ts";
import { truthy } from "../protocols/compare.ts";
import { toArray } from "../protocols/iterate.ts";
import { toCInt } from "../protocols/number.ts";
import { flushAll } from "./_io/buffered.ts";
import { pathText } from "./_io/path.ts";
import { plainRequest, variable } from "./posix/children.ts";

const S_IFDIR = 0o040000;
/** Exit status of a child whose exec failed. */
const EXEC_FAILED = 255 << 8;

/** The error of a host call; what is none passes. */
function failure(error: unknown): string {
  const { name, code } = error as { name?: string; code?: string };
  if (name !== "HostError" || code === undefined) throw error;
  return code;
}

const given = (value: Value): number | undefined => (value === null ? undefined : toCInt(value));

function text(value: Value): string {
  const found = pathText(value);
  if (found.includes("\0")) throw valueError("embedded null byte");
  return found;
}

function forkExec(
  args: Value,
  executables: Value,
  closeFds: Value,
  pass: Value,
  cwd: Value,
  env: Value,
  ...rest: Value[]
): Value {
  const [p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, , errpipeWrite] = rest
    .slice(0, 8)
    .map(toCInt) as [number, number, number, number, number, number, number, number];
  const [, newSession, group, gid, gids, uid, umask, preexec] = rest.slice(8) as [
    Value,
    Value,
    Value,
    Value,
    Value,
    Value,
    Value,
    Value,
  ];
  if (preexec !== null) throw notImplementedError("preexec_fn unavailable on this platform");
  if (gids !== null) throw notImplementedError("extra_groups unavailable on this platform");
  if (toCInt(group) > 0) throw notImplementedError("process_group unavailable on this platform");
  if (truthy(closeFds) && errpipeWrite < 3) throw valueError("errpipe_write must be >= 3");
  const { host } = current;
  const descriptors: (number | undefined)[] = [
    p2cread < 0 ? 0 : p2cread,
    c2pwrite < 0 ? 1 : c2pwrite,
    errwrite < 0 ? 2 : errwrite,
  ];
  for (const fd of toArray(pass).map(toCInt)) if (fd !== errpipeWrite) descriptors[fd] = fd;
  for (const fd of [p2cwrite, c2pread, errread])
    if (fd > 2 && fd < descriptors.length) descriptors[fd] = undefined;
  const argv = toArray(args).map(text);
  if (argv.length === 0) throw valueError("argv must not be empty");
  const request = {
    ...plainRequest("", argv),
    cwd: cwd === null ? undefined : pathText(cwd),
    descriptors,
    inherit: !truthy(closeFds),
    newSession: truthy(newSession) || toCInt(group) === 0,
    userId: given(uid),
    groupId: given(gid),
    umask: toCInt(umask) < 0 ? undefined : toCInt(umask),
    ...(env === null ? {} : { environment: toArray(env).map((entry) => variable(text(entry))) }),
  };
  flushAll();
  if (request.cwd !== undefined) {
    const kind = host.files.kind(request.cwd);
    if (kind !== S_IFDIR) return report(errpipeWrite, kind === 0 ? "ENOENT" : "ENOTDIR", "noexec:chdir");
  }
  let code = "ENOENT";
  for (const file of toArray(executables).map(text)) {
    try {
      return host.process.spawn({ ...request, file: file.includes("/") ? file : `./${file}` });
    } catch (error) {
      const found = failure(error);
      // The one that is not just missing is what the program hears of.
      if (found !== "ENOENT" && found !== "ENOTDIR") code = found;
      else if (code === "ENOENT") code = found;
    }
  }
  return report(errpipeWrite, code, "");
}

/** Tells the parent, which is this process as well, why its child did not start. */
function report(pipe: number, code: string, where: string): Value {
  const { host } = current;
  const message = `OSError:${(errnoOf(code) ?? 0).toString(16).toUpperCase()}:${where}`;
  host.files.write(pipe, new TextEncoder().encode(message));
  return host.process.stillborn(EXEC_FAILED);
}

export const posixSubprocessModule: NativeModule = {
  name: "_posixsubprocess",
  doc: "A POSIX helper for the subprocess module.",
  functions: {
    fork_exec: [
      "(*args)",
      (args: Value[]) => {
        if (args.length !== 22) throw typeError(`fork_exec expected 22 arguments, got ${args.length}`);
        return forkExec(...(args as [Value, Value, Value, Value, Value, Value, ...Value[]]));
      },
    ],
  },
};
