/**
 * Where in a failing expression the carets go: under the operator of a binary operation, under the brackets of a call
 * or subscript.
 *
 *     a + b.c[0] / n        f(1, 2)       table[row][col]
 *     ~~^~~~~~~~~~~~        ~^^^^^^       ~~~~~~~~~~^^^^^
 *
 * CPython parses the segment again (_extract_caret_anchors_from_line_segment in Lib/traceback.py). The segment is known
 * to be an expression, so its outermost node can be told from its tokens outside of brackets: the binary operator
 * that binds least, or else the brackets at the end. No parser is needed.
 */

/** Character positions in the lines of the segment: the part between is marked `^`, the rest `~`. */
export interface Anchors {
  leftLine: number;
  leftColumn: number;
  rightLine: number;
  rightColumn: number;
}

interface Token {
  kind: "operand" | "operator" | "keyword" | "call" | "subscript";
  text: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/** Operators that bind less than any binary arithmetic: the expression is then neither of the three. */
const LOOSE_OPERATORS = new Set([",", ":", ":=", "=", "<", ">", "==", "!=", "<=", ">=", ";"]);
const LOOSE_KEYWORDS = new Set([
  "assert",
  "class",
  "def",
  "del",
  "except",
  "global",
  "import",
  "nonlocal",
  "raise",
  "return",
  "try",
  "while",
  "with",
  "lambda",
  "if",
  "else",
  "for",
  "or",
  "and",
  "not",
  "in",
  "is",
  "yield",
  "async",
  "from",
]);
const BINARY: Readonly<Record<string, number>> = {
  "|": 1,
  "^": 2,
  "&": 3,
  "<<": 4,
  ">>": 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
  "//": 6,
  "%": 6,
  "@": 6,
  "**": 8,
};

/** The anchors of a segment, given as its lines; undefined when there is nothing to mark. */
export function findAnchors(lines: readonly (readonly string[])[]): Anchors | undefined {
  const tokens = new Scanner(lines).tokens();
  if (tokens === undefined || tokens.length === 0) return undefined;
  if (
    tokens.some(
      (token) =>
        (token.kind === "operator" && LOOSE_OPERATORS.has(token.text)) || LOOSE_KEYWORDS.has(token.text),
    )
  ) {
    return undefined;
  }
  let best: Token | undefined;
  let prefixed = false;
  let afterOperand = false;
  for (const [i, token] of tokens.entries()) {
    const precedence = token.kind === "operator" ? BINARY[token.text] : undefined;
    if (precedence !== undefined && afterOperand) {
      const current = best === undefined ? undefined : (BINARY[best.text] as number);
      const wins =
        current === undefined || precedence < current || (precedence === current && precedence !== 8);
      if (wins && !(precedence === 8 && prefixed)) best = token;
    } else if (i === 0 && (token.kind === "operator" || token.text === "await")) {
      prefixed = token.text !== "await";
      if (token.text.startsWith("*")) return undefined;
    }
    afterOperand = token.kind !== "operator" && token.kind !== "keyword";
  }
  if (best !== undefined) {
    return {
      leftLine: best.line,
      leftColumn: best.column,
      rightLine: best.endLine,
      rightColumn: best.endColumn,
    };
  }
  const first = tokens[0] as Token;
  const last = tokens[tokens.length - 1] as Token;
  if (first.kind === "operator" || first.kind === "keyword") return undefined;
  if (last.kind !== "call" && last.kind !== "subscript") return undefined;
  return {
    leftLine: last.line,
    leftColumn: last.column,
    rightLine: last.endLine,
    rightColumn: last.endColumn,
  };
}

const isNameStart = (ch: string): boolean => /[\p{L}\p{Nl}_]/u.test(ch);
const isNamePart = (ch: string): boolean => /[\p{L}\p{N}\p{Mn}\p{Mc}\p{Pc}]/u.test(ch);
const isDigit = (ch: string): boolean => ch >= "0" && ch <= "9";
const OPEN: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const LONG_OPERATORS = ["**", "//", "<<", ">>", "==", "!=", "<=", ">=", ":=", "->"];

/** Tokens outside of brackets; a bracketed group counts as one. */
class Scanner {
  readonly lines: readonly (readonly string[])[];
  line = 0;
  column = 0;

  constructor(lines: readonly (readonly string[])[]) {
    this.lines = lines;
  }

  get done(): boolean {
    return this.line >= this.lines.length;
  }

