/**
 * `sys`. Follows Python/sysmodule.c; https://docs.python.org/3.14/library/sys.html.
 *
 * `sys.modules`, the standard streams and the lists of the import system are set by the interpreter, which owns them.
 */
import { LANGUAGE, MICRO, VERSION } from "../../../base/version.ts";
import { special, typeOf } from "../../core/builtin-types.ts";
import { callLink, takeLink } from "../../core/call-link.ts";
import { callable } from "../../core/call.ts";
import { PyBaseException } from "../../core/exception.ts";
import type { NativeModule } from "../../core/native-module.ts";
import { NativeCallable, type NativeRow } from "../../core/native.ts";
import type { Value } from "../../core/object.ts";
import { refreshName } from "../../core/flatten.ts";
import { limitCalls } from "../../core/depth.ts";
import { current } from "../../core/state.ts";
import { PyType } from "../../core/type.ts";
import { RecursionError, SystemExit, TypeError } from "../../exceptions/hierarchy.ts";
import { newException, overflowError, typeError, valueError } from "../../exceptions/raise.ts";
import { asyncGeneratorHooks } from "../../objects/async-generator.ts";
import { bytesType, PyBytes } from "../../objects/bytes.ts";
import { PyDict } from "../../objects/dict.ts";
import { float } from "../../objects/float.ts";
import type { PyFrame } from "../../objects/frame.ts";
import { intDigitLimit } from "../../objects/int-text.ts";
import { int, intOf, isInt } from "../../objects/int.ts";
import { PyList } from "../../objects/list.ts";
import { PySimpleNamespace } from "../../objects/simple-namespace.ts";
import { PyFrozenSet } from "../../objects/set.ts";
import { isExactStr, isStr, str } from "../../objects/str.ts";
import { Ellipsis, NotImplemented } from "../../objects/singletons.ts";
import { PyTuple, tuple, tupleType } from "../../objects/tuple.ts";
import { originTracking } from "../../objects/unawaited.ts";
import { setAttr } from "../../protocols/attribute.ts";
import { warnDeprecated } from "../../protocols/deprecated.ts";
import { toDouble, toSize } from "../../protocols/number.ts";
import { tracing } from "../../protocols/tracing.ts";
import { preHeaderSize } from "../../types/sizes.ts";
import { COPYRIGHT } from "../builtins/site.ts";
import { currentIdent } from "../_thread/scheduler.ts";
import { hookFunctions } from "./hooks.ts";
import { makeJit } from "./jit.ts";
import { makeMonitoring } from "./monitoring.ts";
import { STDLIB_MODULE_NAMES } from "./stdlib-names.ts";
import {
  asyncgenHooks,
  flags,
  floatInfo,
  hashInfo,
  intInfo,
  threadInfo,
  unraisableHookArgs,
  versionInfo,
} from "./structs.ts";

const [MAJOR = 0, MINOR = 0] = LANGUAGE.split(".").map(Number);
/** `sys.maxsize` */
export const MAX_SIZE = 9223372036854775807n;

function exit(status: Value = null): never {
  // As for every exception that C raises with a value, a tuple is the arguments.
  const args = status === null ? [] : status instanceof PyTuple ? [...status.items] : [status];
  throw SystemExit.cn(args) as PyBaseException;
}

function excInfo(): Value {
  const handled = current.handled as PyBaseException | null;
  return handled === null ? tuple([null, null, null]) : tuple([typeOf(handled), handled, handled.traceback]);
}

const isCalleeOfLink = (fn: unknown): boolean =>
  callLink.callee instanceof NativeCallable && callLink.callee.fn === fn;

function getFrame(depth: Value = 0): Value {
  const wanted = Math.max(0, toSize(depth));
  const said = isCalleeOfLink(getFrame) ? takeLink() : null;
  const linked = said === null ? undefined : current.frameOfCall(said, wanted);
  const frame = linked ?? current.frameAt(wanted);
  if (frame === undefined) throw valueError("call stack is not deep enough");
  return frame;
}

function getFrameModuleName(depth: Value = 0): Value {
  const frame = current.frameAt(Math.max(0, toSize(depth))) as PyFrame | undefined;
  if (frame === undefined) return null;
  const globals = current.dictOf(frame.globals);
  return (globals instanceof PyDict ? globals.getStr("__name__") : undefined) ?? null;
}

