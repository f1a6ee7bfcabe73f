/**
 * Keyword calls of native functions, bound once per call site: a site passes the same array of names at every call, so
 * that where each argument goes is remembered for the last such array.
 */
import type { NativeCallable } from "./native.ts";
import type { Value } from "./object.ts";

export interface KeywordPlan {
  readonly names: readonly string[];
  /** Number of arguments, positional and keyword. */
  readonly count: number;
  /** For each parameter the index of its argument, or -1. */
  readonly sources: readonly number[];
}

/** The plan for calls with so many arguments, of which the last have these names; undefined where they do not fit the
 * parameters or the function collects arguments, which takes a binding of its own (`native-binding.ts`). */
export function planKeywords(
  target: NativeCallable,
  count: number,
  names: readonly string[],
): KeywordPlan | undefined {
  const { parameters, positional, varPositional, varKeyword } = target.signature;
  const given = count - names.length;
  if (varPositional || varKeyword || given > positional) return undefined;
  const sources = parameters.map((_, i) => (i < given ? i : -1));
  for (const [k, name] of names.entries()) {
    const index = parameters.findIndex((p) => p.name === name && p.kind !== "positional-only");
    if (index < 0 || sources[index] !== -1) return undefined;
    sources[index] = given + k;
  }
  const missing = parameters.some((p, i) => sources[i] === -1 && p.default === undefined);
  return missing ? undefined : { names, count, sources };
}

/** Calls `target.fn` as planned. */
export function callPlanned({ fn }: NativeCallable, { sources }: KeywordPlan, args: readonly Value[]): Value {
  const at = (i: number): Value | undefined => args[sources[i] as number];
  switch (sources.length) {
    case 1:
      return fn(at(0));
    case 2:
      return fn(at(0), at(1));
    case 3:
      return fn(at(0), at(1), at(2));
    case 4:
      return fn(at(0), at(1), at(2), at(3));
    default:
      return fn(...sources.map((source) => args[source]));
  }
}
