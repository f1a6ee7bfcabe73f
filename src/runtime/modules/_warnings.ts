/**
 * `_warnings`: issuing warnings. While nobody has imported `warnings` the filters and the output are those of this
 * module, so a warning costs no import; once it is imported, its `filters`, `defaultaction` and `_showwarnmsg` count.
 *
 * Follows Python/_warnings.c; https://docs.python.org/3.14/library/warnings.html.
 */
import { typeOf } from "../core/builtin-types.ts";
import { callable } from "../core/call.ts";
import { PyBaseException } from "../core/exception.ts";
import type { NativeModule } from "../core/native-module.ts";
import { slotsOf, type Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import { PyType } from "../core/type.ts";
import * as types from "../exceptions/hierarchy.ts";
import { fileLines } from "../exceptions/print/source-lines.ts";
import { runtimeError, typeError } from "../exceptions/raise.ts";
import { asException } from "../exceptions/unwind.ts";
import { PyDict } from "../objects/dict.ts";
import type { PyFrame } from "../objects/frame.ts";
import { Awaitable } from "../objects/async-generator.ts";
import type { PyCoroutine } from "../objects/generator.ts";
import { unawaited } from "../objects/unawaited.ts";
import { PyList } from "../objects/list.ts";
import { moduleGet, PyModule } from "../objects/module.ts";
import { isStr, str, strOf } from "../objects/str.ts";
import { PyTuple, tuple } from "../objects/tuple.ts";
import { findAttr, getAttr } from "../protocols/attribute.ts";
import { truthy } from "../protocols/compare.ts";
import { issubclass } from "../protocols/isinstance.ts";
import { callMethod0, callMethod1 } from "../protocols/method-call.ts";
import { toSize } from "../protocols/number.ts";
import { reprText, strText } from "../protocols/repr.ts";

interface Warnings {
  filters: PyList;
  readonly onceRegistry: PyDict;
  /** Bumped when filters change, so that registries forget what they had seen. */
  version: number;
  /** Whether `-W` options were looked at. */
  optionsApplied: boolean;
  /** How often `_acquire_lock` was called and not undone. */
  locks: number;
}

const STATE = Symbol("warnings");

/** [action, category, module] of a release build of CPython. */
const DEFAULTS: readonly (readonly [string, PyType, Value])[] = [
  ["default", types.DeprecationWarning, "__main__"],
  ["ignore", types.DeprecationWarning, null],
  ["ignore", types.PendingDeprecationWarning, null],
  ["ignore", types.ImportWarning, null],
  ["ignore", types.ResourceWarning, null],
];

const state = (): Warnings =>
  current.stateOf(STATE, () => ({
    filters: new PyList(
      DEFAULTS.map(([action, category, module]) => tuple([action, null, category, module, 0])),
    ),
    onceRegistry: new PyDict(),
    version: 0,
    optionsApplied: false,
    locks: 0,
  }));

/** `-W` options are the business of the Python module; the first warning imports it when there are any. */
function applyOptions(): void {
  const own = state();
  if (own.optionsApplied) return;
  own.optionsApplied = true;
  if (current.configuration.warnOptions.length > 0) current.importModule("warnings");
}

/** A variable of the Python module `warnings` when that is imported, else `otherwise`. */
function fromWarnings(name: string): Value | undefined;
function fromWarnings(name: string, otherwise: Value): Value;
function fromWarnings(name: string, otherwise?: Value): Value | undefined {
  const module = (current.modules as PyDict).getStr("warnings");
  const value = module instanceof PyModule ? moduleGet(module, name) : undefined;
  return value === undefined ? otherwise : value;
}

/** Where a warning is reported. */
interface Place {
  filename: Value;
  line: number;
  module: Value;
  registry: PyDict | null;
  /** The source line, where the program has it from a loader. */
  sourceLine?: Value;
}

/** A part of a filter: None fits all, a str exactly itself, a pattern what it matches. */
function fits(pattern: Value, text: Value): boolean {
  if (pattern === null) return true;
  if (isStr(pattern)) return strOf(pattern) === strText(text);
  return truthy(callMethod1(pattern, "match", text));
}

function actionFor(category: PyType, text: Value, line: number, module: Value): string {
  const filters = fromWarnings("filters", state().filters);
  if (!(filters instanceof PyList)) throw typeError("_warnings.filters must be a list");
  // Those that were in force last stay so when the program deletes the variable.
  state().filters = filters;
  for (const [i, item] of [...filters.items].entries()) {
    if (!(item instanceof PyTuple) || item.items.length !== 5) {
      throw typeError(`warnings.filters item ${i} isn't a 5-tuple`);
    }
    const [action, message, wanted, where, at] = item.items as [Value, Value, Value, Value, Value];
    if (!isStr(action)) throw typeError(`action must be a string, not '${typeOf(action).name}'`);
    const number = toSize(at);
    if (
      fits(message, text) &&
      issubclass(category, wanted) &&
      fits(where, module) &&
      (number === 0 || number === line)
    ) {
      return strOf(action);
    }
  }
  const otherwise = fromWarnings("defaultaction", "default");
  if (!isStr(otherwise))
    throw typeError(`_warnings.defaultaction must be a string, not '${typeOf(otherwise).name}'`);
  return strOf(otherwise);
}

/** Whether the key is in the registry already; adds it. */
function seen(registry: PyDict, key: Value): boolean {
  keepVersion(registry);
  const before = registry.get(key);
  if (before !== undefined && truthy(before)) return true;
  registry.set(key, true);
  return false;
}

/** Empties a registry that was written under other filters. */
function keepVersion(registry: PyDict): void {
  const { version } = state();
  if (registry.getStr("version") === version) return;
  registry.clear();
  registry.setStr("version", version);
}

/** Whether a warning that the action limits was shown before. */
function suppressed(action: string, place: Place, key: Value, text: Value, category: PyType): boolean {
  const { registry } = place;
  switch (action) {
    case "once": {
      if (registry !== null) registry.set(key, true);
      const once = fromWarnings("onceregistry", state().onceRegistry);
      if (!(once instanceof PyDict))
        throw typeError(`_warnings.onceregistry must be a dict, not '${typeOf(once).name}'`);
      return seen(once, tuple([text, category]));
    }
    case "module":
      if (registry !== null) registry.set(key, true);
      return registry !== null && seen(registry, tuple([text, category, 0]));
    case "default":
      return registry !== null && seen(registry, key);
    case "always":
    case "all":
      return false;
    default:
      throw runtimeError(`Unrecognized action (${reprText(str(action))}) in warnings.filters:\n None`);
  }
}

function explicit(given: Value, givenCategory: Value, place: Place, source: Value): void {
  applyOptions();
  let message = given;
  let category = givenCategory;
  let text = given;
  if (given instanceof PyBaseException && given.cls$.isSubtype(types.Warning)) {
    text = str(strText(given));
    category = given.cls$;
  } else {
    message = callable(category).c1(given);
  }
  if (!(category instanceof PyType)) throw typeError("category must be a Warning subclass");
  const key = tuple([text, category, place.line]);
  const { registry } = place;
  if (registry !== null) {
    keepVersion(registry);
    const before = registry.get(key);
    if (before !== undefined && truthy(before)) return;
  }
  const action = actionFor(category, text, place.line, place.module);
  if (action === "error") throw message;
  if (action === "ignore") return;
  if (suppressed(action, place, key, text, category)) return;
  show(message as PyBaseException, category, place, text, source);
}

function show(message: PyBaseException, category: PyType, place: Place, text: Value, source: Value): void {
  const showMessage =
    source === null
      ? fromWarnings("_showwarnmsg")
      : getAttr(current.importModule("warnings"), "_showwarnmsg");
  if (showMessage !== undefined) {
    const record = callable(getAttr(current.importModule("warnings"), "WarningMessage"));
    callable(showMessage).c1(record.cn([message, category, place.filename, place.line, null, null, source]));
    return;
  }
  const stderr = slotsOf(current.sys)["$stderr"] ?? null;
  if (stderr === null) return;
  const filename = strText(place.filename);
  const { sourceLine } = place;
  const line =
    sourceLine === undefined || sourceLine === null
      ? sourceOf(filename, place.line)
      : strText(sourceLine).trim();
  callMethod1(
    stderr,
    "write",
    str(`${filename}:${place.line}: ${category.name}: ${strText(text)}\n${line === "" ? "" : `  ${line}\n`}`),
  );
}

const sourceOf = (filename: string, line: number): string =>
  filename.startsWith("<") ? "" : (fileLines(filename)[line - 1] ?? "").trim();

const isInternal = (frame: PyFrame): boolean =>
  frame.code.filename.includes("importlib") && frame.code.filename.includes("_bootstrap");

/** The frame that a warning with this stack level speaks of. */
function frameOf(level: number, skip: readonly string[]): PyFrame | undefined {
  const first = current.frameAt(0) as PyFrame | undefined;
  if (first === undefined) return undefined;
  const all = level <= 0 || isInternal(first);
  let depth = 0;
  let frame: PyFrame | undefined = first;
  for (let rest = level - 1; rest > 0 && frame !== undefined; rest--) {
    do {
      depth++;
      frame = current.frameAt(depth) as PyFrame | undefined;
    } while (
      frame !== undefined &&
      !all &&
      (isInternal(frame) || skip.some((prefix) => (frame as PyFrame).code.filename.startsWith(prefix)))
    );
  }
  return frame;
}

function placeOf(level: number, skip: readonly string[]): Place {
  const frame = frameOf(level, skip);
  const globals = current.dictOf(frame === undefined ? current.sys : frame.globals) as PyDict;
  let registry = globals.getStr("__warningregistry__");
  if (!(registry instanceof PyDict)) {
    registry = new PyDict();
    globals.setStr("__warningregistry__", registry);
  }
  const module = globals.getStr("__name__");
  return {
    filename: frame === undefined ? "<sys>" : str(frame.code.filename),
    line: frame?.line ?? 0,
    module: module !== undefined && isStr(module) ? module : "<string>",
    registry: registry as PyDict,
  };
}

function checkedCategory(message: Value, category: Value): PyType {
  const chosen =
    message instanceof PyBaseException && message.cls$.isSubtype(types.Warning) ? message.cls$ : category;
  if (chosen === null) return types.UserWarning;
  if (chosen instanceof PyType && chosen.isSubtype(types.Warning)) return chosen;
  throw typeError(
    `category must be a Warning subclass, not '${chosen instanceof PyType ? chosen.name : typeOf(chosen).name}'`,
  );
}

/** Issues a warning from TypeScript; `level` 1 is the Python code that called in, `source` the object that it is about. */
export function warn(
  category: PyType,
  message: string,
  { level = 1, source = null }: { level?: number; source?: Value } = {},
): void {
  explicit(str(message), category, placeOf(level, []), source);
}

/** What is said of an object that nobody awaited, and how it is named where that cannot be said. */
function neverAwaited(object: Value): [message: string, name: string] {
  if (object instanceof Awaitable) {
    const { method, generator } = object;
    const text = `coroutine method '${method}' of ${reprText(generator.qualname)} was never awaited`;
    return [text, `async generator ${reprText(generator)}`];
  }
  const text = `coroutine '${strText((object as PyCoroutine).qualname)}' was never awaited`;
  return [text, `coroutine ${reprText(object)}`];
}

/** At the end: warns of everything that nobody awaited, for nobody will any more. */
export function warnUnawaited(): void {
  for (const object of unawaited().take()) {
    explicit(
      str(neverAwaited(object)[0]),
      types.RuntimeWarning,
      { filename: "sys", line: 1, module: "sys", registry: null },
      object,
    );
  }
}

/**
 * Warns of an object that went without being awaited, or of what stands for it. For a coroutine `warnings` tells also where it was
 * made. Follows _PyErr_WarnUnawaitedCoroutine and _PyErr_WarnUnawaitedAgenMethod.
 */
export function warnGone(object: Value): void {
  const [message, name] = neverAwaited(object);
  /** Whether the program was told, be it by an exception that is reported. */
  const told = (run: () => void): boolean => {
    try {
      run();
      return true;
    } catch (error) {
      current.reportUnraisable(error, `Exception ignored while finalizing ${name}`, null);
      return asException(error).cls$.isSubtype(types.RuntimeWarning);
    }
  };
  const teller = object instanceof Awaitable ? undefined : fromWarnings("_warn_unawaited_coroutine");
  if (teller !== undefined && told(() => callable(teller).c1(object))) return;
  told(() => warn(types.RuntimeWarning, message));
}

function warnFunction(
  message: Value,
  category: Value = null,
  stacklevel: Value = 1,
  source: Value = null,
  skipPrefixes?: Value,
): Value {
  const chosen = checkedCategory(message, category);
  let level = toSize(stacklevel);
  const skip: string[] = [];
  if (skipPrefixes !== undefined) {
    if (!(skipPrefixes instanceof PyTuple)) {
      throw typeError(`warn() argument 'skip_file_prefixes' must be tuple, not ${typeOf(skipPrefixes).name}`);
    }
    for (const prefix of skipPrefixes.items) {
      if (!isStr(prefix)) throw typeError("skip_file_prefixes must be a tuple of strs.");
      skip.push(strOf(prefix));
    }
    if (skip.length > 0) level = Math.max(2, level);
  }
  explicit(message, chosen, placeOf(level, skip), source);
  return null;
}

/** The module name that goes with a file name. */
function moduleOf(filename: Value): Value {
  const text = strText(filename);
  if (text === "") return "<unknown>";
  return str(text.endsWith(".py") ? text.slice(0, -3) : text);
}

function warnExplicit(
  message: Value,
  category: Value,
  filename: Value,
  line: Value,
  module?: Value,
  registry: Value = null,
  moduleGlobals: Value = null,
  source: Value = null,
): Value {
  if (registry !== null && !(registry instanceof PyDict)) {
    throw typeError(`'registry' must be a dict or None, not '${typeOf(registry).name}'`);
  }
  if (moduleGlobals !== null && !(moduleGlobals instanceof PyDict)) {
    throw typeError(`module_globals must be a dict, not '${typeOf(moduleGlobals).name}'`);
  }
  const sourceLine = moduleGlobals === null ? null : loadedLine(moduleGlobals, toSize(line));
  explicit(
    message,
    category,
    {
      filename,
      line: toSize(line),
      module: module === undefined || module === null ? moduleOf(filename) : module,
      registry,
      sourceLine,
    },
    source,
  );
  return null;
}

/** The line of a module's source as its loader knows it; None when it does not. Follows get_source_line in Python/_warnings.c. */
function loadedLine(globals: PyDict, line: number): Value {
  const external = current.importModule("importlib._bootstrap_external");
  const loader = callMethod1(external, "_bless_my_loader", globals);
  const name = globals.getStr("__name__");
  if (loader === null || name === undefined) return null;
  const getSource = findAttr(loader, "get_source");
  if (getSource === undefined) return null;
  const source = callable(getSource).c1(name);
  if (source === null) return null;
  const lines = callMethod0(source, "splitlines");
  return lines instanceof PyList ? (lines.items[line - 1] ?? null) : null;
}

export const warningsModule: NativeModule = {
  name: "_warnings",
  doc: "_warnings provides basic warning filtering support.\nIt is a helper module to speed up interpreter start-up.",
  functions: {
    _acquire_lock: [
      "()",
      () => {
        state().locks++;
        return null;
      },
    ],
    _filters_mutated_lock_held: [
      "()",
      () => {
        state().version++;
        return null;
      },
    ],
    _release_lock: [
      "()",
      () => {
        const held = state();
        if (held.locks === 0) throw runtimeError("cannot release un-acquired lock");
        held.locks--;
        return null;
      },
    ],
    warn: ["(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=())", warnFunction],
    warn_explicit: [
      "(message, category, filename, lineno, module=<unrepresentable>, registry=None, module_globals=None, source=None)",
      warnExplicit,
    ],
  },
  init(set) {
    const { filters, onceRegistry } = state();
    set("filters", filters);
    set("_onceregistry", onceRegistry);
    set("_defaultaction", "default");
    set(
      "_warnings_context",
      callable(getAttr(current.importModule("_contextvars"), "ContextVar")).c1("_warnings_context"),
    );
  },
};
