/** Running the built command as a user does: in a process of its own, with its own standard streams. */
import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

const command = fileURLToPath(new URL("../bin/tython", import.meta.url));

export interface Outcome {
  /** The exit code, or 128 and the signal's number as a shell counts. */
  code: number;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  cwd?: string;
  stdin?: string;
  env?: Record<string, string>;
  /** Milliseconds until the process is killed; 30 s unless given. */
  timeout?: number;
  /** Is handed the process once it runs. */
  started?: (child: ChildProcess) => void;
}

/** What the machine sets for its own Python must not change what a program does here. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith("PYTHON")),
);

/** Runs `tython ARGS` to its end. Never rejects: a process that is killed has a code that says so. */
export function runTython(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...environment, TZ: "UTC", COLUMNS: "80", NO_COLOR: "1", ...options.env },
    });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
    child.stdin.on("error", () => {}); // a program need not read what it is given
    child.stdin.end(options.stdin ?? "");
    const timer = setTimeout(() => child.kill("SIGKILL"), options.timeout ?? 30_000);
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve({
        code: code ?? 128 + constants.signals[signal ?? "SIGKILL"],
        stdout: Buffer.concat(output).toString(),
        stderr: Buffer.concat(errors).toString(),
      });
    });
    options.started?.(child);
  });
}
