/**
 * Threads that take turns where they wait. All Python code runs on one JavaScript stack, so a thread that was started runs when another
 * one waits (for a lock, a queue, an end, a time): on top of it, to its own end. Who waits goes on when what it waits for has come
 * and all that ran on top of it has ended.
 *
 * That suffices for threads that are started and joined, in whatever way they hand over results, and never changes places in the
 * middle of anything. What it cannot do is to go back and forth: a thread that waits for one below it on the stack
 * would wait for ever, and gets a RuntimeError that says so. Timed waits end in time, unless they hold up another thread's for long.
 *
 * Python/ceval_gil.c and Modules/_threadmodule.c do with threads of the system what is done here.
 */
import { current } from "../../core/state.ts";
import type { PyInstance, PyObject } from "../../core/object.ts";
import { SystemExit } from "../../exceptions/hierarchy.ts";
import { newException, runtimeError } from "../../exceptions/raise.ts";

/** The identity of the main thread. */
export const MAIN_IDENT = 139_637_976_729_408;
/** How far apart identities are, as if each thread had a stack of 8 MB. */
const IDENT_STEP = 8_392_704;
/** How long one wait sleeps before it looks for interrupts and for what it waits for, in nanoseconds: little at first. */
const FIRST_PAUSE = 100_000n;
const LONGEST_PAUSE = 50_000_000n;
/** How long a thread may hold up the end of another one's wait, in nanoseconds, by waiting itself. */
const PATIENCE = 2_000_000_000n;

export interface Thread {
  readonly ident: number;
  /** Runs to the thread's end, and raises nothing. */
  readonly run: () => void;
  readonly daemon: boolean;
}

/** Sets aside what belongs to the running thread, and returns what brings it back. */
export type Swap = () => () => void;

interface Scheduler {
  /** Started, and not yet begun, the oldest first. */
  readonly waiting: Thread[];
  /** Those that have begun and not ended, above the main thread. */
  readonly running: Thread[];
  readonly swaps: Set<Swap>;
  /** The waits that are under way, the innermost last. */
  readonly waits: Wait[];
  /** How many threads were ended since they could not go on. */
  stuck: number;
  threads: number;
}

const SCHEDULER = Symbol("threads");
const scheduler = (): Scheduler =>
  current.stateOf(SCHEDULER, () => ({
    waiting: [],
    running: [],
    waits: [],
    swaps: new Set(),
    stuck: 0,
    threads: 0,
  }));

/** The identity of the thread that runs. */
export const currentIdent = (): number => scheduler().running.at(-1)?.ident ?? MAIN_IDENT;

/** How many threads besides the main one have been started and have not ended. */
export const threadCount = (): number => scheduler().waiting.length + scheduler().running.length;

/** What a module keeps for each thread: it is set aside while another one runs. */
export const swapWithThreads = (swap: Swap): void => void scheduler().swaps.add(swap);

/** Starts a thread: it runs when another one waits. Returns its identity. */
export function start(run: () => void, daemon: boolean): number {
  const state = scheduler();
  const ident = MAIN_IDENT - ++state.threads * IDENT_STEP;
  state.waiting.push({ ident, run, daemon });
  return ident;
}

/** Runs `fn` as the thread of that identity would. */
export function asThread(ident: number, fn: () => void): void {
  const { running } = scheduler();
  running.push({ ident, run: fn, daemon: false });
  try {
    fn();
  } finally {
    running.pop();
  }
}

/** Runs the oldest thread that has not begun to its end; false when there is none. */
export function runNext(): boolean {
  const state = scheduler();
  const thread = state.waiting.shift();
  if (thread === undefined) return false;
  const { handled, innermostFrame, callerFrame } = current;
  const restore = [...state.swaps].map((swap) => swap());
  current.handled = null as PyObject | null;
  current.innermostFrame = null as PyInstance | null;
  current.callerFrame = undefined;
  try {
    state.running.push(thread);
    thread.run();
  } finally {
    state.running.pop();
    current.handled = handled;
    current.innermostFrame = innermostFrame;
    current.callerFrame = callerFrame;
    for (const back of restore.reverse()) back();
  }
  return true;
}

/** A wait that is under way, and since when, by the monotonic clock, it could be over. */
interface Wait {
  readonly ready: () => boolean;
  readonly end: bigint | undefined;
  over: bigint | undefined;
}

/** Whether a wait further down the stack could have been over for longer than a thread on top of it may take. */
function holdsUp(waits: readonly Wait[], now: bigint): boolean {
  for (const wait of waits) {
    if (wait.over === undefined && ((wait.end !== undefined && wait.end <= now) || wait.ready()))
      wait.over = now;
    if (wait.over !== undefined && now - wait.over > PATIENCE) return true;
  }
  return false;
}

/** What ends a thread that cannot go on. One that need not end by itself goes as such threads go at the end of a program. */
function stuck(daemon: boolean): PyObject {
  scheduler().stuck++;
  return daemon
    ? newException(SystemExit)
    : runtimeError("this thread would wait for ever: threads run one on top of the other, to their end");
}

/**
 * Waits until `ready`, for so many seconds at most, without end when negative; returns whether it is. Other threads run in the
 * meantime. Raises what an interrupt raises, and RuntimeError where only a thread further down the stack could end the wait.
 */
export function waitFor(ready: () => boolean, seconds: number): boolean {
  const { clock } = current.host;
  const { running, waits } = scheduler();
  const end = seconds < 0 ? undefined : clock.monotonic() + BigInt(Math.round(seconds * 1e9));
  const below = [...waits];
  waits.push({ ready, end, over: undefined });
  let pause = FIRST_PAUSE;
  try {
    for (;;) {
      if (ready()) return true;
      const now = clock.monotonic();
      if (end !== undefined && end <= now) return false;
      if (runNext()) continue;
      const thread = running.at(-1);
      if (thread !== undefined) {
        if (end === undefined) throw stuck(false);
        if (holdsUp(below, now)) throw stuck(thread.daemon);
      }
      if (thread === undefined && end === undefined && scheduler().stuck > 0)
        throw runtimeError(
          "this wait would never end: the threads that could end it had to be ended themselves",
        );
      const rest = end === undefined ? pause : end - now;
      clock.sleep(rest < pause ? rest : pause);
      if (pause < LONGEST_PAUSE) pause *= 2n;
      current.checkInterrupts();
    }
  } finally {
    waits.pop();
  }
}

/** Raises RuntimeError in a thread that goes on and on while another one further down the stack could go on, too. */
export function checkHeldUp(): void {
  const { running, waits } = scheduler();
  const thread = running.at(-1);
  if (thread !== undefined && holdsUp(waits, current.host.clock.monotonic())) throw stuck(thread.daemon);
}

/** {@link waitFor} by nanoseconds, undefined for no limit. Of use while there are other threads. */
export const waitAmongThreads = (ready: () => boolean, nanoseconds: bigint | undefined): boolean =>
  waitFor(ready, nanoseconds === undefined ? -1 : Number(nanoseconds) / 1e9);
