"""Records the values of expressions over numbers and text: tests/runtime/numbers.expected.json, strings.expected.json.

    node scripts/oracle.mjs scripts/record-values.py [SEED]

Each case is an expression and what CPython makes of it: the type and the ascii repr of its value, or the type and the
text of its exception. The operands come from a seeded generator that favours edges: limits of the number forms, zeros of
both signs, ties, and characters that are special to some method. Left out is what depends on the word size of the machine.
"""

import json
import math
import random
import sys
import warnings

warnings.simplefilter("ignore")
rng = random.Random(int(sys.argv[1]) if len(sys.argv) > 1 else 2026)


def outcome(expression):
    try:
        value = eval(expression, {"math": math, "inf": math.inf, "nan": math.nan})
    except Exception as error:
        return f"{type(error).__name__}: {error}".encode("ascii", "backslashreplace").decode()
    return f"{type(value).__name__} {ascii(value)}"


def write(name, expressions):
    # Errors of the C library have other texts in WebAssembly than on Linux.
    cases = [[e, r] for e in dict.fromkeys(expressions) if "(68, " not in (r := outcome(e))]
    with open(f"tests/runtime/{name}.expected.json", "w") as file:
        file.write("[\n" + ",\n".join(map(json.dumps, cases)) + "\n]\n")
    print(name, len(cases))


def integer():
    bits = rng.choice([3, 8, 31, 32, 53, 54, 64, 70, 130])
    return rng.choice([rng.randint(-(2**bits), 2**bits), rng.choice([1, -1]) * (2**bits + rng.randint(-2, 2))])


def real():
    return rng.choice([
        rng.uniform(-10, 10),
        float(rng.randint(-10, 10)),
        rng.randint(-999, 999) / 2 ** rng.randint(0, 9),
        rng.randint(-(10**6), 10**6) * 10.0 ** rng.randint(-20, 22),
        rng.choice([0.0, -0.0, math.inf, -math.inf, math.nan, 5e-324, 1.7976931348623157e308, 1e16, 1e-5]),
    ])


def number():
    return rng.choice([
        integer,
        integer,
        real,
        real,
        lambda: rng.random() < 0.5,
        lambda: complex(rng.randint(-3, 3), rng.choice([0.0, -0.0, 1.5, -2.0])),
    ])()


def number_expressions():
    for _ in range(700):
        a, b = number(), number()
        op = rng.choice("+ - * / // % & | ^ < <= == != > >=".split())
        yield f"({a!r}) {op} ({b!r})"
    for _ in range(120):
        yield f"({integer()!r}) {rng.choice(['<<', '>>'])} {rng.randint(-1, 140)}"
        yield f"({rng.choice([rng.randint(-20, 20), real()])!r}) ** ({rng.choice([rng.randint(-5, 12), 0.5, -1.5, 2.5])!r})"
        yield f"pow({integer()!r}, {rng.randint(-3, 2**40)!r}, {integer()!r})"
        yield f"divmod({number()!r}, {number()!r})"
        yield f"round({rng.choice([integer(), real()])!r}, {rng.randint(-8, 12)})"
        yield f"{rng.choice(['round', 'int', 'float', 'complex', 'abs', 'bool', 'str', 'math.floor', 'math.ceil', 'math.trunc'])}({number()!r})"
        yield f"{rng.choice(['-', '+', '~'])}({number()!r})"
        yield f"({real()!r}).{rng.choice(['hex', 'as_integer_ratio', 'is_integer'])}()"
        yield f"({integer()!r}).{rng.choice(['bit_length', 'bit_count'])}()"
        yield f"({integer()!r}).to_bytes({rng.choice([1, 8, 20])}, {rng.choice(['big', 'little'])!r}, signed={rng.random() < 0.7})"
        yield f"int({rng.choice(['', ' ', '-', '0x', '0b', '1_0', '٣'])!r} {str(abs(integer()))[:6]!r}, {rng.choice([0, 2, 8, 10, 16, 36])})"
        yield f"float({rng.choice([repr(real()), '1_0.5', ' 3.25 ', 'nan', '-Infinity', '1e400', '.5', '5.', '1e', '_1', ''])!r})"
    for _ in range(500):
        spec = rng.choice(["", "*", "0"]) + rng.choice(["", "<", ">", "=", "^"]) if rng.random() < 0.4 else ""
        spec += rng.choice(["", "", "+", "-", " "]) + rng.choice(["", "", "", "z"]) + rng.choice(["", "", "#"])
        spec += rng.choice(["", "", "0"]) + rng.choice(["", "6", "20"]) + rng.choice(["", "", ",", "_"])
        spec += rng.choice(["", "", ".0", ".1", ".3", ".12", ".20"]) + rng.choice("bcdoxXneEfFgG%") * (rng.random() < 0.9)
        yield f"format({rng.choice([integer(), real(), number()])!r}, {spec!r})"
        directive = "%" + rng.choice(["", "-", "+", " ", "#", "0"]) + rng.choice(["", "9"]) + rng.choice(["", ".0", ".3", ".15"])
        yield f"{directive + rng.choice('diouxXeEfFgGra')!r} % ({number()!r},)"
    for function in "exp log log2 log10 sqrt gamma lgamma sin atan".split():
        for value in (0, 1, 2, -1, 0.5, 10, 1000, 1e-10, 1e300, math.inf, math.nan):
            if function not in ("sin", "atan", "log10"):
                yield f"math.{function}({value!r})"
    for expression in (
        "math.fsum([0.1] * 10)", "math.fsum([1e16, 1, 1e-16])", "math.comb(60, 30)", "math.perm(20, 5)", "math.factorial(40)",
        "math.isqrt(10**50)", "math.gcd(2**70, 6**40)", "math.lcm(2**40, 3**30)", "math.hypot(3, 4, 12)", "math.ulp(1.0)",
        "math.dist((1, 2.5), (-3, 0.5))", "math.nextafter(1.0, 2.0)", "math.fma(1e308, 10, -1e308)", "math.modf(-2.75)",
        "math.sumprod([0.1] * 10, [3] * 10)", "math.remainder(5.5, 2)", "math.frexp(0.1)", "math.ldexp(0.75, -1074)",
    ):
        yield expression


