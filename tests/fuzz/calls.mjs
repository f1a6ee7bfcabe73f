/**
 * Programs that call: every line calls one method, operator, builtin or constructor with values of all types, right ones and
 * wrong ones, and shows the result or the error. Sizes stay small, where a large one would ask for memory and nothing else.
 */
import { Random } from "./random.mjs";
import { makers, value } from "./values.mjs";

export const METHODS = {
  int: "as_integer_ratio bit_count bit_length conjugate is_integer to_bytes __round__ __format__ __divmod__ __pow__ __floordiv__ __truediv__ __mod__ __lshift__ __rshift__ __and__ __or__ __xor__ __trunc__ __floor__ __ceil__ __index__ __hash__ __bool__ __repr__",
  float:
    "as_integer_ratio conjugate hex is_integer __round__ __format__ __divmod__ __pow__ __floordiv__ __mod__ __trunc__ __floor__ __ceil__ __int__ __bool__ __repr__",
  complex: "conjugate __format__ __pow__ __abs__ __bool__ __repr__",
  bool: "__and__ __or__ __xor__ __repr__ __format__ bit_length",
  str: "capitalize casefold center count encode endswith expandtabs find format index isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill __contains__ __getitem__ __mod__ __mul__ __add__ __len__ __repr__ __format__ __eq__ __lt__",
  bytes:
    "capitalize center count decode endswith expandtabs find hex index isalnum isalpha isascii isdigit islower isspace istitle isupper join ljust lower lstrip partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill __contains__ __getitem__ __mod__ __mul__ __add__ __len__ __repr__",
  bytearray:
    "append clear copy count extend find hex insert join pop remove reverse replace split strip __setitem__ __delitem__ __getitem__ __iadd__ __imul__",
  memoryview: "tobytes tolist hex cast toreadonly release __getitem__ __len__ __eq__ __contains__",
  list: "append clear copy count extend index insert pop remove reverse sort __contains__ __getitem__ __setitem__ __delitem__ __add__ __mul__ __iadd__ __imul__ __eq__ __lt__ __reversed__",
  tuple: "count index __contains__ __getitem__ __add__ __mul__ __eq__ __lt__ __repr__",
  dict: "clear copy get items keys pop popitem setdefault update values __contains__ __getitem__ __setitem__ __delitem__ __or__ __ior__ __eq__ __reversed__ fromkeys",
  set: "add clear copy difference difference_update discard intersection intersection_update isdisjoint issubset issuperset remove symmetric_difference symmetric_difference_update union update __and__ __or__ __sub__ __xor__ __le__ __contains__ __eq__",
  frozenset:
    "copy difference intersection isdisjoint issubset issuperset symmetric_difference union __and__ __or__ __sub__ __xor__ __le__ __contains__ __eq__",
  range: "count index __contains__ __getitem__ __len__ __eq__ __reversed__ __repr__",
  slice: "indices __eq__ __repr__",
};

const BUILTINS =
  "abs all any ascii bool bytes bytearray callable chr complex dict divmod enumerate filter float format frozenset hash hex int isinstance iter len list map max min oct ord pow range repr reversed round set slice sorted str sum tuple zip memoryview type".split(
    " ",
  );

export const MATH =
  "acos acosh asin asinh atan atan2 atanh cbrt ceil comb copysign cos cosh degrees dist erf erfc exp exp2 expm1 fabs factorial floor fma fmod frexp fsum gamma gcd hypot isclose isfinite isinf isnan isqrt lcm ldexp lgamma log log10 log1p log2 modf nextafter perm pow prod radians remainder sin sinh sqrt sumprod tan tanh trunc ulp".split(
    " ",
  );

const OPERATORS = [
  "+",
  "-",
  "*",
  "/",
  "//",
  "%",
  "&",
  "|",
  "^",
  "==",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "in",
  "is",
  "and",
  "or",
];
export const SPECS =
  "'' 'd' 'x' '#x' '#010b' '+d' ',' '_' '08.3f' '.2e' '.0f' 'g' '.3g' '%' '.1%' '>10' '<10' '^10' '*^9' '=+8' 's' '.2' 'n' 'c' '#.3g' 'z.1f' 'e' 'G' '020,.2f' '_b' '.50f'".split(
    " ",
  );
export const CODECS =
  "'utf-8' 'ascii' 'latin-1' 'utf-16' 'utf-16-le' 'utf-32' 'utf-8-sig' 'cp1252' 'cp437' 'utf-7' 'unicode_escape' 'raw_unicode_escape' 'punycode' 'idna' 'nope'".split(
    " ",
  );
