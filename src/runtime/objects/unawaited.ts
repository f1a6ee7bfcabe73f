/**
 * Coroutines, and the awaitables of an asynchronous generator's methods, that were made and not awaited yet: one that goes without
 * "was never awaited".
 *
 * A list holds them; who collects garbage lets go of them before and takes back those that are left. What is gone cannot be shown
 * to a program, so another object that says the same of itself stands for it.
 */
import { Chain, type Link } from "../core/chain.ts";
import { PyInstance, type Value } from "../core/object.ts";
import { current } from "../core/state.ts";

export abstract class Unawaited extends PyInstance implements Link<Unawaited> {
  declare before$: Unawaited | undefined;
  declare after$: Unawaited | undefined;
  /** A new object with this one's name, address and origin, which counts as awaited. */
  abstract remains(): Unawaited;
}

interface State {
  /** In the order in which they were made. */
  readonly waiting: Chain<Unawaited>;
  /** `sys.set_coroutine_origin_tracking_depth` */
  originDepth: number;
}
const STATE = Symbol("coroutines that were never started");
const state = (): State =>
  current.stateOf(STATE, () => ({ waiting: new Chain<Unawaited>(), originDepth: 0 }));

export const unawaited = (): Chain<Unawaited> => state().waiting;

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
