/** Node's clock. */
import { readlinkSync } from "node:fs";
import type { Clock } from "../host.ts";
import type { Interrupts } from "./interrupts.ts";

/** How long a sleep goes on without asking for interrupts. */
const SLICE_MS = 25;

/** The zone as the system has it set, where that is plain to see: asking `Intl` costs tens of milliseconds. */
function configuredZone(): string | undefined {
  const { TZ } = process.env;
  if (TZ !== undefined) return TZ === "UTC" || TZ === "Etc/UTC" ? "UTC" : undefined;
  try {
    return /zoneinfo\/(?:posix\/)?(.+)$/.exec(readlinkSync("/etc/localtime"))?.[1];
  } catch {
    return undefined;
  }
}

export class NodeClock implements Clock {
  readonly #interrupts: Interrupts;
  #cell: Int32Array | undefined;

  constructor(interrupts: Interrupts) {
    this.#interrupts = interrupts;
  }

  now(): bigint {
    // performance's clock is set once at start; Date follows the system's. Its fraction fills in below the millisecond.
    const milliseconds = Date.now();
    const precise = performance.timeOrigin + performance.now();
    const best = Math.abs(precise - milliseconds) < 2 ? precise : milliseconds;
    return BigInt(Math.round(best * 1e3)) * 1000n;
  }

  monotonic(): bigint {
    return process.hrtime.bigint();
  }

  processTime(): bigint {
    const { user, system } = process.cpuUsage();
    return BigInt(user + system) * 1000n;
  }

  sleep(nanoseconds: bigint): boolean {
    this.#cell ??= new Int32Array(new SharedArrayBuffer(4));
    const end = this.monotonic() + nanoseconds;
    for (;;) {
      if (this.#interrupts.pending) return false;
      const left = Number(end - this.monotonic()) / 1e6;
      if (left <= 0) return true;
      Atomics.wait(this.#cell, 0, 0, Math.min(left, SLICE_MS));
    }
  }

  timeZone(): string {
    return configuredZone() ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  }
}
