/** Binding of call arguments to the parameters of Python functions, with CPython's error texts (Python/ceval.c,
 * initialize_locals and its helpers). */
import { CO, type CodeInfo } from "../../abi/code.ts";
import type { PyBaseException } from "../core/exception.ts";
import type { Value } from "../core/object.ts";
import { typeError } from "../exceptions/raise.ts";
import { closest } from "../../base/suggestions.ts";
import type { KeywordPlan, PyCode } from "./code.ts";
import { PyDict } from "./dict.ts";
import type { PyFunction } from "./function.ts";
import { strOf } from "./str.ts";
import { tuple } from "./tuple.ts";

/** Calls `self` with positional arguments only. */
export function bindPositional(self: PyFunction, args: readonly Value[]): Value {
  const { info, positionalSources } = self.code;
  const total = args.length;
  let sources = positionalSources[total];
  if (sources === undefined) {
    sources = sourcesOf(info, [], total);
    // Wrong calls may have any number.
    if (total <= MOST_PLANNED) positionalSources[total] = sources;
  }
  if (sources !== null) {
    const result = callPlanned(self, args, sources);
    if (result !== undefined) return result;
  }
  const frame = newFrame(info);
  placePositional(self, frame, args, args.length);
  checkCount(self, frame, args.length, args.length);
  if ((info.flags & CO.VARKEYWORDS) !== 0) frame[frame.length - 1] = new PyDict();
  fillDefaults(self, frame, args.length);
  return callBody(self, frame);
}

/** Calls `self` with the last `names.length` arguments given by keyword. */
export function bindKeywords(self: PyFunction, args: readonly Value[], names: readonly string[]): Value {
  const { code } = self;
  const { info } = code;
  const given = args.length - names.length;
  const { targets: plan, sources, extras } = planOf(code, names, args.length);
  if (sources !== null) {
    const result = callPlanned(self, args, sources);
    if (result !== undefined) return result;
  } else if (extras && given >= info.argcount) return callExtras(self, args, names, given);
  const frame = newFrame(info);
  placePositional(self, frame, args, given);
  const extra = (info.flags & CO.VARKEYWORDS) !== 0 ? new PyDict() : undefined;
  if (extra !== undefined) frame[frame.length - 1] = extra;
  for (let k = 0; k < plan.length; k++) {
    const index = plan[k] as number;
    const value = args[given + k] as Value;
    if (index < 0) {
      const name = names[k] as string;
      if (extra === undefined) throw unexpectedKeyword(self, names, name);
      extra.setStr(name, value);
    } else if (frame[index] !== undefined) {
      throw typeError(`${self.qualname}() got multiple values for argument '${names[k]}'`);
    } else frame[index] = value;
  }
  checkCount(self, frame, given, args.length);
  fillDefaults(self, frame, given);
  return callBody(self, frame);
}

/** Calls a function of `*args, **kwargs` that all of the keywords are extra to. */
function callExtras(
  self: PyFunction,
  args: readonly Value[],
  names: readonly string[],
  given: number,
): Value {
  const { argcount } = self.code.info;
  const keywords = new PyDict();
  for (let k = 0; k < names.length; k++) keywords.setStr(names[k] as string, args[given + k] as Value);
  const rest = tuple(args.slice(argcount, given));
  if (argcount === 0) return self.body(rest, keywords);
  if (argcount === 1) return self.body(args[0], rest, keywords);
  return self.body(...args.slice(0, argcount), rest, keywords);
}

/** The engine is quicker with a plain call than with a spread one. */
function callBody(self: PyFunction, frame: readonly (Value | undefined)[]): Value {
  switch (frame.length) {
    case 1:
      return self.body(frame[0]);
    case 2:
      return self.body(frame[0], frame[1]);
    case 3:
      return self.body(frame[0], frame[1], frame[2]);
    case 4:
      return self.body(frame[0], frame[1], frame[2], frame[3]);
    case 5:
      return self.body(frame[0], frame[1], frame[2], frame[3], frame[4]);
    case 6:
      return self.body(frame[0], frame[1], frame[2], frame[3], frame[4], frame[5]);
    default:
      return self.body(...frame);
  }
}

function newFrame(info: CodeInfo): (Value | undefined)[] {
  const variable = ((info.flags & CO.VARARGS) !== 0 ? 1 : 0) + ((info.flags & CO.VARKEYWORDS) !== 0 ? 1 : 0);
  const frame: (Value | undefined)[] = [];
  for (let n = info.argcount + info.kwonlyargcount + variable; n > 0; n--) frame.push(undefined);
  return frame;
}

