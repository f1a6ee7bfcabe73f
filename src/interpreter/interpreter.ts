/**
 * An interpreter: everything that a Python program can change, and what joins the front end, the code generator and the
 * runtime. Several live in one JavaScript realm; the one whose code runs is `current` (runtime/core/state.ts).
 *
 *     text ──compile.ts──▶ Script ──scripts.ts──▶ JavaScript functions ──run──▶ effects on the host
 *                                                   ▲ runtime-table.ts: what they call
 *
 * It owns `sys`, `builtins`, `sys.modules`, the exception being handled, the states of native modules and the import
 * system (`import/`). Programs are started by `program.ts`.
 */
import { CO, type CodeFunction, type Script } from "../abi/code.ts";
import type { Host, Library } from "../host/host.ts";
import { HostError } from "../host/host.ts";
import type { LinkedCall } from "../runtime/core/call-link.ts";
import type { PyType } from "../runtime/core/type.ts";
import { PyCF } from "../runtime/core/compile-flags.ts";
import { DEFAULT_LIMIT } from "../runtime/core/depth.ts";
import { populateModule } from "../runtime/core/native-module.ts";
import type { PyInstance, PyObject, Slots, Value } from "../runtime/core/object.ts";
import {
  type CompileOptions,
  type Configuration,
  enterInterpreter,
  type InterpreterState,
  type StoredCode,
} from "../runtime/core/state.ts";
import * as types from "../runtime/exceptions/hierarchy.ts";
import { osError } from "../runtime/exceptions/os-error.ts";
import { importError, newException, typeError, valueError } from "../runtime/exceptions/raise.ts";
import { installStandardStreams } from "../runtime/modules/_io/standard-streams.ts";
import { checkHeldUp } from "../runtime/modules/_thread/scheduler.ts";
import { visitReachable } from "../runtime/modules/gc/reach.ts";
import { reportUnraisable } from "../runtime/modules/sys/hooks.ts";
import { warnGone } from "../runtime/modules/_warnings.ts";
import { PyCode } from "../runtime/objects/code.ts";
import { linkEntries, PyFunction } from "../runtime/objects/function.ts";
import { PyDict } from "../runtime/objects/dict.ts";
import { moduleGet, moduleSet, PyModule } from "../runtime/objects/module.ts";
import type { PyFrame } from "../runtime/objects/frame.ts";
import { str } from "../runtime/objects/str.ts";
import { type PyTuple, tuple } from "../runtime/objects/tuple.ts";
import { resetZone } from "../runtime/modules/time/zone.ts";
import { installTypes } from "../runtime/install.ts";
import { instanceDict } from "../runtime/protocols/attribute.ts";
import {
  type Compiled,
  type CompileRequest,
  compileTree,
  levelOf,
  pythonError,
  withPythonErrors,
} from "./compile.ts";
import { PyBaseException } from "../runtime/core/exception.ts";
import type { SourceFile } from "../base/source-file.ts";
import {
  CompilerError,
  PythonSyntaxError,
  syntaxError,
  type SyntaxWarningRecord,
} from "../syntax/syntax-error.ts";
import type { Mod } from "../syntax/ast.ts";
import { loadBuiltin } from "../runtime/protocols/names.ts";
import { Builtins } from "./builtins.ts";
import { CodeStore } from "./code-store.ts";
import { ScriptCache } from "./script-cache.ts";
import { callDepth, frameAt, frameOfCall } from "./frames.ts";
import { missingAttribute } from "./import/errors.ts";
import { Importer } from "./import/importer.ts";
import { installLazySpec } from "./import/spec.ts";
import { type Native, nativeModules } from "./native-modules.ts";
import { Program } from "./program.ts";
import { runtimeTable } from "./runtime-table.ts";
import { Scripts } from "./scripts.ts";
import { deserializeParts } from "./serialize.ts";
import { compileSyntax } from "./syntax-tree/module.ts";

/** How many loop iterations may run between two looks at interrupts and limits. */
const TICKS = 50_000;

export class Interpreter implements InterpreterState {
  host: Host;
  configuration: Configuration;
  library: Library | undefined;
  handled: PyObject | null = null;
  readonly modules = new PyDict();
  readonly builtins: PyModule;
  readonly builtinsTable: Builtins;
  readonly sys: PyModule;
  readonly natives: ReadonlyMap<string, Native> = nativeModules;
  readonly scripts: Scripts;
  readonly importer: Importer;
  recursionLimit = DEFAULT_LIMIT;
  callerFrame: InterpreterState["callerFrame"] = undefined;
  innermostFrame: PyInstance | null = null;
  onInterrupt: () => void = () => {
    throw newException(types.KeyboardInterrupt);
  };
  /** What the command put in front of `sys.path`: the directory of the program. Undefined in safe-path mode. */
  scriptDirectory: string | undefined = undefined;
  readonly #states = new Map<symbol, unknown>();
  readonly #cache: ScriptCache;
  readonly #store: CodeStore;
  #traced = false;

