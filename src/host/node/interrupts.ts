/**
 * Ctrl-C while JavaScript runs. Node's own signal handlers wait for the event loop, which a Python program may never
 * reach; but Node has, for its own prompt, a thread that notes SIGINT and can be asked at any time. It is reached by
 * `process.binding("contextify")`, which is not documented: where it is missing, Ctrl-C ends the process as it ends any.
 */
interface Watchdog {
  startSigintWatchdog(): void;
  /** Stops, and says whether a signal came. */
  stopSigintWatchdog(): boolean;
  watchdogHasPendingSigint(): boolean;
}

export class Interrupts {
  #watchdog: Watchdog | undefined;

  watch(): void {
    if (this.#watchdog !== undefined) return;
    const watchdog = findWatchdog();
    if (watchdog === undefined) return;
    try {
      watchdog.startSigintWatchdog();
      this.#watchdog = watchdog;
    } catch {
      // No thread to be had: go on without.
    }
  }

  get pending(): boolean {
    return this.#watchdog?.watchdogHasPendingSigint() ?? false;
  }

  /** Whether an interrupt came since the last call that said so. */
  take(): boolean {
    if (!this.pending) return false;
    this.#watchdog?.stopSigintWatchdog();
    this.#watchdog?.startSigintWatchdog();
    return true;
  }

  stop(): void {
    this.#watchdog?.stopSigintWatchdog();
    this.#watchdog = undefined;
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
