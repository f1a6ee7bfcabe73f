/**
 * Keyword calls of native functions, bound once per call site: a site passes the same array of names at every call, so
 * that where each argument goes is remembered for the last such array.
 */
import type { NativeCallable } from "./native.ts";
import type { Value } from "./object.ts";

/** In the place of an index: no argument, and all positional arguments that have no parameter of their own. */
const NOTHING = -1;
const REST = -2;

export interface KeywordPlan {
  readonly names: readonly string[];
  /** Number of arguments, positional and keyword. */
  readonly count: number;
  /** For each parameter the index of its argument, {@link NOTHING} or {@link REST}. */
  readonly sources: readonly number[];
  /** Where the arguments for `*args` begin and end. */
  readonly rest: readonly [from: number, to: number];
}

/** The plan for calls with so many arguments, of which the last have these names; undefined where they do not fit the
 * parameters or the function collects keywords, which takes a binding of its own (`native-binding.ts`). */
export function planKeywords(
  target: NativeCallable,
  count: number,
  names: readonly string[],
): KeywordPlan | undefined {
  const { parameters, positional, varPositional, varKeyword } = target.signature;
  const given = count - names.length;
  if (varKeyword || (given > positional && !varPositional)) return undefined;
  const direct = Math.min(given, positional);
  const sources = parameters.map((_, i) => (i < direct ? i : NOTHING));
  if (varPositional) sources[positional] = REST;
  for (const [k, name] of names.entries()) {
    const index = parameters.findIndex((p) => p.name === name && p.kind !== "positional-only");
    if (index < 0 || sources[index] !== NOTHING) return undefined;
    sources[index] = given + k;
  }
  const missing = parameters.some((p, i) => sources[i] === NOTHING && p.default === undefined);
  return missing ? undefined : { names, count, sources, rest: [direct, given] };
}

/** Calls `target.fn` as planned. */
export function callPlanned({ fn }: NativeCallable, plan: KeywordPlan, args: readonly Value[]): Value {
  const { sources } = plan;
  const at = (i: number): unknown => {
    const source = sources[i] as number;
    return source >= 0 ? args[source] : source === REST ? args.slice(...plan.rest) : undefined;
  };
  switch (sources.length) {
    case 1:
      return fn(at(0));
    case 2:
      return fn(at(0), at(1));
    case 3:
      return fn(at(0), at(1), at(2));
    case 4:
      return fn(at(0), at(1), at(2), at(3));
    case 5:
      return fn(at(0), at(1), at(2), at(3), at(4));
    default:
      return fn(...sources.map((_, i) => at(i)));
  }
}
