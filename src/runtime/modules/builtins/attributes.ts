/** Builtin functions that look at objects and their attributes. https://docs.python.org/3.14/library/functions.html */
import { special, typeOf } from "../../core/builtin-types.ts";
import { hash } from "../../core/hash.ts";
import type { NativeRow } from "../../core/native.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { badArgument, typeError } from "../../exceptions/raise.ts";
import { PyDict } from "../../objects/dict.ts";
import { PyList } from "../../objects/list.ts";
import { isStr, strOf } from "../../objects/str.ts";
import { delAttr, findAttr, getAttr, isAttributeError, setAttr } from "../../protocols/attribute.ts";
import { dirItems } from "../../protocols/dir.ts";
import { isinstance, issubclass } from "../../protocols/isinstance.ts";
import { toArray } from "../../protocols/iterate.ts";
import { callMethod0 } from "../../protocols/method-call.ts";
import { ascii, formatValue, repr } from "../../protocols/repr.ts";
import { idOf } from "../../protocols/identity.ts";
import { callerGlobals, callerLocals } from "./execution.ts";

function attributeName(name: Value): string {
  if (isStr(name)) return strOf(name);
  throw typeError(`attribute name must be string, not '${typeOf(name).name}'`);
}

/** The attribute, undefined where AttributeError would be raised. */
function tryGet(object: Value, name: string): Value | undefined {
  try {
    return findAttr(object, name);
  } catch (error) {
    if (isAttributeError(error)) return undefined;
    throw error;
  }
}

function sortedNames(names: Value[]): Value {
  const list = new PyList(names);
  callMethod0(list, "sort");
  return list;
}

function dir(object?: Value): Value {
  if (object !== undefined) return sortedNames(dirItems(object));
  const locals = callerLocals();
  return sortedNames(
    locals instanceof PyDict && locals.exactDict$ ? [...locals.keys()] : toArray(callMethod0(locals, "keys")),
  );
}

function vars(object?: Value): Value {
  if (object === undefined) return callerLocals();
  const dict = tryGet(object, "__dict__");
  if (dict === undefined) throw typeError("vars() argument must have __dict__ attribute");
  return dict;
}

export const attributeFunctions: Readonly<Record<string, NativeRow>> = {
  ascii: ["(obj, /)", ascii],
  callable: ["(obj, /)", (object: Value) => special(object, "m$__call__") !== undefined],
  delattr: [
    "(obj, name, /)",
    (object: Value, name: Value) => {
      delAttr(object, attributeName(name));
      return null;
    },
  ],
  dir: ["(object=<unrepresentable>, /)", dir],
  format: [
    "(value, format_spec='', /)",
    (value: Value, spec: Value = "") => {
      if (!isStr(spec)) throw badArgument("format() argument 2", "str", spec);
      return formatValue(value, spec);
    },
  ],
  getattr: [
    "(object, name, default=<unrepresentable>, /)",
    (object: Value, name: Value, otherwise?: Value) => {
      const text = attributeName(name);
      if (otherwise === undefined) return getAttr(object, text);
      const value = tryGet(object, text);
      return value === undefined ? otherwise : value;
    },
  ],
  globals: ["()", () => current.dictOf(callerGlobals())],
  hasattr: [
    "(obj, name, /)",
    (object: Value, name: Value) => tryGet(object, attributeName(name)) !== undefined,
  ],
  hash: ["(obj, /)", hash],
  id: ["(obj, /)", idOf],
  isinstance: ["(obj, class_or_tuple, /)", isinstance],
  issubclass: ["(cls, class_or_tuple, /)", issubclass],
  locals: ["()", callerLocals],
  repr: ["(obj, /)", repr],
  setattr: [
    "(obj, name, value, /)",
    (object: Value, name: Value, value: Value) => {
      setAttr(object, attributeName(name), value);
      return null;
    },
  ],
  vars: ["(object=<unrepresentable>, /)", vars],
};
