/** "Did you mean: 'x'?": which names may have been meant by a misspelt one. Follows _compute_suggestion_error in
 * Lib/traceback.py. */
import { closest } from "../../../base/suggestions.ts";
import { PyBaseException } from "../../core/exception.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { PyDict } from "../../objects/dict.ts";
import { isStr, strOf } from "../../objects/str.ts";
import type { PyTraceback } from "../../objects/traceback.ts";
import { findAttr } from "../../protocols/attribute.ts";
import { dirNames } from "../../protocols/dir.ts";
import {
  AttributeError,
  ImportError,
  NameError,
  type PyAttributeError,
  type PyImportError,
  type PyNameError,
  UnboundLocalError,
} from "../hierarchy.ts";

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

/** The `self` of a method, where its frame shows its locals. */
function selfAt(entry: PyTraceback | null): Value | undefined {
  const access = entry?.frame$?.access;
  return access?.read()[access.names.indexOf("self")];
}

const withoutPrivate = (names: readonly string[], wrong: string): string[] =>
  names.filter((name) => wrong.startsWith("_") || !name.startsWith("_"));

function candidates(exception: PyBaseException, wrong: string): string[] | undefined {
  if (exception.cls$.isSubtype(AttributeError)) {
    const { obj } = exception as PyAttributeError;
    const names = dirNames(obj);
    // A method may well mean what its own object keeps to itself.
    const own = selfAt(lastEntry(exception.traceback as PyTraceback | null)) === obj;
    return own ? names : withoutPrivate(names, wrong);
  }
  if (exception.cls$.isSubtype(ImportError)) {
    const module = text((exception as PyImportError).name);
    return module === undefined ? undefined : withoutPrivate(dirNames(current.importModule(module)), wrong);
  }
  const entry = lastEntry(exception.traceback as PyTraceback | null);
  return entry === null ? undefined : visibleNames(entry);
}

/** `self.name`, for a name that stands alone in a method and is an attribute of its object. */
function attributeMeant(exception: PyBaseException, wrong: string): string | undefined {
  if (exception.cls$.isSubtype(UnboundLocalError)) return undefined;
  const self = selfAt(lastEntry(exception.traceback as PyTraceback | null));
  return self !== undefined && findAttr(self, wrong) !== undefined ? `self.${wrong}` : undefined;
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
    const own = isName ? attributeMeant(exception, wrong) : undefined;
    if (own !== undefined) return `. Did you mean: '${own}'?`;
    const names = candidates(exception, wrong);
    if (names !== undefined) found = closest(wrong, names);
  } catch (error) {
    if (!(error instanceof PyBaseException)) throw error;
  }
  const meant = found === undefined ? "" : `. Did you mean: '${found}'?`;
  if (!isName || !isLibraryModule(wrong)) return meant;
  return meant === ""
    ? `. Did you forget to import '${wrong}'?`
    : `${meant} Or did you forget to import '${wrong}'?`;
}