export const ERRORS =
  "'strict' 'ignore' 'replace' 'backslashreplace' 'surrogateescape' 'surrogatepass' 'xmlcharrefreplace' 'namereplace' 'nope'".split(
    " ",
  );
const PERCENT =
  "'%d' '%5.2f' '%s' '%r' '%x' '%c' '%-8s|' '%+d' '%%' '%e' '%a' '%(a)s' '%*d' '%g' '%#o' '%08d' '%.3s'".split(
    " ",
  );
const FIELDS =
  "'{}' '{0}' '{0!r:>8}' '{:d}' '{:.2f}' '{a}' '{0[0]}' '{0.real}' '{:{}}' '{{}}' '{' '{!x}' '{:>{w}}' '{:,}'".split(
    " ",
  );

const small = (r) => r.pick(["0", "1", "2", "3", "-1", "5", "8", "20", "True", "-3"]);
/** Arguments of methods that need their own kind; the others get values of any type or of the receiver's. */
const ARGUMENTS = {
  __format__: (r) => r.pick(SPECS),
  __mod__: (r) => (r.chance(0.5) ? value(r, 1) : `(${value(r, 0)}, ${value(r, 0)})`),
  __mul__: small,
  __imul__: small,
  __lshift__: small,
  __rshift__: (r) => r.pick([small(r), "100", "2**70"]),
  __pow__: small,
  __round__: (r) => r.pick(["", "0", "1", "-1", "2", "-2", "None", "400", "-400", "1.0"]),
  __getitem__: (r) => (r.chance(0.5) ? makers.slice(r) : small(r)),
  __delitem__: (r) => (r.chance(0.5) ? makers.slice(r) : small(r)),
  __setitem__: (r) => `${r.chance(0.5) ? makers.slice(r) : small(r)}, ${value(r, 1)}`,
  center: (r) => `${small(r)}${r.chance(0.5) ? `, ${makers.str(r)}` : ""}`,
  ljust: (r) => `${small(r)}${r.chance(0.5) ? `, ${makers.str(r)}` : ""}`,
  rjust: small,
  zfill: small,
  expandtabs: small,
  to_bytes: (r) =>
    `${small(r)}, ${r.pick(["'big'", "'little'", "'x'"])}, signed=${r.pick(["True", "False"])}`,
  encode: (r) => `${r.pick(CODECS)}, ${r.pick(ERRORS)}`,
  decode: (r) => `${r.pick(CODECS)}, ${r.pick(ERRORS)}`,
  insert: (r) => `${small(r)}, ${value(r, 1)}`,
  pop: (r) => r.pick(["", small(r), value(r, 0)]),
  indices: (r) => r.pick([small(r), "100", "2**70"]),
  sort: (r) => r.pick(["", "reverse=True", "key=str", "key=repr", "key=lambda x: -x", "key=len"]),
  cast: (r) => r.pick(["'B'", "'b'", "'H'", "'c'", "'?'"]),
  hex: (r) => r.pick(["", "':'", "'-', 2", "':', -2"]),
};

const sameKind = (r, kind) => (r.chance(0.6) ? makers[kind](r, 1) : value(r, 1));

/** Methods whose argument is a size: any other would ask for gigabytes. */
export const SIZED = new Set(
  "__mul__ __imul__ __lshift__ __pow__ center ljust rjust zfill expandtabs to_bytes".split(" "),
);

function argumentsOf(r, kind, method) {
  const own = ARGUMENTS[method];
  if (own !== undefined && (SIZED.has(method) || r.chance(0.9))) return own(r);
  return r
    .many(
      r.weighted([
        [4, 0],
        [10, 1],
        [5, 2],
        [2, 3],
      ]),
      () => r.pick([sameKind(r, kind), small(r)]),
    )
    .join(", ");
}

function methodCall(r) {
  const kind = r.pick(Object.keys(METHODS));
  const method = r.pick(METHODS[kind].split(" "));
  const receiver = makers[kind](r, 2);
  if (
    /^(append|clear|extend|insert|remove|reverse|sort|add|discard|update|.*_update|setdefault|popitem|pop|__setitem__|__delitem__)$/.test(
      method,
    )
  )
    return `call(lambda: ((x := ${receiver}), x.${method}(${argumentsOf(r, kind, method)}), x))`;
  return `call(lambda: (${receiver}).${method}(${argumentsOf(r, kind, method)}))`;
}

/** `**`, `<<` and repetition take small right operands. */
function operation(r) {
  const kind = r.pick(Object.keys(makers));
  const left = makers[kind](r, 2);
  if (r.chance(0.12)) return `call(lambda: (${left}) ${r.pick(["**", "<<", ">>", "*"])} ${small(r)})`;
  const operator = r.pick(OPERATORS);
  const numeric = ["int", "float", "complex", "bool"].includes(kind);
  const right = operator === "*" ? (numeric ? makers.float(r) : small(r)) : sameKind(r, kind);
  return `call(lambda: (${left}) ${operator} (${right}))`;
}