/** How many keyword call sites a function remembers. */
const MOST_PLANS = 4;

/** Where the keywords of a call go. A site has one names array, `f(**x)` a new one each time, mostly of the same names. */
function planOf(code: PyCode, names: readonly string[], total: number): KeywordPlan {
  const { keywordPlans, info } = code;
  for (let i = 0; i < keywordPlans.length; i++) {
    const plan = keywordPlans[i] as KeywordPlan;
    if (plan.total === total && (plan.names === names || sameNames(plan.names, names))) return plan;
  }
  // Instances of subclasses of str come from `**`.
  const targets = names.map((name) => parameterIndex(info, typeof name === "string" ? name : strOf(name)));
  const variadic = (info.flags & CO.VARARGS) !== 0 && (info.flags & CO.VARKEYWORDS) !== 0;
  const extras =
    variadic &&
    info.kwonlyargcount === 0 &&
    targets.every((target) => target < 0) &&
    names.every((name) => typeof name === "string");
  const plan = { names, targets, total, sources: sourcesOf(info, targets, total), extras };
  if (keywordPlans.length === MOST_PLANS) keywordPlans.shift();
  keywordPlans.push(plan);
  return plan;
}

/** See {@link KeywordPlan.sources}. Null for a call that is wrong, and for functions with `*args` or `**kwargs`. */
function sourcesOf(info: CodeInfo, targets: readonly number[], total: number): readonly number[] | null {
  const given = total - targets.length;
  const count = info.argcount + info.kwonlyargcount;
  if ((info.flags & (CO.VARARGS | CO.VARKEYWORDS)) !== 0 || given > info.argcount || count > MOST_PLANNED)
    return null;
  const sources = Array.from({ length: count }, (_, i) => (i < given ? i : -1));
  for (const [k, target] of targets.entries()) {
    if (target < 0 || sources[target] !== -1) return null;
    sources[target] = given + k;
  }
  return sources;
}

/** Parameters of a function that is called without a frame. */
const MOST_PLANNED = 6;

/** Calls without an array for the frame; undefined when an argument is missing. */
function callPlanned(
  self: PyFunction,
  args: readonly Value[],
  sources: readonly number[],
): Value | undefined {
  const count = sources.length;
  const a = planned(self, args, sources, 0);
  if (a === undefined) return undefined;
  if (count === 1) return self.body(a);
  const b = planned(self, args, sources, 1);
  if (b === undefined) return undefined;
  if (count === 2) return self.body(a, b);
  const c = planned(self, args, sources, 2);
  if (c === undefined) return undefined;
  if (count === 3) return self.body(a, b, c);
  const d = planned(self, args, sources, 3);
  if (d === undefined) return undefined;
  if (count === 4) return self.body(a, b, c, d);
  const e = planned(self, args, sources, 4);
  if (e === undefined) return undefined;
  if (count === 5) return self.body(a, b, c, d, e);
  const f = planned(self, args, sources, 5);
  return f === undefined ? undefined : self.body(a, b, c, d, e, f);
}

