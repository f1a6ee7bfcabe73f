/** The command as a process: its version and help, interrupts, pipes that close, and output that is not lost. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import packageJson from "../package.json" with { type: "json" };
import { runTython } from "./run.ts";

const command = fileURLToPath(new URL("../bin/tython", import.meta.url));

/** Runs a program that prints `ready`, and interrupts it as Ctrl-C does once it has. */
function interrupt(source: string) {
  return runTython(["-u", "-c", source], {
    started: (child) => child.stdout?.once("data", () => setTimeout(() => child.kill("SIGINT"), 100)),
  });
}

describe.concurrent("the command", () => {
  test("its version", async () => {
    for (const option of ["-V", "--version"]) {
      const { code, stdout } = await runTython([option]);
      expect(stdout).toContain(packageJson.version);
      expect(stdout).toContain("Python 3.14");
      expect(code).toBe(0);
    }
  });

  test("its help", async () => {
    const { code, stdout } = await runTython(["--help"]);
    expect(stdout).toMatch(/^usage: \S*tython /);
    for (const option of ["-c", "-m", "-i", "-u", "-B", "-E", "-I", "-s", "-S", "-O", "-W", "-X"])
      expect(stdout).toContain(option);
    expect(code).toBe(0);
  });

  test("an interrupt ends a loop with nothing in it", async () => {
    const { code, stderr } = await interrupt("print('ready')\nwhile True: pass\n");
    expect(stderr).toMatch(
      /^Traceback \(most recent call last\):\n {2}File "<string>", line 2, in <module>\n[^]*KeyboardInterrupt\n$/,
    );
    expect(code).toBe(130);
  });

  test("an interrupt ends a loop of calls and one inside a builtin", async () => {
    for (const loop of [
      "def f(n):\n    while True: n = g(n)\ndef g(n): return n + 1\nf(0)",
      "sum(x for x in iter(int, 1))",
    ]) {
      const { code, stderr } = await interrupt(`print('ready')\n${loop}\n`);
      expect(stderr).toMatch(/KeyboardInterrupt\n$/);
      expect(code).toBe(130);
    }
  });

  test("an interrupt can be caught", async () => {
    const { code, stdout } = await interrupt(
      "print('ready')\ntry:\n    while True: pass\nexcept KeyboardInterrupt as error: print('caught', repr(error))\n",
    );
    expect(stdout).toBe("ready\ncaught KeyboardInterrupt()\n");
    expect(code).toBe(0);
  });

  test("an interrupt wakes a sleeper", async () => {
    const { code, stderr } = await interrupt("import time\nprint('ready')\ntime.sleep(20)\n");
    expect(stderr).toMatch(/KeyboardInterrupt\n$/);
    expect(code).toBe(130);
  });

  test("a pipe that closes early", async () => {
    const source = "import sys\nfor i in range(200000): print('line', i)\n";
    const shell = spawn("sh", ["-c", '"$0" -c "$1" | head -1', command, source]);
    const streams = { stdout: "", stderr: "" };
    shell.stdout.on("data", (chunk) => (streams.stdout += chunk));
    shell.stderr.on("data", (chunk) => (streams.stderr += chunk));
    await new Promise((resolve) => shell.on("close", resolve));
    expect(streams.stdout).toBe("line 0\n");
    expect(streams.stderr).toMatch(/BrokenPipeError: \[Errno 32\] Broken pipe\n/);
    expect(streams.stderr).not.toMatch(/node:|\n\s+at /);
  });

  test("much output to a pipe is complete", async () => {
    const { stdout } = await runTython(["-c", "for i in range(100000): print(i)\nimport sys\nsys.exit(0)"]);
    expect(stdout.length).toBe(588_890);
    expect(stdout.endsWith("\n99999\n")).toBe(true);
  });

  test("standard output is buffered and errors are not", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "tython-command-"));
    writeFileSync(
      path.join(folder, "p.py"),
      "import sys, os\nprint('first')\nprint('error', file=sys.stderr)\nos._exit(3)\n",
    );
    expect(await runTython(["p.py"], { cwd: folder })).toEqual({ code: 3, stdout: "", stderr: "error\n" });
    expect(await runTython(["-u", "p.py"], { cwd: folder })).toEqual({
      code: 3,
      stdout: "first\n",
      stderr: "error\n",
    });
    rmSync(folder, { recursive: true });
  });

  test("the environment is read, and -E and -I do not", async () => {
    const env = { PYTHONPATH: "/somewhere/else" };
    const source = "import sys; print('/somewhere/else' in sys.path)";
    expect((await runTython(["-c", source], { env })).stdout).toBe("True\n");
    expect((await runTython(["-E", "-c", source], { env })).stdout).toBe("False\n");
    expect((await runTython(["-I", "-c", source], { env })).stdout).toBe("False\n");
  });

  test("a prompt on a pipe runs what it reads", async () => {
    const { code, stdout } = await runTython([], { stdin: "print(6 * 7)\n" });
    expect(stdout).toBe("42\n");
    expect(code).toBe(0);
  });
});
