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
 */
import type { TokenKind } from "../token.ts";
import { softKeywords, T } from "../token.ts";
import type { Tokens } from "../tokenizer.ts";
import { tooComplex } from "../parser/cursor.ts";
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
const MAX_LEVEL = 4000;

interface Memo {
  readonly match: Match | null | undefined;
  readonly mark: number;
}

const nothing: readonly (Match | null)[] = [];

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
  #invalid: boolean;
  #level = 0;

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

  /** Runs a rule at `mark`; `undefined` where it does not match, and `mark` then means nothing. */
  run(rule: Rule): Match | null | undefined {
    if (this.#level++ >= MAX_LEVEL) throw tooComplex;
    let result: Match | null | undefined;
    if (rule.id === -1) result = this.#alternatives(rule);
    else {
      const start = this.mark;
      const slot = rule.id * 2 + (this.#invalid && !rule.memo ? 1 : 0);
      this.#memo[start] ??= [];
      const row = this.#memo[start];
      const known = row[slot];
      if (known !== undefined) {
        this.mark = known.mark;
        result = known.match;
      } else {
        const invalid = this.#invalid;
        if (rule.valid) this.#invalid = false;
        result = this.#alternatives(rule);
        this.#invalid = invalid;
        row[slot] = { match: result, mark: this.mark };
      }
    }
    this.#level--;
    return result;
  }

  #alternatives(rule: Rule): Match | null | undefined {
    const start = this.mark;
    for (const alternative of rule.alternatives) {
      if (alternative.invalid && !this.#invalid) continue;
      this.mark = start;
      const result = this.#alternative(alternative, start);
      if (result === failed) continue;
      if (result === declined) return undefined;
      return alternative.tails.length === 0 ? result : this.#tails(alternative.tails, start, result);
    }
    return undefined;
  }

  #tails(tails: readonly Alternative[], start: number, base: Match | null): Match | null {
    let result = base;
    for (;;) {
      const before = this.mark;
      let grown: Match | null | undefined;
      for (const tail of tails) {
        this.mark = before;
        const match = this.#alternative(tail, start);
        if (match !== failed && match !== declined) {
          grown = match;
          break;
        }
      }
      if (grown === undefined) {
        this.mark = before;
        return result;
      }
      result = grown;
    }
  }

  #alternative(alternative: Alternative, start: number): Match | null | typeof failed | typeof declined {
    const items: (Match | null)[] = [];
    const labels: Record<string, Match | null> | undefined = alternative.labelled ? {} : undefined;
    let committed = false;
    for (const item of alternative.items) {
      if (item.type === "cut") {
        committed = true;
        continue;
      }
      const result = this.#item(item);
      if (result === undefined) return committed ? declined : failed;
      if (item.type === "ahead") continue;
      items.push(result);
      if (item.label !== undefined) labels![item.label] = result;
    }
    const action = alternative.action;
    if (action === undefined && items.length === 1) return items[0]!;
    const kind = action === undefined || action.raises ? "seq" : action.name;
    const match: Match = { kind, first: start, last: this.#lastToken(start), items };
    if (action === undefined) return match;
    if (!action.raises && action.name.startsWith("=")) return labels![action.name.slice(1)]!;
    return this.#actions.perform(alternative, match, labels ?? {}) ?? declined;
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

  #item(item: Item): Match | null | undefined {
    switch (item.type) {
      case "token":
        return this.look(this.mark) === item.kind ? this.#leaf(this.mark++) : undefined;
      case "soft":
        return this.look(this.mark) === T.NAME && this.#isSoft(this.mark, item.word)
          ? this.#leaf(this.mark++)
          : undefined;
      case "rule":
        return this.run(item.rule);
      case "optional": {
        const before = this.mark;
        const result = this.#item(item.item);
        if (result !== undefined) return result;
        this.mark = before;
        return null;
      }
      case "repeat":
        return this.#repeat(item.item, item.least);
      case "list":
        return this.#list(item.separator, item.item);
      case "ahead": {
        const before = this.mark;
        const result = this.#item(item.item);
        this.mark = before;
        return (result !== undefined) === item.wanted ? null : undefined;
      }
      case "forced":
        if (this.look(this.mark) !== item.kind) this.#actions.expected(item.spelling, this.mark);
        return this.#leaf(this.mark++);
      case "cut":
        return null;
    }
  }

  #repeat(item: Item, least: number): Match | undefined {
    const start = this.mark;
    const items: (Match | null)[] = [];
    for (;;) {
      const before = this.mark;
      const result = this.#item(item);
      if (result === undefined) {
        this.mark = before;
        break;
      }
      items.push(result);
    }
    if (items.length < least) return undefined;
    return { kind: "seq", first: start, last: this.#lastToken(start), items };
  }

  #list(separator: Item, item: Item): Match | undefined {
    const start = this.mark;
    const first = this.#item(item);
    if (first === undefined) return undefined;
    const items = [first];
    for (;;) {
      const before = this.mark;
      const next = this.#item(separator) === undefined ? undefined : this.#item(item);
      if (next === undefined) {
        this.mark = before;
        break;
      }
      items.push(next);
    }
    return { kind: "seq", first: start, last: this.#lastToken(start), items };
  }

  #leaf(index: number): Match {
    this.#leaves[index] ??= { kind: "token", first: index, last: index, items: nothing };
    return this.#leaves[index];
  }

  #isSoft(index: number, word: string | undefined): boolean {
    const name = this.#text.slice(this.#tokens.starts[index], this.#tokens.ends[index]);
    return word === undefined ? softKeywords.has(name) : name === word;
  }
}

const failed = Symbol("does not match");
const declined = Symbol("matches, but its action declines: the rule fails");
