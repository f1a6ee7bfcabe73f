/**
 * From Python source to a script: decode, parse, resolve names, generate code. The one place where the front end, the code
 * generator and the runtime's exceptions meet.
 */
import type { Script } from "../abi/code.ts";
import { SourceFile } from "../base/source-file.ts";
import { compile as generate } from "../codegen/compile.ts";
import type { PyDict } from "../runtime/objects/dict.ts";
import { current } from "../runtime/core/state.ts";
import { PyBaseException } from "../runtime/core/exception.ts";
import type { Value } from "../runtime/core/object.ts";
import { isStackOverflow } from "../runtime/exceptions/javascript-error.ts";
import * as types from "../runtime/exceptions/hierarchy.ts";
import { fileLines } from "../runtime/exceptions/print/source-lines.ts";
import { newException } from "../runtime/exceptions/raise.ts";
import { lookUpCharacter } from "../runtime/modules/unicodedata/module.ts";
import { bytes } from "../runtime/objects/bytes.ts";
import { intDigitLimit } from "../runtime/objects/int-text.ts";
import { str, strOf } from "../runtime/objects/str.ts";
import { tuple } from "../runtime/objects/tuple.ts";
import { decodeBytes } from "../runtime/protocols/codecs.ts";
import { resolve } from "../scope/resolve.ts";
import type { Mod } from "../syntax/ast.ts";
import { decodeSource } from "../syntax/decode-source.ts";
import { parse, type ParseOptions } from "../syntax/parser/parse.ts";
import {
  CompilerError,
  PythonSyntaxError,
  type SyntaxWarningRecord,
  tooDeep,
} from "../syntax/syntax-error.ts";

export interface CompileRequest {
  readonly filename: string;
  readonly mode: "exec" | "eval" | "single";
  readonly optimize: 0 | 1 | 2;
  /** Where module-level names live: see the code generator. */
  readonly locals: "globals" | "mapping";
  /** Future features that the code inherits from who compiles it. */
  readonly annotations?: boolean;
  readonly barryAsFlufl?: boolean;
  readonly topLevelAwait?: boolean;
  readonly dontImplyDedent?: boolean;
  readonly allowIncompleteInput?: boolean;
  /** Whether the source is a file's rather than a string's, where error texts differ. */
  readonly fromFile?: boolean;
  /** Whether the code tells where it is (`codegen/tracing.ts`); the source decides where this does not. */
  readonly traced?: boolean;
}

export interface Compiled {
  readonly script: Script;
  readonly warnings: readonly SyntaxWarningRecord[];
  readonly file: SourceFile;
}

/** What literals depend on outside the source. */
export const literalOptions = (): Pick<ParseOptions, "lookupName" | "maxDigits"> => ({
  // A program may have forbidden the import.
  lookupName: (current.modules as PyDict).getStr("unicodedata") === null ? undefined : lookUpCharacter,
  maxDigits: intDigitLimit().limit,
});

/** What a codec that Python code registers, as those of `encodings`, makes of a source. */
export function decodeByCodec(encoding: string, data: Uint8Array): string | undefined {
  try {
    return strOf(decodeBytes(data, bytes(data), encoding));
  } catch (error) {
    if (error instanceof PyBaseException) return undefined;
    throw error;
  }
}

/**
 * Compiles a source.
 *
 * @throws {PythonSyntaxError}
 */
export function compileText(source: string | Uint8Array, request: CompileRequest): Compiled {
  const { filename, mode } = request;
  const file =
    typeof source === "string"
      ? new SourceFile(filename, source)
      : decodeSource(filename, source, request.fromFile ?? false, decodeByCodec);
  const { tree, warnings } = parse(file, {
    mode,
    dontImplyDedent: request.dontImplyDedent ?? false,
    allowIncompleteInput: request.allowIncompleteInput ?? false,
    fromFile: request.fromFile ?? false,
    flufl: request.barryAsFlufl ?? false,
    ...literalOptions(),
  });
  const found = [...warnings];
  return { script: compileTree(tree, file, request, found), warnings: found, file };
}

