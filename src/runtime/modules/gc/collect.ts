/**
 * Collecting garbage when the program asks for it, and what that sets off: coroutines that were never awaited are warned of,
 * callbacks of weak references run, newest first, and then finalizers, `__del__`. That is the order of CPython's collector
 * (Python/gc.c), which clears weak references before it finalizes. Weak references to objects in no circle, which CPython finalizes
 * when the last reference goes, hold until the finalizer has run. https://docs.python.org/3.14/reference/datamodel.html#object.__del__
 *
 * What a finalizer keeps lives on, and is not finalized again. What it lets go of is gone in the next round.
 *
 * The finalizer of a generator closes it (`_PyGen_Finalize` in Objects/genobject.c).
 */
import { special, typeOf } from "../../core/builtin-types.ts";
import { installCollector, noteFinalized, releaseTracked, trackAgain } from "../../core/finalizable.ts";
import type { PyObject } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import {
  close,
  isGenerator,
  PyAsyncGenerator,
  type PyCoroutine,
  type PyGenerator,
  SUSPENDED,
} from "../../objects/generator.ts";
import { goneUnawaited, releaseUnawaited } from "../../objects/unawaited.ts";
import { warnGone } from "../_warnings.ts";
import { flushAll } from "../_io/buffered.ts";
import { hasReferences, runDeadCallbacks } from "../_weakref/references.ts";
import { reprText } from "../../protocols/repr.ts";
import { reportUnraisable } from "../sys/hooks.ts";
import { deadFromOutside, describe, madeAgain, type Remains } from "./remains.ts";

/** Finalizers that make finalizable objects would never end. */
const MOST_ROUNDS = 4;

const STATE = Symbol("a collection that runs");
const running = (): { now: boolean } => current.stateOf(STATE, () => ({ now: false }));

/** Collects garbage where the host can. Nothing is done for a program that could not tell, and in the midst of a collection. */
export function collectGarbage(): void {
  const collection = running();
  if (collection.now) return;
  collection.now = true;
  try {
    for (let round = 0; round < MOST_ROUNDS && collectOnce(); round++);
  } finally {
    collection.now = false;
  }
}

/** Whether something was finalized, so that there may be more garbage now. */
function collectOnce(): boolean {
  const { host } = current;
  if (host.collectGarbage === undefined) return false;
  const released = releaseUnawaited();
  // What streams hold back they are held for themselves.
  flushAll();
  const finalizable = releaseFinalizable();
  if (finalizable.length === 0 && released.length === 0 && !hasReferences()) return false;
  host.collectGarbage();
  for (const gone of goneUnawaited(released)) warnGone(gone);
  trackAgain(finalizable.flatMap(({ weak }) => weak.deref() ?? []));
  const dead = deadFromOutside(finalizable);
  const again = dead.map(madeAgain);
  runDeadCallbacks();
  for (const object of again) finalize(object);
  return dead.length > 0;
}

/** In a function of its own: no register of the caller's may hold the objects when the collector comes. */
function releaseFinalizable(): Remains[] {
  return describe(releaseTracked());
}

/** Closes a generator that waits, or tells the hook of `sys.set_asyncgen_hooks`. */
function finalizeGenerator(generator: PyGenerator | PyCoroutine | PyAsyncGenerator): void {
  if (generator.state !== SUSPENDED) return;
  noteFinalized(generator);
  const hook = generator instanceof PyAsyncGenerator && !generator.closed ? generator.finalizer : null;
  try {
    if (hook === null) close(generator);
    else (hook as PyObject).c1(generator);
  } catch (error) {
    const what = hook === null ? "closing" : "finalizing";
    reportUnraisable(error, `Exception ignored while ${what} generator ${reprText(generator)}`, null);
  }
}

/** Runs the finalizer of an object. What it raises nobody can catch. */
function finalize(object: PyObject): void {
  if (isGenerator(object)) {
    finalizeGenerator(object);
    return;
  }
  const finalizer = special(object, "m$__del__") ?? undefined;
  if (finalizer === undefined) return;
  noteFinalized(object);
  try {
    finalizer.c1(object);
  } catch (error) {
    reportUnraisable(
      error,
      `Exception ignored while calling deallocator ${reprText(typeOf(object).lookup("__del__") ?? null)}`,
      null,
    );
  }
}

/** Runs all finalizers at the end of the program, the oldest object's first. Objects that those make go without. */
export function finalizeAll(): void {
  for (const object of releaseTracked()) finalize(object);
}

/** A step of the bootstrap. */
export function installGarbageCollection(): void {
  installCollector(collectGarbage);
}
