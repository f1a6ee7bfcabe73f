/** Behaviour of `_socket.socket`. https://docs.python.org/3.14/library/socket.html#socket-objects, Modules/socketmodule.c */
import type { TypeSpec } from "../../core/define.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { osError } from "../../exceptions/os-error.ts";
import { overflowError, typeError, valueError } from "../../exceptions/raise.ts";
import { bufferOf, needBuffer } from "../../objects/buffer.ts";
import { bytes } from "../../objects/bytes.ts";
import { float, floatOf, isFloat } from "../../objects/float.ts";
import { PyList } from "../../objects/list.ts";
import { tuple } from "../../objects/tuple.ts";
import { truthy } from "../../protocols/compare.ts";
import { toArray } from "../../protocols/iterate.ts";
import { toCInt, toIndex, toSize } from "../../protocols/number.ts";
import { writableBuffer } from "../_io/base.ts";
import { socketConstants as c } from "./constants.ts";
import { CAPACITY, Endpoint, sockets } from "./endpoint.ts";
import type { PySocket } from "./socket-object.ts";

/** What a call raises that would have to reach another process or machine. */
export const noNetwork = () => osError("EAFNOSUPPORT", null, null, "this host gives no access to a network");

/** Nanoseconds of a timeout given as None or seconds; undefined for None. */
export function timeoutOf(value: Value): bigint | undefined {
  if (value === null) return undefined;
  const seconds = isFloat(value) ? floatOf(value) : Number(toIndex(value));
  if (Number.isNaN(seconds)) throw valueError("Invalid value NaN (not a number)");
  if (!(Math.abs(seconds) < 9.2e9)) throw overflowError("timestamp too large to convert to C PyTime_t");
  if (seconds < 0) throw valueError("Timeout value out of range");
  return BigInt(Math.ceil(seconds * 1e9));
}

export const timeoutValue = (timeout: bigint | undefined): Value =>
  timeout === undefined ? null : float(Number(timeout) / 1e9);

function size(value: Value, method: string): number {
  const count = toSize(value);
  if (count < 0) throw valueError(`negative buffersize in ${method}`);
  return count;
}

function initialize(
  self: PySocket,
  family: Value = -1,
  type: Value = -1,
  protocol: Value = -1,
  fileno: Value = null,
): Value {
  if (fileno !== null) {
    if (isFloat(fileno)) throw typeError("integer argument expected, got float");
    const fd = toCInt(fileno);
    if (fd < 0) throw valueError("negative file descriptor");
    const endpoint = sockets().get(fd);
    const given = (value: Value, actual: number) => (toCInt(value) === -1 ? actual : toCInt(value));
    self.attach(
      fd,
      given(family, endpoint.family),
      given(type, endpoint.type),
      given(protocol, endpoint.protocol),
    );
    return null;
  }
  const numbers = [family, type, protocol].map(toCInt) as [number, number, number];
  const flags = (c.SOCK_NONBLOCK as number) | (c.SOCK_CLOEXEC as number);
  const wanted = numbers[1] === -1 ? (c.SOCK_STREAM as number) : numbers[1];
  const endpoint = new Endpoint(
    numbers[0] === -1 ? (c.AF_INET as number) : numbers[0],
    wanted & ~flags,
    Math.max(0, numbers[2]),
  );
  if (![c.AF_UNIX, c.AF_INET, c.AF_INET6].includes(endpoint.family)) throw osError("EAFNOSUPPORT");
  if (![c.SOCK_STREAM, c.SOCK_DGRAM, c.SOCK_SEQPACKET].includes(endpoint.type))
    throw osError("ESOCKTNOSUPPORT");
  self.attach(sockets().add(endpoint), endpoint.family, endpoint.type, endpoint.protocol);
  if (wanted & (c.SOCK_NONBLOCK as number)) self.timeout = 0n;
  return null;
}

/** The name of a socket that has none: empty in the family of files, nothing in others. */
function ownAddress(self: PySocket): Value {
  const { family } = self.endpoint;
  if (family === c.AF_UNIX) return "";
  return family === c.AF_INET ? tuple(["0.0.0.0", 0]) : tuple(["::", 0, 0, 0]);
}

