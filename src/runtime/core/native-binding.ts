/** Binding of arguments to the parameters of a native function, and CPython's error texts for it (Python/getargs.c). */
import { closest } from "../../base/suggestions.ts";
import { typeError } from "../exceptions/raise.ts";
import type { PyBaseException } from "./exception.ts";
import type { NativeCallable, NativeEntry } from "./native.ts";
import type { Value } from "./object.ts";
import type { Signature } from "./signature.ts";

/** Calls `target.fn` with a frame in signature order. With `names`, the last values of `args` are keyword values. */
export function bindNative(
  target: NativeCallable,
  args: Value[],
  names: readonly string[] | undefined,
): Value {
  const { parameters, positional, varPositional, varKeyword } = target.signature;
  if (names !== undefined && names.length > 0 && !varKeyword && !namesParameters(target.signature))
    throw noKeywords(target);
  const given = names === undefined ? args.length : args.length - names.length;
  if (names !== undefined && !varPositional && !varKeyword) checkCounts(target, given, names.length);
  if (given > positional && !varPositional) {
    const refused = names !== undefined && names.length > 0 && KEYWORDS_REFUSED.has(target.shortName);
    throw refused ? noKeywords(target) : countError(target, given);
  }
  if (names !== undefined && KEYWORDS_COUNTED.has(target.shortName))
    checkKeywordCount(target.shortName, names.length, target.signature.keywordOnly);
  const frame: unknown[] = new Array(parameters.length).fill(undefined);
  const direct = Math.min(given, positional);
  for (let i = 0; i < direct; i++) frame[i] = args[i];
  const extra = new Map<string, Value>();
  if (varPositional) frame[positional] = args.slice(direct, given);
  if (varKeyword) frame[parameters.length - 1] = extra;
  if (names !== undefined) {
    for (const [k, name] of names.entries()) {
      const value = args[given + k] as Value;
      const index = parameters.findIndex(
        (p) => p.name === name && (p.kind === "positional-or-keyword" || p.kind === "keyword-only"),
      );
      if (index < 0) {
        if (!varKeyword) throw unexpectedKeyword(target.shortName, name, keywordNames(target.signature));
        extra.set(name, value);
      } else if (frame[index] !== undefined) {
        throw typeError(
          `argument for ${target.shortName}() given by name ('${name}') and position (${index + 1 - receiverCount(target)})`,
        );
      } else frame[index] = value;
    }
  }
  for (const [i, parameter] of parameters.entries()) {
    if (frame[i] !== undefined || parameter.default !== undefined || parameter.kind.startsWith("var-"))
      continue;
    if (parameter.kind === "positional-only") throw countError(target, given);
    if (parameter.kind === "keyword-only") {
      throw typeError(`${target.shortName}() missing required keyword-only argument: '${parameter.name}'`);
    }
    throw typeError(
      `${target.shortName}() missing required argument '${parameter.name}' (pos ${i + 1 - receiverCount(target)})`,
    );
  }
  return target.fn(...frame);
}

/** TypeError for more arguments than parameters, and for too few of those that go by position only. */
function checkCounts(target: NativeCallable, given: number, keywords: number): void {
  if (!namesParameters(target.signature)) return;
  const { parameters, positionalOnly, required } = target.signature;
  const receiver = receiverCount(target);
  const count = given - receiver;
  const most = parameters.length - receiver;
  if (count + keywords > most) {
    const bound = required - receiver < most ? "at most" : "exactly";
    const kind = count === 0 ? "keyword " : "";
    throw typeError(
      `${target.shortName}() takes ${bound} ${most} ${kind}argument${plural(most)} (${count + keywords} given)`,
    );
  }
  if (count < Math.min(required, positionalOnly) - receiver) throw tooFewByPosition(target, count);
}

/** Whether any parameter can be given by name. */
function namesParameters({ positional, positionalOnly, keywordOnly }: Signature): boolean {
  return positionalOnly < positional || keywordOnly > 0;
}

/** TypeError where fewer arguments are given than go by position only and must be there. */
function tooFewByPosition(target: NativeCallable, count: number): PyBaseException {
  const { positional, positionalOnly, required } = target.signature;
  const receiver = receiverCount(target);
  const least = Math.min(required, positionalOnly) - receiver;
  const bound = least < positional - receiver ? "at least" : "exactly";
  return typeError(
    `${target.shortName}() takes ${bound} ${least} positional argument${plural(least)} (${count} given)`,
  );
}

function receiverCount(target: NativeCallable): number {
  return target.hasReceiver ? 1 : 0;
}

