/** Entries of mappings, as `dict()` and `dict.update` take them. Follows dict_merge and PyDict_MergeFromSeq2 in
 * Objects/dictobject.c. */
import { isInstance } from "../core/builtin-types.ts";
import { PyBaseException } from "../core/exception.ts";
import type { Value } from "../core/object.ts";
import { TypeError } from "../exceptions/hierarchy.ts";
import { typeError, valueError } from "../exceptions/raise.ts";
import { PyDict } from "../objects/dict.ts";
import { addNote } from "./add-note.ts";
import { findAttr } from "./attribute.ts";
import { getItem } from "./item.ts";
import { forEach, isIterable, itemsOf } from "./iterate.ts";
import { callMethod0 } from "./method-call.ts";

/** Calls `fn` for each entry of a dict or of an object with `keys()`; false when the value is neither. */
export function forEachEntry(mapping: Value, fn: (key: Value, value: Value) => void): boolean {
  if (mapping instanceof PyDict && plainIteration(mapping)) {
    const keys = [...mapping.keys()];
    const values = [...mapping.values()];
    for (let i = 0; i < keys.length; i++) fn(keys[i] as Value, values[i] as Value);
    return true;
  }
  if (findAttr(mapping, "keys") === undefined) return false;
  forEach(callMethod0(mapping, "keys"), (key) => fn(key, getItem(mapping, key)));
  return true;
}

/** True for dicts that do not override how their entries are listed (CPython tests `tp_iter` the same way). */
export function plainIteration(dict: PyDict): boolean {
  const type = dict.cls$;
  return !type.heap || !type.owner("__iter__")?.heap;
}

function pairOf(element: Value, i: number): readonly Value[] {
  try {
    if (typeof element !== "string" && !isIterable(element)) throw typeError("object is not iterable");
    return itemsOf(element);
  } catch (error) {
    if (error instanceof PyBaseException && isInstance(error, TypeError)) {
      addNote(error, `Cannot convert dictionary update sequence element #${i} to a sequence`);
    }
    throw error;
  }
}

/** The pairs of a dict or of an iterable of pairs, as `dict()` and `dict.update` take them. */
export function updateFrom(source: Value, set: (key: Value, value: Value) => void): void {
  if (typeof source !== "string" && forEachEntry(source, set)) return;
  let i = 0;
  forEach(source, (element) => {
    const pair = pairOf(element, i);
    if (pair.length !== 2) {
      throw valueError(`dictionary update sequence element #${i} has length ${pair.length}; 2 is required`);
    }
    set(pair[0] as Value, pair[1] as Value);
    i++;
  });
}
