/**
 * Small valid programs: expressions over the builtin types and operators, control flow, scopes, functions, classes, generators,
 * exceptions, patterns. They end by construction: loops run over short collections or count down, numbers grow slowly, and
 * functions call only functions defined before them. Errors are wanted; most statements stand where one is caught and shown.
 */
import { Random } from "./random.mjs";

const NAMES = ["a", "b", "c", "d", "e"];
const ERRORS = [
  "ValueError",
  "TypeError",
  "KeyError",
  "IndexError",
  "ZeroDivisionError",
  "RuntimeError",
  "LookupError",
  "Exception",
];
const SPECS = ["", "d", ">5", "<4", "^7", "05", ".2f", "x", "s", "!r", "e", "+", ",", "%"];
const STR_METHODS = [
  "upper()",
  "lower()",
  "strip()",
  "split()",
  "title()",
  "swapcase()",
  "isalpha()",
  "isdigit()",
  "encode()",
  "zfill(4)",
  "replace('a', 'xy')",
  "find('b')",
  "partition('b')",
  "count('a')",
  "startswith('a')",
  "splitlines()",
  "center(5, '*')",
  "join(['p', 'q'])",
];
const LIST_METHODS = [
  "copy()",
  "count(1)",
  "index(1)",
  "pop()",
  "append(9)",
  "reverse()",
  "sort()",
  "extend('xy')",
  "insert(1, 'n')",
  "clear()",
  "remove(2)",
];
const DICT_METHODS = [
  "keys()",
  "values()",
  "items()",
  "copy()",
  "get('a')",
  "get('z', 0)",
  "pop('a')",
  "setdefault('k', [])",
  "update(b=5)",
  "popitem()",
];
const SPECIAL = [
  ["__add__", "self, other", "return ('add', self.v, other)"],
  ["__radd__", "self, other", "return ('radd', other)"],
  ["__iadd__", "self, other", "self.v = other; return self"],
  ["__sub__", "self, other", "return NotImplemented"],
  ["__mul__", "self, other", "return self.v * 2"],
  ["__eq__", "self, other", "return isinstance(other, type(self)) and self.v == other.v"],
  ["__lt__", "self, other", "return repr(self.v) < repr(other)"],
  ["__hash__", "self", "return 7"],
  ["__len__", "self", "return 3"],
  ["__bool__", "self", "return bool(self.v)"],
  ["__getitem__", "self, key", "p('getitem', key); return [10, 20, 30][key]"],
  ["__setitem__", "self, key, value", "p('setitem', key, value)"],
  ["__delitem__", "self, key", "p('delitem', key)"],
  ["__contains__", "self, item", "return item == self.v"],
  ["__iter__", "self", "yield self.v; yield from (1, 2)"],
  ["__call__", "self, *args, **kwargs", "return (args, kwargs)"],
  [
    "__getattr__",
    "self, name",
    "if name.startswith('__'): raise AttributeError(name)\n        return 'attr ' + name",
  ],
  ["__setattr__", "self, name, value", "object.__setattr__(self, name, ('set', value))"],
  ["__repr__", "self", "return f'<{type(self).__name__}>'"],
  ["__str__", "self", "return 'str of it'"],
  ["__format__", "self, spec", "return 'format ' + spec"],
  ["__index__", "self", "return 2"],
  ["__int__", "self", "return 41"],
  ["__float__", "self", "return 0.25"],
  ["__neg__", "self", "return 'neg'"],
  ["__enter__", "self", "p('enter'); return self"],
  ["__exit__", "self, kind, error, tb", "p('exit', kind); return self.v == 1"],
  ["__missing__", "self, key", "return key"],
  ["__init_subclass__", "cls, **kwargs", "p('subclass', cls.__name__, kwargs); super().__init_subclass__()"],
];

const indent = (text) => text.replace(/^(?=.)/gm, "    ");

