/**
 * Objects that have something to do when they go: instances of classes with `__del__`, open files, generators that wait inside a
 * `try` or `with`.
 *
 * JavaScript's collector tells when an object is gone, but then it is too late to hand it to a finalizer. So the interpreter
 * holds such objects until somebody collects garbage (`modules/gc/collect.ts`), which lets go of them and makes those anew that
 * went. That keeps the price at one entry of a set for each such object, and nothing for others.
 */
import { Chain, type Link } from "./chain.ts";
import { PyObject, type Value } from "./object.ts";
import { current } from "./state.ts";

/** So many objects are let pile up before the collector is asked without the program having asked; with survivors more. */
const FIRST_LIMIT = 20_000;

/** A generator, while it is to be closed when it goes. */
export interface Closing extends PyObject, Link<Closing> {}

interface State {
  readonly live: Set<PyObject>;
  readonly closing: Chain<Closing>;
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
    closing: new Chain<Closing>(),
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

/** Has `generator` closed when nothing refers to it any more. */
export function closeWhenGone(generator: Closing): void {
  if (current.host.collectGarbage === undefined) return;
  const { closing, limit, enabled } = state();
  closing.add(generator);
  if (closing.size >= limit && enabled) collector();
}

/** A generator has come to its end. */
export function closed(generator: Closing): void {
  state().closing.delete(generator);
}

/** The finalizer of `object` has nothing to do any more. */
export function untrack(object: PyObject): void {
  state().live.delete(object);
}

export const trackedObjects = (): Iterable<PyObject> => state().live;

/** Lets go of all tracked objects; generators after the others, and of each kind the oldest first. */
export function releaseTracked(): PyObject[] {
  const { live, closing } = state();
  const objects = [...live, ...closing.take()];
  live.clear();
  return objects;
}

const isClosing = (object: PyObject): object is Closing => "after$" in object;

/** Holds objects again that were let go of and stayed. */
export function trackAgain(objects: Iterable<PyObject>): void {
  const known = state();
  for (const object of objects) {
    if (isClosing(object)) known.closing.add(object);
    else known.live.add(object);
  }
  known.limit = Math.max(FIRST_LIMIT, Math.max(known.live.size, known.closing.size) * 4);
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
