/**
 * Objects that have something to do when they go: instances of classes with `__del__`, open files.
 *
 * JavaScript's collector tells when an object is gone, but then it is too late to hand it to a finalizer. So the interpreter
 * holds such objects until somebody collects garbage (`modules/gc/collect.ts`), which lets go of them and makes those anew that
 * went. That keeps the price at one entry of a set for each such object, and nothing for others.
 */
import { PyObject, type Value } from "./object.ts";
import { current } from "./state.ts";

/** So many objects are let pile up before the collector is asked without the program having asked; with survivors more. */
const FIRST_LIMIT = 20_000;

interface State {
  readonly live: Set<PyObject>;
  /** Those whose finalizer has run and that are still there: it runs once. */
  readonly finalized: WeakSet<PyObject>;
  limit: number;
  /** `gc.enable` and `gc.disable` */
  enabled: boolean;
}
const STATE = Symbol("objects with finalizers");
const state = (): State =>
  current.stateOf(STATE, () => ({
    live: new Set<PyObject>(),
    finalized: new WeakSet<PyObject>(),
    limit: FIRST_LIMIT,
    enabled: true,
  }));

/** Collects garbage; `modules/gc/collect.ts` provides it. */
let collector: () => void = () => {};
export function installCollector(collect: () => void): void {
  collector = collect;
}

/** Has the finalizer of `object` run when nothing refers to it any more. Where nobody can collect it would be held for good. */
export function track(object: PyObject): void {
  if (current.host.collectGarbage === undefined) return;
  const known = state();
  known.live.add(object);
  if (known.live.size >= known.limit && known.enabled) collector();
}

/** The finalizer of `object` has nothing to do any more. */
export function untrack(object: PyObject): void {
  state().live.delete(object);
}

export const trackedObjects = (): Iterable<PyObject> => state().live;

/** Lets go of all tracked objects; oldest first. */
export function releaseTracked(): PyObject[] {
  const { live } = state();
  const objects = [...live];
  live.clear();
  return objects;
}

/** Holds objects again that were let go of and stayed. */
export function trackAgain(objects: Iterable<PyObject>): void {
  const known = state();
  for (const object of objects) known.live.add(object);
  known.limit = Math.max(FIRST_LIMIT, known.live.size * 2);
}

/** Notes that the finalizer of `object` runs. */
export function noteFinalized(object: PyObject): void {
  state().finalized.add(object);
}

export const isFinalized = (value: Value): boolean =>
  value instanceof PyObject && state().finalized.has(value);

/** Whether collections happen without being asked for. */
export const automatic = {
  get enabled(): boolean {
    return state().enabled;
  },
  set enabled(enabled: boolean) {
    state().enabled = enabled;
  },
};
