/**
 * What has no offset: pipes and terminals.
 *
 * Node has no `poll`. Whether something can be read is found by reading: a second opening of the same pipe that does not
 * block tells, and what comes is kept for the next read. Whether something can be written is found by writing: once asked,
 * a stream takes a small write at once and carries it on as the pipe has room; until that is done it is not writable.
 * A second opening is to be had by the descriptor's own name on Linux alone; elsewhere everything counts as ready.
 */
import * as fs from "node:fs";
import { HostError } from "../host.ts";

/** The most that a writable pipe takes at once without blocking (POSIX's PIPE_BUF on Linux). */
const ATOMIC = 4096;
const AHEAD = 65536;

const { O_RDONLY, O_WRONLY, O_NONBLOCK } = fs.constants;

export class Stream {
  /** False after `os.set_blocking(fd, False)`. */
  blocking = true;
  readonly #fd: number;
  /** The openings that do not block; null where there is none to be had. */
  #reader: number | null | undefined;
  #writer: number | null | undefined;
  #input: Uint8Array = new Uint8Array(0);
  #ended = false;
  #output: Uint8Array = new Uint8Array(0);
  /** Somebody was told that there is room. */
  #promised = false;
  #broken = false;

  /** `fd`: a descriptor of the system. */
  constructor(fd: number) {
    this.#fd = fd;
  }

  get readable(): boolean {
    if (this.#input.length > 0 || this.#ended) return true;
    const fd = this.#reading();
    if (fd === null) return true;
    const into = new Uint8Array(AHEAD);
    const count = unlessBusy(() => fs.readSync(fd, into, 0, into.length, null));
    if (count === undefined) return false;
    if (count === 0) this.#ended = true;
    this.#input = into.subarray(0, count);
    return true;
  }

  get writable(): boolean {
    if (this.#writing() === null) return true;
    if (!this.flush()) return false;
    this.#promised = true;
    return true;
  }

  read(into: Uint8Array): number {
    if (this.#input.length > 0) {
      const chunk = this.#input.subarray(0, into.length);
      into.set(chunk);
      this.#input = this.#input.subarray(chunk.length);
      return chunk.length;
    }
    if (this.#ended) {
      this.#ended = false;
      return 0;
    }
    const fd = this.blocking ? this.#fd : (this.#reading() ?? this.#fd);
    return fs.readSync(fd, into, 0, into.length, null);
  }

  write(bytes: Uint8Array): number {
    if (this.#broken) throw new HostError("EPIPE");
    if (this.blocking && this.#promised && bytes.length <= ATOMIC) {
      this.#promised = false;
      this.#output = bytes.slice();
      this.flush();
      return bytes.length;
    }
    if (!this.blocking) {
      if (!this.flush()) throw new HostError("EAGAIN");
      return fs.writeSync(this.#writing() ?? this.#fd, bytes);
    }
    this.drain();
    return fs.writeSync(this.#fd, bytes);
  }

  /** Writes what is left as far as there is room; whether nothing is left. */
  flush(): boolean {
    const fd = this.#writer;
    while (this.#output.length > 0 && typeof fd === "number") {
      try {
        const count = unlessBusy(() => fs.writeSync(fd, this.#output));
        if (count === undefined) return false;
        this.#output = this.#output.subarray(count);
      } catch {
        // The reader is gone: the next write says so.
        this.#broken = true;
        this.#output = new Uint8Array(0);
      }
    }
    return true;
  }

  /** Writes what is left, however long it takes. */
  drain(): void {
    while (this.#output.length > 0)
      this.#output = this.#output.subarray(fs.writeSync(this.#fd, this.#output));
  }

  close(): void {
    for (const fd of [this.#reader, this.#writer]) if (typeof fd === "number") fs.closeSync(fd);
    this.#reader = null;
    this.#writer = null;
  }

  #reading(): number | null {
    this.#reader ??= this.#again(O_RDONLY);
    return this.#reader;
  }

  #writing(): number | null {
    this.#writer ??= this.#again(O_WRONLY);
    return this.#writer;
  }

  #again(access: number): number | null {
    if (process.platform !== "linux") return null;
    try {
      return fs.openSync(`/proc/self/fd/${this.#fd}`, access | O_NONBLOCK);
    } catch {
      return null;
    }
  }
}

function unlessBusy(attempt: () => number): number | undefined {
  try {
    return attempt();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EAGAIN" || code === "EWOULDBLOCK") return undefined;
    throw error;
  }
}