  constructor(host: Host, configuration: Configuration, library?: Library) {
    this.host = host;
    this.configuration = configuration;
    this.library = library;
    enterInterpreter(this);
    this.scripts = new Scripts(host, runtimeTable, (globals) => this.builtinsTable.namespace(globals));
    this.#cache = new ScriptCache(this.scripts);
    this.#store = new CodeStore(this.#cache);
    this.importer = new Importer(this);
    this.builtins = this.nativeModule("builtins");
    this.builtinsTable = new Builtins(this.builtins);
    this.sys = this.nativeModule("sys");
    moduleSet(this.sys, "modules", this.modules);
    // All of them, as in a CPython that has its extension modules linked in.
    moduleSet(this.sys, "builtin_module_names", tuple([...this.natives.keys()].sort()));
    this.importer.bootstrap.installLazyLists();
    this.importer.start();
  }

  /**
   * Takes up work in another process than the one that made it, out of a start-up snapshot. The configuration must be such that
   * the modules that were imported there (`import/dormant.ts`) would be the same under it.
   */
  revive(host: Host, configuration: Configuration, library: Library): void {
    this.host = host;
    this.configuration = configuration;
    this.library = library;
    this.scripts.host = host;
    enterInterpreter(this);
    resetZone();
    this.refresh("sys", this.sys);
    this.importer.dormant?.wake();
  }

  /** Sets those variables of a native module again that come from the process. */
  refresh(name: string, module: PyModule): void {
    this.natives.get(name)?.table.refresh?.((variable, value) => moduleSet(module, variable, value), module);
  }

  // --- state -------------------------------------------------------------------------------------------------------

  stateOf<T>(key: symbol, make: () => T): T {
    let state = this.#states.get(key) as T | undefined;
    if (state === undefined) {
      state = make();
      this.#states.set(key, state);
    }
    return state;
  }

  tick(): number {
    this.checkInterrupts();
    return TICKS;
  }

  checkInterrupts(): void {
    if (this.host.takeInterrupt()) this.onInterrupt();
    checkHeldUp();
  }

  frameAt(depth: number): PyFrame | undefined {
    return frameAt(this.scripts, depth);
  }

  frameOfCall(call: LinkedCall, depth: number): PyFrame | undefined {
    return frameOfCall(this.scripts, call, depth);
  }

  reportUnraisable(error: unknown, message: string | null, object: Value): void {
    reportUnraisable(error, message, object);
  }

  warnUnawaited(object: PyObject): void {
    warnGone(object);
  }

  traceFromNow(): void {
    if (this.#traced) return;
    this.#traced = true;
    // Functions that were made before tell from their next call on. (Those of the library never do.)
    visitReachable((object) => {
      if (!(object instanceof PyFunction)) return;
      const { script, index } = object.code;
      const form = this.#formOf(script);
      if (form === script || object.code !== this.scripts.load(script).codes[index]) return;
      object.code = this.scripts.load(form).codes[index] as PyCode;
      object.body = this.scripts.instantiate(form, object.globals, false)[index] as CodeFunction;
      linkEntries(object);
    });
  }

  /** The form of a script that runs now: that which tells, where something traces. */
  #formOf(script: Script): Script {
    return this.#traced ? this.#store.tracedForm(script) : script;
  }

  /** Py_NewInterpreter, PyRun_SimpleString and Py_EndInterpreter. */
  runApart(source: string): number {
    try {
      const inner = new Interpreter(this.host, this.configuration, this.library);
      inner.nativeModule("_io");
      installStandardStreams(inner.sys, undefined);
      const program = new Program(inner);
      return program.finish(program.guard(() => program.runText(source, "<string>"))).code;
    } finally {
      enterInterpreter(this);
    }
  }

  callDepth(): number {
    return callDepth();
  }

  hides(type: PyObject): boolean {
    return this.importer.dormant?.hides(type as PyType) === true;
  }

  missingAttribute(module: PyInstance, name: string): string {
    return missingAttribute(this.importer, module as PyModule, name);
  }

  callerName(): Value | undefined {
    const globals = frameAt(this.scripts, 0)?.globals;
    return globals === undefined ? undefined : (globals as unknown as Slots)["$__name__"];
  }

