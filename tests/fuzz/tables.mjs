/**
 * Many calls for little: a program makes some values and names calls with them by their places, so that hardly anything is compiled
 * for a call. Methods, operators, builtins and functions of `math` with values of all types, as in calls.mjs, which has the
 * richer arguments; here are the numbers. Sizes stay small, and sets are given to sets only, whose order shows.
 */
import { CODECS, ERRORS, MATH, METHODS, SIZED, SPECS } from "./calls.mjs";
import { Random } from "./random.mjs";
import { makers } from "./values.mjs";

/** Values of each type in a program. */
const EACH = 5;
const EXTRAS = {
  small: ["0", "1", "2", "3", "-1", "5", "8", "20", "True", "-3"],
  slice: ["slice(1)", "slice(None, None, -1)", "slice(1, 5, 2)", "slice(-2, None)"],
  spec: SPECS,
  codec: CODECS,
  handler: ERRORS,
  order: ["'big'", "'little'", "'x'"],
  places: ["0", "1", "-1", "2", "-2", "None", "400", "-400", "1.0"],
};
/** What methods take that want their own kinds of arguments; the rest in brackets can be left out. */
const PARAMETERS = {
  __format__: ["spec"],
  encode: ["codec", "handler"],
  decode: ["codec", "handler"],
  to_bytes: ["small", "order"],
  center: ["small", "str"],
  ljust: ["small", "str"],
  rjust: ["small", "bytes"],
  __round__: ["places"],
  __getitem__: ["slice"],
  __delitem__: ["slice"],
  insert: ["small", "any"],
};
const BUILTINS =
  "abs all any ascii bin bool callable chr complex dict divmod float format hex int isinstance len list max min oct ord repr round sorted str sum tuple type".split(
    " ",
  );
const OPERATORS =
  "add sub truediv floordiv mod and_ or_ xor eq ne lt le gt ge contains concat countOf indexOf getitem iadd isub ior iand neg pos abs inv not_ truth index mul pow lshift rshift".split(
    " ",
  );
const UNARY = new Set("neg pos abs inv not_ truth index".split(" "));
const NUMERIC = ["int", "float", "complex", "bool"];
const UNORDERED = ["set", "frozenset"];
const KINDS = Object.keys(makers);

/** The values of one program, by kind. */
class Pool {
  texts = [];
  #places = {};
  #random;

  constructor(random) {
    this.#random = random;
    // A NaN is in a container by its identity, which it has none of here.
    const make = (kind) => {
      const text = makers[kind](random, 2);
      return text.includes("nan") && !NUMERIC.includes(kind) ? make(kind) : text;
    };
    for (const kind of KINDS)
      this.#add(
        kind,
        random.many(EACH, () => make(kind)),
      );
    for (const [kind, texts] of Object.entries(EXTRAS)) this.#add(kind, texts);
  }

  #add(kind, texts) {
    const places = (this.#places[kind] ??= []);
    for (const text of texts) places.push(this.texts.push(text) - 1);
  }

  /** The place of a value of one of the kinds. */
  pick(...kinds) {
    return this.#random.pick(this.#places[this.#random.pick(kinds)]);
  }
}

const anyFor = (kind) =>
  UNORDERED.includes(kind) ? KINDS : KINDS.filter((each) => !UNORDERED.includes(each));

function method(r, pool) {
  // Errors of a bool's methods name the class by the way that the method was got.
  const kind = r.pick(Object.keys(METHODS).filter((each) => each !== "bool"));
  const name = r.pick(METHODS[kind].split(" "));
  const own = PARAMETERS[name];
  const places = [pool.pick(kind)];
  if (own !== undefined && (SIZED.has(name) || r.chance(0.85))) {
    const count = r.chance(0.8) ? own.length : 1;
    for (const parameter of own.slice(0, count))
      places.push(pool.pick(...(parameter === "any" ? anyFor(kind) : [parameter])));
  } else if (SIZED.has(name)) places.push(pool.pick("small"));
  else {
    const count = r.pick([0, 0, 1, 1, 1, 1, 2, 2, 3]);
    for (let i = 0; i < count; i++)
      places.push(
        r.chance(0.5) ? pool.pick(kind) : r.chance(0.4) ? pool.pick("small") : pool.pick(...anyFor(kind)),
      );
  }
  return ["m", name, places];
}

function operation(r, pool) {
  const name = r.pick(OPERATORS);
  const kind = r.pick(KINDS);
  const left = pool.pick(kind);
  if (UNARY.has(name)) return ["operator", name, [left]];
  if (name === "pow" || name === "lshift") return ["operator", name, [left, pool.pick("small")]];
  if (name === "mul")
    return ["operator", name, [left, NUMERIC.includes(kind) ? pool.pick(...NUMERIC) : pool.pick("small")]];
  return ["operator", name, [left, r.chance(0.5) ? pool.pick(kind) : pool.pick(...anyFor(kind))]];
}

function builtin(r, pool) {
  const name = r.pick(BUILTINS);
  const kinds = anyFor("");
  const places = [pool.pick(...kinds)];
  if (name === "format") places.push(pool.pick("spec"));
  else if (name === "round") places.push(pool.pick("places"));
  else if (r.chance(0.25)) places.push(pool.pick(...kinds));
  return ["builtins", name, places];
}

function math(r, pool) {
  const name = r.pick(MATH);
  const kind = /^(comb|perm|factorial|ldexp)$/.test(name) ? "small" : undefined;
  const number = () => pool.pick(...(kind === undefined ? ["float", "float", "int", "bool"] : [kind]));
  return ["math", name, r.many(r.pick([1, 1, 1, 2, 2, 3]), number)];
}

const WHATS = [
  [50, method],
  [24, operation],
  [14, builtin],
  [12, math],
];

/** The call of a table as a program of its own. */
function alone(texts, [what, name, places]) {
  const values = places.map((place) => texts[place]);
  if (what !== "m") return `import ${what}\ncall(lambda: ${what}.${name}(${values.join(", ")}))\n`;
  const [receiver, ...rest] = values;
  return `call(lambda: ((x := ${receiver}), x.${name}(${rest.join(", ")}), x)[1:])\n`;
}

/** A program of `count` calls and each of them as a program; the same for the same seed. */
export function tableProgram(seed, count = 2000) {
  const r = new Random(seed);
  const pool = new Pool(r);
  const calls = r.many(count, () => r.weighted(WHATS)(r, pool));
  const makers_ = pool.texts.map((text) => `    lambda: ${text},\n`).join("");
  const table = calls.map(([what, name, places]) => [what, name, ...places].join(" ")).join(";");
  return {
    source: `table([\n${makers_}], "${table}")\n`,
    parts: calls.map((call) => alone(pool.texts, call)),
  };
}
/** So few at a time that a batch ends in its time on a busy machine. */
tableProgram.batch = 5;
