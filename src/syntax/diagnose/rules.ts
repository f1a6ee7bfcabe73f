/** From the grammar's text to rules that the engine can run. */
import { InternalError } from "../../base/assert.ts";
import { keywords, operators, T, type TokenKind } from "../token.ts";
import { grammar } from "./grammar.ts";
import { invalidRules } from "./invalid-rules.ts";

export type Item =
  | { readonly type: "token"; readonly kind: TokenKind; readonly label: string | undefined }
  | { readonly type: "soft"; readonly word: string | undefined; readonly label: string | undefined }
  | { readonly type: "rule"; readonly rule: Rule; readonly label: string | undefined }
  | { readonly type: "optional"; readonly item: Item; readonly label: string | undefined }
  | {
      readonly type: "repeat";
      readonly item: Item;
      readonly least: 0 | 1;
      readonly label: string | undefined;
    }
  | {
      readonly type: "list";
      readonly separator: Item;
      readonly item: Item;
      readonly label: string | undefined;
    }
  | { readonly type: "ahead"; readonly item: Item; readonly wanted: boolean; readonly label: undefined }
  | {
      readonly type: "forced";
      readonly kind: TokenKind;
      readonly spelling: string;
      readonly label: undefined;
    }
  | { readonly type: "cut"; readonly label: undefined };

export interface Alternative {
  readonly items: readonly Item[];
  /** How many items yield a result: all but lookaheads and cuts. */
  readonly results: number;
  readonly labelled: boolean;
  /** Is nothing but a reference to an `invalid_` rule, and counts in the second pass only. */
  readonly invalid: boolean;
  /** `-> Kind`, `-> =label`, `-> action label ...`; `!! action label ... "text"`. */
  readonly action: Action | undefined;
  /** What may follow, again and again (`%%`). */
  readonly tails: readonly Alternative[];
}

export interface Action {
  readonly raises: boolean;
  readonly name: string;
  readonly labels: readonly string[];
  readonly text: string;
}

export interface Rule {
  readonly name: string;
  readonly id: number;
  /** CPython remembers the result, whether or not the `invalid_` rules were on. */
  readonly memo: boolean;
  /** Switches the `invalid_` rules off below it. */
  readonly valid: boolean;
  alternatives: readonly Alternative[];
}

/** Reads both grammars. The result is large and the same for all; the caller keeps it. */
export function readRules(): ReadonlyMap<string, Rule> {
  const rules = new Map<string, Rule>();
  const bodies: [Rule, string[]][] = [];
  for (const line of `${grammar}\n${invalidRules}`.split("\n")) {
    const head = /^(\w+)(?: \((\w+)\))?:$/.exec(line);
    if (head !== null) {
      const [, name, flag] = head;
      const rule: Rule = {
        name: name!,
        id: rules.size,
        memo: flag === "memo",
        valid: flag === "valid",
        alternatives: [],
      };
      rules.set(rule.name, rule);
      bodies.push([rule, []]);
    } else if (line.startsWith("  | ")) bodies.at(-1)![1].push(line.slice(4));
  }
  const reader = new Reader(rules);
  for (const [rule, lines] of bodies) rule.alternatives = lines.map((line) => reader.alternative(line));
  return rules;
}

const tokenNames = new Set<string>(Object.keys(T));
const lexeme = /\s*('[^']+'|"[^"]+"|\w+=(?=\S)|\w+|&&|%%|[&!()[\]|*+?.~])/y;

class Reader {
  readonly #rules: Map<string, Rule>;
  #lexemes: string[] = [];
  #at = 0;

  constructor(rules: Map<string, Rule>) {
    this.#rules = rules;
  }

  /** An alternative with its ending. */
  alternative(line: string): Alternative {
    const raises = line.split(" !! ");
    if (raises.length === 2) return this.#sequenceOf(raises[0]!, readRaise(raises[1]!));
    const [first, ...rest] = line.split(" %% ");
    const tails = rest.map((tail) => this.#withYield(tail, []));
    return this.#withYield(first!, tails);
  }

  #withYield(text: string, tails: readonly Alternative[]): Alternative {
    const [items, ending] = text.split(" -> ");
    if (ending === undefined) return this.#sequenceOf(items!, undefined, tails);
    const [name, ...labels] = ending.trim().split(" ");
    return this.#sequenceOf(items!, { raises: false, name: name!, labels, text: "" }, tails);
  }

