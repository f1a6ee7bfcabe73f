/**
 * Running programs: what the command does between its options and its exit code. Follows Modules/main.c (pymain_run_*) and
 * Python/pythonrun.c.
 */
import { HostError, S_IFDIR } from "../host/host.ts";
import { callable } from "../runtime/core/call.ts";
import type { PyBaseException } from "../runtime/core/exception.ts";
import * as types from "../runtime/exceptions/hierarchy.ts";
import { printException } from "../runtime/exceptions/print/print.ts";
import { registerSource } from "../runtime/exceptions/print/source-lines.ts";
import { asException } from "../runtime/exceptions/unwind.ts";
import { flushAll } from "../runtime/modules/_io/buffered.ts";
import { runExitFunctions } from "../runtime/modules/atexit.ts";
import { finalizeAll } from "../runtime/modules/gc/collect.ts";
import { intOf, isInt } from "../runtime/objects/int.ts";
import { PyList } from "../runtime/objects/list.ts";
import { moduleGet, moduleSet, PyModule } from "../runtime/objects/module.ts";
import { str, strOf } from "../runtime/objects/str.ts";
import { warnUnawaited } from "../runtime/modules/_warnings.ts";
import { finalization } from "../runtime/modules/sys/sys.ts";
import { findAttr, getAttr } from "../runtime/protocols/attribute.ts";
import { reprText, str as strProtocol } from "../runtime/protocols/repr.ts";
import { installLazyLoader } from "./import/spec.ts";
import type { Interpreter } from "./interpreter.ts";

/** How a program ended: an exit code, or an interrupt, which the command passes on to its own process. */
export type Outcome = { readonly code: number; readonly interrupted: boolean };

const SUCCESS: Outcome = { code: 0, interrupted: false };

export class Program {
  readonly interpreter: Interpreter;
  readonly main: PyModule;

  constructor(interpreter: Interpreter) {
    this.interpreter = interpreter;
    this.main = new PyModule();
    const { main } = this;
    moduleSet(main, "__name__", "__main__");
    moduleSet(main, "__doc__", null);
    moduleSet(main, "__package__", null);
    // An accessor that was defined anew would make the globals a dictionary to V8, and every look at one slow.
    installLazyLoader(main);
    interpreter.importer.origins.set(main, { kind: "text" });
    moduleSet(main, "__spec__", null);
    moduleSet(main, "__builtins__", interpreter.builtins);
    interpreter.modules.setStr("__main__", main);
  }

  /** `-c text` */
  runCommand(text: string): Outcome {
    this.insertPath("");
    return this.guard(() => this.runText(dedent(text), "<string>"));
  }

