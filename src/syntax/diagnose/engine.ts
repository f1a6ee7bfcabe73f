/**
 * The engine that interprets the grammar: a packrat parser, as CPython's generated one is, with the same moves.
 *
 * It exists for what it leaves behind when a program is wrong. `fill`, how many tokens have been looked at, goes up
 * exactly as CPython's does, since the last of them is where "invalid syntax" points. In the second pass the rules
 * called `invalid_...` take part and raise. Results are {@link Match}es: enough of a tree to say what kind of
 * expression stands where.
 *
 * CPython remembers the results of some rules only, and regardless of whether the `invalid_` rules were on when it
 * found them; that shows in its messages, so those rules (`memo`) are remembered the same way here. All others are
 * remembered under both conditions apart, which changes nothing but the time it takes: no program can make this
 * exponential.
 *
 * The grammar descends some 27 rules for each pair of parentheses. The engine therefore keeps a stack of its own,
 * frames of rules and of items under way, and never recurses: what nests to CPython's limit is diagnosed in full,
 * however little JavaScript stack is left.
 */
import { tooComplex } from "../parser/cursor.ts";
import { softKeywords, T, type TokenKind } from "../token.ts";
import type { Tokens } from "../tokenizer.ts";
import type { Alternative, Item, Rule } from "./rules.ts";

/** What an item matched: tokens `first` to `last`. `kind` is "token", "seq", or what an alternative makes. */
export interface Match {
  readonly kind: string;
  readonly first: number;
  readonly last: number;
  readonly items: readonly (Match | null)[];
}

export type Labels = Readonly<Record<string, Match | null>>;

/** What the engine asks of its owner when an alternative with an action has matched. */
export interface Actions {
  /** Yields a match, or `undefined` to decline, or throws. */
  perform(alternative: Alternative, match: Match, labels: Labels): Match | undefined;
  /** Throws "expected 'x'" at a token. */
  expected(spelling: string, token: number): never;
  /** Throws the tokenizer's error, whose token has been reached. */
  tokenizerFailed(): never;
}

/** CPython's MAXSTACK. */
const MAX_LEVEL = 6000;

/** A result: a match, `null` for an optional item that is absent, `undefined` for none; or that a frame must run first. */
type Result = Match | null | undefined | typeof pending;
const pending = Symbol("a frame has been pushed");

interface Memo {
  readonly match: Match | null | undefined;
  readonly mark: number;
}

const noItems: readonly (Match | null)[] = [];

/** A rule under way: in which alternative, at which item. */
interface RuleFrame {
  readonly type: "rule";
  readonly rule: Rule;
  readonly start: number;
  /** Whether the `invalid_` rules were on outside. */
  readonly invalid: boolean;
  /** The alternatives being tried, which are the tails once a base has matched, and where the attempt began. */
  alternatives: readonly Alternative[];
  base: Match | null | undefined;
  attempt: number;
  at: number;
  item: number;
  items: (Match | null)[];
  labels: Record<string, Match | null> | undefined;
  committed: boolean;
}

/** An item under way that has another inside: optional, repeated, a list, a lookahead. */
interface ItemFrame {
  readonly type: "item";
  readonly item: Exclude<Item, { type: "token" | "soft" | "rule" | "forced" | "cut" }>;
  readonly start: number;
  /** Where to go back to if what is under way does not match. */
  before: number;
  readonly items: (Match | null)[];
  afterSeparator: boolean;
}

export class Engine {
  /** Tokens before this one have been looked at. */
  fill: number;
  /** The token to match next. */
  mark: number;
  readonly #tokens: Tokens;
  readonly #text: string;
  readonly #actions: Actions;
  readonly #memo: (Memo | undefined)[][] = [];
  readonly #leaves: Match[] = [];
  readonly #stack: (RuleFrame | ItemFrame)[] = [];
  #invalid: boolean;

  constructor(tokens: Tokens, text: string, actions: Actions, start: number, fill: number, invalid: boolean) {
    this.#tokens = tokens;
    this.#text = text;
    this.#actions = actions;
    this.mark = start;
    this.fill = fill;
    this.#invalid = invalid;
  }

