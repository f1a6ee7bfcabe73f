/** Making functions and classes: what `def` and `class` statements call. */
import type { CodeFunction } from "../../abi/code.ts";
import { typeOf, typeType } from "../core/builtin-types.ts";
import { callable } from "../core/call.ts";
import { PyBuiltinFunction } from "../core/native.ts";
import type { PyInstance, Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import { PyType } from "../core/type.ts";
import { NameError } from "../exceptions/hierarchy.ts";
import { newException, runtimeError, typeError } from "../exceptions/raise.ts";
import { Cell } from "../objects/cell.ts";
import type { PyCode } from "../objects/code.ts";
import { PyDict } from "../objects/dict.ts";
import { PyFunction } from "../objects/function.ts";
import { PyTuple, tuple } from "../objects/tuple.ts";
import { findAttr } from "./attribute.ts";
import { setItem } from "./item.ts";

/** `def`: see `Runtime.makeFunction`. */
export function makeFunction(
  code: object,
  body: CodeFunction,
  globals: object,
  defaults: Value[] | null,
  kwdefaults: Value[] | null,
  closure: Cell[] | null,
  annotate: Value,
): Value {
  let keywordDefaults: Map<string, Value> | null = null;
  if (kwdefaults !== null) {
    keywordDefaults = new Map();
    for (let i = 0; i < kwdefaults.length; i += 2) {
      keywordDefaults.set(kwdefaults[i] as string, kwdefaults[i + 1] as Value);
    }
  }
  return new PyFunction(
    code as PyCode,
    body,
    globals as PyInstance,
    defaults,
    keywordDefaults,
    closure,
    annotate,
  );
}

/** `class`: see `Runtime.buildClass`; `names` are those of the keyword values at the end of `bases`. Follows
 * builtin___build_class__ in Python/bltinmodule.c. */
export function buildClass(body: Value, name: string, bases: Value[], names: readonly string[]): Value {
  const builder = current.builtinNamed((body as PyFunction).globals, "__build_class__");
  if (builder === undefined) throw newException(NameError, "__build_class__ not found");
  return builder instanceof PyBuiltinFunction && builder.name === "__build_class__"
    ? makeClass(body, name, bases, names)
    : callable(builder).ck([body, name, ...bases], names);
}

/** `builtins.__build_class__(body, name, *bases, **keywords)`; `names` are those of the values at the end of `bases`. */
export function makeClass(body: Value, name: string, bases: Value[], names: readonly string[]): Value {
  const split = bases.length - names.length;
  const original = tuple(bases.slice(0, split));
  const resolved = resolveBases(original);
  const keywords = new Map(names.map((keyword, i) => [keyword, bases[split + i] as Value]));
  let metaclass = keywords.get("metaclass");
  keywords.delete("metaclass");
  if (metaclass === undefined)
    metaclass = resolved.items.length === 0 ? typeType : typeOf(resolved.items[0] as Value);
  if (metaclass instanceof PyType) metaclass = calculateMetaclass(metaclass, resolved.items);
  const prepare = findAttr(metaclass, "__prepare__");
  const rest = [...keywords.keys()];
  const values = [...keywords.values()];
  const ns: Value =
    prepare === undefined ? new PyDict() : callable(prepare).ck([name, resolved, ...values], rest);
  if (!(ns instanceof PyDict) && findAttr(ns, "__getitem__") === undefined) {
    const label = metaclass instanceof PyType ? metaclass.name : "<metaclass>";
    throw typeError(`${label}.__prepare__() must return a mapping, not ${typeOf(ns).name}`);
  }
  const cell = (body as PyFunction).body(ns) as Cell | null;
  if (resolved !== original) setItem(ns, "__orig_bases__", original);
  const cls = callable(metaclass).ck([name, resolved, ns, ...values], rest);
  if (cell instanceof Cell && cls instanceof PyType) {
    if (cell.v === undefined) {
      throw runtimeError(
        `__class__ not set defining '${name}' as ${typeName(cls)}. Was __classcell__ propagated to type.__new__?`,
      );
    }
    if (cell.v !== cls) {
      throw typeError(`__class__ set to ${typeName(cell.v)} defining '${name}' as ${typeName(cls)}`);
    }
  }
  return cls;
}

function typeName(value: Value): string {
  return value instanceof PyType ? `<class '${value.qualifiedName}'>` : typeOf(value).name;
}

/** `__mro_entries__` of bases that are not types (PEP 560). */
function resolveBases(bases: PyTuple): PyTuple {
  if (bases.items.every((base) => base instanceof PyType)) return bases;
  const result: Value[] = [];
  for (const base of bases.items) {
    const entries = base instanceof PyType ? undefined : findAttr(base, "__mro_entries__");
    if (entries === undefined) result.push(base);
    else {
      const replacement = callable(entries).c1(bases);
      if (!(replacement instanceof PyTuple)) throw typeError("__mro_entries__ must return a tuple");
      result.push(...replacement.items);
    }
  }
  return result.length === bases.items.length && result.every((base, i) => base === bases.items[i])
    ? bases
    : tuple(result);
}

/** The most derived metatype of a metaclass and the bases. */
export function calculateMetaclass(metaclass: PyType, bases: readonly Value[]): PyType {
  let winner = metaclass;
  for (const base of bases) {
    const candidate = typeOf(base);
    if (winner.isSubtype(candidate)) continue;
    if (!candidate.isSubtype(winner)) {
      throw typeError(
        "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases",
      );
    }
    winner = candidate;
  }
  return winner;
}
