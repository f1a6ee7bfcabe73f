/**
 * Child processes. Node tells that a child has ended through its event loop, which a Python program does not reach: a
 * worker thread starts the children and watches over them, and this side blocks until it has news.
 */
import { HostError, type SpawnRequest } from "../host.ts";
import type { Interrupts } from "./interrupts.ts";

type Threads = typeof import("node:worker_threads");
type Port = import("node:worker_threads").MessagePort;

/** What the worker is asked for. */
interface Order {
  id: number;
  file: string;
  args: readonly string[];
  options: Record<string, unknown>;
}
type News =
  | { kind: "started"; id: number; pid: number }
  | { kind: "failed"; id: number; code: string }
  | { kind: "ended"; pid: number; code: number | null; signal: string | null };

/** How long a wait goes on without asking for interrupts. */
const SLICE_MS = 25;

/** First number for children that never were, beyond those of processes. */
const NOBODY = 1 << 22;

/** The program of the worker: text for another thread, so nothing around it can be used. */
function watchOver(): void {
  const { spawn } = process.getBuiltinModule("node:child_process");
  const { workerData } = process.getBuiltinModule("node:worker_threads");
  const { port, bell } = workerData as { port: Port; bell: Int32Array };
  const tell = (news: News): void => {
    port.postMessage(news);
    Atomics.add(bell, 0, 1);
    Atomics.notify(bell, 0);
  };
  port.on("message", ({ id, file, args, options }: Order) => {
    try {
      const child = spawn(file, args, options);
      const { pid } = child;
      if (pid === undefined) {
        child.on("error", (error: NodeJS.ErrnoException) =>
          tell({ kind: "failed", id, code: error.code ?? "EAGAIN" }),
        );
      } else {
        child.on("exit", (code, signal) => tell({ kind: "ended", pid, code, signal }));
        tell({ kind: "started", id, pid });
      }
    } catch (error) {
      tell({ kind: "failed", id, code: (error as NodeJS.ErrnoException).code ?? "EINVAL" });
    }
  });
}

export class NodeChildren {
  readonly #interrupts: Interrupts;
  /** Called while waiting, for what has to go on meanwhile. */
  readonly #idle: () => void;
  #port: Port | undefined;
  #madeBell: Int32Array<SharedArrayBuffer> | undefined;
  #receive: Threads["receiveMessageOnPort"] | undefined;
  #orders = 0;
  readonly #started = new Map<number, number | HostError>();
  /** Wait statuses of children by their ids; undefined while they run. */
  readonly #children = new Map<number, number | undefined>();

  constructor(interrupts: Interrupts, idle: () => void) {
    this.#interrupts = interrupts;
    this.#idle = idle;
  }

  /** Made when first needed: there is no shared memory while a start-up snapshot is filled. */
  get #bell(): Int32Array<SharedArrayBuffer> {
    this.#madeBell ??= new Int32Array(new SharedArrayBuffer(4));
    return this.#madeBell;
  }

  /** Starts a program; its process id. `descriptors` are the system's. */
  start(request: SpawnRequest): number {
    const id = this.#orders++;
    const [argv0 = request.file, ...args] = request.args;
    const texts = [request.file, ...request.args, ...request.environment.flat()];
    // Node encodes all texts as UTF-8.
    if (texts.some((text) => /[\ud800-\udfff]/u.test(text))) throw new HostError("EILSEQ");
    const options: Record<string, unknown> = {
      argv0,
      cwd: request.cwd,
      env: Object.fromEntries(request.environment),
      stdio: request.descriptors.map((fd) => fd ?? "ignore"),
      detached: request.newSession,
      uid: request.userId,
      gid: request.groupId,
    };
    const mask = request.umask === undefined ? undefined : process.umask(request.umask);
    try {
      this.#connect().postMessage({ id, file: request.file, args, options } satisfies Order);
      for (;;) {
        const outcome = this.#started.get(id);
        if (outcome === undefined) this.#listen(SLICE_MS);
        else {
          this.#started.delete(id);
          if (outcome instanceof HostError) throw outcome;
          return outcome;
        }
      }
    } finally {
      if (mask !== undefined) process.umask(mask);
    }
  }

  /** A child that has ended before it began, with this status: what a fork whose exec fails leaves behind. */
  stillborn(status: number): number {
    const pid = NOBODY + this.#orders++;
    this.#children.set(pid, status);
    return pid;
  }

  /** See `ProcessInfo.wait`. */
  wait(pid: number, block: boolean): [pid: number, status: number] | undefined {
    for (;;) {
      this.#listen(0);
      const candidates = pid > 0 ? [pid] : [...this.#children.keys()];
      if (!candidates.some((candidate) => this.#children.has(candidate))) throw new HostError("ECHILD");
      for (const candidate of candidates) {
        const status = this.#children.get(candidate);
        if (status === undefined) continue;
        this.#children.delete(candidate);
        return [candidate, status];
      }
      if (!block) return undefined;
      if (this.#interrupts.pending) throw new HostError("EINTR");
      this.#idle();
      this.#listen(SLICE_MS);
    }
  }

  #connect(): Port {
    if (this.#port !== undefined) return this.#port;
    const { Worker, MessageChannel, receiveMessageOnPort } = process.getBuiltinModule("node:worker_threads");
    const { port1, port2 } = new MessageChannel();
    const worker = new Worker(`(${watchOver.toString()})()`, {
      eval: true,
      execArgv: [],
      workerData: { port: port2, bell: this.#bell },
      transferList: [port2],
    });
    worker.unref();
    port1.unref();
    this.#receive = receiveMessageOnPort;
    this.#port = port1;
    return port1;
  }

  /** Takes what the worker has told, or waits for it, at most so many milliseconds. */
  #listen(milliseconds: number): void {
    if (this.#port === undefined) return;
    const rung = Atomics.load(this.#bell, 0);
    if (this.#take() || milliseconds === 0) return;
    Atomics.wait(this.#bell, 0, rung, milliseconds);
    this.#take();
  }

  #take(): boolean {
    let some = false;
    for (;;) {
      const message = this.#receive?.(this.#port as Port) as { message: News } | undefined;
      if (message === undefined) return some;
      some = true;
      const news = message.message;
      if (news.kind === "failed") this.#started.set(news.id, new HostError(news.code));
      else if (news.kind === "started") {
        this.#started.set(news.id, news.pid);
        this.#children.set(news.pid, undefined);
      } else this.#children.set(news.pid, waitStatus(news.code, news.signal));
    }
  }
}

/** A wait status as POSIX has it. */
export function waitStatus(code: number | null, signal: string | null): number {
  if (signal === null) return ((code ?? 0) & 0xff) << 8;
  const numbers: Readonly<Record<string, number>> = process.getBuiltinModule("node:os").constants.signals;
  return numbers[signal] ?? 9;
}
