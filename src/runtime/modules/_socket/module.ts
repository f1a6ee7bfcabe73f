/**
 * `_socket` over {@link ./endpoints.ts}: connected pairs work; everything that would leave the process fails as it does on
 * a machine without a network. Follows Modules/socketmodule.c; https://docs.python.org/3.14/library/socket.html.
 */
import { declareType } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { PyBaseException } from "../../core/exception.ts";
import type { NativeModule } from "../../core/native-module.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import type { PyType } from "../../core/type.ts";
import { OSError, PyOSError, TimeoutError } from "../../exceptions/hierarchy.ts";
import { osError } from "../../exceptions/os-error.ts";
import { newException, overflowError, valueError } from "../../exceptions/raise.ts";
import { needBuffer } from "../../objects/buffer.ts";
import { bytes } from "../../objects/bytes.ts";
import { float, floatOf, isFloat } from "../../objects/float.ts";
import { PyList } from "../../objects/list.ts";
import { str } from "../../objects/str.ts";
import { tuple } from "../../objects/tuple.ts";
import { truthy } from "../../protocols/compare.ts";
import { toSize } from "../../protocols/number.ts";
import { socketConstants } from "./constants.ts";
import { closeEndpoint, type Endpoint, endpointAt, isReadable, openEndpoint, take } from "./endpoints.ts";

const { AF_INET = 2, AF_UNIX = 1, SOCK_STREAM = 1, MSG_PEEK = 2 } = socketConstants;
/** Bits of a socket type that are flags. */
const TYPE_FLAGS =
  (socketConstants["SOCK_CLOEXEC"] as number) | (socketConstants["SOCK_NONBLOCK"] as number);
const EAI_AGAIN = -3;
const POLL_SLICE = 1_000_000n;

export class PySocket extends PyInstance {
  endpoint: Endpoint | undefined = undefined;
  /** Seconds; undefined blocks without end, 0 never blocks. */
  timeout: number | undefined = undefined;
}

const socketType = declareType("_socket.socket", PySocket, { hasDict: false });
const gaiErrorType = declareType("socket.gaierror", class extends PyOSError {}, {
  bases: [OSError],
  hasDict: true,
});
const hostErrorType = declareType("socket.herror", class extends PyOSError {}, {
  bases: [OSError],
  hasDict: true,
});

const DEFAULTS = Symbol("socket defaults");
const defaults = (): { timeout: number | undefined } =>
  current.stateOf(DEFAULTS, () => ({ timeout: undefined }));

function live(self: PySocket): Endpoint {
  if (self.endpoint === undefined) throw osError("EBADF");
  return self.endpoint;
}

const unreachable = (): PyBaseException => osError("ENETUNREACH");

function timeoutOf(value: Value): number | undefined {
  if (value === null) return undefined;
  const seconds = isFloat(value) ? floatOf(value) : toSize(value);
  if (Number.isNaN(seconds)) throw valueError("Invalid value NaN (not a number)");
  if (seconds < 0) throw valueError("Timeout value out of range");
  return seconds;
}

/** Waits until there is something to read, within the socket's timeout. */
function awaitData(self: PySocket): void {
  const endpoint = live(self);
  if (isReadable(endpoint)) return;
  if (self.timeout === 0) throw osError("EAGAIN");
  const { clock } = current.host;
  const end =
    self.timeout === undefined ? undefined : clock.monotonic() + BigInt(Math.ceil(self.timeout * 1e9));
  while (!isReadable(endpoint)) {
    if (end !== undefined && clock.monotonic() >= end) throw newException(TimeoutError, "timed out");
    clock.sleep(POLL_SLICE);
    current.checkInterrupts();
  }
}

function receive(self: PySocket, count: number, flags: number): Uint8Array {
  if (count < 0) throw valueError("negative buffersize in recv");
  awaitData(self);
  return take(live(self), count, (flags & MSG_PEEK) !== 0);
}

function deliver(self: PySocket, data: Value): number {
  const { peer } = live(self);
  if (peer === undefined) throw osError("ENOTCONN");
  if (endpointAt(peer.fd) === undefined) throw osError("EPIPE");
  const copy = needBuffer(data).slice();
  if (copy.length > 0) peer.received.push(copy);
  return copy.length;
}

function close(self: PySocket): Value {
  if (self.endpoint !== undefined) closeEndpoint(self.endpoint);
  self.endpoint = undefined;
  return null;
}