class Generator {
  constructor(seed) {
    this.r = new Random(seed);
    /** In each scope the names that are bound, with the kind of what was last assigned. */
    this.scopes = [new Map()];
    /** Functions by name with the number of positional arguments; those being defined are not among them. */
    this.functions = new Map();
    this.classes = [];
    this.count = 0;
    this.inFunction = 0;
    this.inGenerator = false;
    this.inLoop = 0;
    this.statements = 40;
  }

  fresh(prefix) {
    return `${prefix}${++this.count}`;
  }

  // --- expressions -----------------------------------------------------------------------------------------------------

  name() {
    const known = [...this.scopes.at(-1).keys()];
    if (known.length === 0 || this.r.chance(0.02)) return this.r.pick(NAMES);
    return this.r.pick(known);
  }

  /** A name bound to a value of this kind, or a literal. */
  named(kind, literal) {
    const known = [...this.scopes.at(-1)].filter(([, of]) => of === kind);
    return known.length > 0 && this.r.chance(0.6) ? this.r.pick(known)[0] : literal();
  }

  number(depth) {
    const { r } = this;
    const n = () => this.number(depth - 1);
    if (depth <= 0 || r.chance(0.3))
      return this.named("number", () => (r.chance(0.75) ? this.int() : this.float()));
    return r.weighted([
      [8, () => `(${n()} ${r.pick(["+", "-", "*", "/", "//", "%"])} ${n()})`],
      [2, () => `(${n()} ${r.pick(["&", "|", "^"])} ${n()})`],
      [1, () => `(${n()} ${r.pick(["**", "<<", ">>"])} ${r.below(5)})`],
      [1, () => `(${r.pick(["-", "+"])}${n()})`],
      [1, () => `${r.pick(["abs", "int", "float", "round"])}(${n()})`],
      [1, () => `${r.pick(["len", "sum", "max", "min"])}(${this.sequence(depth - 1)})`],
      [1, () => `(${n()} if ${this.truth(depth - 1)} else ${n()})`],
      [1, () => `${this.sequence(depth - 1)}[${r.pick(["0", "-1", "1"])}]`],
    ])();
  }

  truth(depth) {
    const { r } = this;
    if (depth <= 0) return r.pick(["True", "False", this.name()]);
    const n = () => this.number(depth - 1);
    return r.weighted([
      [4, () => `(${n()} ${r.pick(["==", "!=", "<", "<=", ">", ">="])} ${n()})`],
      [1, () => `(${n()} < ${n()} <= ${n()})`],
      [1, () => `(${n()} in ${this.sequence(depth - 1)})`],
      [2, () => `(${this.truth(depth - 1)} ${r.pick(["and", "or"])} ${this.truth(depth - 1)})`],
      [1, () => `(not ${this.truth(depth - 1)})`],
      [1, () => `isinstance(${this.name()}, ${r.pick(["int", "str", "(float, list)"])})`],
    ])();
  }

  /** A sequence of numbers. */
  sequence(depth) {
    const { r } = this;
    const n = () => this.number(depth - 1);
    if (depth <= 0) return this.named("sequence", () => r.pick(["[1, 2, 3]", "(4, 5)", "range(4)", "[0.5]"]));
    return r.weighted([
      [3, () => this.named("sequence", () => `[${r.many(1 + r.below(4), n).join(", ")}]`)],
      [1, () => `(${n()}, ${n()})`],
      [
        2,
        () =>
          this.inner(
            ["i"],
            () =>
              `[${this.number(depth - 1)} for i in ${this.sequence(depth - 1)}${r.pick(["", ` if ${this.truth(depth - 1)}`])}]`,
            "number",
          ),
      ],
      [1, () => `sorted(${this.sequence(depth - 1)}${r.pick(["", ", reverse=True", ", key=lambda x: -x"])})`],
      [1, () => `${this.sequence(depth - 1)}[${this.slice()}]`],
      [
        1,
        () =>
          `list(map(lambda x: ${this.inner(["x"], () => this.number(depth - 1), "number")}, ${this.sequence(depth - 1)}))`,
      ],
      [1, () => `(${this.sequence(depth - 1)} + [${n()}])`],
    ])();
  }

