/**
 * `_socket`: socket objects, addresses, and pairs of sockets inside the process (`endpoint.ts` says how those work). The
 * host gives no access to a network: what would need one raises OSError at the call, and names that are not
 * addresses already are not found. Follows Modules/socketmodule.c; https://docs.python.org/3.14/library/socket.html
 */
import { declareType, typeOf } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { NativeRow } from "../../core/native.ts";
import type { NativeModule } from "../../core/native-module.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import type { PyType } from "../../core/type.ts";
import { OSError, PyOSError, TimeoutError } from "../../exceptions/hierarchy.ts";
import { osError } from "../../exceptions/os-error.ts";
import { newException, overflowError, typeError, valueError } from "../../exceptions/raise.ts";
import { bufferOf, needBuffer } from "../../objects/buffer.ts";
import { bytes } from "../../objects/bytes.ts";
import { isInt } from "../../objects/int.ts";
import { PyList } from "../../objects/list.ts";
import { latin1 } from "../../objects/bytes-search.ts";
import { isStr, str, strOf } from "../../objects/str.ts";
import { tuple } from "../../objects/tuple.ts";
import { toCInt, toIndex, toSize } from "../../protocols/number.ts";
import { formatIPv4, formatIPv6, parseIPv4, parseIPv6, parseLooseIPv4 } from "./addresses.ts";
import { socketConstants as c } from "./constants.ts";
import { Endpoint, sockets } from "./endpoint.ts";
import type { PySocket } from "./socket-object.ts";
import { socketType } from "./socket-object.ts";
import { noNetwork, socketSpec, timeoutOf, timeoutValue } from "./socket-type.ts";

const gaiErrorType = declareType("socket.gaierror", class extends PyOSError {}, {
  bases: [OSError],
  hasDict: true,
});
const hErrorType = declareType("socket.herror", class extends PyOSError {}, {
  bases: [OSError],
  hasDict: true,
});

/** What getaddrinfo(3) says. */
const GAI_TEXTS: ReadonlyMap<number | undefined, string> = new Map([
  [c.EAI_NONAME, "Name or service not known"],
  [c.EAI_FAIL, "Non-recoverable failure in name resolution"],
  [c.EAI_FAMILY, "ai_family not supported"],
  [c.EAI_SERVICE, "Servname not supported for ai_socktype"],
  [c.EAI_SOCKTYPE, "ai_socktype not supported"],
]);

function gaiError(code: number | undefined): PyOSError {
  const text = GAI_TEXTS.get(code) as string;
  const error = newException(gaiErrorType, code as number, text) as PyOSError;
  error.errno = code as number;
  error.strerror = text;
  return error;
}

/** Bytes or text of a host or service, "" for none. */
function text(value: Value, what: string): string {
  if (isStr(value)) return strOf(value);
  const data = bufferOf(value);
  if (data === undefined) throw typeError(what);
  return latin1(data);
}

function socketPair(
  family: Value = c.AF_UNIX as number,
  type: Value = c.SOCK_STREAM as number,
  protocol: Value = 0,
): Value {
  const wanted = toCInt(type) & ~((c.SOCK_NONBLOCK as number) | (c.SOCK_CLOEXEC as number));
  if (toCInt(family) !== c.AF_UNIX) throw osError("EOPNOTSUPP");
  if (![c.SOCK_STREAM, c.SOCK_DGRAM, c.SOCK_SEQPACKET].includes(wanted)) throw osError("ESOCKTNOSUPPORT");
  const ends = [0, 1].map(() => new Endpoint(c.AF_UNIX as number, wanted, toCInt(protocol))) as [
    Endpoint,
    Endpoint,
  ];
  ends[0].peer = ends[1];
  ends[1].peer = ends[0];
  return tuple(
    ends.map((endpoint) => {
      const socket = socketType.alloc() as PySocket;
      socket.attach(sockets().add(endpoint), endpoint.family, endpoint.type, endpoint.protocol);
      if (toCInt(type) & (c.SOCK_NONBLOCK as number)) socket.timeout = 0n;
      return socket;
    }),
  );
}

interface Address {
  family: number;
  text: string;
}

