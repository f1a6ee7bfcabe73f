/** "Did you mean: 'x'?": the name nearest to a misspelt one. Follows Python/suggestions.c and _compute_suggestion_error
 * in Lib/traceback.py. */
import { PyBaseException } from "../../core/exception.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { PyDict } from "../../objects/dict.ts";
import { isStr, strOf } from "../../objects/str.ts";
import type { PyTraceback } from "../../objects/traceback.ts";
import { dirNames } from "../../protocols/dir.ts";
import {
  AttributeError,
  ImportError,
  NameError,
  type PyAttributeError,
  type PyImportError,
  type PyNameError,
} from "../hierarchy.ts";

const MAX_CANDIDATES = 750;
const MAX_LENGTH = 40;
const MOVE_COST = 2;
const CASE_COST = 1;

function substitutionCost(a: string, b: string): number {
  if (a === b) return 0;
  return a.toLowerCase() === b.toLowerCase() ? CASE_COST : MOVE_COST;
}

/** Edit distance in half moves; anything above `maxCost` may come back as `maxCost + 1`. */
export function editDistance(left: string, right: string, maxCost: number): number {
  if (left === right) return 0;
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start++;
  let leftEnd = left.length;
  let rightEnd = right.length;
  while (leftEnd > start && rightEnd > start && left[leftEnd - 1] === right[rightEnd - 1]) {
    leftEnd--;
    rightEnd--;
  }
  let a = left.slice(start, leftEnd);
  let b = right.slice(start, rightEnd);
  if (a === "" || b === "") return MOVE_COST * (a.length + b.length);
  if (a.length > MAX_LENGTH || b.length > MAX_LENGTH) return maxCost + 1;
  if (b.length < a.length) [a, b] = [b, a];
  if ((b.length - a.length) * MOVE_COST > maxCost) return maxCost + 1;
  const row = Array.from(a, (_, i) => MOVE_COST * (i + 1));
  let result = 0;
  for (let i = 0; i < b.length; i++) {
    let distance = i * MOVE_COST;
    result = distance;
    let minimum = Number.MAX_SAFE_INTEGER;
    for (let k = 0; k < a.length; k++) {
      const substitute = distance + substitutionCost(b[i] as string, a[k] as string);
      distance = row[k] as number;
      result = Math.min(Math.min(result, distance) + MOVE_COST, substitute);
      row[k] = result;
      if (result < minimum) minimum = result;
    }
    if (minimum > maxCost) return maxCost + 1;
  }
  return result;
}

/** The candidate nearest to `wrong`, undefined when none is near enough. */
export function nearest(candidates: readonly string[], wrong: string): string | undefined {
  if (candidates.length > MAX_CANDIDATES || wrong.length > MAX_LENGTH) return undefined;
  let best = Number.MAX_SAFE_INTEGER;
  let suggestion: string | undefined;
  for (const candidate of candidates) {
    if (candidate === wrong) continue;
    const allowed = Math.floor(((candidate.length + wrong.length + 3) * MOVE_COST) / 6);
    const limit = Math.min(allowed, best - 1);
    const distance = editDistance(wrong, candidate, limit);
    if (distance > limit) continue;
    if (suggestion === undefined || distance < best) {
      suggestion = candidate;
      best = distance;
    }
  }
  return suggestion;
}

const text = (value: Value): string | undefined => (isStr(value) ? strOf(value) : undefined);

function lastEntry(traceback: PyTraceback | null): PyTraceback | null {
  let entry = traceback;
  while (entry !== null && entry.next !== null) entry = entry.next;
  return entry;
}

const dictNames = (dict: Value): string[] =>
  dict instanceof PyDict ? [...dict.keys()].map(text).filter((name) => name !== undefined) : [];

/** Names that code at a traceback entry can see. */
function visibleNames(entry: PyTraceback): string[] {
  const { info } = entry.code;
  const locals = entry.code.index === 0 ? [] : [...info.varnames, ...info.cellvars, ...info.freevars];
  return [
    ...locals,
    ...dictNames(current.dictOf(entry.globals)),
    ...dictNames(current.dictOf(current.builtins)),
  ];
}

const withoutPrivate = (names: readonly string[], wrong: string): string[] =>
  names.filter((name) => wrong.startsWith("_") || !name.startsWith("_"));

function candidates(exception: PyBaseException, wrong: string): string[] | undefined {
  if (exception.cls$.isSubtype(AttributeError)) {
    return withoutPrivate(dirNames((exception as PyAttributeError).obj), wrong);
  }
  if (exception.cls$.isSubtype(ImportError)) {
    const module = text((exception as PyImportError).name);
    return module === undefined ? undefined : withoutPrivate(dirNames(current.importModule(module)), wrong);
  }
  const entry = lastEntry(exception.traceback as PyTraceback | null);
  return entry === null ? undefined : visibleNames(entry);
}

function isLibraryModule(name: string): boolean {
  const names = (current.sys as unknown as Record<string, unknown>)["$stdlib_module_names"];
  return (names as { has?: (name: string) => boolean } | undefined)?.has?.(name) === true;
}

/** What to put behind the message of an exception: `. Did you mean: 'x'?` or "". */
export function suggestionFor(exception: PyBaseException): string {
  const isImport = exception.cls$.isSubtype(ImportError);
  const isName = exception.cls$.isSubtype(NameError);
  if (!isImport && !isName && !exception.cls$.isSubtype(AttributeError)) return "";
  const wrong = text(
    isImport ? (exception as PyImportError).nameFrom : (exception as PyNameError | PyAttributeError).name,
  );
  if (wrong === undefined) return "";
  let found: string | undefined;
  try {
    const names = candidates(exception, wrong);
    if (names !== undefined) found = nearest(names, wrong);
  } catch (error) {
    if (!(error instanceof PyBaseException)) throw error;
  }
  const meant = found === undefined ? "" : `. Did you mean: '${found}'?`;
  if (!isName || !isLibraryModule(wrong)) return meant;
  return meant === ""
    ? `. Did you forget to import '${wrong}'?`
    : `${meant} Or did you forget to import '${wrong}'?`;
}