  text(depth) {
    const { r } = this;
    const t = () => this.text(depth - 1);
    if (depth <= 0 || r.chance(0.3)) return this.named("text", () => this.str());
    return r.weighted([
      [2, () => `(${t()} + ${t()})`],
      [1, () => `(${t()} * ${r.below(3)})`],
      [
        2,
        () =>
          `${t()}.${r.pick(["upper()", "lower()", "strip()", "title()", "replace('a', 'xy')", "center(7, '.')", "zfill(5)", "join(['p', 'q'])", "swapcase()"])}`,
      ],
      [1, () => `${t()}[${this.slice()}]`],
      [2, () => `${r.pick(["str", "repr"])}(${this.expr(depth - 1)})`],
      [1, () => this.formatted(depth)],
      [1, () => `('%s-%r' % (${this.number(depth - 1)}, ${t()}))`],
    ])();
  }

  /** An expression of a kind that names the value's type, as `[kind, text]`. */
  kinded(depth) {
    const { r } = this;
    return r.weighted([
      [5, () => ["number", this.number(depth)]],
      [3, () => ["text", this.text(depth)]],
      [3, () => ["sequence", this.sequence(depth)]],
      [5, () => ["any", this.expr(depth)]],
    ])();
  }

  int() {
    const { r } = this;
    return r.weighted([
      [8, String(r.below(12))],
      [2, `-${r.below(9) + 1}`],
      [1, r.pick(["2**31", "10**12", "2**53 + 1", "-2**63", "1 << 40", "0xff", "0b101", "1_000"])],
    ]);
  }

  float() {
    return this.r.pick(["0.5", "1.5", "-2.0", "0.1", "3.0", "1e16", "-0.0", "2.75", "1e-7"]);
  }

  str() {
    return this.r.pick([
      "''",
      "'a'",
      "'abc'",
      "'b a'",
      "'12'",
      "'éß'",
      "'x\\ny'",
      "'😀z'",
      "'%d'",
      '"it\'s"',
      "'''q'''",
      "r'\\d'",
      "'A' 'b'",
    ]);
  }

  atom() {
    const { r } = this;
    return r.weighted([
      [8, () => this.name()],
      [5, () => this.int()],
      [2, () => this.float()],
      [4, () => this.str()],
      [1, () => r.pick(["None", "True", "False", "...", "b'ab'", "1j", "NotImplemented"])],
      [1, () => r.pick(["[]", "{}", "()", "set()", "[1, 2, 3]", "{'a': 1}", "(1, 'x')", "{1, 2}"])],
    ])();
  }

