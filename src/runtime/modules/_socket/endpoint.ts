/**
 * Sockets without a network: pairs of endpoints inside the process, each with a queue of the bytes that came for it.
 *
 * Event loops wake themselves through such pairs, and programs use them to talk to their own parts. An endpoint is what the
 * kernel's socket is in CPython: the open file behind one or more descriptors. Python's socket objects hold a descriptor, and
 * the table of one interpreter maps descriptors to endpoints. The numbers begin beyond those that a system gives to
 * files, so that `select` can tell both apart.
 *
 * One thread runs, so nothing changes while a call waits, but for what a signal's handler does: to wait is to sleep until
 * the time is over or an interrupt comes.
 */
import { current } from "../../core/state.ts";
import { osError } from "../../exceptions/os-error.ts";
import { socketConstants as c } from "./constants.ts";
import { threadCount, waitAmongThreads } from "../_thread/scheduler.ts";

/** The first descriptor of a socket. */
const FIRST_DESCRIPTOR = 1 << 20;
/** Bytes that one endpoint keeps before its peer has to wait; Linux's default. */
export const CAPACITY = 212_992;
/** The longest single sleep of a wait without end. */
const LONGEST_SLEEP = 3_600_000_000_000n;

/** Bytes that wait to be received: a stream, or messages that keep their bounds. */
class Incoming {
  readonly #chunks: Uint8Array[] = [];
  readonly #messages: boolean;
  size = 0;

  constructor(messages: boolean) {
    this.#messages = messages;
  }

  get empty(): boolean {
    return this.#chunks.length === 0;
  }

  push(data: Uint8Array): void {
    if (data.length === 0 && !this.#messages) return;
    this.#chunks.push(data.slice());
    this.size += data.length;
  }

  /** At most `count` bytes; of a message the rest is lost. `peek` leaves everything where it is. */
  take(count: number, peek: boolean): Uint8Array {
    if (this.#messages) {
      const message = this.#chunks[0] as Uint8Array;
      if (!peek) {
        this.#chunks.shift();
        this.size -= message.length;
      }
      return message.subarray(0, count);
    }
    const result = new Uint8Array(Math.min(count, this.size));
    let at = 0;
    for (let i = 0; at < result.length; ) {
      const chunk = this.#chunks[i] as Uint8Array;
      const part = chunk.subarray(0, result.length - at);
      result.set(part, at);
      at += part.length;
      if (peek) i++;
      else if (part.length === chunk.length) this.#chunks.shift();
      else this.#chunks[0] = chunk.subarray(part.length);
    }
    if (!peek) this.size -= result.length;
    return result;
  }
}

export class Endpoint {
  readonly family: number;
  readonly type: number;
  readonly protocol: number;
  readonly incoming: Incoming;
  /** Values of `setsockopt` by level and option. */
  readonly options = new Map<string, number | Uint8Array>();
  peer: Endpoint | undefined = undefined;
  /** Descriptors that lead here. */
  references = 0;
  /** What `shutdown` ended. */
  receiving = true;
  sending = true;

  constructor(family: number, type: number, protocol: number) {
    this.family = family;
    this.type = type;
    this.protocol = protocol;
    this.incoming = new Incoming(type !== c.SOCK_STREAM);
  }

  get open(): boolean {
    return this.references > 0;
  }

  /** The other side will send nothing more. */
  get ended(): boolean {
    const { peer } = this;
    return !this.receiving || peer === undefined || !peer.open || !peer.sending;
  }

  /** Room for what this endpoint sends. */
  get room(): number {
    return this.peer === undefined ? 0 : CAPACITY - this.peer.incoming.size;
  }

  get readable(): boolean {
    return !this.incoming.empty || this.ended;
  }

  get writable(): boolean {
    const { peer } = this;
    return peer === undefined || !peer.open || !peer.receiving || !this.sending || this.room > 0;
  }

  /** Both directions are over. */
  get hungUp(): boolean {
    const { peer } = this;
    return peer === undefined || !peer.open || (this.ended && !this.sending);
  }
}

/** The sockets of one interpreter by their descriptors. */
export class SocketTable {
  readonly #endpoints = new Map<number, Endpoint>();
  /** `socket.getdefaulttimeout()`, in nanoseconds; undefined is none. */
  defaultTimeout: bigint | undefined = undefined;

  /** A new descriptor, the lowest that is free, as POSIX wants it. */
  add(endpoint: Endpoint): number {
    let fd = FIRST_DESCRIPTOR;
    while (this.#endpoints.has(fd)) fd++;
    this.#endpoints.set(fd, endpoint);
    endpoint.references++;
    return fd;
  }

  find(fd: number): Endpoint | undefined {
    return this.#endpoints.get(fd);
  }

  /** The socket behind a descriptor; OSError for anything else. */
  get(fd: number): Endpoint {
    const endpoint = this.#endpoints.get(fd);
    if (endpoint === undefined) throw osError(fd >= 0 && fd < FIRST_DESCRIPTOR ? "ENOTSOCK" : "EBADF");
    return endpoint;
  }

  close(fd: number): void {
    const endpoint = this.get(fd);
    this.#endpoints.delete(fd);
    endpoint.references--;
  }
}

const TABLE = Symbol("sockets");
export const sockets = (): SocketTable => current.stateOf(TABLE, () => new SocketTable());

/** Whether a descriptor can only be that of a socket. */
export const isSocketDescriptor = (fd: number): boolean => fd >= FIRST_DESCRIPTOR;

/**
 * Waits until something is so, or the time (nanoseconds; undefined for no limit) is over, and says whether it is so. The
 * handlers of signals run meanwhile and may raise.
 */
export function waitUntil(isSo: () => boolean, nanoseconds: bigint | undefined): boolean {
  if (isSo()) return true;
  if (nanoseconds !== undefined && nanoseconds <= 0n) return false;
  if (threadCount() > 0) return waitAmongThreads(isSo, nanoseconds);
  const { clock } = current.host;
  const end = nanoseconds === undefined ? undefined : clock.monotonic() + nanoseconds;
  for (;;) {
    const left = end === undefined ? LONGEST_SLEEP : end - clock.monotonic();
    if (left <= 0n) return isSo();
    if (clock.sleep(left) && end !== undefined) return isSo();
    current.checkInterrupts();
    if (isSo()) return true;
  }
}

/** Sends what there is room for without waiting; the number of bytes. */
export function sendSome(endpoint: Endpoint, data: Uint8Array): number {
  const { peer } = endpoint;
  if (peer === undefined) throw osError("ENOTCONN");
  if (!endpoint.sending || !peer.open || !peer.receiving) throw osError("EPIPE");
  const count =
    endpoint.type === c.SOCK_STREAM ? Math.min(data.length, Math.max(0, endpoint.room)) : data.length;
  if (count < data.length && count === 0) throw osError("EAGAIN");
  peer.incoming.push(data.subarray(0, count));
  return count;
}
