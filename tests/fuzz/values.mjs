/**
 * Values of the builtin types as Python expressions, the ones at the edges often: where a number changes its representation, where
 * a string leaves the Basic Multilingual Plane, where a float has no neighbour.
 */

const INTS = [
  "0",
  "1",
  "-1",
  "2",
  "-2",
  "3",
  "7",
  "10",
  "-10",
  "255",
  "256",
  "-129",
  "2**31 - 1",
  "2**31",
  "-2**31",
  "2**32",
  "2**53 - 1",
  "2**53",
  "2**53 + 1",
  "-2**53 - 1",
  "2**63 - 1",
  "2**63",
  "-2**63",
  "2**64",
  "10**20",
  "-10**30 + 1",
  "2**200 + 1",
  "0x1F600",
];

const FLOATS = [
  "0.0",
  "-0.0",
  "1.0",
  "-1.0",
  "0.5",
  "1.5",
  "2.5",
  "-2.5",
  "0.1",
  "1e16",
  "1e22",
  "123456789.123456789",
  "2.0**53",
  "1e308",
  "-1e308",
  "5e-324",
  "2.2250738585072014e-308",
  "1e-5",
  "1 / 3",
  "float('inf')",
  "float('-inf')",
  "float('nan')",
];

const STRINGS = [
  "''",
  "'a'",
  "'abc'",
  "'Hello World'",
  "' a b  c '",
  "'aXbXc'",
  "'\\n'",
  "'a\\tb\\r\\nc\\x0bd'",
  "'é'",
  "'e\\u0301'",
  "'ß'",
  "'İ'",
  "'ǆ'",
  "'Σς'",
  "'١٢٣'",
  "'²'",
  "'½'",
  "'日本'",
  "'\\U0001F600'",
  "'a\\U0001F600b'",
  "'\\U0001F600\\U0001F601'",
  "'\\ud83d'",
  "'\\ude00'",
  "'\\udc80x'",
  "'\\ud83d' 'x' '\\ude00'",
  "'\\x00'",
  "'12'",
  "'-7'",
  "' 1_000 '",
  "'1.5e3'",
  "'0x1f'",
  "'nan'",
  "'%s'",
  "'{}'",
  "'aaa' * 7",
  "'ab' * 20",
];

const BYTES = [
  "b''",
  "b'a'",
  "b'abc'",
  "b'\\x00\\xff'",
  "b' a b '",
  "b'a,b,c'",
  "b'ABC'",
  "b'\\n\\r\\n'",
  "b'12'",
  "b'\\xf0\\x9f\\x98\\x80'",
  "b'ab' * 9",
];

const COMPLEX = ["0j", "1j", "1+2j", "-0.0-0j", "complex('nan')", "complex(1, float('inf'))", "3.5-1e20j"];

const list = (r, depth) => r.many(r.below(4), () => value(r, depth - 1)).join(", ");
const hashables = (r, depth) => r.many(r.below(4), () => hashable(r, depth - 1));
/** Short ones: whoever iterates over a long one does not end. */
const range = (r) =>
  r.pick([
    `range(${r.below(8)})`,
    `range(${r.below(9) - 4}, ${r.below(9) - 4})`,
    `range(${r.below(9)}, ${r.below(9)}, ${r.pick(["1", "2", "-1", "-3"])})`,
    "range(0, 2**65, 2**63)",
    "range(10, -2**64, -2**62)",
  ]);

/** Makers of values by type; each takes the random source and a depth for what is inside. */
export const makers = {
  NoneType: () => "None",
  bool: (r) => r.pick(["True", "False"]),
  int: (r) => (r.chance(0.5) ? String(r.below(20) - 5) : r.pick(INTS)),
  float: (r) => (r.chance(0.3) ? `${r.below(2000) / 8 - 100}` : r.pick(FLOATS)),
  complex: (r) => r.pick(COMPLEX),
  str: (r) => r.pick(STRINGS),
  bytes: (r) => r.pick(BYTES),
  bytearray: (r) => `bytearray(${r.pick(BYTES)})`,
  memoryview: (r) => `memoryview(${r.pick(BYTES)})`,
  list: (r, depth) => `[${list(r, depth)}]`,
  tuple: (r, depth) =>
    r.pick(["()", `(${value(r, depth - 1)},)`, `(${value(r, depth - 1)}, ${value(r, depth - 1)})`]),
  dict: (r, depth) =>
    `{${hashables(r, depth)
      .map((key) => `${key}: ${value(r, depth - 1)}`)
      .join(", ")}}`,
  set: (r, depth) => `{${["*()", ...hashables(r, depth)].join(", ")}}`,
  frozenset: (r, depth) => `frozenset([${hashables(r, depth).join(", ")}])`,
  range,
  slice: (r) =>
    `slice(${r.many(3, () => r.pick(["None", "0", "1", "-1", "2", "-2", "5", "100", "-100"])).join(", ")})`,
};

const ATOMS = [
  "NoneType",
  "bool",
  "int",
  "int",
  "int",
  "float",
  "float",
  "str",
  "str",
  "str",
  "bytes",
  "complex",
];
const HASHABLE = ["NoneType", "bool", "int", "float", "str", "str", "bytes", "frozenset", "tuple", "range"];

export function value(r, depth) {
  return makers[r.pick(depth <= 0 ? ATOMS : Object.keys(makers))](r, depth);
}

export function hashable(r, depth) {
  const kind = r.pick(depth <= 0 ? HASHABLE.slice(0, 7) : HASHABLE);
  if (kind === "tuple") return `(${hashable(r, depth - 1)},)`;
  return makers[kind](r, depth);
}