  /** An expression, in parentheses wherever that could matter. */
  expr(depth = 3) {
    const { r } = this;
    if (depth <= 0) return this.atom();
    const e = () => this.expr(depth - 1);
    return r.weighted([
      [5, () => this.atom()],
      [5, () => this.number(depth)],
      [4, () => this.text(depth)],
      [4, () => this.sequence(depth)],
      [2, () => this.truth(depth)],
      [3, () => `(${e()} ${r.pick(["+", "-", "*", "/", "//", "%", "&", "|", "^"])} ${e()})`],
      [1, () => `(${e()} ${r.pick(["**", "<<", ">>"])} ${r.below(5)})`],
      [1, () => `(${e()} * ${r.below(4)})`],
      [
        3,
        () => `(${e()} ${r.pick(["==", "!=", "<", "<=", ">", ">=", "in", "not in", "is", "is not"])} ${e()})`,
      ],
      [1, () => `(${e()} ${r.pick(["<", "<=", "=="])} ${e()} ${r.pick(["<", ">", "!="])} ${e()})`],
      [2, () => `(${e()} ${r.pick(["and", "or"])} ${e()})`],
      [1, () => `(${r.pick(["-", "+", "~", "not "])}${e()})`],
      [1, () => `(${e()} if ${e()} else ${e()})`],
      [2, () => `[${r.many(r.below(4), e).join(", ")}]`],
      [1, () => `[${e()}, *${this.ordered(depth - 1)}]`],
      [1, () => `(${r.many(1 + r.below(3), e).join(", ")},)`],
      [1, () => `{${r.many(1 + r.below(3), () => `${this.key()}: ${e()}`).join(", ")}}`],
      [1, () => `{${r.many(1 + r.below(3), () => this.key()).join(", ")}}`],
      [1, () => `{**${e()}, 'k': ${e()}}`],
      [2, () => `${this.primary(depth - 1)}[${r.chance(0.5) ? this.slice() : e()}]`],
      [2, () => this.comprehension(depth)],
      [2, () => this.call(depth)],
      [2, () => `${this.str()}.${r.pick(STR_METHODS)}`],
      [
        1,
        () =>
          `${this.primary(depth - 1)}.${r.pick([...LIST_METHODS, ...DICT_METHODS, "v", "real", "__class__.__name__"])}`,
      ],
      [2, () => this.builtin(depth)],
      [1, () => this.formatted(depth)],
      [1, () => `(${r.pick(["'%s'", "'%d|%r'", "'%5.1f'", "'%(a)s'"])} % ${e()})`],
      [1, () => `(${this.target()} := ${e()})`],
      [
        1,
        () =>
          `(lambda ${r.pick(["x", "x, y=2", "*x", "x, /, *, k=1"])}: ${this.inner(["x"], () => this.expr(depth - 1))})`,
      ],
    ])();
  }

  primary(depth) {
    return `(${this.expr(depth)})`;
  }

  key() {
    const { r } = this;
    return r.pick([
      () => this.int(),
      () => this.str(),
      () => this.name(),
      () => "(1, 'k')",
      () => this.float(),
      () => "True",
    ])();
  }

  slice() {
    const { r } = this;
    const bound = () => r.pick(["", "", "0", "1", "-1", "2", "5", "None", this.int()]);
    return r.pick([`${bound()}:${bound()}`, `${bound()}:${bound()}:${bound()}`, bound() || "0", "..., 1"]);
  }

  /** What may be iterated over where the order shows: no set, whose order is each implementation's own. */
  ordered(depth) {
    const { r } = this;
    return r.weighted([
      [4, () => this.sequence(depth)],
      [3, () => this.text(depth)],
      [1, () => this.number(depth)],
      [1, () => `{${this.key()}: ${this.number(depth - 1)}}`],
      [1, () => `(${this.expr(depth - 1)}, ${this.number(depth - 1)})`],
      [1, () => r.pick(["None", "{'a': 1, 'b': 2}", "[[1, 2], 'ab']", "{3: 4}.items()"])],
    ])();
  }

  /** A name to bind; known from here on. */
  target(kind = "any") {
    const name = this.r.pick(NAMES);
    this.scopes.at(-1).set(name, kind);
    return name;
  }

  /** What `make` makes where some names are bound besides. */
  inner(names, make, kind = "any") {
    const scope = new Map(this.scopes.at(-1));
    for (const name of names) scope.set(name, kind);
    this.scopes.push(scope);
    const made = make();
    this.scopes.pop();
    return made;
  }

  iterable(depth) {
    const { r } = this;
    return r.weighted([
      [3, () => `range(${r.below(5)})`],
      [1, () => `range(${r.below(9)}, ${r.below(9)}, ${r.pick(["1", "2", "-1", "-3"])})`],
      [2, () => `[${r.many(1 + r.below(4), () => this.expr(depth - 2)).join(", ")}]`],
      [1, () => this.str()],
      [1, () => `enumerate(${this.str()})`],
      [1, () => `zip([1, 2, 3], ${this.str()})`],
      [1, () => "{'p': 1, 'q': 2}.items()"],
      [1, () => `reversed([1, 2, ${this.expr(depth - 2)}])`],
      [1, () => `(${this.name()},)`],
    ])();
  }

