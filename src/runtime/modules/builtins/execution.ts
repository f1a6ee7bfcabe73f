/**
 * `compile`, `exec`, `eval` and the frame of who calls them. Emitted code tells the caller's globals and locals where the
 * callee stands as a plain name (`Runtime.callWithFrame`); otherwise the JavaScript stack is asked.
 *
 * Follows builtin_compile_impl, builtin_eval_impl and builtin_exec_impl in Python/bltinmodule.c.
 */
import { CO } from "../../../abi/code.ts";
import { special, typeOf } from "../../core/builtin-types.ts";
import { PyCF } from "../../core/compile-flags.ts";
import type { NativeRow } from "../../core/native.ts";
import type { PyInstance, PyObject, Value } from "../../core/object.ts";
import { type CompileOptions, current } from "../../core/state.ts";
import { overflowError, systemError, typeError, valueError } from "../../exceptions/raise.ts";
import { bufferOf } from "../../objects/buffer.ts";
import { Cell } from "../../objects/cell.ts";
import { PyCode } from "../../objects/code.ts";
import { PyDict } from "../../objects/dict.ts";
import type { PyFrame } from "../../objects/frame.ts";
import { isStr, strOf } from "../../objects/str.ts";
import { PyTuple, tupleType } from "../../objects/tuple.ts";
import { getAttr } from "../../protocols/attribute.ts";
import { pathText } from "../_io/path.ts";
import { truthy } from "../../protocols/compare.ts";
import { isIterable } from "../../protocols/iterate.ts";
import { encodeUtf8 } from "../../protocols/encode.ts";
import { toIndex, toSize } from "../../protocols/number.ts";

/** The namespace object of the caller's globals. */
export function callerGlobals(): PyInstance {
  const globals = current.callerFrame?.globals ?? (current.frameAt(0) as PyFrame | undefined)?.globals;
  if (globals === undefined) throw systemError("frame does not exist");
  return globals;
}

/** `locals()` of the caller. */
export function callerLocals(): Value {
  const frame = current.callerFrame;
  if (frame !== undefined) return frame.locals === null ? current.dictOf(frame.globals) : frame.locals();
  return getAttr(current.frameAt(0) ?? null, "f_locals");
}

/** Flags of the features of the future that what the caller compiles inherits. */
function inheritedFlags(): number {
  const flags = current.callerFrame?.flags ?? (current.frameAt(0) as PyFrame | undefined)?.code.info.flags;
  return (flags ?? 0) & CO.FUTURE_MASK;
}

/** Nested scopes were a feature of the future once. */
const NESTED = 0x10;
const KNOWN_FLAGS =
  0x1fe0000 |
  NESTED |
  PyCF.DONT_IMPLY_DEDENT |
  PyCF.ONLY_AST |
  PyCF.OPTIMIZED_AST |
  PyCF.TYPE_COMMENTS |
  PyCF.ALLOW_TOP_LEVEL_AWAIT |
  PyCF.ALLOW_INCOMPLETE_INPUT;

function sourceOf(value: Value, who: string, what: string): string | Uint8Array {
  if (isStr(value)) {
    // Sources are read as UTF-8, which has no surrogates.
    if (typeof value !== "string") encodeUtf8(value, "strict");
    return strOf(value);
  }
  const bytes = bufferOf(value);
  if (bytes !== undefined) return bytes;
  throw typeError(`${who}() arg 1 must be a ${what} object`);
}

/** True for objects of the `ast` module; compiling and making those is that module's business. */
const isSyntaxTree = (value: Value): boolean => typeOf(value).mro.some((type) => type.name === "AST");

function compile(
  source: Value,
  filename: Value,
  mode: Value,
  flags: Value = 0,
  dontInherit: Value = false,
  optimize: Value = -1,
  featureVersion: Value = -1,
): Value {
  let bits = toSize(flags);
  if ((bits & ~KNOWN_FLAGS) !== 0) throw valueError("compile(): unrecognised flags");
  const level = Number(toIndex(optimize));
  if (Math.abs(level) > 0x7fffffff) throw overflowError("Python int too large to convert to C int");
  if (level < -1 || level > 2) throw valueError("compile(): invalid optimize value");
  const kind = isStr(mode) ? strOf(mode) : undefined;
  if (kind === undefined) throw typeError(`compile() argument 'mode' must be str, not ${typeOf(mode).name}`);
  if (kind !== "exec" && kind !== "eval" && kind !== "single" && kind !== "func_type") {
    throw valueError("compile() mode must be 'exec', 'eval' or 'single'");
  }
  const toTree = (bits & PyCF.ONLY_AST) !== 0;
  if (kind === "func_type" && !toTree) {
    throw valueError("compile() mode 'func_type' requires flag PyCF_ONLY_AST");
  }
  // The features are of no account for a tree.
  if (!truthy(dontInherit) && !toTree) bits |= inheritedFlags();
  const options: CompileOptions = {
    filename: pathText(filename),
    mode: kind,
    optimize: level as CompileOptions["optimize"],
    flags: bits,
  };
  const text = (): string | Uint8Array => sourceOf(source, "compile", "string, bytes or AST");
  if (isSyntaxTree(source) || toTree) {
    const tree = isSyntaxTree(source) ? (source as PyObject) : text();
    return current.compileSyntax(tree, options, toSize(featureVersion));
  }
  return current.compile(text(), options);
}

