/** The native module `_ast`: the classes, and what the builtin `compile` does with trees. */
import { SourceFile } from "../../base/source-file.ts";
import { CO } from "../../abi/code.ts";
import { typeOf } from "../../runtime/core/builtin-types.ts";
import { PyCF } from "../../runtime/core/compile-flags.ts";
import type { NativeModule } from "../../runtime/core/native-module.ts";
import type { PyObject, Value } from "../../runtime/core/object.ts";
import type { CompileOptions } from "../../runtime/core/state.ts";
import { typeError } from "../../runtime/exceptions/raise.ts";
import type { Kind, Mod } from "../../syntax/ast.ts";
import { decodeSource } from "../../syntax/decode-source.ts";
import { type ParseMode, parse } from "../../syntax/parser/parse.ts";
import { type CompileRequest, decodeByCodec, levelOf, literalOptions } from "../compile.ts";
import type { Interpreter } from "../interpreter.ts";
import { optimize } from "./optimize.ts";
import { fromPython } from "./from-python.ts";
import { toPython } from "./to-python.ts";
import { syntaxTypes } from "./types.ts";

const MODULE_KINDS: Readonly<Record<ParseMode, Kind>> = {
  exec: "Module",
  eval: "Expression",
  single: "Interactive",
  func_type: "FunctionType",
};

function parseToPython(
  interpreter: Interpreter,
  source: string | Uint8Array,
  filename: string,
  mode: ParseMode,
  options: Options,
): Value {
  const { flags, level, featureVersion } = options;
  return interpreter.withWarnings(() => {
    const file =
      typeof source === "string"
        ? new SourceFile(filename, source)
        : decodeSource(filename, source, false, decodeByCodec);
    const { tree, warnings } = parse(file, {
      mode,
      dontImplyDedent: (flags & PyCF.DONT_IMPLY_DEDENT) !== 0,
      allowIncompleteInput: (flags & PyCF.ALLOW_INCOMPLETE_INPUT) !== 0,
      typeComments: (flags & PyCF.TYPE_COMMENTS) !== 0,
      flufl: (flags & CO.FUTURE_BARRY_AS_BDFL) !== 0,
      ...literalOptions(),
      featureVersion: featureVersion < 0 ? undefined : featureVersion,
    });
    interpreter.warnAll(warnings, file);
    if ((flags & PyCF.OPTIMIZED_AST) === PyCF.OPTIMIZED_AST) optimize(tree, level);
    return toPython(tree, file);
  });
}

interface Options {
  readonly flags: number;
  readonly level: 0 | 1 | 2;
  /** The minor version of Python 3; negative for this one's. */
  readonly featureVersion: number;
}

/** `compile` of a tree, or to a tree: see `InterpreterState.compileSyntax`. */
export function compileSyntax(
  interpreter: Interpreter,
  source: string | Uint8Array | PyObject,
  options: CompileOptions,
  featureVersion: number,
): Value {
  const { filename: name, mode: kind, flags } = options;
  const level = levelOf(options.optimize);
  const onlyTree = (flags & PyCF.ONLY_AST) !== 0;
  if (typeof source === "string" || source instanceof Uint8Array) {
    return parseToPython(interpreter, source, name, kind, { flags, level, featureVersion });
  }
  if (onlyTree) {
    const expected = syntaxTypes().byName.get(MODULE_KINDS[kind]);
    if (expected === undefined || !typeOf(source).isSubtype(expected)) {
      throw typeError(`expected ${MODULE_KINDS[kind]} node, got ${typeOf(source).name}`);
    }
    if ((flags & PyCF.OPTIMIZED_AST) !== PyCF.OPTIMIZED_AST) return source;
    const given = fromPython(source, MODULE_KINDS[kind], name);
    optimize(given.tree as Mod, level);
    return toPython(given.tree, given.file);
  }
  const { tree, file } = fromPython(source, MODULE_KINDS[kind], name);
  const request: CompileRequest = {
    filename: name,
    mode: kind as CompileRequest["mode"],
    optimize: level,
    locals: "globals",
    annotations: (flags & CO.FUTURE_ANNOTATIONS) !== 0,
    barryAsFlufl: (flags & CO.FUTURE_BARRY_AS_BDFL) !== 0,
    topLevelAwait: (flags & PyCF.ALLOW_TOP_LEVEL_AWAIT) !== 0,
  };
  return interpreter.codeOfTree(tree as Mod, file, request);
}

export const astModule: NativeModule = {
  name: "_ast",
  constants: {
    PyCF_ONLY_AST: PyCF.ONLY_AST,
    PyCF_TYPE_COMMENTS: PyCF.TYPE_COMMENTS,
    PyCF_ALLOW_TOP_LEVEL_AWAIT: PyCF.ALLOW_TOP_LEVEL_AWAIT,
    PyCF_OPTIMIZED_AST: PyCF.OPTIMIZED_AST,
  },
  init(set) {
    for (const [name, type] of syntaxTypes().byName) set(name, type);
  },
};