/** What a source says that looks into the locals of running functions. */
const READS_LOCALS = /\b(?:f_locals|getargvalues|getgeneratorlocals|getcoroutinelocals|getasyncgenlocals)\b/;
const READS_FRAME = /\bcurrentframe\b/;
/** A source that defines the name itself, as logging's does, does not mean the function of `inspect`, unless it takes it from there. */
const DEFINES_READER = /^[ \t]*(?:def[ \t]+currentframe\b|currentframe[ \t]*=(?!=))/m;
const TAKES_READER = /\.[ \t]*currentframe\b|\bimport\b.*\bcurrentframe\b/;

const readsLocals = (text: string): boolean =>
  READS_LOCALS.test(text) ||
  (READS_FRAME.test(text) && (TAKES_READER.test(text) || !DEFINES_READER.test(text)));

/** What a source says that has itself traced: its own functions are made before that begins. */
const SETS_TRACE =
  /\bsys\.(?:set(?:trace|profile)\(|monitoring\b)|\bset_trace\(|\bbreakpoint\(\)|\b[bp]db\.|\bTrace\(/;

/** What a source says that looks at the variables of frames in tracebacks, or has them looked at. */
const READS_LAST_LOCALS = /\b(?:f_locals|capture_locals|getargvalues)\b/;

/**
 * Compiles a tree over the text that its offsets refer to. What the compiler warns of is added to `warnings`.
 *
 * @throws {PythonSyntaxError}
 */
export function compileTree(
  tree: Mod,
  file: SourceFile,
  request: CompileRequest,
  warnings: SyntaxWarningRecord[] = [],
): Script {
  const resolution = resolve(tree, file, {
    future: { annotations: request.annotations ?? false, barryAsFlufl: request.barryAsFlufl ?? false },
    topLevelAwait: request.topLevelAwait ?? false,
  });
  warnings.push(...resolution.warnings);
  return generate(tree, resolution, file, {
    filename: request.filename,
    mode: request.mode,
    optimize: request.optimize,
    frames: readsLocals(file.text),
    traced: request.traced ?? SETS_TRACE.test(file.text),
    keepsLocals: READS_LAST_LOCALS.test(file.text),
    locals: request.locals,
    shape: "direct",
  });
}

/** The front end's error as the Python exception: SyntaxError with its attributes, or what else it says it is. */
export function pythonError(error: unknown): unknown {
  if (isStackOverflow(error)) return pythonError(tooDeep());
  if (!(error instanceof PythonSyntaxError)) return error;
  if (error.type === "RecursionError") return newException(types.RecursionError, error.message);
  if (error.type === "MemoryError") return newException(types.MemoryError, error.message);
  if (error.type === "ValueError") return newException(types.ValueError, error.message);
  const type =
    error.type === "IndentationError"
      ? types.IndentationError
      : error.type === "TabError"
        ? types.TabError
        : error.type === "_IncompleteInputError"
          ? types.IncompleteInputError
          : types.SyntaxError;
  const message = str(error.message);
  const filename = error.filename === null ? null : str(error.filename);
  const line = error instanceof CompilerError ? lineInFile(error) : error.text;
  const text = line === null ? null : str(line);
  const { lineno, offset, endLineno, endOffset } = error;
  const details: Value[] = [filename, lineno, offset, text, endLineno, endOffset];
  const exception = newException(type, message, tuple(details)) as types.PySyntaxError;
  exception.msg = message;
  exception.filename = filename;
  exception.lineno = lineno;
  exception.offset = offset;
  exception.text = text;
  exception.endLineno = endLineno;
  exception.endOffset = endOffset;
  if (error.metadata !== undefined) {
    const { line, column, source } = error.metadata;
    exception.metadata = tuple([line, column, source === null ? null : str(source)]);
  }
  return exception as PyBaseException;
}

/** The line that an error names, of the file that it names; null when there is none. */
function lineInFile({ filename, lineno }: PythonSyntaxError): string | null {
  if (filename === null || lineno === null) return null;
  const lines = fileLines(filename);
  const line = lines[lineno - 1];
  if (line === undefined || (line === "" && lineno === lines.length)) return null;
  return lineno < lines.length ? `${line}\n` : line;
}

/** Runs `fn`; syntax errors leave as Python exceptions. */
export function withPythonErrors<T>(fn: () => T): T {
  try {
    return fn();
  } catch (error) {
    throw pythonError(error);
  }
}

/** The optimisation level of the interpreter for -1. */
export function levelOf(optimize: -1 | 0 | 1 | 2): 0 | 1 | 2 {
  return optimize === -1 ? current.configuration.optimize : optimize;
}