function getOption(self: PySocket, level: Value, option: Value, length: Value = 0): Value {
  const { endpoint } = self;
  const wanted = toCInt(length);
  if (wanted < 0 || wanted > 1024) throw osError("EINVAL", null, null, "getsockopt buflen out of range");
  const name = toCInt(option);
  const stored = endpoint.options.get(`${toCInt(level)} ${name}`);
  const known = toCInt(level) === c.SOL_SOCKET ? builtinOption(endpoint, name) : undefined;
  const value = known ?? stored ?? 0;
  if (wanted === 0) return typeof value === "number" ? value : (value[0] ?? 0);
  const encoded = typeof value === "number" ? new Uint8Array(new Int32Array([value]).buffer) : value;
  return bytes(encoded.slice(0, wanted));
}

function builtinOption(endpoint: Endpoint, name: number): number | undefined {
  switch (name) {
    case c.SO_TYPE:
      return endpoint.type;
    case c.SO_DOMAIN:
      return endpoint.family;
    case c.SO_PROTOCOL:
      return endpoint.protocol;
    case c.SO_ERROR:
    case c.SO_ACCEPTCONN:
      return 0;
    case c.SO_SNDBUF:
    case c.SO_RCVBUF:
      return CAPACITY;
    default:
      return undefined;
  }
}

function setOption(self: PySocket, level: Value, option: Value, value: Value, length: Value = null): Value {
  const { endpoint } = self;
  const data = value === null ? new Uint8Array(toSize(length)) : bufferOf(value);
  endpoint.options.set(
    `${toCInt(level)} ${toCInt(option)}`,
    data === undefined ? toCInt(value) : data.slice(),
  );
  return null;
}

function receiveInto(self: PySocket, buffer: Value, count: Value, flags: Value, method: string): number {
  const target = writableBuffer(buffer, method);
  const wanted = size(count, method);
  if (wanted > target.length) throw valueError("buffer too small for requested bytes");
  const data = self.receive(wanted === 0 ? target.length : wanted, toCInt(flags));
  target.set(data);
  return data.length;
}

/** The bytes of all buffers of `sendmsg`, one after the other. */
function joined(buffers: Value): Uint8Array {
  const parts = toArray(buffers).map(needBuffer);
  const result = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}

function sendMessage(
  self: PySocket,
  buffers: Value,
  ancillary?: Value,
  flags: Value = 0,
  address: Value = null,
): Value {
  if (ancillary !== undefined && toArray(ancillary).length > 0) throw osError("EOPNOTSUPP");
  if (address !== null) throw noNetwork();
  return self.send(joined(buffers), toCInt(flags));
}

function receiveMessageInto(self: PySocket, buffers: Value, ancillary: Value = 0, flags: Value = 0): Value {
  toCInt(ancillary);
  const targets = toArray(buffers).map((buffer) => writableBuffer(buffer, "recvmsg_into"));
  const data = self.receive(
    targets.reduce((total, target) => total + target.length, 0),
    toCInt(flags),
  );
  let at = 0;
  for (const target of targets) {
    const part = data.subarray(at, at + target.length);
    target.set(part);
    at += part.length;
  }
  return tuple([data.length, new PyList([]), 0, null]);
}

function sendAll(self: PySocket, data: Value, flags: Value = 0): Value {
  const all = needBuffer(data);
  for (let at = 0; at < all.length; ) at += self.send(all.subarray(at), toCInt(flags));
  return null;
}

/** `sendto(data, address)` or `sendto(data, flags, address)`. */
function sendTo(self: PySocket, data: Value, second: Value, third?: Value): Value {
  needBuffer(data);
  if (third !== undefined) toCInt(second);
  const { endpoint } = self;
  if (endpoint.peer !== undefined) throw osError("EISCONN");
  throw noNetwork();
}

function shutDown(self: PySocket, how: Value): Value {
  const { endpoint } = self;
  const which = toCInt(how);
  if (which < 0 || which > 2) throw osError("EINVAL");
  if (endpoint.peer === undefined) throw osError("ENOTCONN");
  if (which !== c.SHUT_WR) endpoint.receiving = false;
  if (which !== c.SHUT_RD) endpoint.sending = false;
  return null;
}

function close(self: PySocket): Value {
  const { fd } = self;
  self.fd = -1;
  if (fd !== -1) sockets().close(fd);
  return null;
}

/** A call that needs a network; a closed socket comes first. */
const needsNetwork = (self: PySocket): never => {
  void self.endpoint;
  throw noNetwork();
};

