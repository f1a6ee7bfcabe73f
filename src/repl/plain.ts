/**
 * A plain read-eval-print loop, as CPython's basic one: it reads lines from `sys.stdin`, runs each complete statement in
 * `__main__` in "single" mode, and shows values through `sys.displayhook`. Follows PyRun_InteractiveLoop in
 * Python/pythonrun.c.
 *
 * A statement is complete when it compiles, or fails with anything but "the input ends too early"; a compound statement
 * takes lines until an empty one.
 */
import { CO } from "../abi/code.ts";
import { callable } from "../runtime/core/call.ts";
import { keepLastLocals } from "../runtime/core/last-locals.ts";
import * as types from "../runtime/exceptions/hierarchy.ts";
import { registerSource } from "../runtime/exceptions/print/source-lines.ts";
import { asException } from "../runtime/exceptions/unwind.ts";
import type { PyCode } from "../runtime/objects/code.ts";
import { moduleGet, moduleSet } from "../runtime/objects/module.ts";
import { isStr, str, strOf } from "../runtime/objects/str.ts";
import { getAttr } from "../runtime/protocols/attribute.ts";
import { callMethodN } from "../runtime/protocols/method-call.ts";
import { str as strProtocol } from "../runtime/protocols/repr.ts";
import type { Outcome, Program } from "../interpreter/program.ts";

export class PlainRepl {
  readonly #program: Program;

  constructor(program: Program) {
    this.#program = program;
    keepLastLocals();
    const { sys } = program.interpreter;
    if (moduleGet(sys, "ps1") === undefined) moduleSet(sys, "ps1", ">>> ");
    if (moduleGet(sys, "ps2") === undefined) moduleSet(sys, "ps2", "... ");
  }

  /** Runs until the input ends or the program exits. */
  run(): Outcome {
    for (;;) {
      try {
        if (!this.#step()) {
          this.#write("stderr", "\n");
          return { code: 0, interrupted: false };
        }
      } catch (error) {
        const exception = asException(error);
        if (exception.cls$.isSubtype(types.SystemExit)) return this.#program.fail(exception);
        if (exception.cls$.isSubtype(types.KeyboardInterrupt) && exception.traceback === null) {
          this.#write("stderr", "\nKeyboardInterrupt\n");
        } else this.#program.report(exception);
        this.#program.flush("stdout");
      }
    }
  }

  /** Flags of what ran: a future feature holds for the statements that follow. */
  #future = 0;

  /** Reads and runs one statement; false at the end of the input. */
  #step(): boolean {
    let source = "";
    for (;;) {
      const line = this.#readLine(source === "" ? "ps1" : "ps2");
      if (line === undefined) {
        if (source === "") return false;
        this.#execute(this.#compile(`${source}\n`, false), source);
        return true;
      }
      const text = line.replace(/\n$/, "");
      if (source === "" && text.trim() === "") return true;
      source = source === "" ? text : `${source}\n${text}`;
      const code = this.#compileIfComplete(source);
      if (code !== undefined) {
        this.#execute(code, source);
        return true;
      }
    }
  }

  /**
   * The code of a statement; undefined when it wants more lines. It is complete when it compiles as it stands, without the
   * newline of its last line, so that a block wants an empty line. It wants more when it would compile with that newline, or
   * fails for its end alone. As `_maybe_compile` of Lib/codeop.py.
   */
  #compileIfComplete(source: string): PyCode | undefined {
    try {
      return this.#compile(source, true);
    } catch (error) {
      if (!isSyntaxError(error)) throw error;
    }
    try {
      this.#compile(`${source}\n`, true);
      return undefined;
    } catch (error) {
      if (!isSyntaxError(error)) throw error;
      if (asException(error).cls$ === types.IncompleteInputError) return undefined;
    }
    return this.#compile(source, false);
  }

  #compile(source: string, mayContinue: boolean): PyCode {
    const { interpreter } = this.#program;
    return interpreter.code(source, {
      filename: "<stdin>",
      mode: "single",
      optimize: interpreter.configuration.optimize,
      locals: "globals",
      dontImplyDedent: true,
      allowIncompleteInput: mayContinue,
      annotations: (this.#future & CO.FUTURE_ANNOTATIONS) !== 0,
      barryAsFlufl: (this.#future & CO.FUTURE_BARRY_AS_BDFL) !== 0,
    });
  }

  #execute(code: PyCode, source: string): void {
    this.#future |= code.info.flags;
    registerSource(code.script, source);
    const { interpreter, main } = this.#program;
    callMethodN(interpreter.importModule("linecache"), "_register_code", [code, str(source), "<stdin>"]);
    interpreter.execute(code, main, undefined);
    this.#program.flush("stdout");
  }

  #readLine(prompt: "ps1" | "ps2"): string | undefined {
    const { sys } = this.#program.interpreter;
    const text = moduleGet(sys, prompt);
    if (text !== undefined) this.#write("stderr", strOf(strProtocol(text)));
    const stdin = moduleGet(sys, "stdin") ?? null;
    if (stdin === null) return undefined;
    const line = callable(getAttr(stdin, "readline")).c0();
    return isStr(line) && strOf(line) !== "" ? strOf(line) : undefined;
  }

  #write(stream: "stdout" | "stderr", text: string): void {
    const file = moduleGet(this.#program.interpreter.sys, stream) ?? null;
    if (file === null) return;
    callable(getAttr(file, "write")).c1(text);
    callable(getAttr(file, "flush")).c0();
  }
}

function isSyntaxError(error: unknown): boolean {
  return asException(error).cls$.isSubtype(types.SyntaxError);
}