  comprehension(depth) {
    const { r } = this;
    const over = this.iterable(depth);
    return this.inner(["i", "j"], () => {
      const e = () => this.expr(depth - 1);
      const more = r.pick(["", "", ` if ${e()}`, " for j in range(2)", " for j in (i,)"]);
      const bind = r.chance(0.8) ? "i" : "i, *j";
      const clauses = ` for ${bind} in ${over}${bind === "i" ? more.replace(/^(?!.* for j)(.*)$/, " for j in [0]$1") : ""}`;
      return r.weighted([
        [4, () => `[${e()}${clauses}]`],
        [1, () => `{${r.pick(["i", "repr(i)", "(1, 2)"])}${clauses}}`],
        [1, () => `{repr(i): ${e()}${clauses}}`],
        [1, () => `${r.pick(["list", "sum", "tuple", "any", "all", "max"])}(${e()}${clauses})`],
      ])();
    });
  }

  arguments(depth, count) {
    const { r } = this;
    const given = r.many(count + r.pick([0, 0, 0, 0, 1, -1]), () => this.expr(depth - 1));
    const more = r.pick(["", "", "", "", "", "k=1", "*[1]", "**{'k': 2}", `y=${this.expr(depth - 1)}`]);
    return [...given, more].filter((text) => text !== "").join(", ");
  }

  call(depth) {
    const { r } = this;
    const callables = [...this.functions, ...this.classes.map((name) => [name, 1])];
    if (callables.length === 0) return this.builtin(depth);
    const [name, count] = r.pick(callables);
    return `${name}(${this.arguments(depth, Math.max(0, count))})`;
  }

  builtin(depth) {
    const { r } = this;
    const e = () => this.expr(depth - 1);
    const one =
      "len abs str repr int float bool list tuple set sorted sum min max any all type hash ord chr bin hex round iter callable dict frozenset bytes ascii enumerate reversed".split(
        " ",
      );
    const name = r.pick(one);
    if (name === "bytes") return `bytes([${r.below(200)}, 65])`;
    if (name === "hash") return `hash(${this.int()})`;
    if (name === "set" || name === "frozenset") return `${name}(${this.iterable(depth)})`;
    if (name === "type") return `type(${e()}).__name__`;
    if (name === "sorted")
      return `sorted(${this.ordered(depth - 1)}, key=${r.pick(["str", "repr", "lambda x: 0"])}${r.pick(["", ", reverse=True"])})`;
    const takesOrder = [
      "list",
      "tuple",
      "max",
      "min",
      "sum",
      "enumerate",
      "iter",
      "dict",
      "reversed",
    ].includes(name);
    return r.weighted([
      [6, () => `${name}(${takesOrder ? this.ordered(depth - 1) : e()})`],
      [
        1,
        () => `isinstance(${e()}, ${r.pick(["int", "str", "(int, list)", "int | None", ...this.classes])})`,
      ],
      [1, () => `getattr(${e()}, ${r.pick(["'v'", "'real'", "'nope', 5"])})`],
      [1, () => `divmod(${e()}, ${e()})`],
      [1, () => `list(map(${r.pick(["str", "len", "repr", "lambda x: (x, x)"])}, ${this.iterable(depth)}))`],
    ])();
  }

  formatted(depth) {
    const { r } = this;
    const field = () => {
      const spec = r.pick(SPECS);
      const inner = this.expr(depth - 2);
      const equals = r.pick(["", "", "", "="]);
      return `{${inner.startsWith("{") ? ` ${inner}` : inner}${equals}${spec.startsWith("!") || spec === "" ? spec : `:${spec}`}}`;
    };
    return `f"""${r.pick(["", "x", "é "])}${field()}${r.pick(["", " {{}} ", field()])}"""`;
  }

  // --- statements ------------------------------------------------------------------------------------------------------

  block(count) {
    const made = this.r.many(1 + this.r.below(count), () => this.statement()).join("");
    return indent(made);
  }

