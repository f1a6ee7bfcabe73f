/**
 * `select`: waiting for sockets (those inside the process, see `_socket/endpoint.ts`) and files. A wait sleeps until its
 * time is over or an interrupt comes, whose handler may have made something ready.
 * Follows Modules/selectmodule.c; https://docs.python.org/3.14/library/select.html
 */
import { declareType } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { NativeModule } from "../../core/native-module.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { OSError } from "../../exceptions/hierarchy.ts";
import { osError } from "../../exceptions/os-error.ts";
import { keyError, overflowError, typeError, valueError } from "../../exceptions/raise.ts";
import { floatOf, isFloat } from "../../objects/float.ts";
import { PyList } from "../../objects/list.ts";
import { PyTuple, tuple } from "../../objects/tuple.ts";
import { isIterable, toArray } from "../../protocols/iterate.ts";
import { isIndex, toIndex } from "../../protocols/number.ts";
import {
  descriptorOf,
  POLLHUP,
  POLLIN,
  POLLNVAL,
  POLLOUT,
  POLLPRI,
  readyEvents,
  waitForEvents,
} from "./readiness.ts";

/** Nanoseconds of a timeout in units of so many, undefined for None. */
function timeoutOf(value: Value, unit: number, message: string): bigint | undefined {
  if (value === null) return undefined;
  if (!isFloat(value) && !isIndex(value)) throw typeError(message);
  const given = isFloat(value) ? floatOf(value) : Number(toIndex(value));
  if (Number.isNaN(given)) throw valueError("Invalid value NaN (not a number)");
  if (!(Math.abs(given) * unit < 9.2e18)) throw overflowError("timestamp too large to convert to C PyTime_t");
  return BigInt(Math.ceil(given * unit));
}

/** The objects of one list of `select` with their descriptors. */
function descriptors(list: Value): [fd: number, value: Value][] {
  if (!isIterable(list)) throw typeError("arguments 1-3 must be sequences");
  // The list itself is gone through, which asking for a descriptor may shorten.
  const items = list instanceof PyList || list instanceof PyTuple ? list.items : toArray(list);
  const found: [number, Value][] = [];
  for (const value of items) found.push([descriptorOf(value), value]);
  return found;
}

function select(reading: Value, writing: Value, exceptional: Value, timeout: Value = null): Value {
  const wait = timeoutOf(timeout, 1e9, "timeout must be a float or None");
  if (wait !== undefined && wait < 0n) throw valueError("timeout must be non-negative");
  const readers = descriptors(reading);
  const writers = descriptors(writing);
  for (const [fd] of descriptors(exceptional)) if (readyEvents(fd, 0) & POLLNVAL) throw osError("EBADF");
  let readable: Value[] = [];
  let writable: Value[] = [];
  const ready = (list: readonly (readonly [number, Value])[], event: number): Value[] =>
    list
      .filter(([fd]) => {
        const events = readyEvents(fd, event);
        if (events & POLLNVAL) throw osError("EBADF");
        return (events & event) !== 0;
      })
      .map(([, value]) => value);
  waitForEvents(
    () => {
      readable = ready(readers, POLLIN);
      writable = ready(writers, POLLOUT);
      return readable.length > 0 || writable.length > 0;
    },
    [...readers, ...writers].map(([fd]) => fd),
    wait,
  );
  return tuple([new PyList(readable), new PyList(writable), new PyList([])]);
}

class PyPoll extends PyInstance {
  /** The events wanted of each descriptor. */
  readonly registered = new Map<number, number>();
}
const pollType = declareType("select.poll", PyPoll, { subclassable: false });

/** What a C int can hold, in nanoseconds. */
const MOST_MILLISECONDS = 0x7fff_ffffn * 1_000_000n;

function eventMask(value: Value): number {
  const mask = Number(toIndex(value));
  if (mask < 0) throw valueError("value must be a positive integer");
  if (mask > 0xffff) throw overflowError("Python int too large for C unsigned short");
  return mask;
}

function poll(self: PyPoll, timeout: Value = null): Value {
  const given = timeoutOf(timeout, 1e6, "timeout must be an integer or None");
  if (given !== undefined && given > MOST_MILLISECONDS) throw overflowError("timeout is too large");
  let found: Value[] = [];
  waitForEvents(
    () => {
      found = [];
      for (const [fd, wanted] of self.registered) {
        const events = readyEvents(fd, wanted);
        if (events !== 0) found.push(tuple([fd, events]));
      }
      return found.length > 0;
    },
    self.registered.keys(),
    given !== undefined && given < 0n ? undefined : given,
  );
  return new PyList(found);
}

const pollSpec: TypeSpec = {
  methods: {
    register: [
      "(self, fd, eventmask=select.POLLIN | select.POLLPRI | select.POLLOUT, /)",
      (self: PyPoll, fd: Value, events: Value = POLLIN | POLLPRI | POLLOUT) => {
        self.registered.set(descriptorOf(fd), eventMask(events));
        return null;
      },
    ],
    modify: [
      "(self, fd, eventmask, /)",
      (self: PyPoll, fd: Value, events: Value) => {
        const key = descriptorOf(fd);
        if (!self.registered.has(key)) throw osError("ENOENT");
        self.registered.set(key, eventMask(events));
        return null;
      },
    ],
    unregister: [
      "(self, fd, /)",
      (self: PyPoll, fd: Value) => {
        const key = descriptorOf(fd);
        if (!self.registered.delete(key)) throw keyError(key);
        return null;
      },
    ],
    poll: ["(self, timeout=None, /)", poll],
  },
};

export const selectModule: NativeModule = {
  name: "select",
  doc: "This module supports asynchronous I/O on multiple file descriptors.\n\n*** IMPORTANT NOTICE ***\nOn Windows, only sockets are supported; on Unix, all file descriptors.",
  types: { error: OSError },
  constants: {
    POLLIN,
    POLLPRI,
    POLLOUT,
    POLLHUP,
    POLLNVAL,
    POLLERR: 8,
    POLLMSG: 1024,
    POLLRDBAND: 128,
    POLLRDHUP: 8192,
    POLLRDNORM: 64,
    POLLWRBAND: 512,
    POLLWRNORM: 256,
    PIPE_BUF: 4096,
  },
  functions: {
    select: ["(rlist, wlist, xlist, timeout=None, /)", select],
    poll: ["()", () => new PyPoll()],
  },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [[pollType, pollSpec]];
