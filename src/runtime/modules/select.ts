/**
 * `select`: waiting for descriptors. Sockets in memory are looked at; files are always ready, as regular files are.
 * Follows Modules/selectmodule.c; https://docs.python.org/3.14/library/select.html.
 */
import type { NativeModule } from "../core/native-module.ts";
import type { Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import { OSError } from "../exceptions/hierarchy.ts";
import { osError } from "../exceptions/os-error.ts";
import { typeError, valueError } from "../exceptions/raise.ts";
import { floatOf, isFloat } from "../objects/float.ts";
import { isInt } from "../objects/int.ts";
import { PyList } from "../objects/list.ts";
import { tuple } from "../objects/tuple.ts";
import { findAttr } from "../protocols/attribute.ts";
import { toArray } from "../protocols/iterate.ts";
import { callMethod0 } from "../protocols/method-call.ts";
import { toSize } from "../protocols/number.ts";
import { endpointAt, isReadable } from "./_socket/endpoints.ts";

/** The longest sleep between two looks at interrupts. */
const SLICE = 20_000_000n;
/** Descriptors at or above this are sockets in memory. */
const SOCKETS = 1_000_000;

function descriptorOf(value: Value): number {
  if (isInt(value)) return toSize(value);
  if (findAttr(value, "fileno") === undefined)
    throw typeError("argument must be an int, or have a fileno() method.");
  const fd = toSize(callMethod0(value, "fileno"));
  if (fd < 0) throw valueError(`file descriptor cannot be a negative integer (${fd})`);
  return fd;
}

function ready(value: Value, forReading: boolean): boolean {
  const fd = descriptorOf(value);
  if (fd < SOCKETS) return true;
  const endpoint = endpointAt(fd);
  if (endpoint === undefined) throw osError("EBADF");
  return forReading ? isReadable(endpoint) : endpoint.peer !== undefined;
}

function select(readers: Value, writers: Value, exceptional: Value, timeout: Value = null): Value {
  const seconds = timeout === null ? undefined : isFloat(timeout) ? floatOf(timeout) : toSize(timeout);
  if (seconds !== undefined && seconds < 0) throw valueError("timeout must be non-negative");
  const read = toArray(readers);
  const write = toArray(writers);
  toArray(exceptional).forEach(descriptorOf);
  const { clock } = current.host;
  const end = seconds === undefined ? undefined : clock.monotonic() + BigInt(Math.ceil(seconds * 1e9));
  for (;;) {
    const canRead = read.filter((value) => ready(value, true));
    const canWrite = write.filter((value) => ready(value, false));
    const rest = end === undefined ? SLICE : end - clock.monotonic();
    if (canRead.length > 0 || canWrite.length > 0 || rest <= 0n) {
      return tuple([new PyList(canRead), new PyList(canWrite), new PyList([])]);
    }
    clock.sleep(rest < SLICE ? rest : SLICE);
    current.checkInterrupts();
  }
}

export const selectModule: NativeModule = {
  name: "select",
  doc: "This module supports asynchronous I/O on multiple file descriptors.",
  types: { error: OSError },
  functions: { select: ["(rlist, wlist, xlist, timeout=None, /)", select] },
};
