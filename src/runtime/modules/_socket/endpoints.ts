/**
 * Sockets of a host without a network: pairs of connected endpoints in memory (`socket.socketpair`), which is what event
 * loops wake themselves with. They have descriptors of their own, far above those of files.
 */
import { current } from "../../core/state.ts";

export interface Endpoint {
  readonly fd: number;
  readonly family: number;
  readonly type: number;
  readonly proto: number;
  /** What has arrived and was not read. */
  received: Uint8Array[];
  /** The other end; undefined when not connected. */
  peer: Endpoint | undefined;
  /** Nothing more will arrive. */
  ended: boolean;
}

interface Endpoints {
  readonly open: Map<number, Endpoint>;
  next: number;
}

const FIRST_DESCRIPTOR = 1_000_000;
const STATE = Symbol("sockets");
const endpoints = (): Endpoints =>
  current.stateOf(STATE, () => ({ open: new Map(), next: FIRST_DESCRIPTOR }));

export function openEndpoint(family: number, type: number, proto: number): Endpoint {
  const table = endpoints();
  const made: Endpoint = {
    fd: table.next++,
    family,
    type,
    proto,
    received: [],
    peer: undefined,
    ended: false,
  };
  table.open.set(made.fd, made);
  return made;
}

export const endpointAt = (fd: number): Endpoint | undefined => endpoints().open.get(fd);

export function closeEndpoint(endpoint: Endpoint): void {
  endpoints().open.delete(endpoint.fd);
  if (endpoint.peer !== undefined) endpoint.peer.ended = true;
}

/** True when a read would not block. */
export const isReadable = (endpoint: Endpoint): boolean => endpoint.received.length > 0 || endpoint.ended;

/** Takes at most `count` bytes of what has arrived, leaving it there to look at only. */
export function take(endpoint: Endpoint, count: number, peek: boolean): Uint8Array {
  const parts: Uint8Array[] = [];
  let left = count;
  const rest: Uint8Array[] = [];
  for (const chunk of endpoint.received) {
    parts.push(chunk.subarray(0, left));
    if (chunk.length > left) rest.push(chunk.subarray(left));
    left = Math.max(0, left - chunk.length);
  }
  if (!peek) endpoint.received = rest;
  const whole = new Uint8Array(count - left);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