  bodyOf(code: PyObject, globals: PyObject): CodeFunction {
    const { script, index } = code as PyCode;
    return this.scripts.instantiate(this.#formOf(script), globals as PyInstance, false)[
      index
    ] as CodeFunction;
  }

  dictOf(namespace: PyObject): Value {
    return instanceDict(namespace as PyInstance);
  }

  // --- modules ---------------------------------------------------------------------------------------------------------

  importModule(name: string): Value {
    return this.importer.load(name);
  }

  importName(globals: PyInstance | undefined, name: string, fromlist: Value, level: number): Value {
    return this.importer.import(name, globals, fromlist, level);
  }

  isNative(name: string): boolean {
    return this.natives.has(name);
  }

  /** The module object of a module written in TypeScript, made when it is first asked for. */
  nativeModule(name: string): PyModule {
    const present = this.modules.getStr(name) ?? this.importer.dormant?.adopt(name);
    if (present instanceof PyModule) return present;
    const native = this.natives.get(name);
    if (native === undefined) throw importError(`no built-in module named ${name}`, name);
    installTypes(native.types);
    const module = new PyModule();
    this.importer.origins.set(module, { kind: "native", name });
    this.modules.setStr(name, module);
    const set = (variable: string, value: Value): void => {
      if (variable === "__loader__") installLazySpec(module);
      else if (variable !== "__spec__") moduleSet(module, variable, value);
    };
    populateModule(module, native.table, set);
    return module;
  }

  // --- code ------------------------------------------------------------------------------------------------------------

  builtinsOf(globals: PyObject): Value {
    return this.builtinsTable.show(globals as PyInstance);
  }

  builtinNamed(globals: PyObject, name: string): Value | undefined {
    return loadBuiltin(this.builtinsTable.namespace(globals as PyInstance), name);
  }

  inheritBuiltins(globals: PyObject): void {
    const caller = frameAt(this.scripts, 0)?.globals;
    if (caller !== undefined) this.builtinsTable.inherit(globals as PyInstance, caller);
  }

  compile(source: string | Uint8Array, options: CompileOptions): PyInstance {
    const { flags, mode } = options;
    if (mode === "func_type") throw valueError("compile() mode 'func_type' requires flag PyCF_ONLY_AST");
    return this.code(source, {
      filename: options.filename,
      mode,
      optimize: levelOf(options.optimize),
      locals: "globals",
      annotations: (flags & CO.FUTURE_ANNOTATIONS) !== 0,
      barryAsFlufl: (flags & CO.FUTURE_BARRY_AS_BDFL) !== 0,
      topLevelAwait: (flags & PyCF.ALLOW_TOP_LEVEL_AWAIT) !== 0,
      dontImplyDedent: (flags & PyCF.DONT_IMPLY_DEDENT) !== 0,
      allowIncompleteInput: (flags & PyCF.ALLOW_INCOMPLETE_INPUT) !== 0,
    });
  }

  compileSyntax(
    source: string | Uint8Array | PyObject,
    options: CompileOptions,
    featureVersion: number,
  ): Value {
    return compileSyntax(this, source, options, featureVersion);
  }

  /** Compiles a source to a code object that can also run with a locals mapping. Raises Python's SyntaxError. */
  code(source: string | Uint8Array, request: CompileRequest): PyCode {
    const script = this.#compile(source, request);
    this.#store.remember(script, { source, request });
    return this.scripts.code(script);
  }

  /** As {@link code}, from a syntax tree over the text that its offsets refer to. */
  codeOfTree(tree: Mod, file: SourceFile, request: CompileRequest): PyCode {
    const warnings: SyntaxWarningRecord[] = [];
    const script = withPythonErrors(() => compileTree(tree, file, request, warnings));
    this.warnAll(warnings, file);
    this.#store.remember(script, { tree, file, request });
    return this.scripts.code(script);
  }

  storeCode(code: PyInstance): StoredCode {
    return this.#store.store((code as PyCode).script);
  }

  restoreCode(
    stored: StoredCode,
    index: number,
    filename: string,
    consts: PyInstance | undefined,
  ): PyCode | undefined {
    const script = this.#store.restore(stored, filename);
    if (script?.codes[index] === undefined) return undefined;
    if (consts === undefined) return this.scripts.load(script).codes[index];
    const code = new PyCode(script, index);
    code.replacedConsts = consts as PyTuple;
    code.consts = code.replacedConsts;
    return code;
  }

