/** Making a class: `type.__new__` (Objects/typeobject.c, type_new_impl). */
import { isIdentifier } from "../../base/unicode.ts";
import { objectType, strType, isInstance, typeOf, typeType } from "../core/builtin-types.ts";
import { PyClassMethod, PyGetSet, PyMember, PyProperty, PyStaticMethod } from "../core/descriptors.ts";
import { flattenType } from "../core/flatten.ts";
import { linearize } from "../core/mro.ts";
import type { PyObject, Value } from "../core/object.ts";
import { special } from "../core/builtin-types.ts";
import { bestBase, noMro, PyType, solidBase } from "../core/type.ts";
import { PyBaseException } from "../core/exception.ts";
import { callable } from "../core/call.ts";
import { RuntimeWarning } from "../exceptions/hierarchy.ts";
import { typeError, valueError } from "../exceptions/raise.ts";
import { Cell } from "../objects/cell.ts";
import type { PyDict } from "../objects/dict.ts";
import { PyFunction } from "../objects/function.ts";
import { PyMappingProxy } from "../objects/mapping-proxy.ts";
import { strOf } from "../objects/str.ts";
import { warn } from "./deprecated.ts";
import { toArray } from "./iterate.ts";
import { checkLayouts } from "./layout.ts";
import { repr } from "./repr.ts";
import { findSuperAttr } from "./super.ts";

/** What the class machinery needs of `types/object.ts`. */
export interface InstanceRows {
  dict: ConstructorParameters<typeof PyGetSet>[2];
  weakref: ConstructorParameters<typeof PyGetSet>[2];
}

/** `type.__new__(metatype, name, bases, namespace, **keywords)`; `bases` are checked to be types here. `module` is that
 * of the caller, for a namespace that does not say it. */
export function newType(
  metatype: PyType,
  name: string,
  bases: readonly Value[],
  namespace: PyDict,
  keywords: ReadonlyMap<string, Value>,
  rows: InstanceRows,
  module: Value | undefined,
): PyType {
  if (name.includes("\0")) throw valueError("type name must not contain null characters");
  const parents = checkBases(bases);
  checkLayouts(parents);
  const slots = namespace.getStr("__slots__");
  const base = bestBase(parents) as PyType;
  const baseHasDict = parents.some((parent) => parent.hasDict);
  const slotNames = slots === undefined ? undefined : collectSlots(slots, name, namespace, base, baseHasDict);
  const addsDict = slotNames === undefined || slotNames.includes("__dict__");
  const type = new PyType(
    { name: "", bases: parents, heap: true, hasDict: baseHasDict || addsDict, metatype, mro: noMro },
    metatype,
  );
  type.name = name;
  type.qualname = name;
  type.base = base;
  type.slots = slotNames
    ?.filter((slot) => slot !== "__dict__" && slot !== "__weakref__")
    .map((slot) => mangle(slot, name));
  copyNamespace(type, namespace);
  if (module !== undefined && !type.dict.has("__module__")) type.dict.set("__module__", module);
  for (const slot of type.slots ?? []) type.dict.set(slot, new PyMember(type, slot));
  if (!baseHasDict && type.hasDict && !type.dict.has("__dict__"))
    type.dict.set("__dict__", new PyGetSet(type, "__dict__", rows.dict));
  if (slotNames === undefined ? lacksWeakrefs(base) : slotNames.includes("__weakref__")) {
    if (
      !type.dict.has("__weakref__") &&
      parents.every((parent) => parent.lookup("__weakref__") === undefined)
    ) {
      type.dict.set("__weakref__", new PyGetSet(type, "__weakref__", rows.weakref));
    }
  }
  if (!type.dict.has("__doc__")) type.dict.set("__doc__", null);
  const cell = namespace.getStr("__classcell__");
  if (cell !== undefined) {
    if (!(cell instanceof Cell)) {
      throw typeError(`__classcell__ must be a nonlocal cell, not <class '${typeOf(cell).name}'>`);
    }
    cell.v = type;
  }
  const dictCell = namespace.getStr("__classdictcell__");
  if (dictCell instanceof Cell) dictCell.v = PyMappingProxy.ofType(type);
  setMro(type);
  flattenType(type);
  callSetNames(type, namespace);
  callInitSubclass(type, keywords);
  return type;
}

