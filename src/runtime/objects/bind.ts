/** Binding of call arguments to the parameters of Python functions, with CPython's error texts (Python/ceval.c,
 * initialize_locals and its helpers). */
import { CO, type CodeInfo } from "../../abi/code.ts";
import type { PyBaseException } from "../core/exception.ts";
import type { Value } from "../core/object.ts";
import { typeError } from "../exceptions/raise.ts";
import { closest } from "../../base/suggestions.ts";
import { type ArgumentPlan, DEFAULT, EXTRAS, type KeywordPlan, type PyCode, REST } from "./code.ts";
import { PyDict } from "./dict.ts";
import type { PyFunction } from "./function.ts";
import { strOf } from "./str.ts";
import { emptyTuple, tuple } from "./tuple.ts";

/** Calls `self` with positional arguments only. */
export function bindPositional(self: PyFunction, args: readonly Value[]): Value {
  const { info, positionalPlans } = self.code;
  const total = args.length;
  let plan = positionalPlans[total];
  if (plan === undefined) {
    plan = argumentPlan(info, [], [], total);
    // Wrong calls may have any number.
    if (total <= MOST_PLANNED) positionalPlans[total] = plan;
  }
  if (plan !== null) {
    const result = callPlanned(self, args, plan);
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
  const { targets, plan } = planOf(code, names, args.length);
  if (plan !== null) {
    const result = callPlanned(self, args, plan);
    if (result !== undefined) return result;
  }
  const frame = newFrame(info);
  placePositional(self, frame, args, given);
  const extra = (info.flags & CO.VARKEYWORDS) !== 0 ? new PyDict() : undefined;
  if (extra !== undefined) frame[frame.length - 1] = extra;
  for (let k = 0; k < targets.length; k++) {
    const index = targets[k] as number;
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
    case 7:
      return self.body(frame[0], frame[1], frame[2], frame[3], frame[4], frame[5], frame[6]);
    case 8:
      return self.body(frame[0], frame[1], frame[2], frame[3], frame[4], frame[5], frame[6], frame[7]);
    case 9:
      return self.body(
        frame[0],
        frame[1],
        frame[2],
        frame[3],
        frame[4],
        frame[5],
        frame[6],
        frame[7],
        frame[8],
      );
    case 10:
      return self.body(
        frame[0],
        frame[1],
        frame[2],
        frame[3],
        frame[4],
        frame[5],
        frame[6],
        frame[7],
        frame[8],
        frame[9],
      );
    case 11:
      return self.body(
        frame[0],
        frame[1],
        frame[2],
        frame[3],
        frame[4],
        frame[5],
        frame[6],
        frame[7],
        frame[8],
        frame[9],
        frame[10],
      );
    case 12:
      return self.body(
        frame[0],
        frame[1],
        frame[2],
        frame[3],
        frame[4],
        frame[5],
        frame[6],
        frame[7],
        frame[8],
        frame[9],
        frame[10],
        frame[11],
      );
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
  const plain = names.every((name) => typeof name === "string");
  const plan = { names, targets, total, plan: plain ? argumentPlan(info, names, targets, total) : null };
  if (keywordPlans.length === MOST_PLANS) keywordPlans.shift();
  keywordPlans.push(plan);
  return plan;
}

/** How a call binds whose last arguments are given by keyword, to the parameters `targets`. Null for a call that is wrong. */
function argumentPlan(
  info: CodeInfo,
  names: readonly string[],
  targets: readonly number[],
  total: number,
): ArgumentPlan | null {
  const given = total - targets.length;
  const count = info.argcount + info.kwonlyargcount;
  const hasRest = (info.flags & CO.VARARGS) !== 0;
  const hasExtras = (info.flags & CO.VARKEYWORDS) !== 0;
  if ((given > info.argcount && !hasRest) || count > MOST_PLANNED) return null;
  const sources = Array.from({ length: count }, (_, i) => (i < given && i < info.argcount ? i : DEFAULT));
  const extras: [string, number][] = [];
  for (const [k, target] of targets.entries()) {
    if (target < 0) {
      if (!hasExtras) return null;
      extras.push([names[k] as string, given + k]);
    } else if (sources[target] !== DEFAULT) return null;
    else sources[target] = given + k;
  }
  if (hasRest) sources.push(REST);
  if (hasExtras) sources.push(EXTRAS);
  return { sources, given, extras };
}

/** Parameters, `*args` and `**kwargs` not counted, of a function that is called by a plan. */
const MOST_PLANNED = 12;

/** Calls by a plan; undefined when an argument is missing. Up to six arguments need no array. */
function callPlanned(self: PyFunction, args: readonly Value[], plan: ArgumentPlan): Value | undefined {
  const count = plan.sources.length;
  if (count > 6) {
    const frame: Value[] = [];
    for (let i = 0; i < count; i++) {
      const value = planned(self, args, plan, i);
      if (value === undefined) return undefined;
      frame.push(value);
    }
    return callBody(self, frame);
  }
  if (count === 0) return self.body();
  const a = planned(self, args, plan, 0);
  if (a === undefined) return undefined;
  if (count === 1) return self.body(a);
  const b = planned(self, args, plan, 1);
  if (b === undefined) return undefined;
  if (count === 2) return self.body(a, b);
  const c = planned(self, args, plan, 2);
  if (c === undefined) return undefined;
  if (count === 3) return self.body(a, b, c);
  const d = planned(self, args, plan, 3);
  if (d === undefined) return undefined;
  if (count === 4) return self.body(a, b, c, d);
  const e = planned(self, args, plan, 4);
  if (e === undefined) return undefined;
  if (count === 5) return self.body(a, b, c, d, e);
  const f = planned(self, args, plan, 5);
  return f === undefined ? undefined : self.body(a, b, c, d, e, f);
}

/** What parameter `i` gets: an argument, its default, or what is left over. */
function planned(self: PyFunction, args: readonly Value[], plan: ArgumentPlan, i: number): Value | undefined {
  const source = plan.sources[i] as number;
  if (source >= 0) return args[source];
  const { info } = self.code;
  if (source === DEFAULT) {
    const { defaults, kwdefaults } = self;
    if (i >= info.argcount) return kwdefaults?.get(info.varnames[i] as string);
    return defaults[i - info.argcount + defaults.length];
  }
  return leftOver(info, args, plan, source);
}

function leftOver(info: CodeInfo, args: readonly Value[], plan: ArgumentPlan, source: number): Value {
  if (source === REST)
    return plan.given > info.argcount ? tuple(args.slice(info.argcount, plan.given)) : emptyTuple;
  const keywords = new PyDict();
  for (const [name, index] of plan.extras) keywords.setStr(name, args[index] as Value);
  return keywords;
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