function construct(family: number, type: number, proto: number, fileno: Value): Endpoint {
  if (fileno === null)
    return openEndpoint(
      family < 0 ? AF_INET : family,
      type < 0 ? SOCK_STREAM : type & ~TYPE_FLAGS,
      Math.max(0, proto),
    );
  const endpoint = endpointAt(toSize(fileno));
  if (endpoint === undefined) throw osError("EBADF");
  return endpoint;
}

const fails =
  (name: string) =>
  (self: PySocket): Value => {
    live(self);
    throw osError(name);
  };

const socketSpec: TypeSpec = {
  doc: "socket(family=AF_INET, type=SOCK_STREAM, proto=0) -> socket object",
  new: ["(*args, **kwargs)", (cls: PyType) => cls.alloc()],
  methods: {
    __init__: [
      "(self, family=-1, type=-1, proto=-1, fileno=None)",
      (self: PySocket, family: Value = -1, type: Value = -1, proto: Value = -1, fileno: Value = null) => {
        self.endpoint = construct(toSize(family), toSize(type), toSize(proto), fileno);
        self.timeout = defaults().timeout;
        return null;
      },
    ],
    __repr__: [
      "(self, /)",
      (self: PySocket) => {
        const { endpoint } = self;
        return `<socket object, fd=${endpoint?.fd ?? -1}, family=${endpoint?.family ?? 0}, type=${endpoint?.type ?? 0}, proto=${endpoint?.proto ?? 0}>`;
      },
    ],
    _accept: ["(self, /)", fails("EINVAL")],
    bind: ["(self, address, /)", fails("EADDRNOTAVAIL")],
    close: ["(self, /)", close],
    connect: [
      "(self, address, /)",
      (self: PySocket) => {
        live(self);
        throw unreachable();
      },
    ],
    connect_ex: ["(self, address, /)", () => (osError("ENETUNREACH") as PyOSError).errno],
    detach: [
      "(self, /)",
      (self: PySocket) => {
        const fd = self.endpoint?.fd ?? -1;
        self.endpoint = undefined;
        return fd;
      },
    ],
    fileno: ["(self, /)", (self: PySocket) => self.endpoint?.fd ?? -1],
    getblocking: ["(self, /)", (self: PySocket) => self.timeout !== 0],
    getpeername: ["(self, /)", (self: PySocket) => peerName(self)],
    getsockname: ["(self, /)", (self: PySocket) => addressOf(live(self))],
    getsockopt: ["(self, level, option, buflen=0, /)", () => 0],
    gettimeout: ["(self, /)", (self: PySocket) => (self.timeout === undefined ? null : float(self.timeout))],
    listen: ["(self, backlog=128, /)", fails("EADDRNOTAVAIL")],
    recv: [
      "(self, bufsize, flags=0, /)",
      (self: PySocket, count: Value, flags: Value = 0) => bytes(receive(self, toSize(count), toSize(flags))),
    ],
    recv_into: [
      "(self, buffer, nbytes=0, flags=0)",
      (self: PySocket, buffer: Value, count: Value = 0, flags: Value = 0) => {
        const target = needBuffer(buffer);
        const data = receive(self, toSize(count) || target.length, toSize(flags));
        target.set(data);
        return data.length;
      },
    ],
    recvfrom: [
      "(self, bufsize, flags=0, /)",
      (self: PySocket, count: Value, flags: Value = 0) =>
        tuple([bytes(receive(self, toSize(count), toSize(flags))), null]),
    ],
    send: ["(self, data, flags=0, /)", deliver],
    sendall: [
      "(self, data, flags=0, /)",
      (self: PySocket, data: Value) => {
        deliver(self, data);
        return null;
      },
    ],
    sendto: ["(self, data, *args)", fails("ENETUNREACH")],
    setblocking: [
      "(self, flag, /)",
      (self: PySocket, flag: Value) => {
        live(self);
        self.timeout = truthy(flag) ? undefined : 0;
        return null;
      },
    ],
    setsockopt: ["(self, level, option, value, optlen=None, /)", () => null],
    settimeout: [
      "(self, timeout, /)",
      (self: PySocket, timeout: Value) => {
        self.timeout = timeoutOf(timeout);
        return null;
      },
    ],
    shutdown: [
      "(self, how, /)",
      (self: PySocket) => {
        const { peer } = live(self);
        if (peer === undefined) throw osError("ENOTCONN");
        peer.ended = true;
        return null;
      },
    ],
  },
  getset: {
    family: { member: true, get: (self: PySocket) => self.endpoint?.family ?? -1 },
    type: { member: true, get: (self: PySocket) => self.endpoint?.type ?? -1 },
    proto: { member: true, get: (self: PySocket) => self.endpoint?.proto ?? -1 },
    timeout: { get: (self: PySocket) => (self.timeout === undefined ? null : float(self.timeout)) },
  },
};

