/**
 * Programs that match: every line compiles one generated pattern and runs it over a few short texts, made of the same few
 * characters so that much of it matches, in every way there is: `match`, `fullmatch`, `search`, `finditer`, `split`, `sub`, the
 * positions. Wrong patterns are as welcome: their errors are compared too.
 */
import { Random } from "./random.mjs";

/** Among them characters with several cases, or whose case is of another script, and one beyond the Basic Multilingual Plane. */
const CHARACTERS = [
  "a",
  "b",
  "c",
  "A",
  "B",
  "1",
  "_",
  " ",
  "-",
  "\n",
  "é",
  "É",
  "ß",
  "ſ",
  "s",
  "K",
  "k",
  "İ",
  "i",
  "µ",
  "μ",
  "Σ",
  "ς",
  "😀",
  "ǆ",
  "ǅ",
];
const BYTES = ["a", "b", "c", "A", "B", "1", "_", " ", "-", "\n", "é", "É", "ÿ", "s", "k"];
const ESCAPES = ["\\w", "\\W", "\\d", "\\D", "\\s", "\\S"];
const PLACES = ["^", "$", "\\b", "\\B", "\\A", "\\Z", "\\z"];
const FLAGS = ["I", "M", "S", "X", "A"];
const COUNTS = ["*", "+", "?", "{2}", "{1,2}", "{,2}", "{2,}", "{0}", "{0,0}", "{1,3}"];

/** What a pattern is made of: the random source, and the groups it has so far. */
class Maker {
  #r;
  #characters;
  #groups = 0;
  #closed = [];
  #named = 0;
  #names = [];

  constructor(r, characters) {
    this.#r = r;
    this.#characters = characters;
  }

  pattern(depth) {
    const alternatives = this.#r.chance(0.25) ? 2 + this.#r.below(2) : 1;
    return this.#r.many(alternatives, () => this.#sequence(depth)).join("|");
  }