/** What parameter `i` gets: an argument, or its default. */
function planned(
  self: PyFunction,
  args: readonly Value[],
  sources: readonly number[],
  i: number,
): Value | undefined {
  const source = sources[i] as number;
  if (source >= 0) return args[source];
  const { info } = self.code;
  const { defaults, kwdefaults } = self;
  if (i >= info.argcount) return kwdefaults?.get(info.varnames[i] as string);
  return defaults[i - info.argcount + defaults.length];
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Index of the parameter that `name` can be given to, or -1. */
function parameterIndex(info: CodeInfo, name: string): number {
  const end = info.argcount + info.kwonlyargcount;
  for (let i = info.posonlyargcount; i < end; i++) if (info.varnames[i] === name) return i;
  return -1;
}

function placePositional(
  self: PyFunction,
  frame: (Value | undefined)[],
  args: readonly Value[],
  given: number,
): void {
  const { info } = self.code;
  const direct = Math.min(given, info.argcount);
  for (let i = 0; i < direct; i++) frame[i] = args[i];
  if ((info.flags & CO.VARARGS) !== 0) {
    frame[info.argcount + info.kwonlyargcount] = tuple(args.slice(direct, given));
  }
}

function checkCount(
  self: PyFunction,
  frame: readonly (Value | undefined)[],
  given: number,
  total: number,
): void {
  const { info } = self.code;
  if (given > info.argcount && (info.flags & CO.VARARGS) === 0)
    throw tooManyPositional(self, frame, given, total);
}

function fillDefaults(self: PyFunction, frame: (Value | undefined)[], given: number): void {
  const { info } = self.code;
  const { defaults, kwdefaults } = self;
  const firstDefault = info.argcount - defaults.length;
  if (given < info.argcount) {
    for (let i = given; i < info.argcount; i++) {
      if (frame[i] !== undefined) continue;
      if (i < firstDefault) throw missingArguments(self, frame, 0, firstDefault, "positional");
      frame[i] = defaults[i - firstDefault];
    }
  }
  const end = info.argcount + info.kwonlyargcount;
  for (let i = info.argcount; i < end; i++) {
    if (frame[i] !== undefined) continue;
    const value = kwdefaults?.get(info.varnames[i] as string);
    if (value === undefined) {
      const missing = Array.from({ length: end - i }, (_, k) => i + k).filter(
        (k) => frame[k] === undefined && !kwdefaults?.has(info.varnames[k] as string),
      );
      throw missingNames(
        self,
        missing.map((k) => info.varnames[k] as string),
        "keyword-only",
      );
    }
    frame[i] = value;
  }
}

function missingArguments(
  self: PyFunction,
  frame: readonly (Value | undefined)[],
  from: number,
  to: number,
  kind: string,
): PyBaseException {
  const names: string[] = [];
  for (let i = from; i < to; i++)
    if (frame[i] === undefined) names.push(self.code.info.varnames[i] as string);
  return missingNames(self, names, kind);
}

function missingNames(self: PyFunction, names: readonly string[], kind: string): PyBaseException {
  const quoted = names.map((name) => `'${name}'`);
  const last = quoted.length - 1;
  const list =
    quoted.length === 1
      ? quoted[0]
      : quoted.length === 2
        ? `${quoted[0]} and ${quoted[1]}`
        : `${quoted.slice(0, last).join(", ")}, and ${quoted[last]}`;
  const plural = names.length === 1 ? "" : "s";
  return typeError(`${self.qualname}() missing ${names.length} required ${kind} argument${plural}: ${list}`);
}

function tooManyPositional(
  self: PyFunction,
  frame: readonly (Value | undefined)[],
  given: number,
  total: number,
): PyBaseException {
  const { info } = self.code;
  const { argcount } = info;
  const keywordOnlyGiven = total > given ? countKeywordOnly(frame, info) : 0;
  const fewest = argcount - self.defaults.length;
  const takes = self.defaults.length > 0 ? `from ${fewest} to ${argcount}` : `${argcount}`;
  const plural = self.defaults.length > 0 || argcount !== 1 ? "s" : "";
  const extra =
    keywordOnlyGiven > 0
      ? ` positional argument${given === 1 ? "" : "s"} (and ${keywordOnlyGiven} keyword-only argument${keywordOnlyGiven === 1 ? "" : "s"})`
      : "";
  const verb = given === 1 && extra === "" ? "was" : "were";
  return typeError(
    `${self.qualname}() takes ${takes} positional argument${plural} but ${given}${extra} ${verb} given`,
  );
}

function countKeywordOnly(frame: readonly (Value | undefined)[], info: CodeInfo): number {
  return frame.slice(info.argcount, info.argcount + info.kwonlyargcount).filter((v) => v !== undefined)
    .length;
}

function unexpectedKeyword(self: PyFunction, names: readonly string[], name: string): PyBaseException {
  const { info } = self.code;
  const positionalOnly = names.filter(
    (n) => info.varnames.indexOf(n) >= 0 && info.varnames.indexOf(n) < info.posonlyargcount,
  );
  if (positionalOnly.length > 0) {
    return typeError(
      `${self.qualname}() got some positional-only arguments passed as keyword arguments: '${positionalOnly.join(", ")}'`,
    );
  }
  const candidates = info.varnames.slice(info.posonlyargcount, info.argcount + info.kwonlyargcount);
  const suggestion = closest(name, candidates);
  const hint = suggestion === undefined ? "" : `. Did you mean '${suggestion}'?`;
  return typeError(`${self.qualname}() got an unexpected keyword argument '${name}'${hint}`);
}