const addressOf = (endpoint: Endpoint): Value => (endpoint.family === AF_UNIX ? "" : tuple(["0.0.0.0", 0]));

function peerName(self: PySocket): Value {
  const { peer } = live(self);
  if (peer === undefined) throw osError("ENOTCONN");
  return addressOf(peer);
}

function wrap(endpoint: Endpoint): PySocket {
  const made = socketType.alloc() as PySocket;
  made.endpoint = endpoint;
  made.timeout = defaults().timeout;
  return made;
}

function socketPair(family: Value = AF_UNIX, type: Value = SOCK_STREAM, proto: Value = 0): Value {
  const make = (): Endpoint =>
    openEndpoint(family === null ? AF_UNIX : toSize(family), toSize(type) & ~TYPE_FLAGS, toSize(proto));
  const [a, b] = [make(), make()];
  a.peer = b;
  b.peer = a;
  return tuple([wrap(a), wrap(b)]);
}

function noNames(): never {
  const error = newException(gaiErrorType, EAI_AGAIN, "Temporary failure in name resolution") as PyOSError;
  error.errno = EAI_AGAIN;
  error.strerror = "Temporary failure in name resolution";
  throw error;
}

/** Numbers between host and network byte order; the host is little-endian. */
function swap(width: 2 | 4): (value: Value) => Value {
  return (value) => {
    const n = toSize(value);
    if (n < 0 || n >= 2 ** (8 * width)) throw overflowError("int larger than expected");
    const view = new DataView(new ArrayBuffer(4));
    if (width === 2) {
      view.setUint16(0, n, true);
      return view.getUint16(0, false);
    }
    view.setUint32(0, n, true);
    return view.getUint32(0, false);
  };
}

function inetAton(text: Value): Value {
  const parts = String(text).split(".");
  const numbers = parts.map(Number);
  if (parts.length !== 4 || numbers.some((n) => !Number.isInteger(n) || n < 0 || n > 255)) {
    throw newException(OSError, "illegal IP address string passed to inet_aton");
  }
  return bytes(numbers);
}

function inetNtoa(packed: Value): Value {
  const data = needBuffer(packed);
  if (data.length !== 4) throw newException(OSError, "packed IP wrong length");
  return data.join(".");
}

export const socketModule: NativeModule = {
  name: "_socket",
  doc: "Implementation module for socket operations.\n\nSee the socket module for documentation.",
  types: {
    SocketType: socketType,
    socket: socketType,
    error: OSError,
    gaierror: gaiErrorType,
    herror: hostErrorType,
    timeout: TimeoutError,
  },
  constants: { ...socketConstants, has_ipv6: false },
  functions: {
    close: [
      "(fd, /)",
      (fd: Value) => {
        const endpoint = endpointAt(toSize(fd));
        if (endpoint === undefined) throw osError("EBADF");
        closeEndpoint(endpoint);
        return null;
      },
    ],
    getaddrinfo: ["(host, port, family=0, type=0, proto=0, flags=0)", noNames],
    getdefaulttimeout: ["()", () => defaults().timeout ?? null],
    gethostbyaddr: ["(host, /)", noNames],
    gethostbyname: ["(host, /)", noNames],
    gethostname: ["()", () => str(current.host.process.uname()[1])],
    getnameinfo: ["(sockaddr, flags, /)", noNames],
    htonl: ["(integer, /)", swap(4)],
    htons: ["(integer, /)", swap(2)],
    if_nameindex: ["()", () => new PyList([])],
    inet_aton: ["(ip_addr, /)", inetAton],
    inet_ntoa: ["(packed_ip, /)", inetNtoa],
    ntohl: ["(integer, /)", swap(4)],
    ntohs: ["(integer, /)", swap(2)],
    setdefaulttimeout: [
      "(timeout, /)",
      (timeout: Value) => {
        defaults().timeout = timeoutOf(timeout);
        return null;
      },
    ],
    socketpair: ["(family=None, type=SOCK_STREAM, proto=0, /)", socketPair],
  },
};

/** For the table of native modules. */
export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [socketType, socketSpec],
  [gaiErrorType, {}],
  [hostErrorType, {}],
];
