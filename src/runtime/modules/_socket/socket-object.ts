/** Data of `_socket.socket`, and receiving and sending through it with its timeout. Follows Modules/socketmodule.c (sock_call). */
import { declareType } from "../../core/builtin-types.ts";
import { PyInstance } from "../../core/object.ts";
import { TimeoutError } from "../../exceptions/hierarchy.ts";
import { osError } from "../../exceptions/os-error.ts";
import { newException } from "../../exceptions/raise.ts";
import { socketConstants as c } from "./constants.ts";
import { type Endpoint, sendSome, sockets, waitUntil } from "./endpoint.ts";

export class PySocket extends PyInstance {
  /** -1 when closed. */
  fd = -1;
  family = -1;
  type = -1;
  protocol = -1;
  /** Nanoseconds: undefined blocks, 0 does not wait. */
  timeout: bigint | undefined = undefined;

  /** The endpoint; OSError EBADF when the socket is closed. */
  get endpoint(): Endpoint {
    return sockets().get(this.fd);
  }

  attach(fd: number, family: number, type: number, protocol: number): void {
    this.fd = fd;
    this.family = family;
    this.type = type;
    this.protocol = protocol;
    this.timeout = sockets().defaultTimeout;
  }

  /** Waits for a condition as the timeout says; raises BlockingIOError or TimeoutError when it does not come. */
  await(isSo: () => boolean, flags = 0): void {
    const wait = flags & (c.MSG_DONTWAIT as number) ? 0n : this.timeout;
    if (waitUntil(isSo, wait)) return;
    throw wait === 0n ? osError("EAGAIN") : newException(TimeoutError, "timed out");
  }

  receive(count: number, flags: number): Uint8Array {
    const { endpoint } = this;
    if (endpoint.peer === undefined) throw osError(endpoint.type === c.SOCK_STREAM ? "ENOTCONN" : "EINVAL");
    if (flags & (c.MSG_OOB as number)) throw osError("EOPNOTSUPP");
    if (count === 0 && endpoint.type === c.SOCK_STREAM) return new Uint8Array(0);
    const whole = (flags & (c.MSG_WAITALL as number)) !== 0 && endpoint.type === c.SOCK_STREAM;
    this.await(
      () => endpoint.ended || (whole ? endpoint.incoming.size >= count : !endpoint.incoming.empty),
      flags,
    );
    if (endpoint.incoming.empty) return new Uint8Array(0);
    return endpoint.incoming.take(count, (flags & (c.MSG_PEEK as number)) !== 0);
  }

  /** Sends some of the bytes and says how many. */
  send(data: Uint8Array, flags: number): number {
    const { endpoint } = this;
    if (flags & (c.MSG_OOB as number)) throw osError("EOPNOTSUPP");
    if (data.length > 0) this.await(() => endpoint.writable, flags);
    return sendSome(endpoint, data);
  }
}

export const socketType = declareType("_socket.socket", PySocket);