PIECES = ["a", "b", "ab", "A", "Z", "1", "²", " ", "\t", "\n", "\r\n", "\x1c", "\x85", "\u2028", "é", "ß", "Σ", "σ", "ǆ", "İ",
          "ﬁ", "😀", "\ud83d", ".", ",", "-", "+", "_", "0", "\\", "'", '"', "\u3000", "\ufeff", "\x00"]


def text(most=10):
    return "".join(rng.choice(PIECES) for _ in range(rng.randrange(most)))


def data(most=10):
    return bytes(rng.choice([97, 98, 65, 32, 9, 10, 13, 46, 48, 49, 39, 34, 92, 0, 255, 0xE2, 0x82, 0xAC]) for _ in range(rng.randrange(most)))


def bound():
    return rng.choice([None, rng.randint(-9, 9)])


PLAIN = ("upper lower title capitalize swapcase isalpha isdigit isalnum isspace isascii islower isupper istitle strip lstrip "
         "rstrip split rsplit splitlines expandtabs __len__ __repr__").split()


def string_expressions():
    for make, extra in ((text, ["casefold", "isdecimal", "isnumeric", "isidentifier", "isprintable"]), (data, ["hex"])):
        for _ in range(260):
            s, t, u = make(), make(3), make(3)
            yield f"{s!a}.{rng.choice(PLAIN + extra)}()"
            yield f"{s!a}.{rng.choice('find rfind index rindex count startswith endswith'.split())}({t!a}, {bound()}, {bound()})"
            yield f"{s!a}.{rng.choice(['split', 'rsplit'])}({rng.choice([None, t])!a}, {rng.randint(-1, 3)})"
            yield f"{s!a}.{rng.choice('partition rpartition strip lstrip rstrip removeprefix removesuffix'.split())}({t!a})"
            yield f"{s!a} {rng.choice(['+', '<', '==', '>=', 'in'])} {t!a}"
            yield f"{s!a}.replace({t!a}, {u!a}, {rng.randint(-1, 3)})"
            yield f"{s!a}.{rng.choice(['center', 'ljust', 'rjust'])}({rng.randint(0, 16)}, {u[:1]!a})"
            yield f"{s!a}.zfill({rng.randint(0, 12)})"
            yield f"{s!a}.splitlines(True)"
            yield f"{s!a}[{bound() or ''}:{bound() or ''}:{rng.choice(['', 1, -1, 2, -3])}]"
            yield f"{s!a}[{rng.randint(-6, 6)}]"
    encodings = "utf-8 ascii latin-1 utf-16 utf-16-be utf-32-le utf-7 unicode_escape raw_unicode_escape cp1252".split()
    handlers = "strict ignore replace backslashreplace xmlcharrefreplace surrogateescape surrogatepass".split()
    for _ in range(250):
        yield f"{text()!a}.encode({rng.choice(encodings)!r}, {rng.choice(handlers)!r})"
        yield f"{data()!a}.decode({rng.choice(encodings)!r}, {rng.choice(handlers)!r})"
    for _ in range(150):
        spec = rng.choice(["", "é", "0"]) + rng.choice("<>^") + rng.choice(["", "5", "11"]) + rng.choice(["", ".2", "s"])
        yield f"format({text(6)!a}, {spec!r})"
        template = rng.choice(["{}", "{0!r}", "{:>8}", "{0:{1}}", "{a}", "{a[0]}", "{0.real}", "{{}}", "{", "}", "{!x}", "{0}{}", "{:x}", "{a!s:^7}"])
        yield f"{template!r}.format({rng.choice([5, 'x', 1.5])!r}, {rng.choice(['', '7', '<4'])!r}, a={text(4)!a})"


write("numbers", number_expressions())
write("strings", string_expressions())