function getSizeOf(object: Value, otherwise?: Value): Value {
  const method = special(object, "m$__sizeof__") ?? undefined;
  try {
    if (method === undefined) throw typeError(`Type ${typeOf(object).name} doesn't define __sizeof__`);
    const size = method.c1(object);
    if (!isInt(size)) throw typeError("an integer is required");
    const bytes = BigInt(intOf(size));
    if (BigInt.asIntN(64, bytes) !== bytes)
      throw overflowError("Python int too large to convert to C ssize_t");
    if (bytes < 0n) throw valueError("__sizeof__() should return >= 0");
    return int(bytes + BigInt(preHeaderSize(object)));
  } catch (error) {
    // The default stands for what has no size.
    if (otherwise === undefined || !(error instanceof PyBaseException) || !error.cls$.isSubtype(TypeError))
      throw error;
    return otherwise;
  }
}

function setRecursionLimit(limit: Value): Value {
  const wanted = toSize(limit);
  if (wanted < 1) throw valueError("recursion limit must be greater or equal than 1");
  if (wanted > 0x7fffffff) throw overflowError("Python int too large to convert to C int");
  const calls = current.callDepth();
  if (calls >= wanted) {
    throw newException(
      RecursionError,
      `cannot set the recursion limit to ${wanted} at the recursion depth ${calls}: the limit is too low`,
    );
  }
  current.recursionLimit = wanted;
  limitCalls(wanted, calls);
  return null;
}

function setMaxDigits(limit: Value): Value {
  const wanted = toSize(limit);
  if (wanted !== 0 && wanted < 640) throw valueError("maxdigits must be 0 or larger than 640");
  intDigitLimit().limit = wanted;
  return null;
}

/** `sys.settrace` and `sys.setprofile`. From the first function on, all code that begins to run is in the form that tells. */
function setTracing(which: "trace" | "profile"): NativeRow {
  return [
    "(function, /)",
    (hook: Value) => {
      tracing()[which] = hook;
      if (hook !== null) current.traceFromNow();
      return null;
    },
  ];
}

function setAsyncgenHooks(firstiter?: Value, finalizer?: Value): Value {
  const given = Object.entries({ finalizer, firstiter });
  for (const [name, hook] of given) {
    if (hook !== undefined && hook !== null && special(hook, "m$__call__") === undefined)
      throw typeError(`callable ${name} expected, got ${typeOf(hook).name}`);
  }
  const hooks = asyncGeneratorHooks();
  if (firstiter !== undefined) hooks.firstiter = firstiter;
  if (finalizer !== undefined) hooks.finalizer = finalizer;
  return null;
}

const SWITCHING = Symbol("switch interval");
/** `sys.setswitchinterval`, in seconds: kept for who asks, since threads change places only where they wait. */
const switching = (): { interval: number } => current.stateOf(SWITCHING, () => ({ interval: 0.005 }));

const FINALIZATION = Symbol("finalization");
/** Whether the interpreter has run its exit functions and takes itself down: `sys.is_finalizing()`. */
export const finalization = (): { begun: boolean } => current.stateOf(FINALIZATION, () => ({ begun: false }));

/** The objects that CPython makes once for all: singletons, small ints, single characters and bytes, static types. */
function isImmortal(value: Value): boolean {
  if (value === null || typeof value === "boolean" || value === Ellipsis || value === NotImplemented)
    return true;
  if (typeof value === "number") return Number.isInteger(value) && value >= -5 && value <= 1024;
  if (typeof value === "string") return value.length === 0 || (value.length === 1 && value < "\u0100");
  if (value instanceof PyBytes) return value.cls$ === bytesType && value.data.length <= 1;
  if (value instanceof PyTuple) return value.cls$ === tupleType && value.items.length === 0;
  return value instanceof PyType && !value.heap;
}

const constant = (value: Value): NativeRow => ["()", () => value];

