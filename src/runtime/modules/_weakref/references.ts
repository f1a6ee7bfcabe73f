/**
 * The weak references of an interpreter: which there are to an object, and the callbacks of those whose object is gone. They are
 * made of JavaScript's `WeakRef`, so an object dies when the engine collects it, not when its last reference goes.
 *
 * Callbacks run where CPython runs them, in the midst of the program: when it asks for a collection (`modules/gc/collect.ts`), and
 * when so many references were made that what the engine collected by itself is looked for. The engine tells that only between two
 * jobs, and keeps until then what references were made to, while a Python program is one job from its start to its end.
 */
import { typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import { PyBaseException } from "../../core/exception.ts";
import { PyInstance, PyObject, type Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { reportUnraisable } from "../sys/hooks.ts";

export abstract class PyWeakReference extends PyInstance {
  weak: WeakRef<PyObject> | undefined = undefined;
  callback: Value = null;
  /** The one of its exact type without a callback, which is given again when another is asked for. */
  shared = false;
  get target(): PyObject | undefined {
    return this.weak?.deref();
  }
}

/** The references with a callback, oldest first. A reference that is gone itself is not called. */
type Waiting = Set<WeakRef<PyWeakReference>>;

const STATE = Symbol("_weakref");
interface State {
  /** The references to an object; the object keeps none of them alive. */
  known: WeakMap<PyObject, WeakRef<PyWeakReference>[]>;
  waiting: Waiting;
  registry: FinalizationRegistry<WeakRef<PyWeakReference>>;
  /** References made since dead ones were looked for; undefined before the first, see {@link hasReferences}. */
  made: number | undefined;
}
const state = (): State =>
  current.stateOf(STATE, () => {
    const waiting: Waiting = new Set();
    return {
      known: new WeakMap(),
      waiting,
      registry: new FinalizationRegistry<WeakRef<PyWeakReference>>((reference) => {
        waiting.delete(reference);
        runCallback(reference.deref());
      }),
      made: undefined,
    };
  });

/** Lets `reference` refer to `object`, which keeps neither alive. */
export function watch(reference: PyWeakReference, object: PyObject, callback: Value): void {
  const all = state();
  all.made = (all.made ?? 0) + 1;
  if (all.made >= Math.max(FEWEST_MADE, all.waiting.size)) lookForDead(all);
  reference.weak = new WeakRef(object);
  reference.callback = callback;
  const self = new WeakRef(reference);
  const others = all.known.get(object);
  if (others === undefined) all.known.set(object, [self]);
  else others.push(self);
  if (callback === null) return;
  all.waiting.add(self);
  all.registry.register(object, self);
}

/** With fewer references made it does not pay to look for dead ones; with many that wait, not before there are as many new ones. */
const FEWEST_MADE = 1000;

function lookForDead(all: State): void {
  all.made = 0;
  // In this order, since looking at a reference keeps its object for the job anew.
  runDeadCallbacks();
  current.host.endJob?.();
}

/** The live references to an object in CPython's order: the shared one, the shared proxy, others from the newest on. */
export function referencesTo(object: Value): PyWeakReference[] {
  if (!(object instanceof PyObject)) return [];
  const { known } = state();
  const references = known.get(object);
  if (references === undefined) return [];
  const live = references.filter((weak) => weak.deref() !== undefined);
  if (live.length < references.length) known.set(object, live);
  const newestFirst = live.flatMap((weak) => weak.deref() ?? []).reverse();
  return [
    ...newestFirst.filter((each) => each.shared).reverse(),
    ...newestFirst.filter((each) => !each.shared),
  ];
}

/** The live reference of a kind that everybody is given who asks for one without a callback. */
export function sharedReference<T extends PyWeakReference>(
  object: PyObject,
  kind: abstract new () => T,
): T | undefined {
  const references = state().known.get(object);
  if (references === undefined) return undefined;
  for (const weak of references) {
    const reference = weak.deref();
    if (reference?.shared && reference instanceof kind) return reference;
  }
  return undefined;
}

/** All that refers to `object`, to be handed to {@link redirect}. */
export const holdersOf = (object: PyObject): readonly WeakRef<PyWeakReference>[] =>
  state().known.get(object) ?? [];

/** Lets references to an object that is gone refer to one made in its place. */
export function redirect(references: readonly WeakRef<PyWeakReference>[], heir: PyObject): void {
  if (references.length === 0) return;
  for (const reference of references) {
    const live = reference.deref();
    if (live !== undefined) live.weak = new WeakRef(heir);
  }
  state().known.set(heir, [...references]);
}

function runCallback(reference: PyWeakReference | undefined): void {
  if (reference === undefined) return;
  const { callback } = reference;
  reference.callback = null;
  if (callback === null) return;
  try {
    callable(callback).c1(reference);
  } catch (error) {
    if (!(error instanceof PyBaseException)) throw error;
    reportUnraisable(error, "Exception ignored while calling weakref callback", callback);
  }
}

/** Whether there ever was a reference: else a collection shows nothing of them to the program. */
export const hasReferences = (): boolean => state().made !== undefined;

/** Calls the callbacks of references whose objects are gone, newest first as CPython does. */
export function runDeadCallbacks(): void {
  const { waiting } = state();
  const dead: PyWeakReference[] = [];
  for (const weak of waiting) {
    const reference = weak.deref();
    if (reference !== undefined && reference.target !== undefined) continue;
    waiting.delete(weak);
    if (reference !== undefined) dead.push(reference);
  }
  for (const reference of dead.reverse()) runCallback(reference);
}

/** Builtin types whose instances CPython cannot refer to weakly. */
const NOT_REFERABLE = new Set([
  "object",
  "list",
  "dict",
  "tuple",
  "bytes",
  "bytearray",
  "range",
  "slice",
  "complex",
  "cell",
  "property",
  "NoneType",
  "ellipsis",
  "NotImplementedType",
  "classmethod",
  "staticmethod",
  "mappingproxy",
  "enumerate",
  "zip",
  "map",
  "filter",
  "reversed",
  "traceback",
  "int",
  "float",
  "str",
  "bool",
  "super",
]);

export function isReferable(object: Value): object is PyObject {
  if (!(object instanceof PyObject)) return false;
  const type = typeOf(object);
  if (type.heap && type.slots === undefined) return true;
  const heap = type.mro.filter((cls) => cls.heap);
  if (heap.some((cls) => cls.slots === undefined || cls.dict.has("__weakref__"))) return true;
  // A class with `__slots__` does as the builtin class under it.
  const native = heap.length === 0 ? type : type.mro.find((cls) => !cls.heap);
  if (native === undefined || (native !== type && native.name === "object")) return false;
  return !NOT_REFERABLE.has(native.name) && !type.mro.some((cls) => cls.name === "BaseException");
}
