/** What a program hears of when the world outside fails it: full disks, closed pipes, missing permissions, signals. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { runTython } from "./run.ts";

const command = fileURLToPath(new URL("../bin/tython", import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), "tython-trouble-"));

/** Runs a line of the shell, in which `$0` is the command and `$1` the program. */
function shell(line: string, program: string): Promise<{ stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const environment = { ...process.env };
    delete environment["PYTHONUNBUFFERED"];
    const child = spawn("sh", ["-c", line, command, program], { env: environment });
    const result = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk) => (result.stdout += chunk));
    child.stderr.on("data", (chunk) => (result.stderr += chunk));
    child.on("close", () => resolve(result));
  });
}

describe.concurrent("trouble outside", () => {
  test("a process that is killed loses nothing that was flushed", async () => {
    const file = path.join(folder, "killed.txt");
    const { code } = await runTython([
      "-c",
      `
import os, signal
with open(${JSON.stringify(file)}, "w") as file:
    for i in range(1000): file.write(f"line {i}\\n")
    file.flush()
    file.write("not flushed\\n")
    os.kill(os.getpid(), signal.SIGKILL)
`,
    ]);
    expect(code).toBe(137);
    expect(readFileSync(file, "utf8")).toBe(Array.from({ length: 1000 }, (_, i) => `line ${i}\n`).join(""));
  });

  test.runIf(existsSync("/dev/full"))("a full disk", async () => {
    const { stdout, code } = await runTython([
      "-c",
      `
def attempt(act):
    try: act()
    except OSError as error: print(type(error).__name__, error)
attempt(lambda: open("/dev/full", "wb", buffering=0).write(b"x"))
file = open("/dev/full", "w")
file.write("text")
attempt(file.flush)
attempt(file.close)
print(file.closed)
file = open("/dev/full", "wb")
attempt(lambda: file.write(bytes(1 << 20)))
`,
    ]);
    const error = "OSError [Errno 28] No space left on device\n";
    expect(stdout).toBe(`${error}${error}${error}True\n${error}`);
    expect(code).toBe(0);
    // What is only found out at the end has an exit code of its own, as with any other.
    for (const [program, text] of [
      [
        "print('x')",
        "Exception ignored while flushing sys.stdout:\nOSError: [Errno 28] No space left on device\n120\n",
      ],
      [
        "import sys; print('x'); sys.exit(3)",
        "Exception ignored while flushing sys.stdout:\nOSError: [Errno 28] No space left on device\n120\n",
      ],
    ] as const) {
      expect((await shell('"$0" -c "$1" >/dev/full; echo $? >&2', program)).stderr).toBe(text);
    }
  });

  test("a pipe that nobody reads any more", async () => {
    const line = '{ "$0" -c "$1"; echo $? >&2; } | true';
    const waiting = "import time; time.sleep(0.3); print('x')";
    expect((await shell(line, waiting)).stderr).toBe(
      "Exception ignored while flushing sys.stdout:\nBrokenPipeError: [Errno 32] Broken pipe\n120\n",
    );
    const caught =
      "import time, sys; time.sleep(0.3)\ntry: print('x', flush=True)\nexcept BrokenPipeError as error: print(error, file=sys.stderr)\nsys.stdout = None";
    expect((await shell(line, caught)).stderr).toBe("[Errno 32] Broken pipe\n0\n");
  });

  test("a permission that is missing", async () => {
    const program = `
import os, tempfile
folder = tempfile.mkdtemp()
path = os.path.join(folder, "file")
open(path, "w").close()
os.chmod(path, 0)
os.chmod(folder, 0o555)
if os.getuid() == 0: os.seteuid(65534)
for act in (lambda: open(path), lambda: open(path, "a"), lambda: os.mkdir(path + "s"), lambda: os.remove(path), lambda: os.rename(path, path + "s")):
    try: act()
    except PermissionError as error: print(str(error).replace(folder, ""))
if os.getuid() == 0: os.seteuid(0)
os.chmod(folder, 0o755)
os.remove(path)
os.rmdir(folder)
`;
    const { stdout, stderr } = await runTython(["-c", program]);
    expect(stderr).toBe("");
    expect(stdout).toBe(
      [
        "[Errno 13] Permission denied: '/file'",
        "[Errno 13] Permission denied: '/file'",
        "[Errno 13] Permission denied: '/files'",
        "[Errno 13] Permission denied: '/file'",
        "[Errno 13] Permission denied: '/file' -> '/files'",
        "",
      ].join("\n"),
    );
  });

  test("a read that is interrupted", async () => {
    const program =
      "import sys\nprint(sys.stdin.readline(), flush=True)\ntry: sys.stdin.readline()\nexcept KeyboardInterrupt: print('interrupted')";
    const child = spawn(command, ["-c", program]);
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
      if (output === "a line\n\n") setTimeout(() => child.kill("SIGINT"), 300);
    });
    child.stdin.write("a line\n");
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect(output).toBe("a line\n\ninterrupted\n");
    expect(code).toBe(0);
  });
});