  /** The kind of a token, which counts as looked at from now on. */
  look(index: number): TokenKind {
    const kind = this.#tokens.kinds[index]!;
    if (index >= this.fill) {
      this.fill = index + 1;
      if (kind === T.ERRORTOKEN) this.#actions.tokenizerFailed();
    }
    return kind;
  }

  /** Runs a rule at `mark` and says whether it matched. */
  run(rule: Rule): boolean {
    let result = this.#call(rule);
    for (;;) {
      const frame = this.#stack[this.#stack.length - 1];
      if (frame === undefined) return result !== undefined;
      if (frame.type === "rule")
        result = result === pending ? this.#advance(frame) : this.#resume(frame, result);
      else result = result === pending ? this.#begin(frame) : this.#resumeItem(frame, result);
    }
  }

  /** Looks a rule up in the memo, or pushes its frame. */
  #call(rule: Rule): Result {
    if (rule.id !== -1) {
      this.#memo[this.mark] ??= [];
      const known = this.#memo[this.mark]![this.#slot(rule, this.#invalid)];
      if (known !== undefined) {
        this.mark = known.mark;
        return known.match;
      }
    }
    if (this.#stack.length >= MAX_LEVEL) throw tooComplex;
    this.#stack.push({
      type: "rule",
      rule,
      start: this.mark,
      invalid: this.#invalid,
      alternatives: rule.alternatives,
      base: undefined,
      attempt: this.mark,
      at: -1,
      item: 0,
      items: [],
      labels: undefined,
      committed: false,
    });
    if (rule.valid) this.#invalid = false;
    return pending;
  }

  #slot(rule: Rule, invalid: boolean): number {
    return rule.id * 2 + (invalid && !rule.memo ? 1 : 0);
  }

  /** Goes on with a rule from where its frame stands: the next item, alternative, or its end. */
  #advance(frame: RuleFrame): Result {
    for (;;) {
      if (frame.at === -1 && !this.#nextAlternative(frame)) return this.#finish(frame, frame.base);
      const alternative = frame.alternatives[frame.at]!;
      const item = alternative.items[frame.item];
      if (item === undefined) {
        const result = this.#complete(frame, alternative);
        if (result === undefined && frame.base === undefined) return this.#finish(frame, undefined);
        if (alternative.tails.length === 0 && frame.base === undefined) return this.#finish(frame, result);
        if (result === undefined) {
          if (!this.#nextAlternative(frame)) return this.#finish(frame, frame.base);
          continue;
        }
        if (frame.base === undefined) frame.alternatives = alternative.tails;
        frame.base = result;
        frame.attempt = this.mark;
        frame.at = -1;
        continue;
      }
      if (item.type === "cut") {
        frame.committed = true;
        frame.item++;
        continue;
      }
      const result = this.#try(item);
      if (result === pending) return pending;
      const ended = this.#take(frame, item, result);
      if (ended !== pending) return ended;
    }
  }

  #resume(frame: RuleFrame, result: Match | null | undefined): Result {
    const item = frame.alternatives[frame.at]!.items[frame.item]!;
    const ended = this.#take(frame, item, result);
    return ended === pending ? this.#advance(frame) : ended;
  }

  /** Notes an item's result, or leaves the alternative where there is none; `pending` means that the rule goes on. */
  #take(frame: RuleFrame, item: Item, result: Match | null | undefined): Result {
    if (result === undefined) {
      if (frame.committed || !this.#nextAlternative(frame)) return this.#finish(frame, frame.base);
      return pending;
    }
    if (item.type !== "ahead") {
      frame.items.push(result);
      if (item.label !== undefined) {
        frame.labels ??= {};
        frame.labels[item.label] = result;
      }
    }
    frame.item++;
    return pending;
  }

  #nextAlternative(frame: RuleFrame): boolean {
    do frame.at++;
    while (frame.at < frame.alternatives.length && frame.alternatives[frame.at]!.invalid && !this.#invalid);
    frame.item = 0;
    frame.items = [];
    frame.labels = undefined;
    frame.committed = false;
    this.mark = frame.attempt;
    return frame.at < frame.alternatives.length;
  }

  /** All items of an alternative have matched: what comes of it; `undefined` if its action declines. */
  #complete(frame: RuleFrame, alternative: Alternative): Match | null | undefined {
    const { action } = alternative;
    const { items } = frame;
    if (action === undefined && items.length === 1) return items[0]!;
    const kind = action === undefined || action.raises ? "seq" : action.name;
    const match = { kind, first: frame.start, last: this.#lastToken(frame.start), items };
    if (action === undefined) return match;
    const labels = frame.labels ?? {};
    if (!action.raises && action.name.startsWith("=")) return labels[action.name.slice(1)]!;
    return this.#actions.perform(alternative, match, labels);
  }

  #finish(frame: RuleFrame, match: Match | null | undefined): Match | null | undefined {
    this.#stack.pop();
    this.#invalid = frame.invalid;
    if (frame.rule.id !== -1) {
      this.#memo[frame.start]![this.#slot(frame.rule, frame.invalid)] = { match, mark: this.mark };
    }
    return match;
  }

  /** The last token before `mark` that is no NEWLINE, INDENT or DEDENT. */
  #lastToken(start: number): number {
    let at = this.mark - 1;
    for (; at > start; at--) {
      const kind = this.#tokens.kinds[at]!;
      if (kind !== T.ENDMARKER && (kind < T.NEWLINE || kind > T.DEDENT)) break;
    }
    return at;
  }

  /** Matches an item at `mark` if a look at one token can, or pushes a frame for it. */
  #try(item: Item): Result {
    switch (item.type) {
      case "token":
        return this.look(this.mark) === item.kind ? this.#leaf(this.mark++) : undefined;
      case "soft":
        return this.look(this.mark) === T.NAME && this.#isSoft(this.mark, item.word)
          ? this.#leaf(this.mark++)
          : undefined;
      case "forced":
        if (this.look(this.mark) !== item.kind) this.#actions.expected(item.spelling, this.mark);
        return this.#leaf(this.mark++);
      case "rule":
        return this.#call(item.rule);
      case "cut":
        return null;
      default:
        if (this.#stack.length >= MAX_LEVEL) throw tooComplex;
        this.#stack.push({
          type: "item",
          item,
          start: this.mark,
          before: this.mark,
          items: [],
          afterSeparator: false,
        });
        return pending;
    }
  }

  #begin(frame: ItemFrame): Result {
    const result = this.#try(frame.item.item);
    return result === pending ? pending : this.#resumeItem(frame, result);
  }

  /** What is inside an item has come out as `result`; goes on until it must wait again or is done. */
  #resumeItem(frame: ItemFrame, result: Match | null | undefined): Result {
    let inner: Result = result;
    while (inner !== pending) {
      const { item } = frame;
      if (item.type === "ahead") {
        this.mark = frame.start;
        this.#stack.pop();
        return (inner !== undefined) === item.wanted ? null : undefined;
      }
      if (inner === undefined) {
        this.#stack.pop();
        this.mark = frame.before;
        if (item.type === "optional") return null;
        if (frame.items.length < (item.type === "list" ? 1 : item.least)) return undefined;
        return this.#sequence(frame);
      }
      if (item.type === "optional") {
        this.#stack.pop();
        return inner;
      }
      if (item.type === "list" && frame.afterSeparator) {
        frame.afterSeparator = false;
        inner = this.#try(item.item);
        continue;
      }
      frame.items.push(inner);
      frame.before = this.mark;
      if (item.type === "list") frame.afterSeparator = true;
      inner = this.#try(item.type === "list" ? item.separator : item.item);
    }
    return pending;
  }

  #sequence(frame: ItemFrame): Match {
    return { kind: "seq", first: frame.start, last: this.#lastToken(frame.start), items: frame.items };
  }

  #leaf(index: number): Match {
    this.#leaves[index] ??= { kind: "token", first: index, last: index, items: noItems };
    return this.#leaves[index];
  }

  #isSoft(index: number, word: string | undefined): boolean {
    const name = this.#text.slice(this.#tokens.starts[index], this.#tokens.ends[index]);
    return word === undefined ? softKeywords.has(name) : name === word;
  }
}
