/** The native module `_ast`: the classes, and what the builtin `compile` does with trees. */
import { SourceFile } from "../../base/source-file.ts";
import { CO } from "../../abi/code.ts";
import { typeOf } from "../../runtime/core/builtin-types.ts";
import { PyCF } from "../../runtime/core/compile-flags.ts";
import type { NativeModule } from "../../runtime/core/native-module.ts";
import type { Value } from "../../runtime/core/object.ts";
import { current } from "../../runtime/core/state.ts";
import { typeError } from "../../runtime/exceptions/raise.ts";
import { bufferOf } from "../../runtime/objects/buffer.ts";
import { isStr, strOf } from "../../runtime/objects/str.ts";
import { toSize } from "../../runtime/protocols/number.ts";
import type { Kind, Mod } from "../../syntax/ast.ts";
import { decodeSource } from "../../syntax/decode-source.ts";
import { type ParseMode, parse } from "../../syntax/parser/parse.ts";
import { type CompileRequest, levelOf, literalOptions } from "../compile.ts";
import type { Interpreter } from "../interpreter.ts";
import { optimize } from "./optimize.ts";
import { fromPython } from "./from-python.ts";
import { toPython } from "./to-python.ts";
import { PyAST, syntaxTypes } from "./types.ts";

const MODULE_KINDS: Readonly<Record<ParseMode, Kind>> = {
  exec: "Module",
  eval: "Expression",
  single: "Interactive",
  func_type: "FunctionType",
};

function parseToPython(
  source: string | Uint8Array,
  filename: string,
  mode: ParseMode,
  options: Options,
): Value {
  const { flags, level, featureVersion } = options;
  const interpreter = current as unknown as Interpreter;
  return interpreter.withWarnings(() => {
    const file =
      typeof source === "string" ? new SourceFile(filename, source) : decodeSource(filename, source, false);
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

/** `compile` of a tree, or to a tree; the arguments are checked. */
function compile(
  source: Value,
  filename: Value,
  mode: Value,
  flagBits: Value,
  optimizeLevel: Value,
  featureVersion: Value,
): Value {
  const flags = toSize(flagBits);
  const kind = strOf(mode as string) as ParseMode;
  const name = strOf(filename as string);
  const level = levelOf(toSize(optimizeLevel) as -1 | 0 | 1 | 2);
  const onlyTree = (flags & PyCF.ONLY_AST) !== 0;
  if (!(source instanceof PyAST)) {
    const text = isStr(source) ? strOf(source) : bufferOf(source);
    if (text === undefined) throw typeError("compile() arg 1 must be a string, bytes or AST object");
    return parseToPython(text, name, kind, { flags, level, featureVersion: toSize(featureVersion) });
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
  return (current as unknown as Interpreter).codeOfTree(tree as Mod, file, request);
}

export const astModule: NativeModule = {
  name: "_ast",
  constants: {
    PyCF_ONLY_AST: PyCF.ONLY_AST,
    PyCF_TYPE_COMMENTS: PyCF.TYPE_COMMENTS,
    PyCF_ALLOW_TOP_LEVEL_AWAIT: PyCF.ALLOW_TOP_LEVEL_AWAIT,
    PyCF_OPTIMIZED_AST: PyCF.OPTIMIZED_AST,
  },
  functions: { _compile: ["(source, filename, mode, flags, optimize, feature_version, /)", compile] },
  init(set) {
    for (const [name, type] of syntaxTypes().byName) set(name, type);
  },
};