  #sequenceOf(text: string, action: Action | undefined, tails: readonly Alternative[] = []): Alternative {
    this.#lexemes = [];
    this.#at = 0;
    lexeme.lastIndex = 0;
    while (lexeme.lastIndex < text.trimEnd().length) {
      const match = lexeme.exec(text);
      if (match === null) throw new InternalError(`grammar: cannot read ${text}`);
      this.#lexemes.push(match[1]!);
    }
    return this.#sequence(action, tails);
  }

  #sequence(action: Action | undefined, tails: readonly Alternative[]): Alternative {
    const items: Item[] = [];
    while (this.#at < this.#lexemes.length && !/^[|)\]]$/.test(this.#lexemes[this.#at]!))
      items.push(this.#item());
    return {
      items,
      results: items.filter((item) => item.type !== "ahead" && item.type !== "cut").length,
      labelled: items.some((item) => item.label !== undefined),
      invalid: items.length === 1 && items[0]!.type === "rule" && items[0]!.rule.name.startsWith("invalid_"),
      action,
      tails,
    };
  }

  #item(): Item {
    let label: string | undefined;
    let next = this.#lexemes[this.#at]!;
    if (next.endsWith("=") && /^\w/.test(next)) {
      label = next.slice(0, -1);
      next = this.#lexemes[++this.#at]!;
    }
    switch (next) {
      case "~":
        this.#at++;
        return { type: "cut", label: undefined };
      case "&":
      case "!":
        this.#at++;
        return { type: "ahead", item: this.#suffixed(undefined), wanted: next === "&", label: undefined };
      case "&&": {
        const spelling = this.#lexemes[this.#at + 1]!.slice(1, -1);
        this.#at += 2;
        return { type: "forced", kind: operators.get(spelling)!, spelling, label: undefined };
      }
      default:
        return this.#suffixed(label);
    }
  }

  #suffixed(label: string | undefined): Item {
    const before = this.#at;
    const item = this.#primary(label);
    switch (this.#lexemes[this.#at]) {
      case "*":
        this.#at++;
        return { type: "repeat", item, least: 0, label };
      case "+":
        this.#at++;
        return { type: "repeat", item, least: 1, label };
      case "?":
        this.#at++;
        return { type: "optional", item, label };
      case ".": {
        this.#at = before;
        const separator = this.#primary(undefined);
        this.#at++;
        const element = this.#primary(undefined);
        this.#at++;
        return { type: "list", separator, item: element, label };
      }
      default:
        return item;
    }
  }

  #primary(label: string | undefined): Item {
    const next = this.#lexemes[this.#at++]!;
    if (next.startsWith("'")) {
      const spelling = next.slice(1, -1);
      const kind = keywords.get(spelling) ?? operators.get(spelling);
      if (kind === undefined) throw new InternalError(`grammar: no token ${next}`);
      return { type: "token", kind, label };
    }
    if (next.startsWith('"')) {
      const word = next.slice(1, -1);
      const operator = operators.get(word);
      return operator === undefined
        ? { type: "soft", word, label }
        : { type: "token", kind: operator, label };
    }
    if (next === "(" || next === "[") {
      const alternatives: Alternative[] = [];
      do alternatives.push(this.#sequence(undefined, []));
      while (this.#lexemes[this.#at++] === "|");
      const rule: Rule = { name: "", id: -1, memo: false, valid: false, alternatives };
      return next === "("
        ? { type: "rule", rule, label }
        : { type: "optional", item: { type: "rule", rule, label }, label };
    }
    if (next === "SOFT_KEYWORD") return { type: "soft", word: undefined, label };
    if (tokenNames.has(next)) return { type: "token", kind: T[next as keyof typeof T], label };
    const rule = this.#rules.get(next);
    if (rule === undefined) throw new InternalError(`grammar: no rule ${next}`);
    return { type: "rule", rule, label };
  }
}

/** `range a b "text"` */
function readRaise(ending: string): Action {
  const [, name, labels, text] = /^(\w+)((?: \w+)*)(?: "(.*)")?$/.exec(ending)!;
  return {
    raises: true,
    name: name!,
    labels: labels!.split(" ").slice(1),
    text: (text ?? "").replaceAll('\\"', '"'),
  };
}