/** A value that is iterated over in an order that all implementations share. */
function ordered(r, depth) {
  const kinds = Object.keys(makers).filter((kind) => !kind.endsWith("set"));
  return makers[r.pick(kinds)](r, depth);
}

function builtinCall(r) {
  const name = r.pick(BUILTINS);
  switch (name) {
    case "range":
      return `call(lambda: list(range(${r.many(1 + r.below(3), () => small(r)).join(", ")})))`;
    case "bytes":
    case "bytearray":
      return `call(lambda: ${name}(${r.pick([small(r), makers.bytes(r), `[${small(r)}, 200]`, makers.str(r), `${makers.str(r)}, ${r.pick(CODECS)}`])}))`;
    case "pow":
      return `call(lambda: pow(${sameKind(r, "int")}, ${small(r)}, ${r.pick(["None", "7", "-13", "2**40 + 15", "0", "1"])}))`;
    case "format":
      return `call(lambda: format(${value(r, 1)}, ${r.pick(SPECS)}))`;
    case "int":
      return `call(lambda: int(${r.chance(0.5) ? makers.str(r) : value(r, 0)}${r.chance(0.3) ? `, ${r.pick(["0", "2", "10", "16", "36", "37"])}` : ""}))`;
    case "float":
      return `call(lambda: float(${r.chance(0.6) ? makers.str(r) : value(r, 0)}))`;
    case "hash":
      return `call(lambda: hash(${r.pick([makers.int(r), makers.float(r).replace("nan", "inf"), makers.bool(r)])}))`;
    case "sorted":
      return `call(lambda: sorted(${value(r, 2)}${r.pick(["", ", key=str", ", reverse=True", ", key=repr"])}))`;
    case "filter":
    case "map":
      return `call(lambda: list(${name}(${r.pick(["None", "str", "bool", "len", "lambda x: x"])}, ${ordered(r, 2)})))`;
    case "zip":
    case "enumerate":
    case "reversed":
    case "iter":
      return `call(lambda: list(${name}(${r.many(1 + r.below(2), () => ordered(r, 2)).join(", ")})))`;
    case "list":
    case "tuple":
    case "sum":
    case "dict":
      return `call(lambda: ${name}(${ordered(r, 2)}))`;
    default:
      return `call(lambda: ${name}(${r
        .many(
          r.weighted([
            [1, 0],
            [8, 1],
            [3, 2],
          ]),
          () => value(r, 1),
        )
        .join(", ")}))`;
  }
}

function mathCall(r) {
  const name = r.pick(MATH);
  const number = () => r.pick([makers.float, makers.float, makers.int])(r);
  if (/^(comb|perm|factorial|ldexp)$/.test(name))
    return `call(lambda: math.${name}(${r.many(1 + r.below(2), () => small(r)).join(", ")}))`;
  if (/^(fsum|prod)$/.test(name))
    return `call(lambda: math.${name}([${r.many(r.below(5), number).join(", ")}]))`;
  if (/^(sumprod|dist)$/.test(name))
    return `call(lambda: math.${name}([${number()}, ${number()}], [${number()}, ${number()}]))`;
  return `call(lambda: math.${name}(${r
    .many(
      r.weighted([
        [6, 1],
        [3, 2],
        [1, 3],
      ]),
      number,
    )
    .join(", ")}))`;
}

function formatting(r) {
  if (r.chance(0.4))
    return `call(lambda: ${r.pick(PERCENT)} % ${r.pick([value(r, 0), `(${value(r, 0)},)`, `{'a': ${value(r, 0)}}`, `(3, ${value(r, 0)})`])})`;
  if (r.chance(0.4))
    return `call(lambda: ${r.pick(FIELDS)}.format(${value(r, 1)}, ${r.pick(["3", "'d'", "'<5'"])}, a=${value(r, 0)}, w=7))`;
  const spec = r.pick(SPECS).slice(1, -1);
  return `call(lambda: f"{${value(r, 0).replaceAll('"', "'")}${r.pick(["", "!r", "!s", "!a"])}:${spec}}")`;
}

const KINDS = [
  [40, methodCall],
  [20, operation],
  [16, builtinCall],
  [10, mathCall],
  [10, formatting],
];

/** A program of `count` calls; the same for the same seed. */
export function callsProgram(seed, count = 25) {
  const r = new Random(seed);
  return `import math\n${r.many(count, () => r.weighted(KINDS)(r)).join("\n")}\n`;
}