  #compile(source: string | Uint8Array, request: CompileRequest): Script {
    const { script, warnings, file } = this.withWarnings(
      (): Compiled => this.#cache.compile(source, request),
    );
    this.warnAll(warnings, file);
    return script;
  }

  /** Runs the front end. Its error leaves as Python's, after the warnings about what stands before it. */
  withWarnings<T>(run: () => T): T {
    try {
      return run();
    } catch (error) {
      if (error instanceof PythonSyntaxError && error.before !== undefined) {
        this.warnAll(error.before.warnings, error.before.file);
      }
      throw pythonError(error);
    }
  }

  warnAll(warnings: readonly SyntaxWarningRecord[], file: SourceFile): void {
    for (const warning of warnings) this.#warn(warning, file);
  }

  /** Issues a SyntaxWarning; where the filters make it an error, that is a SyntaxError at its place. */
  #warn(warning: SyntaxWarningRecord, file: SourceFile): void {
    const warn = moduleGet(this.nativeModule("_warnings"), "warn_explicit") as PyObject;
    try {
      warn.c4(str(warning.message), types.SyntaxWarning, str(file.name), warning.line);
    } catch (error) {
      if (!(error instanceof PyBaseException) || !error.cls$.isSubtype(types.SyntaxWarning)) throw error;
      const { errorMessage, fromCompiler } = warning;
      throw pythonError(
        fromCompiler
          ? new CompilerError(file, warning, errorMessage)
          : syntaxError(file, warning, errorMessage),
      );
    }
  }

  execute(
    code: PyInstance,
    globals: PyInstance,
    locals: Value | undefined,
    closure: readonly Value[] = [],
  ): Value {
    if (!(code instanceof PyCode)) throw typeError("exec() arg 1 must be a code object");
    const { script, index } = code;
    const caller = this.callerFrame;
    // Who called `exec` is not who calls inside.
    this.callerFrame = undefined;
    try {
      return this.#run(script, index, globals, locals, closure);
    } finally {
      this.callerFrame = caller;
    }
  }

  #run(
    script: Script,
    index: number,
    globals: PyInstance,
    locals: Value | undefined,
    closure: readonly Value[],
  ): Value {
    if (index === 0 && locals !== undefined) {
      const mapped = this.#formOf(this.#store.mappingForm(script));
      return this.scripts.instantiate(mapped, globals)[0]?.(locals) ?? null;
    }
    return this.scripts.instantiate(this.#formOf(script), globals)[index]?.call({ closure }) ?? null;
  }

  instantiate(code: PyInstance, globals: PyInstance): readonly CodeFunction[] {
    return this.scripts.instantiate((code as PyCode).script, globals);
  }

  /** Runs a script's top level over a module's variables. */
  runModule(script: Script, globals: PyInstance): Value {
    this.builtinsTable.provide(globals);
    return this.scripts.instantiate(this.#formOf(script), globals)[0]?.() ?? null;
  }

  /** A library module that was compiled ahead of time; undefined when it was not. */
  libraryScript(name: string, file: string): Script | undefined {
    const { library } = this;
    const text = library?.read(name);
    if (text !== undefined)
      return deserializeParts(text, () => this.library?.details(name) ?? "", file, name);
    // Library modules that importlib itself is made of go by other file names.
    if (!file.startsWith("<frozen ")) return undefined;
    const source = this.readFile(`${library?.root ?? ""}/${name.replaceAll(".", "/")}.py`);
    return this.#compile(source, { filename: file, mode: "exec", optimize: 0, locals: "globals" });
  }

  /** Compiles a source file. */
  compileFile(file: string): PyCode {
    const { optimize } = this.configuration;
    return this.code(this.readFile(file), {
      filename: file,
      mode: "exec",
      optimize,
      locals: "globals",
      fromFile: true,
    });
  }

  /** Everything that a descriptor has to give. */
  readDescriptor(fd: number): Uint8Array {
    return readAll(fd, this.host.files);
  }

  /** The bytes of a file; OSError when it cannot be read. */
  readFile(path: string): Uint8Array {
    const { files } = this.host;
    try {
      const fd = files.open(path, files.flags.RDONLY, 0);
      try {
        return readAll(fd, files);
      } finally {
        files.close(fd);
      }
    } catch (error) {
      throw error instanceof HostError ? osError(error.code, str(path)) : error;
    }
  }
}

function readAll(fd: number, files: Host["files"]): Uint8Array {
  const chunks: Uint8Array[] = [];
  let total = 0;
  let room = Math.max(files.status(fd).size + 1, 8192);
  for (;;) {
    const chunk = new Uint8Array(room);
    const count = files.read(fd, chunk);
    if (count === 0) break;
    chunks.push(chunk.subarray(0, count));
    total += count;
    room = 65536;
  }
  if (chunks.length === 1) return chunks[0] as Uint8Array;
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
