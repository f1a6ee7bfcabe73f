/** Data of `_thread`'s locks and handles. There is one thread, so a lock is a flag. */
import { declareType } from "../core/builtin-types.ts";
import { PyInstance } from "../core/object.ts";

export class PyLock extends PyInstance {
  locked = false;
}

export class PyRLock extends PyInstance {
  /** How many times the one thread has acquired it. */
  count = 0;
}

export class PyThreadHandle extends PyInstance {
  ident = 0;
  done = true;
}

/** `threading.local`: with one thread, any object. */
export class PyThreadLocal extends PyInstance {}

export const lockType = declareType("_thread.lock", PyLock, { subclassable: false });
export const rlockType = declareType("_thread.RLock", PyRLock);
export const threadHandleType = declareType("_thread._ThreadHandle", PyThreadHandle, { subclassable: false });
export const threadLocalType = declareType("_thread._local", PyThreadLocal, { hasDict: true });