  statement() {
    const { r } = this;
    if (--this.statements < 0) return `p(${this.expr(2)})\n`;
    const nested = this.statements > 5;
    return r.weighted([
      [8, () => `p(${r.many(1 + r.below(2), () => this.kinded(3)[1]).join(", ")})\n`],
      [7, () => this.assignment()],
      [nested ? 3 : 0, () => this.conditional()],
      [nested ? 3 : 0, () => this.forLoop()],
      [nested ? 1 : 0, () => this.whileLoop()],
      [nested ? 4 : 0, () => this.tryStatement()],
      [nested ? 1 : 0, () => this.withStatement()],
      [nested ? 1 : 0, () => this.match()],
      [nested && this.inFunction < 2 ? 2 : 0, () => this.functionDefinition()],
      [nested && this.inFunction === 0 && this.inLoop === 0 ? 2 : 0, () => this.classDefinition()],
      [1, () => `assert ${this.expr(2)}, ${this.expr(1)}\n`],
      [
        1,
        () =>
          `raise ${r.pick(ERRORS)}(${this.expr(1)})${r.pick(["", "", " from None", ` from ${r.pick(ERRORS)}('cause')`])}\n`,
      ],
      [1, () => `del ${r.pick([this.name(), `${this.name()}[${this.slice()}]`, `${this.name()}.v`])}\n`],
      [this.inFunction > 0 ? 2 : 0, () => `return ${this.expr(2)}\n`],
      [
        this.inGenerator ? 4 : 0,
        () =>
          r.pick([
            `yield ${this.expr(2)}\n`,
            `yield from ${this.iterable(2)}\n`,
            `${this.target()} = yield ${this.expr(1)}\n`,
          ]),
      ],
      [this.inLoop > 0 ? 2 : 0, () => `${r.pick(["break", "continue"])}\n`],
    ])();
  }

  assignment() {
    const { r } = this;
    const [kind, value] = this.kinded(3);
    return r.weighted([
      [9, () => `${this.target(kind)} = ${value}\n`],
      [
        2,
        () =>
          `${this.named("number", () => this.name())} ${r.pick(["+=", "-=", "*=", "//=", "%="])} ${this.number(2)}\n`,
      ],
      [
        3,
        () => `${this.name()} ${r.pick(["+=", "-=", "*=", "//=", "|=", "&=", "^=", "%="])} ${this.expr(2)}\n`,
      ],
      [1, () => `${this.target()}, ${this.target()} = ${value}\n`],
      [1, () => `${this.target()}, *${this.target()} = ${this.ordered(2)}\n`],
      [1, () => `(${this.target()}, [${this.target()}, *_]) = ${this.ordered(2)}\n`],
      [1, () => `${this.target()} = ${this.target()} = ${value}\n`],
      [2, () => `${this.name()}[${r.chance(0.4) ? this.slice() : this.key()}] = ${value}\n`],
      [1, () => `${this.name()}.v = ${value}\n`],
      [1, () => `${this.name()}[${this.key()}] += ${value}\n`],
      [1, () => `${this.target()}: int = ${value}\n`],
    ])();
  }

  conditional() {
    const { r } = this;
    let text = `if ${this.truth(2)}:\n${this.block(3)}`;
    if (r.chance(0.3)) text += `elif ${this.expr(2)}:\n${this.block(2)}`;
    if (r.chance(0.5)) text += `else:\n${this.block(2)}`;
    return text;
  }

  loopBody() {
    this.inLoop++;
    const body = this.block(3);
    this.inLoop--;
    return body;
  }