function checkBases(bases: readonly Value[]): PyType[] {
  const parents: PyType[] = [];
  for (const base of bases) {
    if (!(base instanceof PyType)) throw typeError("bases must be types");
    if (!base.subclassable) throw typeError(`type '${base.fullName}' is not an acceptable base type`);
    if (parents.includes(base)) throw typeError(`duplicate base class ${base.name}`);
    parents.push(base);
  }
  return parents.length === 0 ? [objectType] : parents;
}

/** `super(type, type).__init_subclass__(**keywords)`. */
function callInitSubclass(type: PyType, keywords: ReadonlyMap<string, Value>): void {
  if (!type.mro.includes(type)) {
    throw typeError(
      `super(type, obj): obj (type ${type.name}) is not an instance or subtype of type (${type.name}).`,
    );
  }
  const method = findSuperAttr(type, type, "__init_subclass__");
  if (method !== undefined) callable(method).ck([...keywords.values()], [...keywords.keys()]);
  // An MRO of its own may end with the class: then the method found is that of the super object.
  else if (keywords.size > 0) throw typeError("super.__init_subclass__() takes no keyword arguments");
}

const VARIABLE_SIZE = new Set(["int", "tuple", "bytes"]);
/** Builtin types whose own instances can be referred to weakly. */
const REFERABLE = new Set([
  "set",
  "frozenset",
  "type",
  "module",
  "deque",
  "array",
  "partial",
  "_IOBase",
  "Pattern",
]);

/** Whether instances of a type can be referred to weakly, as its layout has it. */
export function hasWeakrefs(type: PyType): boolean {
  return type.mro.some((cls) => (cls.heap ? cls.dict.has("__weakref__") : REFERABLE.has(cls.name)));
}

/** Whether a class over `base` adds weak references to its instances. */
function lacksWeakrefs(base: PyType): boolean {
  return !base.mro.some((cls) => !cls.heap && (REFERABLE.has(cls.name) || VARIABLE_SIZE.has(cls.name)));
}

function collectSlots(
  slots: Value,
  className: string,
  namespace: PyDict,
  base: PyType,
  baseHasDict: boolean,
): string[] {
  const items = isInstance(slots, strType) ? [slots] : toArray(slots);
  const layout = solidBase(base);
  const names: string[] = [];
  for (const item of items) {
    if (!isInstance(item, strType)) {
      throw typeError(`__slots__ items must be strings, not '${typeOf(item).name}'`);
    }
    const name = strOf(item);
    if (!isIdentifier(name)) throw typeError("__slots__ must be identifiers");
    if (name === "__dict__") {
      if (baseHasDict || names.includes(name))
        throw typeError("__dict__ slot disallowed: we already got one");
    } else if (name === "__weakref__") {
      if (names.includes(name) || base.lookup("__weakref__") !== undefined) {
        throw typeError("__weakref__ slot disallowed: we already got one");
      }
    } else {
      if (VARIABLE_SIZE.has(layout.name) && !layout.heap) {
        throw typeError(`nonempty __slots__ not supported for subtype of '${base.name}'`);
      }
      if (
        namespace.getStr(mangle(name, className)) !== undefined &&
        name !== "__qualname__" &&
        name !== "__classcell__"
      ) {
        throw valueError(`${String(repr(name))} in __slots__ conflicts with class variable`);
      }
    }
    names.push(name);
  }
  return names;
}

function mangle(name: string, className: string): string {
  const stripped = className.replace(/^_+/, "");
  return name.startsWith("__") && !name.endsWith("__") && stripped !== "" ? `_${stripped}${name}` : name;
}