export const socketSpec: TypeSpec = {
  doc: "socket(family=AF_INET, type=SOCK_STREAM, proto=0) -> socket object\nsocket(family=-1, type=-1, proto=-1, fileno=None) -> socket object\n\nOpen a socket of the given type.",
  new: ["(*args, **kwargs)", (cls: PyType) => cls.alloc()],
  methods: {
    __init__: ["(self, /, family=-1, type=-1, proto=-1, fileno=None)", initialize],
    __repr__: [
      "(self, /)",
      (self: PySocket) =>
        `<socket object, fd=${self.fd}, family=${self.family}, type=${self.type}, proto=${self.protocol}>`,
    ],
    _accept: ["(self, /)", needsNetwork],
    bind: ["(self, address, /)", needsNetwork],
    connect: ["(self, address, /)", needsNetwork],
    connect_ex: ["(self, address, /)", (self: PySocket) => (void self.endpoint, noNetwork().errno)],
    listen: ["(self, backlog=0, /)", needsNetwork],
    close: ["(self, /)", close],
    detach: [
      "(self, /)",
      (self: PySocket) => {
        const { fd } = self;
        self.fd = -1;
        return fd;
      },
    ],
    fileno: ["(self, /)", (self: PySocket) => self.fd],
    getpeername: [
      "(self, /)",
      (self: PySocket) => {
        if (self.endpoint.peer === undefined) throw osError("ENOTCONN");
        return ownAddress(self);
      },
    ],
    getsockname: ["(self, /)", ownAddress],
    getsockopt: ["(self, level, option, buflen=0, /)", getOption],
    setsockopt: ["(self, level, option, value, optlen=None, /)", setOption],
    recv: [
      "(self, bufsize, flags=0, /)",
      (self: PySocket, count: Value, flags: Value = 0) =>
        bytes(self.receive(size(count, "recv"), toCInt(flags))),
    ],
    recv_into: [
      "(self, /, buffer, nbytes=0, flags=0)",
      (self: PySocket, buffer: Value, count: Value = 0, flags: Value = 0) =>
        receiveInto(self, buffer, count, flags, "recv_into"),
    ],
    recvfrom: [
      "(self, bufsize, flags=0, /)",
      (self: PySocket, count: Value, flags: Value = 0) =>
        tuple([bytes(self.receive(size(count, "recvfrom"), toCInt(flags))), null]),
    ],
    recvfrom_into: [
      "(self, /, buffer, nbytes=0, flags=0)",
      (self: PySocket, buffer: Value, count: Value = 0, flags: Value = 0) =>
        tuple([receiveInto(self, buffer, count, flags, "recvfrom_into"), null]),
    ],
    recvmsg: [
      "(self, bufsize, ancbufsize=0, flags=0, /)",
      (self: PySocket, count: Value, ancillary: Value = 0, flags: Value = 0) => {
        toCInt(ancillary);
        return tuple([bytes(self.receive(size(count, "recvmsg"), toCInt(flags))), new PyList([]), 0, null]);
      },
    ],
    recvmsg_into: ["(self, buffers, ancbufsize=0, flags=0, /)", receiveMessageInto],
    send: [
      "(self, data, flags=0, /)",
      (self: PySocket, data: Value, flags: Value = 0) => self.send(needBuffer(data), toCInt(flags)),
    ],
    sendall: ["(self, data, flags=0, /)", sendAll],
    sendmsg: ["(self, buffers, ancdata=(), flags=0, address=None, /)", sendMessage],
    sendto: ["(self, data, flags, address=None, /)", sendTo],
    setblocking: [
      "(self, flag, /)",
      (self: PySocket, flag: Value) => {
        void self.endpoint;
        self.timeout = truthy(flag) ? undefined : 0n;
        return null;
      },
    ],
    getblocking: ["(self, /)", (self: PySocket) => (void self.endpoint, self.timeout !== 0n)],
    settimeout: [
      "(self, timeout, /)",
      (self: PySocket, timeout: Value) => {
        const wanted = timeoutOf(timeout);
        void self.endpoint;
        self.timeout = wanted;
        return null;
      },
    ],
    gettimeout: ["(self, /)", (self: PySocket) => timeoutValue(self.timeout)],
    shutdown: ["(self, how, /)", shutDown],
  },
  getset: {
    family: { get: (self: PySocket) => self.family, member: true, doc: "the socket family" },
    type: { get: (self: PySocket) => self.type, member: true, doc: "the socket type" },
    proto: { get: (self: PySocket) => self.protocol, member: true, doc: "the socket protocol" },
    timeout: { get: (self: PySocket) => timeoutValue(self.timeout), doc: "the socket timeout" },
  },
};
