/**
 * Ctrl-C while JavaScript runs. Node's own signal handlers wait for the event loop, which a Python program may never
 * reach; but Node has, for its own prompt, a thread that notes SIGINT and can be asked at any time. It is reached by
 * `process.binding("contextify")`, which is not documented: where it is missing, Ctrl-C ends the process as it ends any.
 *
 * The thread starts at the first question, so that short programs do without; until then Ctrl-C just ends the process.
 */
interface Watchdog {
  startSigintWatchdog(): void;
  /** Stops, and says whether a signal came. */
  stopSigintWatchdog(): boolean;
  watchdogHasPendingSigint(): boolean;
}

/** How long the thread may take on a busy machine. */
const SETTLE_MS = 250;

export class Interrupts {
  /** Undefined before the first question, null where there is none to be had. */
  #watchdog: Watchdog | null | undefined;

  watch(): void {
    if (this.#watchdog === undefined) this.#watchdog = startWatchdog();
  }

  /** Whether an interrupt waits to be taken. */
  get pending(): boolean {
    this.watch();
    return this.#watchdog?.watchdogHasPendingSigint() ?? false;
  }

  /** Whether an interrupt came since the last call that said so. */
  take(): boolean {
    if (!this.pending) return false;
    this.#watchdog?.stopSigintWatchdog();
    this.#watchdog?.startSigintWatchdog();
    return true;
  }

  /**
   * Waits for the thread to note a signal that has just disturbed a system call: the call ends at once, the thread gets to
   * run a moment later.
   */
  settle(): void {
    const cell = new Int32Array(new SharedArrayBuffer(4));
    for (let waited = 0; waited < SETTLE_MS && !this.pending; waited++) Atomics.wait(cell, 0, 0, 1);
  }

  /** Gives Ctrl-C its usual meaning back. */
  stop(): void {
    this.#watchdog?.stopSigintWatchdog();
    this.#watchdog = null;
  }
}

function startWatchdog(): Watchdog | null {
  const watchdog = findWatchdog();
  try {
    watchdog?.startSigintWatchdog();
    return watchdog ?? null;
  } catch {
    return null;
  }
}

function findWatchdog(): Watchdog | undefined {
  try {
    const { binding } = process as unknown as { binding?: (name: string) => unknown };
    const found = binding?.call(process, "contextify") as Partial<Watchdog> | undefined;
    return typeof found?.startSigintWatchdog === "function" &&
      typeof found.watchdogHasPendingSigint === "function"
      ? (found as Watchdog)
      : undefined;
  } catch {
    return undefined;
  }
}