interface Namespaces {
  globals: PyInstance;
  locals: Value | undefined;
}

/** The namespaces to run in, from the arguments or the caller. */
function namespaces(who: string, globals: Value, locals: Value): Namespaces {
  if (globals === null) {
    const inherited = callerGlobals();
    const own = locals === null ? callerLocals() : locals;
    if (locals !== null) checkLocals(who, locals);
    return { globals: inherited, locals: own === current.dictOf(inherited) ? undefined : own };
  }
  if (!(globals instanceof PyDict)) {
    throw typeError(
      who === "eval" && isIterable(globals)
        ? "globals must be a real dict; try eval(code, {}, mapping)"
        : who === "eval"
          ? "globals must be a dict"
          : `exec() globals must be a dict, not ${typeOf(globals).name}`,
    );
  }
  if (locals !== null) checkLocals(who, locals);
  if (globals.getStr("__builtins__") === undefined) {
    globals.setStr("__builtins__", current.dictOf(current.builtins));
  }
  // A dict that may answer for itself is asked for each name, as a mapping of locals is.
  const plain = globals.exactDict$ ? undefined : globals;
  const own = locals === null || locals === globals ? plain : locals;
  return { globals: globals.namespace(), locals: own };
}

function checkLocals(who: string, locals: Value): void {
  if (special(locals, "m$__getitem__") !== undefined) return;
  throw typeError(
    who === "eval"
      ? "locals must be a mapping"
      : `locals must be a mapping or None, not ${typeOf(locals).name}`,
  );
}

function refuseFree(code: PyCode, who: string): void {
  if (code.info.freevars.length > 0) {
    throw typeError(`code object passed to ${who}() may not contain free variables`);
  }
}

/** The cells for the free variables of a code object that `exec` runs. */
function closureCells(code: PyCode, closure: Value): readonly Value[] {
  const count = code.info.freevars.length;
  if (count === 0) {
    if (closure !== null) throw typeError("cannot use a closure with this code object");
    return [];
  }
  const cells = closure instanceof PyTuple && typeOf(closure) === tupleType ? closure.items : [];
  if (cells.length !== count || !cells.every((cell) => cell instanceof Cell)) {
    throw typeError(`code object requires a closure of exactly length ${count}`);
  }
  return cells;
}

function evaluate(source: Value, globals: Value = null, locals: Value = null): Value {
  const where = namespaces("eval", globals, locals);
  if (source instanceof PyCode) {
    refuseFree(source, "eval");
    return current.execute(source, where.globals, where.locals);
  }
  const text = sourceOf(source, "eval", "string, bytes or code");
  const trimmed = typeof text === "string" ? text.replace(/^[ \t]+/, "") : text;
  const code = current.compile(trimmed, {
    filename: "<string>",
    mode: "eval",
    optimize: -1,
    flags: inheritedFlags(),
  });
  return current.execute(code, where.globals, where.locals);
}

function execute(source: Value, globals: Value = null, locals: Value = null, closure: Value = null): Value {
  const where = namespaces("exec", globals, locals);
  if (source instanceof PyCode) {
    current.execute(source, where.globals, where.locals, closureCells(source, closure));
    return null;
  }
  if (closure !== null) throw typeError("closure can only be used when source is a code object");
  const text = sourceOf(source, "exec", "string, bytes or code");
  const code = current.compile(text, {
    filename: "<string>",
    mode: "exec",
    optimize: -1,
    flags: inheritedFlags(),
  });
  current.execute(code, where.globals, where.locals);
  return null;
}

export const executionFunctions: Readonly<Record<string, NativeRow>> = {
  compile: [
    "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)",
    compile,
  ],
  eval: ["(source, /, globals=None, locals=None)", evaluate],
  exec: ["(source, /, globals=None, locals=None, *, closure=None)", execute],
};
