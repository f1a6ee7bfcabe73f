/**
 * Splitting exception groups: `BaseExceptionGroup.split`/`subgroup` and the `except*` clause (PEP 654).
 * Follows exceptiongroup_split_recursive in Objects/exceptions.c and _PyEval_ExceptionGroupMatch in Python/ceval.c.
 */
import { special, typeOf } from "../core/builtin-types.ts";
import type { PyBaseException } from "../core/exception.ts";
import { addTraceback } from "../exceptions/unwind.ts";
import type { PyCode } from "../objects/code.ts";
import { type PyInstance, type PyObject, slotsOf, type Value } from "../core/object.ts";
import { PyType } from "../core/type.ts";
import {
  BaseException,
  BaseExceptionGroup,
  Exception,
  ExceptionGroup,
  PyExceptionGroup,
} from "../exceptions/hierarchy.ts";
import { typeError } from "../exceptions/raise.ts";
import { PyList } from "../objects/list.ts";
import { PyTuple } from "../objects/tuple.ts";
import { truthy } from "./compare.ts";

/** Tells for one exception (also for a whole group) whether it belongs to the matching part. */
export type Matcher = (exception: PyBaseException) => boolean;

const isExceptionClass = (value: Value): value is PyType =>
  value instanceof PyType && value.isSubtype(BaseException);

/** The matcher for the argument of `split` and `subgroup`. */
export function matcherOf(condition: Value): Matcher {
  if (isExceptionClass(condition)) return (exception) => exception.cls$.isSubtype(condition);
  if (condition instanceof PyTuple && condition.items.every(isExceptionClass)) {
    return (exception) => condition.items.some((type) => exception.cls$.isSubtype(type as PyType));
  }
  if (special(condition, "m$__call__") !== undefined && !(condition instanceof PyType)) {
    return (exception) => truthy((condition as PyObject).c1(exception));
  }
  throw typeError(
    "expected an exception type, a tuple of exception types, or a callable (other than a class)",
  );
}

/** Type of a group of these exceptions: ExceptionGroup when all are Exceptions. */
export function groupTypeFor(exceptions: readonly PyBaseException[]): PyType {
  return exceptions.every((exception) => exception.cls$.isSubtype(Exception))
    ? ExceptionGroup
    : BaseExceptionGroup;
}

/** A group made by the runtime. */
export function newGroup(message: Value, exceptions: readonly PyBaseException[]): PyExceptionGroup {
  const group = groupTypeFor(exceptions).alloc() as PyExceptionGroup;
  group.message = message;
  group.exceptions = exceptions;
  group.args = [message, new PyList([...exceptions])];
  return group;
}

/** `original.derive(exceptions)` with traceback, cause, context and notes taken over; null for no exceptions. */
function subset(original: PyExceptionGroup, exceptions: PyBaseException[]): PyExceptionGroup | null {
  if (exceptions.length === 0) return null;
  const derived = (special(original, "m$derive") as PyObject).c2(original, new PyList([...exceptions]));
  if (!(derived instanceof PyExceptionGroup)) {
    throw typeError("derive must return an instance of BaseExceptionGroup");
  }
  derived.traceback = original.traceback;
  derived.context = original.context;
  derived.cause = original.cause;
  derived.suppressContext = original.suppressContext;
  const notes = slotsOf(original)["$__notes__"];
  if (notes instanceof PyList) slotsOf(derived)["$__notes__"] = new PyList([...notes.items]);
  return derived;
}

/** [matching part, rest], either null when empty. A group whose every leaf matches is kept itself. */
export function splitGroup(
  exception: PyBaseException,
  matches: Matcher,
): [PyBaseException | null, PyBaseException | null] {
  if (matches(exception)) return [exception, null];
  if (!(exception instanceof PyExceptionGroup)) return [null, exception];
  const matching: PyBaseException[] = [];
  const rest: PyBaseException[] = [];
  for (const child of exception.exceptions) {
    const [match, other] = splitGroup(child, matches);
    if (match !== null) matching.push(match);
    if (other !== null) rest.push(other);
  }
  return [subset(exception, matching), subset(exception, rest)];
}

/** The matching part alone. */
export function subgroup(exception: PyBaseException, matches: Matcher): PyBaseException | null {
  if (matches(exception)) return exception;
  if (!(exception instanceof PyExceptionGroup)) return null;
  const matching = exception.exceptions
    .map((child) => subgroup(child, matches))
    .filter((child) => child !== null);
  return subset(exception, matching);
}

function checkStarType(type: Value): void {
  const items = type instanceof PyTuple ? type.items : [type];
  for (const item of items) {
    if (!isExceptionClass(item)) {
      throw typeError("catching classes that do not inherit from BaseException is not allowed");
    }
  }
  for (const item of items) {
    if ((item as PyType).isSubtype(BaseExceptionGroup)) {
      throw typeError("catching ExceptionGroup with except* is not allowed. Use except instead.");
    }
  }
}

/** `except* type`: [what the clause handles, what is left]; `exception` is null when nothing is left. */
export function exceptStarSplit(
  exception: PyBaseException | null,
  type: Value,
  code: object,
  globals: object,
  p: number,
): [PyBaseException | null, PyBaseException | null] {
  checkStarType(type);
  if (exception === null) return [null, null];
  const matches = matcherOf(type);
  if (matches(exception)) {
    if (exception instanceof PyExceptionGroup) return [exception, null];
    const wrapped = newGroup("", [exception]);
    addTraceback(wrapped, code as PyCode, globals as PyInstance, p);
    return [wrapped, null];
  }
  if (!(exception instanceof PyExceptionGroup)) return [null, exception];
  const pair = (special(exception, "m$split") as PyObject).c2(exception, type);
  if (!(pair instanceof PyTuple)) {
    throw typeError(`${typeOf(exception).name}.split must return a tuple, not ${typeOf(pair).name}`);
  }
  if (pair.items.length < 2) {
    throw typeError(
      `${typeOf(exception).name}.split must return a 2-tuple, got tuple of size ${pair.items.length}`,
    );
  }
  return [pair.items[0] as PyBaseException | null, pair.items[1] as PyBaseException | null];
}

const sameMetadata = (a: PyBaseException, b: PyBaseException): boolean =>
  slotsOf(a)["$__notes__"] === slotsOf(b)["$__notes__"] &&
  a.traceback === b.traceback &&
  a.cause === b.cause &&
  a.context === b.context;

function leaves(exception: PyBaseException, into: Set<PyBaseException>): void {
  if (exception instanceof PyExceptionGroup) for (const child of exception.exceptions) leaves(child, into);
  else into.add(exception);
}

/** What leaves an `except*` statement: `parts` are the exceptions raised in clauses and the unhandled rest (null or
 * undefined ones are ignored). Null when everything was handled. As _PyExc_PrepReraiseStar. */
export function exceptStarResult(
  original: PyBaseException,
  parts: readonly (PyBaseException | null | undefined)[],
): PyBaseException | null {
  const present = parts.filter((part) => part !== null && part !== undefined);
  if (present.length === 0) return null;
  if (!(original instanceof PyExceptionGroup)) return present[0] as PyBaseException;
  const raised: PyBaseException[] = [];
  const keep = new Set<PyBaseException>();
  for (const part of present) {
    if (sameMetadata(part, original)) leaves(part, keep);
    else raised.push(part);
  }
  const reraised = keep.size === 0 ? null : subgroup(original, (exception) => keep.has(exception));
  if (raised.length === 0) return reraised;
  if (reraised !== null) raised.push(reraised);
  return raised.length === 1 ? (raised[0] as PyBaseException) : newGroup("", raised);
}
