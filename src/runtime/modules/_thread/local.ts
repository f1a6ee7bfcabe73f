/**
 * `threading.local`. Its attributes are those of any object; while another thread runs they are set aside. Follows
 * Modules/_threadmodule.c (localobject).
 */
import type { TypeSpec } from "../../core/define.ts";
import { slotsOf, type Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import type { PyType } from "../../core/type.ts";
import { typeError } from "../../exceptions/raise.ts";
import type { PyThreadLocal } from "../../objects/thread-lock.ts";
import { callMethodK } from "../../protocols/method-call.ts";
import { dictAttribute } from "../../types/object.ts";
import { swapWithThreads } from "./scheduler.ts";

const LOCALS = Symbol("thread-local objects");

/** The thread-local objects that are alive. */
function locals(): Set<WeakRef<PyThreadLocal>> {
  return current.stateOf(LOCALS, () => {
    const made = new Set<WeakRef<PyThreadLocal>>();
    swapWithThreads(() => setAside(made));
    return made;
  });
}

/** Takes the attributes out of an object and returns them. */
function takeAttributes(object: PyThreadLocal): [string, Value][] {
  const slots = slotsOf(object);
  const taken: [string, Value][] = [];
  for (const key of Object.keys(slots)) {
    if (!key.startsWith("$")) continue;
    taken.push([key, slots[key] as Value]);
    delete slots[key];
  }
  return taken;
}

/** Empties all thread-local objects for a thread that begins; those of a class with `__init__` are initialised anew. */
function setAside(made: Set<WeakRef<PyThreadLocal>>): () => void {
  const kept = new Map<PyThreadLocal, [string, Value][]>();
  for (const reference of made) {
    const object = reference.deref();
    if (object === undefined) made.delete(reference);
    else kept.set(object, takeAttributes(object));
  }
  for (const object of kept.keys()) {
    if (object.cls$.owner("__init__")?.heap === true)
      callMethodK(
        object,
        "__init__",
        [...object.args, ...object.keywords.values()],
        [...object.keywords.keys()],
      );
  }
  return () => {
    for (const reference of made) {
      const object = reference.deref();
      if (object === undefined) continue;
      takeAttributes(object);
      for (const [key, value] of kept.get(object) ?? []) slotsOf(object)[key] = value;
    }
  };
}

export const localSpec: TypeSpec = {
  doc: "Thread-local data",
  new: [
    "(*args, **kwargs)",
    (cls: PyType, args: Value[], keywords: Map<string, Value>) => {
      if ((args.length > 0 || keywords.size > 0) && cls.owner("__init__")?.heap !== true) {
        throw typeError("Initialization arguments are not supported");
      }
      const self = cls.alloc() as PyThreadLocal;
      self.args = args;
      self.keywords = keywords;
      locals().add(new WeakRef(self));
      return self;
    },
  ],
  getset: { __dict__: dictAttribute },
};
