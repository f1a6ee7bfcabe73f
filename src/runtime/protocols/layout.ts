/**
 * Layouts of instances: which bases fit together, and which classes can take each other's place. What counts for
 * CPython is the C struct of an instance; here a layout is a builtin type's JavaScript class and what classes made by
 * Python code add to it: slots, a dict, weak references.
 *
 * Follows best_base, compatible_for_assignment and same_slots_added in Objects/typeobject.c.
 */
import { type PyType, solidBase } from "../core/type.ts";
import { typeError } from "../exceptions/raise.ts";

/** "multiple bases have instance lay-out conflict": the layouts must form one chain. */
export function checkLayouts(parents: readonly PyType[]): void {
  let layout = solidBase(parents[0] as PyType);
  for (const parent of parents) {
    const other = solidBase(parent);
    if (layout.isSubtype(other)) continue;
    if (!other.isSubtype(layout)) throw typeError("multiple bases have instance lay-out conflict");
    layout = other;
  }
}

/** What a class adds to the layout of its base, as text; empty when it adds nothing. */
function added(type: PyType): string {
  const { base } = type;
  const parts = type.slots === undefined ? [] : [...type.slots].sort();
  if (type.hasDict && base?.hasDict !== true) parts.push("__dict__");
  if (type.dict.has("__weakref__")) parts.push("__weakref__");
  return parts.join();
}

/** The nearest class, from `type` on, that has another layout than its base. */
function layoutOwner(type: PyType): PyType {
  let owner = type;
  while (owner.heap && owner.base !== undefined && added(owner) === "") owner = owner.base;
  return owner;
}

/** TypeError unless what is of layout `from` can become one of layout `to`; `attribute` is assigned to. */
export function checkCompatible(from: PyType, to: PyType, attribute: string): void {
  if (from !== to && !(from.heap && to.heap)) {
    throw typeError(`${attribute} assignment: '${to.name}' deallocator differs from '${from.name}'`);
  }
  const before = layoutOwner(from);
  const after = layoutOwner(to);
  if (before === after) return;
  if (before.heap && after.heap && before.base === after.base && added(before) === added(after)) return;
  throw typeError(`${attribute} assignment: '${to.name}' object layout differs from '${from.name}'`);
}