/** Copies the class body's names and adjusts the ones that type.__new__ treats specially. */
function copyNamespace(type: PyType, namespace: PyDict): void {
  for (const [key, value] of namespace.entries()) {
    if (typeof key === "string") type.dict.set(key, value);
    else if (isInstance(key, strType)) type.dict.set(strOf(key), value);
    else warn(RuntimeWarning, `non-string key in the __dict__ of class ${type.name}`);
  }
  const { dict } = type;
  dict.delete("__classcell__");
  dict.delete("__classdictcell__");
  const qualname = dict.get("__qualname__");
  if (qualname !== undefined) {
    if (!isInstance(qualname, strType)) {
      throw typeError(`type __qualname__ must be a str, not ${typeOf(qualname).name}`);
    }
    type.qualname = strOf(qualname);
    dict.delete("__qualname__");
  }
  const doc = dict.get("__doc__");
  if (doc === undefined) dict.delete("__doc__");
  if (dict.get("__new__") instanceof PyFunction) dict.set("__new__", new PyStaticMethod(dict.get("__new__")));
  for (const name of ["__init_subclass__", "__class_getitem__"]) {
    if (dict.get(name) instanceof PyFunction) dict.set(name, new PyClassMethod(dict.get(name)));
  }
  if (dict.has("__eq__") && !dict.has("__hash__")) dict.set("__hash__", null);
}

/** Sets `mro`, through the metatype's own `mro()` when it has one; returns the one before. Undefined when that method
 * itself set another meanwhile, which then counts. As mro_internal. */
export function setMro(type: PyType): readonly PyType[] | undefined {
  const before = type.mro;
  const own = typeOf(type).lookup("mro");
  const custom = own !== undefined && own !== typeType.dict.get("mro");
  const mro = custom ? checkMro(type, callCustomMro(type)) : computeMro(type);
  if (type.mro !== before) return undefined;
  type.mro = mro;
  if (custom) follow(type);
  return before;
}

/** Has a type notice what changes in classes of its MRO that it does not inherit from. */
function follow(type: PyType): void {
  for (const cls of type.mro)
    if (cls !== type && !type.bases.some((base) => base.isSubtype(cls)))
      (cls.followers ??= new Set()).add(new WeakRef(type));
}

function callCustomMro(type: PyType): Value[] {
  const method = special(type, "m$mro") as PyObject;
  return toArray(method.c1(type));
}

/** What a metatype's `mro()` gave must be classes, with layouts that instances of `type` have. */
function checkMro(type: PyType, items: readonly Value[]): PyType[] {
  const solid = solidBase(type);
  for (const item of items) {
    if (!(item instanceof PyType)) {
      throw typeError(`mro() returned a non-class ('${typeOf(item).name}')`);
    }
    const other = solidBase(item);
    if (!baseChain(solid).includes(other)) {
      throw typeError(`mro() returned base with unsuitable layout ('${item.name}')`);
    }
  }
  if (items.length === 0) throw typeError("type MRO must not be empty");
  return items as PyType[];
}

/** `type` and its chain of bases, which is there before the MRO is. */
export function baseChain(type: PyType): PyType[] {
  const chain: PyType[] = [];
  for (let at: PyType | undefined = type; at !== undefined; at = at.base) chain.push(at);
  return chain;
}

/** C3, or CPython's TypeError. */
export function computeMro(type: PyType): PyType[] {
  for (const [i, base] of type.bases.entries()) {
    if (base.mro === noMro) throw typeError(`Cannot extend an incomplete type '${base.name}'`);
    if (type.bases.includes(base, i + 1)) throw typeError(`duplicate base class ${base.name}`);
  }
  const mro = linearize(type);
  if (mro !== undefined) return mro;
  const names = type.bases.map((base) => base.name).join(", ");
  throw typeError(`Cannot create a consistent method resolution order (MRO) for bases ${names}`);
}

function callSetNames(type: PyType, namespace: PyDict): void {
  for (const [name, value] of [...type.dict]) {
    if (value instanceof PyProperty) {
      value.name ??= name;
      if (typeOf(value).lookup("__set_name__") === undefined) continue;
    }
    const setName = special(value, "m$__set_name__") ?? undefined;
    if (setName === undefined || namespace.getStr(name) === undefined) continue;
    try {
      setName.c3(value, type, name);
    } catch (error) {
      if (error instanceof PyBaseException) {
        addNote(
          error,
          `Error calling __set_name__ on '${typeOf(value).name}' instance '${name}' in '${type.name}'`,
        );
      }
      throw error;
    }
  }
}

function addNote(error: PyBaseException, note: string): void {
  const method = special(error, "m$add_note") ?? undefined;
  method?.c2(error, note);
}