  #sequence(depth) {
    return this.#r
      .many(
        this.#r.weighted([
          [1, 0],
          [5, 1],
          [6, 2],
          [3, 3],
        ]),
        () => this.#repeated(depth),
      )
      .join("");
  }

  #repeated(depth) {
    const r = this.#r;
    const item = this.#item(depth);
    if (r.chance(0.62)) return item;
    return (
      item +
      r.pick(COUNTS) +
      r.weighted([
        [6, ""],
        [3, "?"],
        [2, "+"],
        [1, "*"],
      ])
    );
  }

  #item(depth) {
    const r = this.#r;
    if (depth > 0 && r.chance(0.45)) return this.#group(depth - 1);
    return r.weighted([
      [12, () => this.#literal()],
      [3, () => "."],
      [4, () => r.pick(ESCAPES)],
      [4, () => this.#set()],
      [3, () => r.pick(PLACES)],
      [3, () => this.#reference()],
    ])();
  }

  #literal() {
    const character = this.#r.pick(this.#characters);
    return character === "\n" ? "\\n" : character;
  }

  #set() {
    const r = this.#r;
    const parts = r.many(1 + r.below(3), () =>
      r.weighted([
        [6, () => this.#literal().replace("-", "\\-")],
        [2, () => r.pick(ESCAPES)],
        [2, () => r.pick(["a-c", "A-Z", "a-z", "0-9", " -a", "é-ÿ", "\\x00-\\xff"])],
      ])(),
    );
    return `[${r.chance(0.3) ? "^" : ""}${parts.join("")}]`;
  }

  #reference() {
    const r = this.#r;
    if (this.#names.length > 0 && r.chance(0.3)) return `(?P=${r.pick(this.#names)})`;
    return this.#groups === 0 && r.chance(0.9)
      ? this.#literal()
      : `\\${1 + r.below(Math.max(1, this.#groups))}`;
  }

  #group(depth) {
    const r = this.#r;
    return r.weighted([
      [10, () => this.#capture("(", depth)],
      [5, () => `(?:${this.pattern(depth)})`],
      [2, () => this.#namedGroup(depth)],
      [3, () => `(?>${this.pattern(depth)})`],
      [2, () => `(?=${this.pattern(depth)})`],
      [2, () => `(?!${this.pattern(depth)})`],
      [3, () => `(?<=${this.#fixed()})`],
      [2, () => `(?<!${this.#fixed()})`],
      [2, () => this.#conditional(depth)],
      [
        4,
        () =>
          `(?${r.pick(["i", "s", "m", "x", "a", "-i", "i-s", "-s", "u", "L", "im"])}:${this.pattern(depth)})`,
      ],
      [1, () => `(?#${this.#literal()})`],
    ])();
  }

  #capture(open, depth) {
    const group = ++this.#groups;
    const text = `${open}${this.pattern(depth)})`;
    this.#closed.push(group);
    return text;
  }

  #namedGroup(depth) {
    const name = `n${this.#named++}`;
    const text = this.#capture(`(?P<${name}>`, depth);
    this.#names.push(name);
    return text;
  }

  /** Mostly of one width, as look-behind wants it. */
  #fixed() {
    const r = this.#r;
    if (r.chance(0.1)) return this.pattern(1);
    return r
      .many(1 + r.below(2), () =>
        r.pick([() => this.#literal(), () => r.pick(ESCAPES), () => this.#set(), () => r.pick(PLACES)])(),
      )
      .join("");
  }

  /** Not on a group that is open: then CPython sees where it closed in a try that has failed. */
  #conditional(depth) {
    const r = this.#r;
    const group = this.#closed.length > 0 ? r.pick(this.#closed) : this.#groups + 1;
    const name = this.#names.length > 0 && r.chance(0.3) ? r.pick(this.#names) : group;
    return `(?(${name})${this.#sequence(depth)}${r.chance(0.6) ? `|${this.#sequence(depth)}` : ""})`;
  }
}

const text = (r, characters) => r.many(r.below(9), () => r.pick(characters)).join("");

function matching(r) {
  const isText = r.chance(0.85);
  const all = isText ? CHARACTERS : BYTES;
  // A few characters of all, so that patterns and texts meet.
  const characters = r.many(3 + r.below(5), () => r.pick(all));
  const maker = new Maker(r, characters);
  const global = r.chance(0.1) ? r.pick(["(?i)", "(?s)", "(?x)", "(?m)", "(?a)", "(?u)", "(?L)"]) : "";
  const pattern = global + maker.pattern(3);
  const flags = r.chance(0.5) ? `re.${r.pick(FLAGS)}${r.chance(0.3) ? ` | re.${r.pick(FLAGS)}` : ""}` : "0";
  const template = r.pick(["<\\\\g<0>>", "[\\\\1]", "\\\\g<n0>", "-", "", "\\\\n"]);
  const literal = (value) => `${JSON.stringify(value)}${isText ? "" : '.encode("latin-1")'}`;
  const texts = r.many(3, () => literal(text(r, characters)));
  return `t(${literal(pattern)}, ${flags}, ${isText ? "" : "b"}'${template}', ${r.below(4)}, ${r.below(6)}, ${texts.join(", ")})`;
}

const PRELUDE = `import re
def spans(m):
    return m and (m.regs, m.lastindex, m.lastgroup)
def tries(p, template, pos, end, text):
    yield spans(p.match(text)), spans(p.fullmatch(text)), spans(p.search(text))
    yield [spans(m) for m in p.finditer(text)]
    yield p.findall(text), p.split(text), p.sub(lambda m: m[0] + m[0], text)
    yield spans(p.match(text, pos)), spans(p.search(text, pos, end)), spans(p.fullmatch(text, pos, end))
    yield p.subn(template, text, 2)
def t(pattern, flags, template, pos, end, *texts):
    for text in texts:
        call(lambda: list(tries(re.compile(pattern, flags), template, pos, end, text)))
`;

/** A program of `count` patterns; the same for the same seed. */
export function patternsProgram(seed, count = 25) {
  const r = new Random(seed);
  return `${PRELUDE}${r.many(count, () => matching(r)).join("\n")}\n`;
}