const functions: Readonly<Record<string, NativeRow>> = {
  ...hookFunctions,
  _clear_internal_caches: constant(null),
  _clear_type_cache: [
    "()",
    () => {
      warnDeprecated(
        "sys._clear_type_cache() is deprecated and may be removed in a future version.  Use sys._clear_internal_caches() instead.",
      );
      return null;
    },
  ],
  _clear_type_descriptors: [
    "(type, /)",
    (type: Value) => {
      if (!(type instanceof PyType) || !type.heap) throw typeError("argument is immutable");
      for (const name of ["__dict__", "__weakref__"]) if (type.dict.delete(name)) refreshName(type, name);
      return null;
    },
  ],
  _current_exceptions: [
    "()",
    () => {
      const dict = new PyDict();
      dict.set(currentIdent(), current.handled as PyBaseException | null);
      return dict;
    },
  ],
  _current_frames: [
    "()",
    () => {
      const dict = new PyDict();
      dict.set(currentIdent(), getFrame(0));
      return dict;
    },
  ],
  _getframe: ["(depth=0, /)", getFrame],
  _getframemodulename: ["(depth=0)", getFrameModuleName],
  _is_gil_enabled: constant(true),
  _is_immortal: ["(op, /)", isImmortal],
  _is_interned: [
    "(string, /)",
    (value: Value) => {
      if (isStr(value)) return typeof value === "string";
      throw typeError(`_is_interned() argument must be str, not ${typeOf(value).name}`);
    },
  ],
  call_tracing: [
    "(func, args, /)",
    (fn: Value, args: Value) => {
      if (args instanceof PyTuple) return callable(fn).cn([...args.items]);
      throw typeError(`call_tracing() argument 2 must be tuple, not ${typeOf(args).name}`);
    },
  ],
  exc_info: ["()", excInfo],
  exception: ["()", () => current.handled],
  exit: ["(status=None, /)", exit],
  get_asyncgen_hooks: [
    "()",
    () => {
      const { firstiter, finalizer } = asyncGeneratorHooks();
      return asyncgenHooks.make([firstiter, finalizer]);
    },
  ],
  get_coroutine_origin_tracking_depth: ["()", () => originTracking.depth],
  get_int_max_str_digits: ["()", () => intDigitLimit().limit],
  getallocatedblocks: constant(0),
  getdefaultencoding: constant("utf-8"),
  getfilesystemencodeerrors: constant("surrogateescape"),
  getfilesystemencoding: constant("utf-8"),
  getprofile: ["()", () => tracing().profile],
  getrecursionlimit: ["()", () => current.recursionLimit],
  getrefcount: ["(object, /)", () => 2],
  getsizeof: ["(object, default=<unrepresentable>)", getSizeOf],
  getswitchinterval: ["()", () => float(switching().interval)],
  gettrace: ["()", () => tracing().trace],
  getunicodeinternedsize: ["(*, _only_immortal=False)", () => 0],
  intern: [
    "(string, /)",
    (value: Value) => {
      if (!isExactStr(value)) throw typeError(`can't intern ${typeOf(value).name}`);
      return value;
    },
  ],
  is_finalizing: ["()", () => finalization().begun],
  is_remote_debug_enabled: constant(false),
  is_stack_trampoline_active: constant(false),
  set_asyncgen_hooks: ["(firstiter=<unrepresentable>, finalizer=<unrepresentable>)", setAsyncgenHooks],
  set_coroutine_origin_tracking_depth: [
    "(depth)",
    (depth: Value) => {
      const wanted = toSize(depth);
      if (wanted < 0) throw valueError("depth must be >= 0");
      originTracking.depth = wanted;
      return null;
    },
  ],
  set_int_max_str_digits: ["(maxdigits)", setMaxDigits],
  setprofile: setTracing("profile"),
  setrecursionlimit: ["(limit, /)", setRecursionLimit],
  setswitchinterval: [
    "(interval, /)",
    (interval: Value) => {
      const seconds = toDouble(interval);
      if (seconds <= 0) throw valueError("switch interval must be strictly positive");
      switching().interval = seconds;
      return null;
    },
  ],
  _get_cpu_count_config: ["()", () => current.configuration.cpuCount],
  settrace: setTracing("trace"),
};

/** The value of `sys.flags`. */
function flagsOf({ configuration: c }: typeof current): Value {
  return flags.make([
    Number(c.debug),
    Number(c.inspect),
    Number(c.interactive),
    c.optimize,
    Number(c.dontWriteBytecode),
    Number(c.noUserSite),
    Number(c.noSite),
    Number(c.ignoreEnvironment),
    c.verbose,
    c.bytesWarning,
    Number(c.quiet),
    Number(c.hashSeed !== 0),
    Number(c.isolated),
    c.devMode,
    Number(c.utf8Mode),
    Number(c.xOptions.has("warn_default_encoding")),
    c.safePath,
    c.intMaxStrDigits,
    1,
    0,
    0,
  ]);
}