/** The addresses that a host's name stands for without asking anybody. */
function resolve(host: string | undefined, family: number, passive: boolean): Address[] {
  const addresses: Address[] = [];
  const add = (of: number | undefined, text: string) => {
    if (family === c.AF_UNSPEC || family === of) addresses.push({ family: of as number, text });
  };
  if (host === undefined) {
    add(c.AF_INET, passive ? "0.0.0.0" : "127.0.0.1");
    add(c.AF_INET6, passive ? "::" : "::1");
  } else if (host === "localhost") {
    add(c.AF_INET, "127.0.0.1");
    add(c.AF_INET6, "::1");
  } else {
    const four = parseLooseIPv4(host);
    const six = parseIPv6(host);
    if (four !== undefined) add(c.AF_INET, formatIPv4(four));
    if (six !== undefined) add(c.AF_INET6, formatIPv6(six));
  }
  return addresses;
}

/** `getaddrinfo` for addresses, `localhost` and no host; ports are numbers. */
function getAddressInfo(
  host: Value,
  port: Value,
  family: Value = 0,
  type: Value = 0,
  protocol: Value = 0,
  flags: Value = 0,
): Value {
  const wantedFamily = toCInt(family);
  const wantedType = toCInt(type);
  if (![c.AF_UNSPEC, c.AF_INET, c.AF_INET6].includes(wantedFamily)) throw gaiError(c.EAI_FAMILY);
  const hostText = host === null ? undefined : text(host, "getaddrinfo() argument 1 must be string or None");
  let portText = "0";
  if (isInt(port)) portText = String(toIndex(port));
  else if (port !== null) portText = text(port, "Int or String expected");
  if (hostText === undefined && port === null) throw gaiError(c.EAI_NONAME);
  if (!/^-?\d+$/.test(portText)) throw gaiError(c.EAI_SERVICE);
  const kinds = (
    [
      [c.SOCK_STREAM, c.IPPROTO_TCP],
      [c.SOCK_DGRAM, c.IPPROTO_UDP],
      [c.SOCK_RAW, 0],
    ] as [number, number][]
  ).filter(([kind]) => wantedType === 0 || kind === wantedType);
  if (kinds.length === 0) throw gaiError(c.EAI_SOCKTYPE);
  const addresses = resolve(hostText, wantedFamily, (toCInt(flags) & (c.AI_PASSIVE as number)) !== 0);
  if (addresses.length === 0) throw gaiError(c.EAI_NONAME);
  const number = Number(portText) & 0xffff;
  return new PyList(
    addresses.flatMap((address) => {
      const place = tuple(
        address.family === c.AF_INET ? [address.text, number] : [address.text, number, 0, 0],
      );
      return kinds.map(([kind, of]) => tuple([address.family, kind, toCInt(protocol) || of, "", place]));
    }),
  );
}

function hostByName(name: Value): string {
  const [address] = resolve(text(name, "a host name must be str or bytes"), c.AF_INET as number, false);
  if (address === undefined) throw gaiError(c.EAI_NONAME);
  return address.text;
}

function packAddress(family: Value, address: Value): Value {
  if (!isStr(address)) throw typeError(`inet_pton() argument 2 must be str, not ${typeOf(address).name}`);
  const which = toCInt(family);
  if (which !== c.AF_INET && which !== c.AF_INET6) throw osError("EAFNOSUPPORT");
  const packed = which === c.AF_INET ? parseIPv4(strOf(address)) : parseIPv6(strOf(address));
  if (packed === undefined) throw newException(OSError, "illegal IP address string passed to inet_pton");
  return bytes(packed);
}

function unpackAddress(family: Value, packed: Value): Value {
  const data = needBuffer(packed);
  const which = toCInt(family);
  if (which !== c.AF_INET && which !== c.AF_INET6) throw valueError(`unknown address family ${which}`);
  if (data.length !== (which === c.AF_INET ? 4 : 16)) {
    throw valueError("invalid length of packed IP address string");
  }
  return which === c.AF_INET ? formatIPv4(data) : formatIPv6(data.slice());
}

/** An unsigned number of `bits` bits with its bytes turned around, as every platform here is little-endian. */
function swapped(value: Value, bits: 16 | 32, name: string): number {
  if (!isInt(value)) throw typeError(`expected int, ${typeOf(value).name} found`);
  const number = Number(toIndex(value));
  if (number < 0)
    throw overflowError(`${name}: can't convert negative Python int to C ${bits}-bit unsigned integer`);
  if (number >= 2 ** bits)
    throw overflowError(`${name}: Python int too large to convert to C ${bits}-bit unsigned integer`);
  const view = new DataView(new ArrayBuffer(4));
  if (bits === 16) {
    view.setUint16(0, number);
    return view.getUint16(0, true);
  }
  view.setUint32(0, number);
  return view.getUint32(0, true);
}

