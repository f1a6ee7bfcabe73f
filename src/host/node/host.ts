/** Node as the host. Modules of Node that a program may never need are loaded when it does. */
import * as vm from "node:vm";
import {
  type Clock,
  type Environment,
  type Host,
  HostError,
  type ProcessInfo,
  type SpawnRequest,
} from "../host.ts";
import { NodeChildren, waitStatus } from "./children.ts";
import { NodeClock } from "./clock.ts";
import { nodeCryptography } from "./cryptography.ts";
import { nodeCompression } from "./compression.ts";
import type { CodeCache } from "./code-cache.ts";
import { system } from "./errors.ts";
import { NodeFiles } from "./files.ts";
import { Garbage } from "./garbage.ts";
import { Interrupts } from "./interrupts.ts";
import { load } from "./load.ts";

export class NodeHost implements Host {
  readonly platform: string = process.platform;
  readonly executable: string;
  readonly files: NodeFiles;
  readonly clock: Clock;
  readonly environment: Environment = new NodeEnvironment();
  readonly process: ProcessInfo;
  readonly cryptography = nodeCryptography;
  readonly compression = nodeCompression;
  readonly interrupts = new Interrupts();
  /** Where V8's code of library modules is kept; undefined for nowhere. */
  codeCache: CodeCache | undefined = undefined;
  readonly #garbage = new Garbage();

  /** `executable`: absolute path of the command, or empty. */
  constructor(executable: string) {
    this.executable = executable;
    this.clock = new NodeClock(this.interrupts);
    this.files = new NodeFiles(this.interrupts);
    this.process = new NodeProcess(this.files, new NodeChildren(this.interrupts, this.files.carryOn));
  }

  randomBytes(count: number): Uint8Array {
    const bytes = new Uint8Array(count);
    // The Web's function fills at most this many at once.
    for (let at = 0; at < count; at += 65536)
      globalThis.crypto.getRandomValues(bytes.subarray(at, at + 65536));
    return bytes;
  }

  collectGarbage(): void {
    this.#garbage.collect();
  }

  endJob(): void {
    this.#garbage.endJob();
  }

  evaluate(text: string, name: string, library?: string): unknown {
    if (library !== undefined && this.codeCache !== undefined)
      return this.codeCache.evaluate(text, name, library);
    return new vm.Script(text, { filename: name }).runInThisContext();
  }

  takeInterrupt(): boolean {
    return this.interrupts.take();
  }

  watchInterrupts(): void {
    this.interrupts.watch();
  }
}

const SIGUSR1 = 10;

/** Node listens for a debugger when this signal comes; after a handler was taken off, the signal does what it does to any process. */
function forgetDebugger(): void {
  if (process.platform !== "linux") return;
  const handler = (): void => {};
  process.on("SIGUSR1", handler);
  process.off("SIGUSR1", handler);
}

class NodeEnvironment implements Environment {
  entries(): [string, string][] {
    return Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  }
  get(name: string): string | undefined {
    return process.env[name];
  }
  set(name: string, value: string): void {
    process.env[name] = value;
  }
  delete(name: string): void {
    delete process.env[name];
  }
}

class NodeProcess implements ProcessInfo {
  readonly pid = process.pid;
  readonly #files: NodeFiles;
  readonly #children: NodeChildren;

  constructor(files: NodeFiles, children: NodeChildren) {
    this.#files = files;
    this.#children = children;
  }

  get parentPid(): number {
    return process.ppid;
  }

  get userIds(): readonly [number, number] | undefined {
    const { getuid, geteuid } = process;
    return getuid === undefined || geteuid === undefined ? undefined : [getuid(), geteuid()];
  }

  get groupIds(): readonly [number, number] | undefined {
    const { getgid, getegid } = process;
    return getgid === undefined || getegid === undefined ? undefined : [getgid(), getegid()];
  }

  get groups(): readonly number[] {
    return process.getgroups?.() ?? [];
  }

  setGroups(ids: readonly number[]): void {
    const set = process.setgroups;
    if (set === undefined) throw new HostError("ENOSYS");
    system(() => set(ids));
  }

  setIdentity(which: "uid" | "euid" | "gid" | "egid", id: number): void {
    const set = process[`set${which}`];
    if (set === undefined) throw new HostError("ENOSYS");
    system(() => set(id));
  }

  priority(pid: number): number {
    return system(() => load<typeof import("node:os")>("node:os").getPriority(pid));
  }

  setPriority(pid: number, priority: number): void {
    system(() => load<typeof import("node:os")>("node:os").setPriority(pid, priority));
  }

  loadAverage(): readonly number[] {
    return load<typeof import("node:os")>("node:os").loadavg();
  }

  uname(): readonly [string, string, string, string, string] {
    const os = load<typeof import("node:os")>("node:os");
    return [os.type(), os.hostname(), os.release(), os.version(), os.machine()];
  }

  get cpuCount(): number {
    return load<typeof import("node:os")>("node:os").availableParallelism();
  }

  kill(pid: number, signal: number): void {
    if (signal === SIGUSR1 && pid === process.pid) forgetDebugger();
    system(() => process.kill(pid, signal));
  }

  exit(code: number): void {
    process.exit(code);
  }

  usage(): readonly number[] {
    const used = process.resourceUsage();
    return [
      used.userCPUTime,
      used.systemCPUTime,
      used.maxRSS,
      used.sharedMemorySize,
      used.unsharedDataSize,
      used.unsharedStackSize,
      used.minorPageFault,
      used.majorPageFault,
      used.swappedOut,
      used.fsRead,
      used.fsWrite,
      used.ipcSent,
      used.ipcReceived,
      used.signalsCount,
      used.voluntaryContextSwitches,
      used.involuntaryContextSwitches,
    ];
  }

  system(command: string): number {
    const { spawnSync } = load<typeof import("node:child_process")>("node:child_process");
    const result = spawnSync("/bin/sh", ["-c", command], { stdio: "inherit" });
    if (result.error !== undefined) throw new HostError("ENOEXEC");
    return waitStatus(result.status, result.signal);
  }

  command(name: string, args: readonly string[]): void {
    const { spawnSync } = load<typeof import("node:child_process")>("node:child_process");
    const { error, status } = spawnSync(name, args, { stdio: "ignore" });
    if (error !== undefined) throw new HostError("ENOSYS");
    if (status !== 0) throw new HostError("EPERM");
  }

  setLimit(pid: number, name: string, soft: number | bigint, hard: number | bigint): void {
    const text = (limit: number | bigint): string => (limit < 0 ? "unlimited" : String(limit));
    this.command("prlimit", [`--pid=${pid}`, `--${name.toLowerCase()}=${text(soft)}:${text(hard)}`]);
    // Writing on is to be refused, and not to end the process.
    if (name === "FSIZE" && pid === this.pid) process.on("SIGXFSZ", () => {});
  }

  spawn(request: SpawnRequest): number {
    const descriptors = [...request.descriptors];
    if (request.inherit) for (const fd of this.#files.inherited) descriptors[fd] ??= fd;
    const shared = Array.from(descriptors, (fd) => (fd === undefined ? undefined : this.#files.share(fd)));
    return this.#children.start({ ...request, descriptors: shared });
  }

  stillborn(status: number): number {
    return this.#children.stillborn(status);
  }

  wait(pid: number, block: boolean): [pid: number, status: number] | undefined {
    return this.#children.wait(pid, block);
  }
}
