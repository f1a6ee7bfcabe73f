/** Type parameters of generic aliases and unions, and their substitution: `dict[str, T][int]`. Follows
 * _Py_make_parameters and _Py_subs_parameters in Objects/genericaliasobject.c. */
import { special, typeOf } from "../core/builtin-types.ts";
import { callable } from "../core/call.ts";
import type { Value } from "../core/object.ts";
import { PyType } from "../core/type.ts";
import { RecursionError } from "../exceptions/hierarchy.ts";
import { isStackOverflow } from "../exceptions/javascript-error.ts";
import { newException, typeError } from "../exceptions/raise.ts";
import { PyGenericAlias } from "../objects/generic-alias.ts";
import { PyList } from "../objects/list.ts";
import { equal } from "../objects/rich-compare.ts";
import { Ellipsis } from "../objects/singletons.ts";
import { strOf } from "../objects/str.ts";
import { PyTuple, tuple, tupleType } from "../objects/tuple.ts";
import { truthOf } from "../objects/truth.ts";
import { findAttr } from "./attribute.ts";
import { getItem } from "./item.ts";
import { repr, reprText } from "./repr.ts";

/** `__parameters__` of an alias with these arguments: the type variables in order of appearance. */
export function parametersOf(args: readonly Value[]): PyTuple {
  try {
    return parametersIn(args);
  } catch (error) {
    if (!isStackOverflow(error)) throw error;
    throw newException(RecursionError, "maximum recursion depth exceeded in __parameter__ calculation");
  }
}

function parametersIn(args: readonly Value[]): PyTuple {
  const found: Value[] = [];
  const add = (parameter: Value): void => {
    if (!found.some((other) => equal(other, parameter))) found.push(parameter);
  };
  for (const arg of args) {
    if (arg instanceof PyType) continue;
    if (findAttr(arg, "__typing_subst__") !== undefined) add(arg);
    else if (
      arg instanceof PyList ||
      (arg instanceof PyTuple && findAttr(arg, "__parameters__") === undefined)
    ) {
      for (const parameter of parametersIn(arg.items).items) add(parameter);
    } else {
      const parameters = findAttr(arg, "__parameters__");
      if (parameters instanceof PyTuple) for (const parameter of parameters.items) add(parameter);
    }
  }
  return tuple(found);
}

/** The arguments of `self` with its parameters replaced by `item`, what stands between the brackets. */
export function substitute(self: Value, args: PyTuple, parameters: PyTuple, item: Value): Value[] {
  if (parameters.items.length === 0) throw typeError(`${reprText(self)} is not a generic class`);
  let given: Value = tuple(unpackedArgs(item));
  for (const parameter of parameters.items) {
    const prepare = findAttr(parameter, "__typing_prepare_subst__");
    if (prepare !== undefined && prepare !== null) given = callable(prepare).c2(self, given);
  }
  const items = given instanceof PyTuple ? given.items : [given];
  if (items.length !== parameters.items.length) {
    const word = items.length > parameters.items.length ? "many" : "few";
    throw typeError(
      `Too ${word} arguments for ${reprText(self)}; actual ${items.length}, expected ${parameters.items.length}`,
    );
  }
  return replaced(args.items, parameters.items, items);
}

/** Arguments with `*tuple[int, str]` spread. */
function unpackedArgs(item: Value): Value[] {
  const result: Value[] = [];
  for (const arg of item instanceof PyTuple ? item.items : [item]) {
    const inner = arg instanceof PyType ? undefined : findAttr(arg, "__typing_unpacked_tuple_args__");
    const open = inner instanceof PyTuple && inner.items[inner.items.length - 1] === Ellipsis;
    if (inner instanceof PyTuple && !open) result.push(...inner.items);
    else result.push(arg);
  }
  return result;
}

function replaced(args: readonly Value[], parameters: readonly Value[], items: readonly Value[]): Value[] {
  const result: Value[] = [];
  const index = (parameter: Value): number => parameters.findIndex((other) => equal(other, parameter));
  for (const arg of args) {
    if (arg instanceof PyType) {
      result.push(arg);
      continue;
    }
    if (arg instanceof PyList || (arg instanceof PyTuple && arg.cls$ === tupleType)) {
      const inner = replaced(arg.items, parameters, items);
      result.push(arg instanceof PyList ? new PyList(inner) : tuple(inner));
      continue;
    }
    const unpacked = findAttr(arg, "__typing_is_unpacked_typevartuple__");
    const subst = findAttr(arg, "__typing_subst__");
    const at = subst === undefined ? 0 : index(arg);
    if (at < 0)
      throw typeError(`argument ${reprText(arg)} with __typing_subst__ was not found in __parameters__`);
    const value = subst === undefined ? inside(arg, index, items) : callable(subst).c1(items[at] as Value);
    if (unpacked === undefined || !truthOf(unpacked)) result.push(value);
    else if (value instanceof PyTuple) result.push(...value.items);
    else {
      throw typeError(
        `expected __typing_subst__ of ${typeOf(arg).name} objects to return a tuple, not ${typeOf(value).name}`,
      );
    }
  }
  return result;
}

/** An argument that is itself generic: `list[T]` in `dict[str, list[T]]`. */
function inside(arg: Value, index: (parameter: Value) => number, items: readonly Value[]): Value {
  const parameters = findAttr(arg, "__parameters__");
  if (!(parameters instanceof PyTuple) || parameters.items.length === 0) return arg;
  const given: Value[] = [];
  for (const parameter of parameters.items) {
    const at = index(parameter);
    const value = at < 0 ? parameter : (items[at] as Value);
    const many = value instanceof PyTuple && (special(parameter, "m$__iter__") ?? undefined) !== undefined;
    if (at >= 0 && many) given.push(...value.items);
    else given.push(value);
  }
  return getItem(arg, tuple(given));
}

/** How a type is printed inside an alias or a union (_Py_typing_type_repr). */
export function typeText(value: Value): string {
  if (value === Ellipsis) return "...";
  if (!(value instanceof PyGenericAlias) && findAttr(value, "__origin__") === undefined) {
    const qualname = findAttr(value, "__qualname__");
    const module = findAttr(value, "__module__");
    if (value instanceof PyType && value.name === "NoneType" && !value.heap) return "None";
    if (qualname !== undefined && module !== undefined && module !== null) {
      const name = strOf(qualname);
      return module === "builtins" ? name : `${strOf(module)}.${name}`;
    }
  }
  return strOf(repr(value));
}