  /** A file, or a directory or archive with a `__main__` module. `name` is what messages call the command. */
  runFile(path: string, name: string, skipFirstLine = false): Outcome {
    const { files } = this.interpreter.host;
    const full = absolute(path, files.cwd());
    if (files.kind(full) === S_IFDIR) return this.#runDirectory(path, full, name);
    let source: Uint8Array;
    try {
      source = this.interpreter.readFile(path);
    } catch (error) {
      return this.#cannotOpen(full, name, error);
    }
    if (isArchive(source)) {
      this.insertPath(path);
      return this.guard(() => this.#runpy("__main__", false));
    }
    // The line end stays, so that line numbers do.
    if (skipFirstLine) source = source.subarray(Math.max(0, source.indexOf(NEWLINE)));
    const real = this.#realPath(full);
    this.insertPath(real.slice(0, Math.max(1, real.lastIndexOf("/"))));
    const { main, interpreter } = this;
    moduleSet(main, "__file__", str(full));
    moduleSet(main, "__cached__", null);
    interpreter.importer.origins.set(main, {
      kind: "source",
      name: "__main__",
      file: full,
      directory: undefined,
    });
    return this.guard(() => {
      const compiled = path.endsWith(".pyc") ? interpreter.importer.codeFiles.read(source) : undefined;
      const { optimize } = interpreter.configuration;
      const request = { filename: full, mode: "exec", optimize, locals: "globals", fromFile: true } as const;
      interpreter.execute(compiled ?? interpreter.code(source, request), main, undefined);
    });
  }

  #cannotOpen(full: string, name: string, error: unknown): Outcome {
    if (!(error instanceof types.PyOSError)) return this.fail(error);
    const quoted = reprText(str(full));
    this.#writeError(
      `${name}: can't open file ${quoted}: [Errno ${String(error.errno)}] ${strOf(error.strerror)}\n`,
    );
    return { code: 2, interrupted: false };
  }

  #runDirectory(path: string, full: string, name: string): Outcome {
    const { files } = this.interpreter.host;
    if (files.kind(`${full}/__main__.py`) === 0 && files.kind(`${full}/__main__.pyc`) === 0) {
      this.#writeError(`${name}: can't find '__main__' module in ${reprText(str(full))}\n`);
      return { code: 1, interrupted: false };
    }
    this.insertPath(path);
    return this.guard(() => this.#runpy("__main__", false));
  }

  /** `-m name`, as upstream's runpy does it. */
  runModule(name: string): Outcome {
    this.insertPath(this.interpreter.host.files.cwd());
    return this.guard(() => this.#runpy(name, true));
  }

  #runpy(name: string, alterArgv: boolean): void {
    const runpy = this.interpreter.importModule("runpy");
    callable(getAttr(runpy, "_run_module_as_main")).c2(name, alterArgv);
  }

  /** Standard input when it is no terminal. */
  runStdin(): Outcome {
    this.insertPath("");
    const source = this.interpreter.readDescriptor(0);
    return this.guard(() => this.runText(source, "<stdin>"));
  }

  /** Compiles and runs text in `__main__`. Text that is no file's is kept for tracebacks. */
  runText(source: string | Uint8Array, filename: string): void {
    const { interpreter } = this;
    const { optimize } = interpreter.configuration;
    const code = interpreter.code(source, { filename, mode: "exec", optimize, locals: "globals" });
    if (typeof source === "string") registerSource(code.script, source);
    interpreter.execute(code, this.main, undefined);
  }

  /** Runs `fn` as a whole program: an exception that leaves it is reported and decides the outcome. */
  guard(fn: () => void): Outcome {
    try {
      // It reads the options, and tells of those that it does not understand.
      if (this.interpreter.configuration.warnOptions.length > 0) this.interpreter.importModule("warnings");
      fn();
      return SUCCESS;
    } catch (error) {
      return this.fail(error);
    }
  }

  /** Reports an exception that nobody caught, by `sys.excepthook`; SystemExit decides the exit code by itself. */
  fail(error: unknown): Outcome {
    const exception = asException(error);
    if (exception.cls$.isSubtype(types.SystemExit)) return this.#systemExit(exception as types.PySystemExit);
    const interrupted = exception.cls$.isSubtype(types.KeyboardInterrupt);
    try {
      this.report(exception);
    } catch (second) {
      const inner = asException(second);
      if (inner.cls$.isSubtype(types.SystemExit)) return this.#systemExit(inner as types.PySystemExit);
      this.#writeError("Error in sys.excepthook:\n");
      printException(inner);
      this.#writeError("\nOriginal exception was:\n");
      printException(exception);
    }
    return { code: interrupted ? 130 : 1, interrupted };
  }

  /** `sys.excepthook(type, value, traceback)`, and what goes with it. */
  report(exception: PyBaseException): void {
    const { sys } = this.interpreter;
    moduleSet(sys, "last_exc", exception);
    moduleSet(sys, "last_type", exception.cls$);
    moduleSet(sys, "last_value", exception);
    moduleSet(sys, "last_traceback", exception.traceback);
    const hook = moduleGet(sys, "excepthook");
    if (hook === undefined) printException(exception);
    else callable(hook).c3(exception.cls$, exception, exception.traceback);
  }

  #systemExit(exit: types.PySystemExit): Outcome {
    const code = findAttr(exit, "code") ?? null;
    if (code === null) return SUCCESS;
    if (isInt(code)) {
      const number = BigInt(intOf(code));
      // What does not fit a C long counts as -1.
      const fits = number === BigInt.asIntN(64, number);
      return { code: Number(BigInt.asUintN(8, fits ? number : -1n)), interrupted: false };
    }
    this.#writeError(`${strOf(strProtocol(code))}\n`);
    return { code: 1, interrupted: false };
  }

  /** Writes to `sys.stderr`, or to the descriptor when there is none. */
  #writeError(text: string): void {
    const { sys, host } = this.interpreter;
    const stream = moduleGet(sys, "stderr") ?? null;
    try {
      this.flush("stdout");
      if (stream !== null) {
        callable(getAttr(stream, "write")).c1(str(text));
        callable(getAttr(stream, "flush")).c0();
        return;
      }
    } catch (error) {
      asException(error);
    }
    try {
      host.files.write(2, new TextEncoder().encode(text));
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
    }
  }

  /** Runs exit functions and flushes the standard streams; the exit code in the end. */
  finish(outcome: Outcome): Outcome {
    const { interpreter } = this;
    const threading = interpreter.modules.getStr("threading");
    if (threading instanceof PyModule)
      this.#quietly(() => void callable(getAttr(threading, "_shutdown")).c0());
    this.#quietly(runExitFunctions);
    finalization().begun = true;
    this.#quietly(warnUnawaited);
    this.#quietly(finalizeAll);
    flushAll();
    const flushed = this.flush("stdout");
    const all = this.flush("stderr") && flushed;
    return all || outcome.interrupted ? outcome : { code: 120, interrupted: false };
  }

  #quietly(fn: () => void): void {
    try {
      fn();
    } catch (error) {
      printException(asException(error));
    }
  }

  /** Flushes a standard stream; reports an error as CPython does at shutdown and returns false. */
  flush(name: "stdout" | "stderr"): boolean {
    const stream = moduleGet(this.interpreter.sys, name) ?? null;
    if (stream === null) return true;
    try {
      if (findAttr(stream, "closed") === true) return true;
      callable(getAttr(stream, "flush")).c0();
      return true;
    } catch (error) {
      if (name === "stderr") return false;
      const exception = asException(error);
      this.#writeStderr(`Exception ignored while flushing sys.stdout:\n`);
      this.#quietPrint(exception);
      return false;
    }
  }

  #writeStderr(text: string): void {
    const stream = moduleGet(this.interpreter.sys, "stderr") ?? null;
    if (stream === null) return;
    try {
      callable(getAttr(stream, "write")).c1(text);
    } catch (error) {
      asException(error);
    }
  }

  #quietPrint(exception: PyBaseException): void {
    try {
      printException(exception);
    } catch (error) {
      asException(error);
    }
  }

  /** Puts the program's own directory in front of `sys.path`, unless the configuration forbids it. */
  insertPath(entry: string): void {
    if (this.interpreter.configuration.safePath) return;
    const path = moduleGet(this.interpreter.sys, "path");
    if (path instanceof PyList) path.items.unshift(str(entry));
    this.interpreter.scriptDirectory = entry;
  }

  /** The path with the symbolic link of its last component resolved, as `sys.path[0]` is. */
  #realPath(path: string): string {
    const { files } = this.interpreter.host;
    try {
      const target = files.readLink(path);
      return absolute(target, path.slice(0, path.lastIndexOf("/")));
    } catch (error) {
      if (error instanceof HostError) return path;
      throw error;
    }
  }
}

const NEWLINE = 10;

/** True for a zip archive, which may begin with anything but mostly begins with its signature. */
const isArchive = (data: Uint8Array): boolean =>
  data[0] === 0x50 && data[1] === 0x4b && data[2] === 3 && data[3] === 4;

/** The path from the root, as _Py_abspath makes it: `.` and `..` inside stay. */
function absolute(given: string, cwd: string): string {
  const path = given.replace(/^(?:\.\/+)+/, "");
  if (path.startsWith("/") || /^[A-Za-z]:[\\/]/.test(path)) return path;
  return cwd.endsWith("/") ? cwd + path : `${cwd}/${path}`;
}

/** `-c` text loses the indentation that all its lines share (3.14). */
function dedent(text: string): string {
  const lines = text.split("\n");
  let margin: string | undefined;
  for (const line of lines) {
    if (line.trim() === "") continue;
    const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
    if (margin === undefined) margin = indent;
    else while (!indent.startsWith(margin)) margin = margin.slice(0, -1);
  }
  if (margin === undefined || margin === "") return text;
  const { length } = margin;
  return lines.map((line) => (line.trim() === "" ? "" : line.slice(length))).join("\n");
}