  /** The character here, "\n" at the end of a line, "" at the end. */
  peek(ahead = 0): string {
    const line = this.lines[this.line];
    return line === undefined ? "" : (line[this.column + ahead] ?? (ahead === 0 ? "\n" : ""));
  }

  next(): void {
    if (this.column >= (this.lines[this.line]?.length ?? 0)) {
      this.line++;
      this.column = 0;
    } else this.column++;
  }

  tokens(): Token[] | undefined {
    const tokens: Token[] = [];
    for (;;) {
      this.skipBlank();
      if (this.done) return tokens;
      const previous = tokens[tokens.length - 1];
      const { line, column } = this;
      const ch = this.peek();
      const token: Token = { kind: "operand", text: "", line, column, endLine: 0, endColumn: 0 };
      if (Object.hasOwn(OPEN, ch)) {
        const applied = previous !== undefined && previous.kind !== "operator" && previous.kind !== "keyword";
        if (applied && ch === "(") token.kind = "call";
        if (applied && ch === "[") token.kind = "subscript";
        if (!this.skipGroup()) return undefined;
      } else if (isNameStart(ch)) {
        while (isNamePart(this.peek())) {
          token.text += this.peek();
          this.next();
        }
        if (this.peek() === '"' || this.peek() === "'") {
          if (!this.skipString(/f|t/i.test(token.text))) return undefined;
          token.text = "";
        } else if (LOOSE_KEYWORDS.has(token.text) || token.text === "await") token.kind = "keyword";
      } else if (isDigit(ch) || (ch === "." && isDigit(this.peek(1)))) {
        while (/[\w.]/.test(this.peek())) {
          const exponent = /e/i.test(this.peek()) && /[+-]/.test(this.peek(1));
          this.next();
          if (exponent) this.next();
        }
      } else if (ch === '"' || ch === "'") {
        if (!this.skipString(false)) return undefined;
      } else {
        const two = ch + this.peek(1);
        token.kind = ch === "." ? "operand" : "operator";
        token.text = LONG_OPERATORS.includes(two) ? two : ch;
        if (!/^[-+*/%@&|^~<>=!,:;.]/.test(ch)) return undefined;
        for (let i = 0; i < token.text.length; i++) this.next();
      }
      token.endLine = this.line;
      token.endColumn = this.column;
      tokens.push(token);
    }
  }

  skipBlank(): void {
    while (!this.done) {
      const ch = this.peek();
      if (ch === "#" || (ch === "\\" && this.peek(1) === "")) {
        this.line++;
        this.column = 0;
      } else if (ch === "\n" || /\s/.test(ch)) this.next();
      else return;
    }
  }

  /** Over a bracket and all up to its partner. */
  skipGroup(): boolean {
    const closing: string[] = [];
    do {
      this.skipBlank();
      if (this.done) return false;
      const ch = this.peek();
      if (Object.hasOwn(OPEN, ch)) closing.push(OPEN[ch] as string);
      else if (ch === ")" || ch === "]" || ch === "}") {
        if (closing.pop() !== ch) return false;
      } else if (ch === '"' || ch === "'") {
        if (!this.skipString(false)) return false;
        continue;
      } else if (isNameStart(ch)) {
        let name = "";
        while (isNamePart(this.peek())) {
          name += this.peek();
          this.next();
        }
        if (/^[a-z]{1,2}$/i.test(name) && (this.peek() === '"' || this.peek() === "'")) {
          if (!this.skipString(/f|t/i.test(name))) return false;
        }
        continue;
      }
      this.next();
    } while (closing.length > 0);
    return true;
  }

  /** Over a string literal that starts here; fields of f-strings may hold quotes of the same kind. */
  skipString(formatted: boolean): boolean {
    const quote = this.peek();
    const triple = this.peek(1) === quote && this.peek(2) === quote;
    const width = triple ? 3 : 1;
    for (let i = 0; i < width; i++) this.next();
    for (;;) {
      if (this.done) return false;
      const ch = this.peek();
      if (ch === "\\") {
        this.next();
        this.next();
      } else if (ch === quote && (!triple || (this.peek(1) === quote && this.peek(2) === quote))) {
        for (let i = 0; i < width; i++) this.next();
        return true;
      } else if (ch === "\n" && !triple) {
        return false;
      } else if (formatted && ch === "{") {
        if (this.peek(1) === "{") {
          this.next();
          this.next();
        } else if (!this.skipGroup()) return false;
      } else this.next();
    }
  }
}
