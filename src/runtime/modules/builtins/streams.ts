/** `print`, `input` and `open`. https://docs.python.org/3.14/library/functions.html */
import { typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import { PyBaseException } from "../../core/exception.ts";
import type { NativeRow } from "../../core/native.ts";
import { slotsOf, type Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { EOFError } from "../../exceptions/hierarchy.ts";
import { newException, runtimeError, typeError } from "../../exceptions/raise.ts";
import { isStr, joinStrs, type Str, str as strFrom, strLength, strOf } from "../../objects/str.ts";
import { getAttr } from "../../protocols/attribute.ts";
import { truthy } from "../../protocols/compare.ts";
import { callMethod0, callMethod1 } from "../../protocols/method-call.ts";
import { str } from "../../protocols/repr.ts";

/** A text stream that takes the whole text of a `print` at once. */
interface FastStream {
  /** Writes the text as `write` would; undefined on streams (and in subclasses) that do not have it. */
  print$?: ((text: Str) => void) | undefined;
}

function separator(name: string, value: Value, otherwise: string): Str {
  if (value === null) return otherwise;
  if (isStr(value)) return value;
  throw typeError(`${name} must be None or a string, not ${typeOf(value).name}`);
}

/** The variable `name` of `sys`; RuntimeError "lost sys.stdout" when it was deleted. */
function stream(name: string, text = `lost sys.${name}`): Value {
  const value = slotsOf(current.sys)[`$${name}`];
  if (value === undefined) throw runtimeError(text);
  return value;
}

function print(
  args: Value[],
  sep: Value = null,
  end: Value = null,
  file: Value = null,
  flush: Value = false,
): Value {
  const target = file ?? stream("stdout");
  if (target === null) return null;
  const between = separator("sep", sep, " ");
  const last = separator("end", end, "\n");
  const fast = (target as FastStream).print$;
  if (fast !== undefined && !typeOf(target).heap) {
    const only = args.length === 1 ? (args[0] as Value) : undefined;
    if (typeof only === "string" && typeof last === "string") (target as FastStream).print$?.(only + last);
    else {
      const text = joinStrs(between, args.map(str));
      (target as FastStream).print$?.(joinStrs("", [text, last]));
    }
  } else {
    const write = callable(getAttr(target, "write"));
    for (const [i, arg] of args.entries()) {
      if (i > 0) write.c1(between);
      write.c1(str(arg));
    }
    write.c1(last);
  }
  if (flush !== false && truthy(flush)) callMethod0(target, "flush");
  return null;
}

/** Flushes a stream; a failure to do so is no concern of `input`. */
function flushQuietly(target: Value): void {
  try {
    callMethod0(target, "flush");
  } catch (error) {
    if (!(error instanceof PyBaseException)) throw error;
  }
}

function input(prompt: Value = ""): Value {
  const stdin = stream("stdin", "input(): lost sys.stdin");
  const stdout = stream("stdout", "input(): lost sys.stdout");
  const stderr = stream("stderr", "input(): lost sys.stderr");
  if (stdin === null) throw runtimeError("input(): lost sys.stdin");
  if (stdout === null) throw runtimeError("input(): lost sys.stdout");
  if (stderr === null) throw runtimeError("input(): lost sys.stderr");
  flushQuietly(stderr);
  const text = str(prompt);
  if (strLength(text) > 0) callMethod1(stdout, "write", text);
  flushQuietly(stdout);
  const line = callMethod0(stdin, "readline");
  if (!isStr(line)) throw typeError("object.readline() returned non-string");
  const content = strOf(line);
  if (content === "") throw newException(EOFError, "EOF when reading a line");
  return content.endsWith("\n") ? strFrom(content.slice(0, -1)) : line;
}

const OPEN_NAMES = ["buffering", "encoding", "errors", "newline", "closefd", "opener"] as const;

export const streamFunctions: Readonly<Record<string, NativeRow>> = {
  input: ["(prompt='', /)", input],
  open: [
    "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
    (
      file: Value,
      mode: Value = "r",
      buffering: Value = -1,
      encoding: Value = null,
      errors: Value = null,
      newline: Value = null,
      closefd: Value = true,
      opener: Value = null,
    ) =>
      callable(getAttr(current.importModule("_io"), "open")).ck(
        [file, mode, buffering, encoding, errors, newline, closefd, opener],
        OPEN_NAMES,
      ),
  ],
  print: ["(*args, sep=' ', end='\\n', file=None, flush=False)", print],
};
