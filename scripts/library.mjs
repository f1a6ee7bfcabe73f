#!/usr/bin/env node
/**
 * The modules of CPython 3.14's library, each with a verdict: writes docs/library.md, or with --check compares it.
 *
 *     npm run library [-- --check]
 *
 * What a module can do is tried, not claimed: every one is imported, and where REMARKS has a probe, that runs. A module "works in
 * part" or "comes later" only as long as its probe fails, so a row goes when what it names is mended.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const tython = path.join(root, "bin", "tython");
const page = path.join(root, "docs", "library.md");

const WORKS = "works";
const PART = "works in part";
const LATER = "comes later";
const NEVER = "not here";

const NETWORK = [
  PART,
  "the network: sockets lead to other ends in the same process only",
  "import socket; socket.create_server(('127.0.0.1', 0)).close()",
];
const THREADS = [
  PART,
  "threads that go back and forth: each runs where another one waits, to its end",
  "import threading, queue; a, b = queue.Queue(), queue.Queue(); t = threading.Thread(target=lambda: [b.put(a.get()) for _ in range(2)], daemon=True); t.start(); a.put(1); b.get(timeout=1); a.put(2); b.get(timeout=1)",
];
const BYTECODE = [
  NEVER,
  "there is no bytecode: it imports, and finds nothing to show",
  "assert compile('1', '', 'exec').co_code",
];
const WINDOWS = [NEVER, "another platform's"];
const TERMINAL = [NEVER, "a library in C for terminals"];
const WINDOWING = [NEVER, "a library in C for windows"];
const SYSTEM_CALLS = [LATER, "calls of the system that Node does not offer"];
const ACCELERATOR = [NEVER, "an accelerator: the module in Python does without"];
const INSTALLATION = [NEVER, "it copies or extends an installation of CPython"];
const INTERPRETERS = [LATER, "several interpreters in one program"];

/** By module: the verdict when it does not import or its probe fails, what is missing, the probe. */
const REMARKS = {
  os: [PART, "`fork` and what needs it: a JavaScript process cannot be copied", "import os; os.fork"],
  posix: [PART, "`fork` and what needs it", "import posix; posix.fork"],
  subprocess: [
    PART,
    "`preexec_fn`, `extra_groups`",
    "import subprocess; subprocess.run(['true'], preexec_fn=int)",
  ],
  resource: [PART, "limits can be read, not set", "import resource as r; r.setrlimit(r.RLIMIT_CORE, (0, 0))"],
  tracemalloc: [
    PART,
    "it imports; the engine does not tell who allocates",
    "import tracemalloc; tracemalloc.start(); assert tracemalloc.is_tracing(); tracemalloc.stop()",
  ],
  select: [PART, "`epoll`", "import select; select.epoll().close()"],
  hashlib: [PART, "`scrypt`", "import hashlib; hashlib.scrypt(b'a', salt=b'b', n=2, r=1, p=1)"],
  profile: [PART, "profiling", "import sys; sys.setprofile(lambda *rest: None); sys.setprofile(None)"],
  socket: NETWORK,
  _socket: NETWORK,
  socketserver: NETWORK,
  asyncio: NETWORK,
  ftplib: NETWORK,
  http: NETWORK,
  imaplib: NETWORK,
  poplib: NETWORK,
  smtplib: NETWORK,
  urllib: NETWORK,
  xmlrpc: NETWORK,
  wsgiref: NETWORK,
  threading: THREADS,
  _thread: THREADS,
  concurrent: THREADS,
  queue: THREADS,
  multiprocessing: [
    LATER,
    "processes that share values",
    "import multiprocessing as m; p = m.get_context('spawn').Process(target=int); p.start(); p.join()",
  ],
  _multiprocessing: [LATER, "processes that share values"],
  dis: BYTECODE,
  opcode: BYTECODE,
  _opcode: BYTECODE,
  fcntl: SYSTEM_CALLS,
  mmap: SYSTEM_CALLS,
  pty: SYSTEM_CALLS,
  syslog: SYSTEM_CALLS,
  termios: SYSTEM_CALLS,
  tty: SYSTEM_CALLS,
  _posixshmem: SYSTEM_CALLS,
  readline: [LATER, "the prompt reads plain lines"],
  _lsprof: [LATER, "profiling"],
  cProfile: [LATER, "profiling"],
  _interpchannels: INTERPRETERS,
  _interpqueues: INTERPRETERS,
  _interpreters: INTERPRETERS,
  _zoneinfo: ACCELERATOR,
  _pydecimal: [NEVER, "`_decimal` is always there"],
  _remote_debugging: [NEVER, "it reads the memory of a CPython"],
  _sysconfig: ACCELERATOR,
  _dbm: [NEVER, "a library in C"],
  _gdbm: [NEVER, "a library in C"],
  ctypes: [NEVER, "it calls libraries in C"],
  _ctypes: [NEVER, "it calls libraries in C"],
  curses: TERMINAL,
  _curses: TERMINAL,
  _curses_panel: TERMINAL,
  idlelib: WINDOWING,
  tkinter: WINDOWING,
  _tkinter: WINDOWING,
  turtle: WINDOWING,
  turtledemo: WINDOWING,
  ensurepip: INSTALLATION,
  venv: INSTALLATION,
  pydoc_data: [LATER, "`help()` has no texts about keywords and topics"],
  _aix_support: WINDOWS,
  _android_support: WINDOWS,
  _apple_support: WINDOWS,
  _ios_support: WINDOWS,
  _osx_support: WINDOWS,
  _overlapped: WINDOWS,
  _scproxy: WINDOWS,
  _winapi: WINDOWS,
  _wmi: WINDOWS,
  msvcrt: WINDOWS,
  nt: WINDOWS,
  winreg: WINDOWS,
  winsound: WINDOWS,
};

