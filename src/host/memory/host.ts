/**
 * A host that exists only in memory: a tree of files, an environment, a console of strings. It needs nothing but
 * ECMAScript, so it runs wherever JavaScript does; tests, sandboxes and pages use it.
 */
import { type Clock, type Environment, type Host, HostError, type ProcessInfo } from "../host.ts";
import { type MemoryConsole, MemoryFiles } from "./files.ts";

export interface MemoryHostOptions {
  /** Text of standard input. */
  input?: string;
  /** Contents by absolute path; directories are made as needed. */
  files?: Readonly<Record<string, string | Uint8Array>>;
  environment?: Readonly<Record<string, string>>;
  /** Current directory, made when missing. Default `/`. */
  cwd?: string;
  /** Takes the output as it comes, instead of `output` and `errors`. */
  console?: MemoryConsole;
  /** Asked now and then: true interrupts the program as Ctrl-C does. */
  interrupted?: () => boolean;
}

export class MemoryHost implements Host {
  readonly platform = "linux";
  readonly executable = "";
  readonly files: MemoryFiles;
  readonly clock: Clock;
  readonly environment: Environment;
  readonly process: ProcessInfo = memoryProcess;
  readonly #output: Uint8Array[] = [];
  readonly #errors: Uint8Array[] = [];
  readonly #interrupted: () => boolean;

  constructor(options: MemoryHostOptions = {}) {
    this.#interrupted = options.interrupted ?? (() => false);
    this.clock = memoryClock(this.#interrupted);
    this.files = new MemoryFiles(options.console ?? this.#capture(options.input ?? ""), () =>
      this.clock.now(),
    );
    this.environment = mapEnvironment(new Map(Object.entries(options.environment ?? {})));
    this.makeDirectories("/tmp");
    for (const [path, contents] of Object.entries(options.files ?? {})) this.writeFile(path, contents);
    if (options.cwd !== undefined) {
      this.makeDirectories(options.cwd);
      this.files.chdir(options.cwd);
    }
  }

  #capture(input: string): MemoryConsole {
    const bytes = new TextEncoder().encode(input);
    let at = 0;
    return {
      read(into) {
        const chunk = bytes.subarray(at, at + into.length);
        into.set(chunk);
        at += chunk.length;
        return chunk.length;
      },
      write: (fd, chunk) => {
        (fd === 1 ? this.#output : this.#errors).push(chunk);
      },
    };
  }

  /** What was written to standard output so far. */
  get output(): string {
    return decode(this.#output);
  }

  /** What was written to standard error so far. */
  get errors(): string {
    return decode(this.#errors);
  }

  /** Makes a directory and those above it. */
  makeDirectories(path: string): void {
    const names = path.split("/").filter((name) => name !== "");
    for (let i = 1; i <= names.length; i++) {
      try {
        this.files.makeDirectory(`/${names.slice(0, i).join("/")}`, 0o777);
      } catch (error) {
        if (!(error instanceof HostError) || error.code !== "EEXIST") throw error;
      }
    }
  }

  /** Makes a file, and the directories above it, with these contents. */
  writeFile(path: string, contents: string | Uint8Array): void {
    this.makeDirectories(path.slice(0, path.lastIndexOf("/")));
    const { WRONLY, CREAT, TRUNC } = this.files.flags;
    const fd = this.files.open(path, WRONLY | CREAT | TRUNC, 0o666);
    this.files.write(fd, typeof contents === "string" ? new TextEncoder().encode(contents) : contents);
    this.files.close(fd);
  }

  randomBytes(count: number): Uint8Array {
    const bytes = new Uint8Array(count);
    for (let at = 0; at < count; at += 65536)
      globalThis.crypto.getRandomValues(bytes.subarray(at, at + 65536));
    return bytes;
  }

  evaluate(text: string, name: string): unknown {
    // Indirect, so that the text sees the global scope alone.
    // oxlint-disable-next-line no-eval
    return globalThis.eval(`${text}\n//# sourceURL=${encodeURI(name)}`);
  }

  takeInterrupt(): boolean {
    return this.#interrupted();
  }

  watchInterrupts(): void {
    // The embedder says when.
  }
}

function decode(chunks: readonly Uint8Array[]): string {
  const decoder = new TextDecoder();
  return chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join("") + decoder.decode();
}

function mapEnvironment(variables: Map<string, string>): Environment {
  return {
    entries: () => [...variables],
    get: (name) => variables.get(name),
    set: (name, value) => void variables.set(name, value),
    delete: (name) => void variables.delete(name),
  };
}

/** Sleeps by `Atomics.wait`, where the thread may block. */
function memoryClock(interrupted: () => boolean): Clock {
  const nanoseconds = (milliseconds: number): bigint => BigInt(Math.round(milliseconds * 1e3)) * 1000n;
  const monotonic = (): bigint => nanoseconds(performance.now());
  return {
    now: () => nanoseconds(Date.now()),
    monotonic,
    processTime: monotonic,
    sleep(duration) {
      const cell = new Int32Array(new SharedArrayBuffer(4));
      const end = monotonic() + duration;
      for (;;) {
        if (interrupted()) return false;
        const left = Number(end - monotonic()) / 1e6;
        if (left <= 0) return true;
        Atomics.wait(cell, 0, 0, Math.min(left, 25));
      }
    },
    timeZone: () => "UTC",
  };
}

const absent = (): never => {
  throw new HostError("ENOSYS");
};

const memoryProcess: ProcessInfo = {
  pid: 1,
  parentPid: 0,
  userIds: [1000, 1000],
  groupIds: [1000, 1000],
  groups: [1000],
  setGroups: absent,
  setIdentity: absent,
  priority: () => 0,
  setPriority: absent,
  loadAverage: () => [0, 0, 0],
  uname: () => ["Linux", "localhost", "0", "0", "javascript"],
  cpuCount: 1,
  kill: absent,
  exit() {},
  usage: () => new Array<number>(16).fill(0),
  system: absent,
  command: absent,
  setLimit: absent,
  spawn: absent,
  stillborn: absent,
  wait() {
    throw new HostError("ECHILD");
  },
};
