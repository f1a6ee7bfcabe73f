/** Names that emitted code does not reach by a plain property load: dunder globals, misses, class bodies, `exec` with a
 * mapping of locals, `locals()`. Follows the LOAD_NAME family of Python/bytecodes.c. */
import { isInstance, special } from "../core/builtin-types.ts";
import { callable } from "../core/call.ts";
import { PyBaseException } from "../core/exception.ts";
import { storeOwn } from "../core/flatten.ts";
import type { PyInstance } from "../core/object.ts";
import { type Slots, type Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import { KeyError, UnboundLocalError } from "../exceptions/hierarchy.ts";
import { nameError, newException } from "../exceptions/raise.ts";
import { MappedBuiltins } from "../objects/builtins-mapping.ts";
import type { Cell } from "../objects/cell.ts";
import { PyDict } from "../objects/dict.ts";
import { delItem, getItem, setItem } from "./item.ts";

const own = (namespace: object, name: string): Value | undefined =>
  Object.hasOwn(namespace, `$${name}`) ? (namespace as Slots)[`$${name}`] : undefined;

const notDefined = (name: string): PyBaseException => nameError(`name '${name}' is not defined`, name);

/** A name of the builtins' namespace, or undefined. */
export function loadBuiltin(builtins: object, name: string): Value | undefined {
  const value = own(builtins, name);
  if (value !== undefined) return value;
  if (builtins instanceof MappedBuiltins) return mappingGet(builtins.mapping, name);
  // A key that is no plain string may be equal to the name.
  const { dict$ } = builtins as PyInstance;
  return dict$ instanceof PyDict ? dict$.rest?.get(name) : undefined;
}

export function loadGlobal(globals: object, builtins: object, name: string): Value {
  const value = own(globals, name);
  if (value !== undefined) return value;
  // Globals that are an instance of a subclass of dict may make up variables: annotationlib's do.
  const dict = (globals as PyInstance).dict$;
  const made = dict instanceof PyDict && !dict.exactDict$ ? mappingGet(dict, name) : undefined;
  if (made !== undefined) return made;
  const builtin = loadBuiltin(builtins, name);
  if (builtin !== undefined) return builtin;
  throw notDefined(name);
}

export function storeGlobal(globals: object, name: string, value: Value): void {
  storeOwn(globals as PyInstance, name, value);
}

export function deleteGlobal(globals: object, name: string): void {
  if (own(globals, name) === undefined) throw notDefined(name);
  delete (globals as Slots)[`$${name}`];
}

/** The item `name` of a mapping of locals, or undefined. */
function mappingGet(ns: Value, name: string): Value | undefined {
  if (ns instanceof PyDict && ns.exactDict$) return ns.getStr(name);
  try {
    return getItem(ns, name);
  } catch (error) {
    if (error instanceof PyBaseException && isInstance(error, KeyError)) return undefined;
    throw error;
  }
}

export function loadName(ns: Value, globals: object, builtins: object, name: string): Value {
  const value = mappingGet(ns, name);
  return value === undefined ? loadGlobal(globals, builtins, name) : value;
}

export function setupAnnotations(ns: object): void {
  if (ns instanceof PyDict || isMapping(ns as Value)) {
    if (mappingGet(ns as Value, "__annotations__") === undefined) {
      storeName(ns as Value, "__annotations__", new PyDict());
    }
  } else if (own(ns, "__annotations__") === undefined) storeGlobal(ns, "__annotations__", new PyDict());
}

const isMapping = (ns: Value): boolean => (special(ns, "m$__getitem__") ?? undefined) !== undefined;

export function storeName(ns: Value, name: string, value: Value): void {
  if (ns instanceof PyDict && ns.exactDict$) ns.setStr(name, value);
  else setItem(ns, name, value);
}

export function deleteName(ns: Value, name: string): void {
  try {
    delItem(ns, name);
  } catch (error) {
    if (error instanceof PyBaseException && isInstance(error, KeyError)) throw notDefined(name);
    throw error;
  }
}

export function loadClassDeref(ns: Value, cell: Cell, name: string): Value {
  const value = mappingGet(ns, name);
  if (value !== undefined) return value;
  if (cell.v !== undefined) return cell.v;
  throw unboundFreeError(name);
}

/** Unlike other NameErrors it carries no `name`. */
export function unboundLocalError(name: string): PyBaseException {
  return newException(
    UnboundLocalError,
    `cannot access local variable '${name}' where it is not associated with a value`,
  );
}

export function unboundFreeError(name: string): PyBaseException {
  return nameError(
    `cannot access free variable '${name}' where it is not associated with a value in enclosing scope`,
    name,
  );
}

export function localsDict(names: readonly string[], values: (Value | undefined)[]): Value {
  const dict = new PyDict();
  names.forEach((name, i) => {
    const value = values[i];
    if (value !== undefined) dict.setStr(name, value);
  });
  return dict;
}

/** A call by a name whose builtin looks at its caller's frame (`locals`, `eval` ...): see `Runtime.callWithFrame`. The builtin finds the caller's frame in
 * `current.callerFrame`. */
export function callWithFrame(
  callee: Value,
  args: Value[],
  names: readonly string[],
  globals: object,
  locals: (() => Value) | null,
  flags = 0,
): Value {
  const before = current.callerFrame;
  current.callerFrame = { globals: globals as PyInstance, locals, flags };
  try {
    return names.length === 0 ? callable(callee).cn(args) : callable(callee).ck(args, names);
  } finally {
    current.callerFrame = before;
  }
}
