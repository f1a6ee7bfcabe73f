/** The name under which a pickle refers to a class or function, checked: `pickle.whichmodule`. */
import { isInstance, typeOf } from "../../core/builtin-types.ts";
import { PyBaseException } from "../../core/exception.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { typeError, valueError } from "../../exceptions/raise.ts";
import { AttributeError, ImportError, KeyError, ValueError } from "../../exceptions/hierarchy.ts";
import { PyDict } from "../../objects/dict.ts";
import { isStr, str, strOf } from "../../objects/str.ts";
import { findAttr, getAttr } from "../../protocols/attribute.ts";
import { getItem } from "../../protocols/item.ts";
import { reprText, strText } from "../../protocols/repr.ts";
import { picklingError } from "./errors.ts";

export interface GlobalName {
  module: Value;
  name: Value;
  /** The parts of a dotted name. */
  path: readonly string[];
}

const MAIN = ["__main__", "__mp_main__"];

/** What a dotted path leads to; where an attribute is missing, `failure` makes another exception of the AttributeError. */
export function follow(
  object: Value,
  path: readonly string[],
  failure: (error: PyBaseException) => PyBaseException,
): Value {
  try {
    return path.reduce(getAttr, object);
  } catch (error) {
    if (error instanceof PyBaseException && isInstance(error, AttributeError)) throw failure(error);
    throw error;
  }
}

function leadsTo(from: Value, path: readonly string[], object: Value): boolean {
  let at: Value | undefined = from;
  for (const part of path) {
    at = findAttr(at, part);
    if (at === undefined) return false;
  }
  return at === object;
}

/** Imports a module and says what `sys.modules` then has for it. */
export function importByName(name: Value): Value {
  if (!isStr(name)) throw typeError(`module name must be a string, not ${typeOf(name).fullName}`);
  if (strOf(name) === "") throw valueError("Empty module name");
  current.importModule(strOf(name));
  return getItem(getAttr(current.sys, "modules"), name);
}

/** PicklingError when the object is not what is found under that name. */
export function whichModule(object: Value, name: Value): GlobalName {
  const path = isStr(name) ? strOf(name).split(".") : [];
  const given = findAttr(object, "__module__") ?? null;
  if (path.includes("<locals>")) throw picklingError(`Can't pickle local object ${reprText(object)}`);
  const module = given ?? searchModules(object, path) ?? "__main__";
  let found: Value;
  try {
    found = importByName(module);
  } catch (error) {
    if (!(error instanceof PyBaseException)) throw error;
    if (![ImportError, KeyError, ValueError].some((type) => isInstance(error, type))) throw error;
    throw picklingError(`Can't pickle ${reprText(object)}: ${strText(error)}`, error);
  }
  const place = `${strText(module)}.${strText(name)}`;
  const there = follow(found, path, (error) =>
    picklingError(`Can't pickle ${reprText(object)}: it's not found as ${place}`, error),
  );
  if (there !== object)
    throw picklingError(`Can't pickle ${reprText(object)}: it's not the same object as ${place}`);
  return { module, name, path };
}

function searchModules(object: Value, path: readonly string[]): Value | undefined {
  const modules = getAttr(current.sys, "modules");
  if (!(modules instanceof PyDict)) return undefined;
  for (const [name, module] of [...modules.entries()]) {
    if (!isStr(name) || MAIN.includes(strOf(name)) || module === null) continue;
    if (leadsTo(module, path, object)) return str(strOf(name));
  }
  return undefined;
}