/** Importing them does something: the one opens a page in a browser, the other prints. */
const NOT_TRIED = ["antigravity", "this"];

function run(args, input) {
  const { status, stdout, stderr } = spawnSync(tython, args, { encoding: "utf8", input, cwd: root });
  if (status !== 0) throw new Error(`tython exits with ${status}: ${stderr.slice(-2000)}`);
  return JSON.parse(stdout);
}

function verdicts() {
  const list = "import json, sys; print(json.dumps(sorted(sys.stdlib_module_names)))";
  const names = run(["-c", list], "").filter((name) => !NOT_TRIED.includes(name));
  const probes = Object.fromEntries(names.map((name) => [name, REMARKS[name]?.[2] ?? null]));
  const results = run([path.join(root, "scripts", "library-probe.py")], JSON.stringify(probes));
  const rows = names.map((name) => {
    const [failure, limit] = results[name];
    if (failure === null && limit === null) return { name, verdict: WORKS, remark: "" };
    const [verdict, remark] = REMARKS[name] ?? [LATER, missing(name, failure)];
    return { name, verdict, remark };
  });
  for (const name of NOT_TRIED) rows.push({ name, verdict: WORKS, remark: "" });
  return rows.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What an import that nothing is said about fails of. */
function missing(name, failure) {
  const absent = /No module named '([^']*)'/.exec(failure)?.[1];
  return absent === undefined || absent === name ? "not yet written" : `needs \`${absent}\``;
}

function table(rows) {
  const groups = new Map();
  for (const { name, remark } of rows) groups.set(remark, [...(groups.get(remark) ?? []), `\`${name}\``]);
  const lines = [...groups].map(([remark, names]) => `| ${names.join(" ")} | ${remark} |`);
  return ["| Modules | |", "| --- | --- |", ...lines.sort()].join("\n");
}

function render(rows) {
  const of = (verdict) => rows.filter((row) => row.verdict === verdict);
  const works = of(WORKS).map(({ name }) => name);
  const [inner, outer] = [
    works.filter((name) => name.startsWith("_")),
    works.filter((name) => !name.startsWith("_")),
  ];
  return `# The library

Every module of CPython 3.14's library, as \`sys.stdlib_module_names\` lists them, with a verdict. The page is written by
\`npm run library\`, which imports each of them and tries what the remarks name, and a test compares it with what is so.

| Verdict | Modules |
| --- | --- |
${[WORKS, PART, LATER, NEVER].map((verdict) => `| ${verdict} | ${of(verdict).length} |`).join("\n")}

## Works

${outer.map((name) => `\`${name}\``).join(" ")}

Modules that these are made of: ${inner.map((name) => `\`${name}\``).join(" ")}

## Works in part

What is missing stands beside it.

${table(of(PART))}

## Comes later

${table(of(LATER))}

## Not here

${table(of(NEVER))}
`;
}

const rendered = render(verdicts());
if (!process.argv.includes("--check")) writeFileSync(page, rendered);
else if (readFileSync(page, "utf8") !== rendered) {
  console.error("docs/library.md does not say what is so: run `npm run library`");
  process.exitCode = 1;
}
