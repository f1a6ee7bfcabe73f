/** Data of `_thread`'s locks and handles. Threads take turns where they wait, so a lock is a flag. */
import { declareType } from "../core/builtin-types.ts";
import { PyInstance, type Value } from "../core/object.ts";

export class PyLock extends PyInstance {
  locked = false;
}

export class PyRLock extends PyInstance {
  /** How many times its owner, a thread by its identity, has acquired it. */
  count = 0;
  owner = 0;
}

export class PyThreadHandle extends PyInstance {
  ident = 0;
  started = false;
  done = false;
}

/** `threading.local`, with the arguments for the `__init__` of a subclass. */
export class PyThreadLocal extends PyInstance {
  args: readonly Value[] = [];
  keywords: ReadonlyMap<string, Value> = new Map();
}

export const lockType = declareType("_thread.lock", PyLock, { subclassable: false });
export const rlockType = declareType("_thread.RLock", PyRLock);
export const threadHandleType = declareType("_thread._ThreadHandle", PyThreadHandle, { subclassable: false });
export const threadLocalType = declareType("_thread._local", PyThreadLocal, { hasDict: true });
