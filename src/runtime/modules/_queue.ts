/**
 * `_queue`: the unbounded queue without task tracking. Who waits for an item waits as for a lock.
 *
 * Follows Modules/_queuemodule.c; https://docs.python.org/3.14/library/queue.html#simplequeue-objects.
 */
import { declareType } from "../core/builtin-types.ts";
import type { TypeSpec } from "../core/define.ts";
import type { NativeModule } from "../core/native-module.ts";
import { PyInstance, type Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { Exception } from "../exceptions/hierarchy.ts";
import { newException, overflowError, valueError } from "../exceptions/raise.ts";
import { floatOf, isFloat } from "../objects/float.ts";
import { truthy } from "../protocols/compare.ts";
import { toSize } from "../protocols/number.ts";
import { classGetItem } from "../types/class-getitem.ts";
import { TIMEOUT_MAX } from "./_thread/locks.ts";
import { waitFor } from "./_thread/scheduler.ts";

export class PySimpleQueue extends PyInstance {
  items: Value[] = [];
  /** How many of the items in front have been taken. */
  taken = 0;

  get size(): number {
    return this.items.length - this.taken;
  }

  take(): Value {
    const item = this.items[this.taken] as Value;
    this.items[this.taken++] = null;
    // What was taken goes when it is the larger part.
    if (this.taken > 32 && this.taken * 2 > this.items.length) {
      this.items = this.items.slice(this.taken);
      this.taken = 0;
    }
    return item;
  }
}

const queueType = declareType("_queue.SimpleQueue", PySimpleQueue);
const emptyType = declareType("_queue.Empty", class extends Exception.ctor {}, {
  bases: [Exception],
  hasDict: true,
  ownLayout: false,
});

function put(self: PySimpleQueue, item: Value): Value {
  self.items.push(item);
  return null;
}

function get(self: PySimpleQueue, block: Value = true, timeout: Value = null): Value {
  if (self.size === 0 && truthy(block)) waitFor(() => self.size > 0, secondsOf(timeout));
  if (self.size === 0) throw newException(emptyType);
  return self.take();
}

/** Seconds to wait at most; -1 without end. */
function secondsOf(timeout: Value): number {
  if (timeout === null) return -1;
  const seconds = isFloat(timeout) ? floatOf(timeout) : toSize(timeout);
  if (Number.isNaN(seconds)) throw valueError("Invalid value NaN (not a number)");
  if (seconds < 0) throw valueError("'timeout' must be a non-negative number");
  if (seconds > TIMEOUT_MAX) throw overflowError("timeout value is too large");
  return seconds;
}

const queueSpec: TypeSpec = {
  doc: "Simple, unbounded, reentrant FIFO queue.",
  new: ["()", (cls: PyType) => cls.alloc()],
  methods: {
    put: ["(self, /, item, block=True, timeout=None)", put],
    put_nowait: ["(self, /, item)", put],
    get: ["(self, /, block=True, timeout=None)", get],
    get_nowait: ["(self, /)", (self: PySimpleQueue) => get(self, false)],
    empty: ["(self, /)", (self: PySimpleQueue) => self.size === 0],
    qsize: ["(self, /)", (self: PySimpleQueue) => self.size],
  },
  classMethods: classGetItem,
};

export const queueModule: NativeModule = {
  name: "_queue",
  doc: "C implementation of the Python queue module.\nThis module is an implementation detail, please do not use it directly.",
  types: { SimpleQueue: queueType, Empty: emptyType },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [queueType, queueSpec],
  [emptyType, { doc: "Exception raised by Queue.get(block=0)/get_nowait()." }],
];
