/**
 * Which objects can be reached from the modules, and from where. The engine tells nobody what it holds; but what a program can find
 * by name can be found by looking. Objects that only running code refers to are not seen.
 */
import { Cell } from "../../objects/cell.ts";
import { PyClassMethod, PyProperty, PyStaticMethod } from "../../core/descriptors.ts";
import { PyObject, slotsOf, type Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { PyType } from "../../core/type.ts";
import { PyDict } from "../../objects/dict.ts";
import { PyFunction, PyMethod } from "../../objects/function.ts";
import { PyList } from "../../objects/list.ts";
import { PySet } from "../../objects/set.ts";
import { PyTuple } from "../../objects/tuple.ts";

const NAMESPACES = Symbol("namespaces of classes");
/** A class's own attributes as a dict, the same one while the class is there. */
function namespaceOf(type: PyType): PyDict {
  const made = current.stateOf(NAMESPACES, () => new WeakMap<PyType, PyDict>());
  let dict = made.get(type);
  if (dict === undefined) {
    dict = new PyDict();
    made.set(type, dict);
  }
  for (const [name, value] of type.dict) dict.setStr(name, value);
  return dict;
}

/** What an object refers to directly. */
function successors(object: PyObject): readonly unknown[] {
  if (object instanceof PyList || object instanceof PyTuple) return object.items;
  if (object instanceof PyDict) return [...object.entries()].flat();
  if (object instanceof PySet) return [...object.values()];
  if (object instanceof PyType) return [namespaceOf(object), ...object.mro];
  if (object instanceof PyMethod) return [object.func, object.self];
  if (object instanceof PyClassMethod || object instanceof PyStaticMethod) return [object.callable];
  if (object instanceof PyProperty) return [object.fget, object.fset, object.fdel];
  const own = Object.keys(object).filter((key) => key.startsWith("$"));
  const attributes = own.map((key) => slotsOf(object)[key]);
  if (object instanceof PyFunction)
    return [...attributes, object.code, ...object.defaults, ...(object.closure ?? []).map((cell) => cell.v)];
  if (object instanceof Cell) return [object.v];
  return [...attributes, object.cls$];
}

/** Calls `visit` for each object that can be reached from `sys.modules`, with what it refers to. */
export function visitReachable(visit: (object: PyObject, refersTo: readonly unknown[]) => void): void {
  const seen = new Set<PyObject>([current.modules]);
  for (const object of seen) {
    const next = successors(object);
    visit(object, next);
    for (const value of next) if (value instanceof PyObject) seen.add(value);
  }
}

/** Those that refer to one of `wanted`. */
export function referrers(wanted: readonly Value[]): Value[] {
  const targets = new Set<unknown>(wanted);
  const found: Value[] = [];
  visitReachable((object, refersTo) => {
    if (refersTo.some((value) => targets.has(value))) found.push(object);
  });
  return found;
}
