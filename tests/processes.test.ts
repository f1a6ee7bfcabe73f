/** Child processes and pipes: CPython in WebAssembly has none, so what is expected is written here. */
import { describe, expect, test } from "vitest";
import { runTython } from "./run.ts";

/** Runs a program under the modules that all of these need. */
async function lines(source: string, timeout = 30_000): Promise<string[]> {
  const program = `import os, signal, subprocess, sys, tempfile, time\nfrom subprocess import PIPE\n${source}`;
  const { code, stdout, stderr } = await runTython(["-c", program], { timeout });
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return stdout.split("\n").slice(0, -1);
}

describe.concurrent("child processes", () => {
  test("run, with input, output and an exit code", async () => {
    expect(
      await lines(`
big = b"0123456789" * 100_000
print(subprocess.run(["cat"], input=big, capture_output=True).stdout == big)
print(subprocess.run("echo out; echo err >&2; exit 3", shell=True, capture_output=True, text=True))
print(subprocess.run(["cat"], stdin=subprocess.DEVNULL, stdout=PIPE).stdout)
print(subprocess.check_output([sys.executable, "-c", "import os; print(os.environ['X'], os.getcwd())"],
                              env={"PATH": os.environ["PATH"], "X": "é"}, cwd="/"))
`),
    ).toEqual([
      "True",
      "CompletedProcess(args='echo out; echo err >&2; exit 3', returncode=3, stdout='out\\n', stderr='err\\n')",
      "b''",
      "b'\\xc3\\xa9 /\\n'",
    ]);
  });

  test("that do not start", async () => {
    expect(
      await lines(`
for call in (lambda: subprocess.run(["/no/such/program"]), lambda: subprocess.run(["no-such-program"]),
             lambda: subprocess.run(["ls"], cwd="/no/such/directory"), lambda: subprocess.run(["/"]),
             lambda: os.waitpid(-1, 0), lambda: os.posix_spawn("/no/such", ["x"], {})):
    try:
        print(call())
    except OSError as error:
        print(type(error).__name__, error)
`),
    ).toEqual([
      "FileNotFoundError [Errno 2] No such file or directory: '/no/such/program'",
      "FileNotFoundError [Errno 2] No such file or directory: 'no-such-program'",
      "FileNotFoundError [Errno 2] No such file or directory: '/no/such/directory'",
      "PermissionError [Errno 13] Permission denied: '/'",
      "ChildProcessError [Errno 10] No child processes",
      "FileNotFoundError [Errno 2] No such file or directory: '/no/such'",
    ]);
  });

  test("that go on meanwhile", async () => {
    expect(
      await lines(`
p = subprocess.Popen(["cat"], stdin=PIPE, stdout=PIPE, text=True, bufsize=1)
p.stdin.write("a line\\n")
print(repr(p.stdout.readline()), p.poll())
print(p.communicate("the rest"), p.returncode)
p = subprocess.Popen(["sleep", "20"])
p.terminate()
print(p.wait())
try:
    subprocess.run(["sleep", "20"], timeout=0.2)
except subprocess.TimeoutExpired as error:
    print(error)
pid = os.posix_spawn("/bin/sh", ["sh", "-c", "exit 7"], os.environ)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`),
    ).toEqual([
      "'a line\\n' None",
      "('the rest', None) 0",
      "-15",
      "Command '['sleep', '20']' timed out after 0.2 seconds",
      "7",
    ]);
  });

  test("and this one share files", async () => {
    expect(
      await lines(`
with tempfile.TemporaryFile() as file:
    file.write(b"before ")
    file.flush()
    subprocess.run(["echo", "meanwhile"], stdout=file)
    file.write(b"after")
    file.seek(0)
    print(file.read())
with tempfile.TemporaryFile() as file:
    file.write(b"one\\ntwo\\nthree\\n")
    file.seek(4)
    print(subprocess.run(["head", "-c", "3"], stdin=file, stdout=PIPE).stdout)
saved = os.dup(1)
sys.stdout.flush()
with tempfile.TemporaryFile() as file:
    os.dup2(file.fileno(), 1)
    print("into the file", flush=True)
    os.dup2(saved, 1)
    file.seek(0)
    print(file.read())
`),
    ).toEqual(["b'before meanwhile\\nafter'", "b'two'", "b'into the file\\n'"]);
  });
});

test("pipes", async () => {
  expect(
    await lines(`
import select
r, w = os.pipe()
print(select.select([r], [w], [], 0) == ([], [w], []), os.get_inheritable(r))
os.write(w, b"some bytes")
print(select.select([r], [], [], 1) == ([r], [], []), os.read(r, 4))
os.set_blocking(r, False)
print(os.read(r, 99))
try:
    os.read(r, 1)
except BlockingIOError as error:
    print(error)
os.close(w)
print(os.read(r, 1))
os.close(r)
r, w = os.pipe()
os.close(r)
try:
    os.write(w, b"x")
except BrokenPipeError as error:
    print(error)
`),
  ).toEqual([
    "True False",
    "True b'some'",
    "b' bytes'",
    "[Errno 11] Resource temporarily unavailable",
    "b''",
    "[Errno 32] Broken pipe",
  ]);
});