const HEX_VERSION = (MAJOR << 24) | (MINOR << 16) | (MICRO << 8) | 0xf0;

/** `sys.implementation` */
function implementation(platform: string): Value {
  const namespace = new PySimpleNamespace();
  const [year = 0, month = 0, patch = 0] = VERSION.split(".").map(Number);
  const fields: Record<string, Value> = {
    name: "tython",
    cache_tag: `tython-${MAJOR}${MINOR}`,
    version: versionInfo.make([year, month, patch, "final", 0]),
    hexversion: (year << 24) | (month << 16) | (patch << 8) | 0xf0,
    _multiarch: platform,
    supports_isolated_interpreters: true,
  };
  for (const [name, value] of Object.entries(fields)) setAttr(namespace, name, value);
  return namespace;
}

const texts = (list: readonly string[]): Value[] => list.map((text) => str(text));

function variables(set: (name: string, value: Value) => void): void {
  const { configuration, host } = current;
  const xOptions = new PyDict();
  for (const [name, value] of configuration.xOptions)
    xOptions.setStr(name, value === true ? true : str(value));
  intDigitLimit().limit = configuration.intMaxStrDigits;
  const values: Record<string, Value> = {
    _base_executable: str(configuration.executable),
    _framework: "",
    _git: tuple(["Tython", "", ""]),
    _home: null,
    _stdlib_dir: str(`${configuration.prefix}/lib/python${LANGUAGE}`),
    _xoptions: xOptions,
    abiflags: "",
    api_version: 1013,
    argv: new PyList(texts(configuration.arguments)),
    base_exec_prefix: str(configuration.prefix),
    base_prefix: str(configuration.prefix),
    byteorder: "little",
    copyright: COPYRIGHT,
    dont_write_bytecode: configuration.dontWriteBytecode,
    exec_prefix: str(configuration.prefix),
    executable: str(configuration.executable),
    flags: flagsOf(current),
    float_info: floatInfo.make([
      float(Number.MAX_VALUE),
      1024,
      308,
      2.2250738585072014e-308,
      -1021,
      -307,
      15,
      53,
      Number.EPSILON,
      2,
      1,
    ]),
    float_repr_style: "short",
    hash_info: hashInfo.make([64, 2305843009213693951n, 314159, 0, 1000003, "siphash13", 64, 128, 0]),
    hexversion: HEX_VERSION,
    implementation: implementation(host.platform),
    int_info: intInfo.make([30, 4, 4300, 640]),
    maxsize: MAX_SIZE,
    maxunicode: 0x10ffff,
    orig_argv: new PyList(texts(configuration.originalArguments)),
    path: new PyList(texts(configuration.path)),
    platform: str(host.platform),
    platlibdir: "lib",
    prefix: str(configuration.prefix),
    pycache_prefix: configuration.pycachePrefix === undefined ? null : str(configuration.pycachePrefix),
    stdlib_module_names: new PyFrozenSet(texts(STDLIB_MODULE_NAMES)),
    thread_info: threadInfo.make([null, null, null]),
    version: `${LANGUAGE}.${MICRO} (main, Nov 15 2026, 00:00:00) [Tython ${VERSION}]`,
    version_info: versionInfo.make([MAJOR, MINOR, MICRO, "final", 0]),
    warnoptions: new PyList(texts(configuration.warnOptions)),
  };
  for (const [name, value] of Object.entries(values)) set(name, value);
}

export const sysModule: NativeModule = {
  name: "sys",
  doc: "This module provides access to some objects used or maintained by the\ninterpreter and to functions that interact strongly with the interpreter.",
  functions,
  types: { UnraisableHookArgs: unraisableHookArgs.type },
  refresh: variables,
  init(set, module) {
    variables(set);
    const own = module as unknown as Record<string, Value>;
    set("_jit", makeJit());
    set("monitoring", makeMonitoring());
    for (const name of ["breakpointhook", "displayhook", "excepthook", "unraisablehook"]) {
      set(`__${name}__`, own[`$${name}`] as Value);
    }
  },
};
