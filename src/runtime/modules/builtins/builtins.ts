/**
 * The module `builtins`: functions (by family in the files beside), types, exceptions, constants. Follows
 * Python/bltinmodule.c; https://docs.python.org/3.14/library/functions.html.
 */
import { objectType } from "../../core/builtin-types.ts";
import type { NativeModule } from "../../core/native-module.ts";
import type { NativeRow } from "../../core/native.ts";
import { type PyInstance, slotsOf, type Value } from "../../core/object.ts";
import { callable } from "../../core/call.ts";
import { current } from "../../core/state.ts";
import type { PyType } from "../../core/type.ts";
import { BaseException, OSError } from "../../exceptions/hierarchy.ts";
import { runtimeError, typeError, valueError } from "../../exceptions/raise.ts";
import { PyDict } from "../../objects/dict.ts";
import { PyFunction } from "../../objects/function.ts";
import { Ellipsis, NotImplemented } from "../../objects/singletons.ts";
import { isStr, strOf } from "../../objects/str.ts";
import { makeClass } from "../../protocols/functions.ts";
import { toSize } from "../../protocols/number.ts";
import { attributeFunctions } from "./attributes.ts";
import { executionFunctions } from "./execution.ts";
import { iterationFunctions } from "./iteration.ts";
import { numberFunctions } from "./numbers.ts";
import { siteBuiltins } from "./site.ts";
import { streamFunctions } from "./streams.ts";

/** Types of module `builtins` that have a name there; most builtin types (`function`, `generator`) have none. */
const PUBLIC_TYPES = new Set(
  (
    "bool bytearray bytes classmethod complex dict enumerate filter float frozenset int list map memoryview object " +
    "property range reversed set slice staticmethod str super tuple type zip"
  ).split(" "),
);

/** All builtin types at or below `type`. */
function* builtinTypes(type: PyType): Generator<PyType> {
  if (type.heap) return;
  yield type;
  for (const reference of type.subclasses) {
    const subclass = reference.deref();
    if (subclass !== undefined) yield* builtinTypes(subclass);
  }
}

function importFunction(
  name: Value,
  globals: Value = null,
  _locals: Value = null,
  fromlist: Value = null,
  level: Value = 0,
): Value {
  if (!isStr(name)) throw typeError("module name must be a string");
  const depth = toSize(level);
  if (depth < 0) throw valueError("level must be >= 0");
  const namespace = globals instanceof PyDict ? globals.namespace() : undefined;
  return current.importName(namespace as PyInstance | undefined, strOf(name), fromlist, depth);
}

function buildClassFunction(args: Value[], keywords: Map<string, Value>): Value {
  const [body, name, ...bases] = args;
  if (args.length < 2) throw typeError("__build_class__: not enough arguments");
  if (!(body instanceof PyFunction)) throw typeError("__build_class__: func must be a function");
  if (name === undefined || !isStr(name)) throw typeError("__build_class__: name is not a string");
  return makeClass(body, strOf(name), [...bases, ...keywords.values()], [...keywords.keys()]);
}

const functions: Readonly<Record<string, NativeRow>> = {
  __build_class__: ["(*args, **kwds)", buildClassFunction],
  __import__: ["(name, globals=None, locals=None, fromlist=(), level=0)", importFunction],
  ...attributeFunctions,
  ...executionFunctions,
  ...iterationFunctions,
  ...numberFunctions,
  ...streamFunctions,
  breakpoint: [
    "(*args, **kws)",
    (args: Value[], keywords: Map<string, Value>) => {
      const hook = slotsOf(current.sys)["$breakpointhook"];
      if (hook === undefined) throw runtimeError("lost sys.breakpointhook");
      return callable(hook).ck([...args, ...keywords.values()], [...keywords.keys()]);
    },
  ],
};

export const builtinsModule: NativeModule = {
  name: "builtins",
  doc: "Built-in functions, types, exceptions, and other objects.\n\nThis module provides direct access to all 'built-in'\nidentifiers of Python; for example, builtins.len is\nthe full name for the built-in function len().",
  functions,
  constants: { Ellipsis, NotImplemented, None: null, True: true, False: false },
  init(set) {
    set("__debug__", current.configuration.optimize === 0);
    for (const type of builtinTypes(objectType)) {
      // Types of other modules carry their `__module__`.
      if (typeof type.dict.get("__module__") === "string") continue;
      const exception = type.isSubtype(BaseException);
      if (exception || PUBLIC_TYPES.has(type.name)) set(type.name, type);
    }
    set("EnvironmentError", OSError);
    set("IOError", OSError);
    if (current.configuration.noSite) return;
    for (const [name, value] of Object.entries(siteBuiltins())) set(name, value);
  },
};