/** Space of control messages on 64-bit Linux: a header of 16 bytes, and everything aligned to 8. */
const aligned = (length: number) => Math.ceil(length / 8) * 8;
function controlLength(value: Value, name: string): number {
  const length = toSize(value);
  if (length < 0 || length > 0x7fffffff - 32) throw overflowError(`${name}() argument out of range`);
  return length;
}

const notFound = (what: string) => (): never => {
  throw newException(OSError, `${what} not found`);
};
const needsNetwork = (): never => {
  throw noNetwork();
};

const functions: Readonly<Record<string, NativeRow>> = {
  socketpair: ["(family=1, type=1, proto=0, /)", socketPair],
  close: [
    "(fd, /)",
    (fd: Value) => {
      sockets().close(toCInt(fd));
      return null;
    },
  ],
  dup: ["(fd, /)", (fd: Value) => sockets().add(sockets().get(toCInt(fd)))],
  getdefaulttimeout: ["()", () => timeoutValue(sockets().defaultTimeout)],
  setdefaulttimeout: [
    "(timeout, /)",
    (timeout: Value) => {
      sockets().defaultTimeout = timeoutOf(timeout);
      return null;
    },
  ],
  gethostname: ["()", () => str(current.host.process.uname()[1])],
  sethostname: [
    "(name, /)",
    () => {
      throw osError("EPERM");
    },
  ],
  getaddrinfo: ["(host, port, family=0, type=0, proto=0, flags=0)", getAddressInfo],
  getnameinfo: [
    "(sockaddr, flags, /)",
    () => {
      throw gaiError(c.EAI_FAIL);
    },
  ],
  gethostbyname: ["(host, /)", hostByName],
  gethostbyname_ex: [
    "(host, /)",
    (host: Value) => tuple([host, new PyList([]), new PyList([hostByName(host)])]),
  ],
  gethostbyaddr: [
    "(host, /)",
    () => {
      throw newException(hErrorType, 1, "Unknown host");
    },
  ],
  getprotobyname: ["(name, /)", notFound("protocol")],
  getservbyname: ["(servicename, protocolname=None, /)", notFound("service/proto")],
  getservbyport: ["(port, protocolname=None, /)", notFound("port/proto")],
  if_indextoname: ["(index, /)", needsNetwork],
  if_nameindex: ["()", needsNetwork],
  if_nametoindex: ["(oname, /)", needsNetwork],
  inet_aton: [
    "(ip_addr, /)",
    (address: Value) => {
      const packed = isStr(address) ? parseLooseIPv4(strOf(address)) : undefined;
      if (packed === undefined) throw newException(OSError, "illegal IP address string passed to inet_aton");
      return bytes(packed);
    },
  ],
  inet_ntoa: [
    "(packed_ip, /)",
    (packed: Value) => {
      const data = needBuffer(packed);
      if (data.length !== 4) throw newException(OSError, "packed IP wrong length");
      return formatIPv4(data);
    },
  ],
  inet_pton: ["(address_family, ip_string, /)", packAddress],
  inet_ntop: ["(address_family, packed_ip, /)", unpackAddress],
  htons: ["(integer, /)", (value: Value) => swapped(value, 16, "htons")],
  ntohs: ["(integer, /)", (value: Value) => swapped(value, 16, "ntohs")],
  htonl: ["(integer, /)", (value: Value) => swapped(value, 32, "htonl")],
  ntohl: ["(integer, /)", (value: Value) => swapped(value, 32, "ntohl")],
  CMSG_LEN: ["(length, /)", (length: Value) => 16 + controlLength(length, "CMSG_LEN")],
  CMSG_SPACE: ["(length, /)", (length: Value) => 16 + aligned(controlLength(length, "CMSG_SPACE"))],
};

export const socketModule: NativeModule = {
  name: "_socket",
  doc: "Implementation module for socket operations.\n\nSee the socket module for documentation.",
  types: {
    socket: socketType,
    SocketType: socketType,
    error: OSError,
    gaierror: gaiErrorType,
    herror: hErrorType,
    timeout: TimeoutError,
  },
  constants: { ...c, has_ipv6: true },
  functions,
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [socketType, socketSpec],
  [gaiErrorType, { doc: "Subclass of OSError" }],
  [hErrorType, { doc: "Subclass of OSError" }],
];