  forLoop() {
    const { r } = this;
    const over = this.iterable(2);
    const target =
      /^(enumerate|zip|\{'p')/.test(over) && r.chance(0.7)
        ? `${this.target()}, ${this.target()}`
        : this.target();
    return `for ${target} in ${over}:\n${this.loopBody()}${r.chance(0.2) ? `else:\n${this.block(1)}` : ""}`;
  }

  whileLoop() {
    const counter = this.fresh("n");
    return `${counter} = ${this.r.below(5)}\nwhile ${counter} > 0:\n    ${counter} -= 1\n${this.loopBody()}${this.r.chance(0.2) ? `else:\n${this.block(1)}` : ""}`;
  }

  tryStatement() {
    const { r } = this;
    let text = `try:\n${this.block(3)}`;
    if (r.chance(0.1)) return `${text}finally:\n${this.withoutJumps(() => this.block(2))}`;
    if (r.chance(0.1))
      return `${text}except* ${r.pick(ERRORS)} as group:\n    p(type(group).__name__, group.exceptions)\n`;
    if (r.chance(0.5)) {
      const kinds = r.pick([r.pick(ERRORS), `(${r.pick(ERRORS)}, ${r.pick(ERRORS)})`]);
      text += `except ${kinds} as error:\n    caught(error)\n${r.chance(0.4) ? this.block(2) : ""}${r.chance(0.15) ? "    raise\n" : ""}`;
    }
    text += "except Exception as error:\n    caught(error)\n";
    if (r.chance(0.2)) text += `else:\n${this.block(2)}`;
    if (r.chance(0.25)) text += `finally:\n${this.withoutJumps(() => this.block(2))}`;
    return text;
  }

  /** A `finally` that is left by a jump is a SyntaxWarning, on standard error. */
  withoutJumps(make) {
    const { inLoop, inFunction } = this;
    this.inLoop = 0;
    this.inFunction = 0;
    const made = make();
    this.inLoop = inLoop;
    this.inFunction = inFunction;
    return made;
  }

  withStatement() {
    const manager = this.classes.length > 0 ? `${this.r.pick(this.classes)}(1)` : this.expr(1);
    return `with ${manager} as ${this.target()}:\n${this.block(2)}`;
  }

  match() {
    const { r } = this;
    const patterns = [
      "0",
      "'a'",
      "None",
      "[]",
      "[x]",
      "[x, *rest]",
      "{'a': x}",
      "{'k': 1, **rest}",
      "int(x)",
      "str() | bytes()",
      "(1 | 2) as x",
      "(x, y)",
      "float() as x",
      "-1",
      ...this.classes.map((name) => `${name}(v=x)`),
    ];
    const cases = r.many(1 + r.below(3), () => {
      const guard = r.chance(0.2) ? ` if ${this.expr(1)}` : "";
      return indent(`case ${r.pick(patterns)}${guard}:\n${this.block(2)}`);
    });
    return `match ${this.expr(2)}:\n${cases.join("")}${r.chance(0.5) ? indent(`case _:\n${this.block(1)}`) : ""}`;
  }

  functionDefinition(method = false) {
    const { r } = this;
    const name = this.fresh("f");
    const [parameters, names, count] = r.pick([
      ["", [], 0],
      ["x", ["x"], 1],
      ["x, y=2", ["x", "y"], 1],
      ["x, y", ["x", "y"], 2],
      ["x, *rest", ["x", "rest"], 1],
      ["x, /, y=0, *, k=3", ["x", "y", "k"], 1],
      ["*args, **kwargs", ["args", "kwargs"], 1],
      ["x, *, k", ["x", "k"], 1],
      ["x=[]", ["x"], 0],
    ]);
    const outer = this.scopes.at(-1);
    const generator = !method && r.chance(0.2);
    const { inGenerator, inLoop } = this;
    this.inGenerator = generator;
    this.inLoop = 0;
    this.inFunction++;
    // Names of the outer scope that the body binds would be unbound there: it reads them or declares them.
    const shared = [...outer.keys()].filter((n) => NAMES.includes(n));
    const declaration =
      shared.length > 0 && r.chance(0.3)
        ? `    ${this.inFunction > 1 ? "nonlocal" : "global"} ${r.pick(shared)}\n`
        : "";
    this.scopes.push(new Map([...outer, ...names.map((n) => [n, "any"])]));
    const body = this.block(4);
    const tail = generator ? `    yield ${this.expr(1)}\n` : `    return ${this.expr(2)}\n`;
    this.scopes.pop();
    this.inFunction--;
    this.inGenerator = inGenerator;
    this.inLoop = inLoop;
    if (!method && this.inFunction === 0) this.functions.set(name, count);
    // What a nested function binds in an enclosing function may not be a local of it.
    const safe = declaration.includes("nonlocal") ? "" : declaration;
    const header = method
      ? `def ${name}(self${parameters === "" ? "" : `, ${parameters}`}):\n`
      : `def ${name}(${parameters}):\n`;
    const decorator = !method && r.chance(0.1) ? "@(lambda f: f)\n" : "";
    const use = generator ? `p(list(${name}(${r.many(count, () => this.int()).join(", ")})))\n` : "";
    return `${decorator}${header}${safe}${body}${tail}${use}`;
  }

  classDefinition() {
    const { r } = this;
    const name = this.fresh("C");
    const bases =
      this.classes.length > 0 && r.chance(0.5)
        ? [r.pick(this.classes)]
        : r.pick([[], [], [], ["list"], ["dict"], ["int"], ["str"], ["Exception"]]);
    const rows = r
      .many(1 + r.below(4), () => r.pick(SPECIAL))
      .filter((row, i, all) => all.indexOf(row) === i);
    const own = bases.length === 0 || this.classes.includes(bases[0]);
    const parts = [];
    if (own)
      parts.push(
        `def __init__(self, v=0):\n    ${bases.length > 0 && r.chance(0.6) ? "super().__init__(v)" : "self.v = v"}\n`,
      );
    parts.push(`w = ${this.expr(1)}\n`);
    if (r.chance(0.3)) parts.push("@property\ndef prop(self):\n    return ('prop', self.v)\n");
    if (r.chance(0.2)) parts.push("@classmethod\ndef make(cls, *args):\n    return cls.__name__, args\n");
    if (r.chance(0.2)) parts.push("@staticmethod\ndef plain(x=1):\n    return x\n");
    if (r.chance(0.1) && bases.length === 0) parts.push("__slots__ = ('v', 'z')\n");
    for (const [special, parameters, body] of rows)
      parts.push(`def ${special}(${parameters}):\n    ${body.replaceAll("\n    ", "\n")}\n`);
    if (r.chance(0.4)) parts.push(this.functionDefinition(true));
    const text = `class ${name}${bases.length > 0 ? `(${bases.join(", ")})` : ""}:\n${indent(parts.join(""))}`;
    const uses = r.many(1 + r.below(4), () => {
      const one = `${name}(${r.pick(["", "1", "'a'", "[1, 2]"])})`;
      const use = r.pick([
        `${one} + 1`,
        `1 + ${one}`,
        `${one}[1]`,
        `len(${one})`,
        `bool(${one})`,
        `list(${one})`,
        `${one} == ${one}`,
        `${one}.v`,
        `${one}.prop`,
        `${one}.nope`,
        `${one}(1, k=2)`,
        `repr(${one})`,
        `f'{${one}:>3}'`,
        `1 in ${one}`,
        `-${one}`,
        `sorted([${one}, ${one}])`,
        `${name}.make(1)`,
        `${one}.plain()`,
        `[5, 6, 7][${one}]`,
        `int(${one})`,
        `isinstance(${one}, ${name})`,
        `${name}.__mro__`,
        `vars(${one})`,
      ]);
      return `call(lambda: ${use})\n`;
    });
    this.classes.push(name);
    return text + uses.join("");
  }

  program() {
    const { r } = this;
    let text = r
      .many(2 + r.below(2), () => {
        const [kind, value] = this.kinded(1);
        return `${this.target(kind)} = ${value}\n`;
      })
      .join("");
    while (this.statements > 0) {
      const statement = this.statement();
      // Definitions stay at the top, so that what comes later can use them.
      if (/^(@|def|class)/.test(statement) || r.chance(0.15)) text += statement;
      else text += `try:\n${indent(statement)}except Exception as error:\n    caught(error)\n`;
    }
    return `${text}p({name: value for name, value in sorted(globals().items()) if name in 'abcde'})\n`;
  }
}

/** A program; the same for the same seed. */
export function program(seed) {
  return new Generator(seed).program();
}
