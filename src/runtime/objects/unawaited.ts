/**
 * Coroutines, and the awaitables of an asynchronous generator's methods, that were made and not awaited yet: one that goes without
 * "was never awaited".
 *
 * A list holds them; who collects garbage lets go of them before and takes back those that are left. What is gone cannot be shown
 * to a program, so another object that says the same of itself stands for it.
 */
import { PyInstance, type Value } from "../core/object.ts";
import { current } from "../core/state.ts";

export abstract class Unawaited extends PyInstance {
  /** Its neighbours in the list, while it is in there. */
  declare before$: Unawaited | undefined;
  declare after$: Unawaited | undefined;
  /** A new object with this one's name, address and origin, which counts as awaited. */
  abstract remains(): Unawaited;
}

/** The objects in the order in which they were made: a list through themselves, since they come and go faster than a `Set` bears. */
class Waiting {
  #first: Unawaited | undefined = undefined;
  #last: Unawaited | undefined = undefined;

  add(object: Unawaited): void {
    object.before$ = this.#last;
    object.after$ = undefined;
    if (this.#last === undefined) this.#first = object;
    else this.#last.after$ = object;
    this.#last = object;
  }

  /** Nothing where it is not in the list. */
  delete(object: Unawaited): void {
    const { before$, after$ } = object;
    if (before$ === undefined && this.#first !== object) return;
    if (before$ === undefined) this.#first = after$;
    else before$.after$ = after$;
    if (after$ === undefined) this.#last = before$;
    else after$.before$ = before$;
    object.before$ = object.after$ = undefined;
  }

  /** Takes all out. */
  take(): Unawaited[] {
    const all: Unawaited[] = [];
    for (let object = this.#first; object !== undefined; object = this.#first) {
      all.push(object);
      this.delete(object);
    }
    return all;
  }
}

interface State {
  readonly waiting: Waiting;
  /** `sys.set_coroutine_origin_tracking_depth` */
  originDepth: number;
}
const STATE = Symbol("coroutines that were never started");
const state = (): State => current.stateOf(STATE, () => ({ waiting: new Waiting(), originDepth: 0 }));

export const unawaited = (): Waiting => state().waiting;

/** Notes a new object; returns how many frames of its origin are wanted. */
export function awaitLater(object: Unawaited): number {
  const { waiting, originDepth } = state();
  waiting.add(object);
  return originDepth;
}

export const originTracking = {
  get depth(): number {
    return state().originDepth;
  },
  set depth(depth: number) {
    state().originDepth = depth;
  },
};

/** Objects that only the program holds now, and what stands for them should they go. */
export type Released = readonly { readonly weak: WeakRef<Unawaited>; readonly remains: Unawaited }[];

/** Lets go of all, so that a collection can take them. */
export function releaseUnawaited(): Released {
  return state()
    .waiting.take()
    .map((object) => ({ weak: new WeakRef(object), remains: object.remains() }));
}

/** Holds those again that are still there; returns what stands for the others. */
export function goneUnawaited(released: Released): Value[] {
  const { waiting } = state();
  const gone: Value[] = [];
  for (const { weak, remains } of released) {
    const object = weak.deref();
    if (object === undefined) gone.push(remains);
    else waiting.add(object);
  }
  return gone;
}