/** Constructors that leave keywords to the methods of subclasses and refuse them themselves, before anything is counted. */
const KEYWORDS_REFUSED: ReadonlySet<string> = new Set(["float", "frozenset", "list", "tuple"]);

/** Functions that take their keywords apart from their positional arguments, and count them first. */
const KEYWORDS_COUNTED: ReadonlySet<string> = new Set(["max", "min", "product"]);

/** TypeError for more keywords than a function of any number of positional arguments has names for. */
export function checkKeywordCount(functionName: string, given: number, most: number): void {
  if (given > most)
    throw typeError(
      `${functionName}() takes at most ${most} keyword argument${plural(most)} (${given} given)`,
    );
}

/** The parameters that can be given by name. */
const keywordNames = ({ parameters }: Signature): string[] =>
  parameters
    .filter((p) => p.kind === "positional-or-keyword" || p.kind === "keyword-only")
    .map((p) => p.name);

/** TypeError for a keyword that a function does not take, with the one of `names` that was probably meant. */
export function unexpectedKeyword(
  functionName: string,
  name: string,
  names: readonly string[],
): PyBaseException {
  // An instance of a subclass of str that is equal to no name.
  if (typeof name !== "string") return typeError(`invalid keyword argument for ${functionName}()`);
  const meant = closest(name, names);
  const hint = meant === undefined ? "" : `. Did you mean '${meant}'?`;
  return typeError(`${functionName}() got an unexpected keyword argument '${name}'${hint}`);
}

export function noKeywords(target: NativeCallable): PyBaseException {
  return typeError(`${target.displayName}() takes no keyword arguments`);
}

const plural = (count: number): string => (count === 1 ? "" : "s");

/** Constructors that count positional arguments themselves (`tp_vectorcall`), before those are bound. */
const COUNTED_BY_NAME: ReadonlySet<string> = new Set(["int", "str", "reversed", "sorted"]);

const POWERS: ReadonlySet<string> = new Set(["__pow__", "__rpow__", "__ipow__"]);

/** TypeError for a wrong number of positional arguments; `given` counts the receiver. */
export function countError(target: NativeCallable, given: number): PyBaseException {
  const { positional, required, positionalOnly, keywordOnly, parameters } = target.signature;
  const receiver = receiverCount(target);
  const count = given - receiver;
  if (count < 0) {
    const { slot, owner } = target as Partial<NativeEntry>;
    return typeError(
      slot === true && owner !== undefined
        ? `descriptor '${target.name}' of '${owner.fullName}' object needs an argument`
        : `unbound method ${target.displayName}() needs an argument`,
    );
  }
  const most = positional - receiver;
  const least = Math.max(0, required - receiver);
  const special = (target as Partial<NativeEntry>).slot === true && target.shortName === target.name;
  if (special && most === least && most > 1)
    return typeError(`${target.name} expected ${most} arguments, got ${count}`);
  if (special && most === least) return typeError(`expected ${most} argument${plural(most)}, got ${count}`);
  if (special && POWERS.has(target.name)) return typeError(`expected 1 or 2 arguments, got ${count}`);
  const counted = COUNTED_BY_NAME.has(target.shortName);
  if (counted || !namesParameters(target.signature)) {
    if (most === 0) return typeError(`${target.displayName}() takes no arguments (${count} given)`);
    if (most === 1 && least === 1 && !counted) {
      return typeError(`${target.displayName}() takes exactly one argument (${count} given)`);
    }
    const bound = least === most ? "" : count < least ? "at least " : "at most ";
    const limit = count < least ? least : most;
    return typeError(`${target.shortName} expected ${bound}${limit} argument${plural(limit)}, got ${count}`);
  }
  if (count < Math.min(required, positionalOnly) - receiver) return tooFewByPosition(target, count);
  if (count < least) {
    const missing = parameters[given];
    return typeError(`${target.shortName}() missing required argument '${missing?.name}' (pos ${count + 1})`);
  }
  const all = most + keywordOnly;
  if (keywordOnly > 0 && count > all)
    return typeError(`${target.shortName}() takes at most ${all} argument${plural(all)} (${count} given)`);
  if (most === 0) return typeError(`${target.shortName}() takes no positional arguments`);
  const bound = least === most && keywordOnly > 0 ? "exactly" : "at most";
  const word = keywordOnly > 0 ? "positional argument" : "argument";
  return typeError(`${target.shortName}() takes ${bound} ${most} ${word}${plural(most)} (${count} given)`);
}
