"""Records how CPython's regular expression engine matches: tests/sre/cases.json, tests/sre/everyday.json.

    python3.13 scripts/record-sre.py [COUNT [SEED [FILE]]]

Compiles patterns to opcodes with the library, and writes down what the C engine finds: for random patterns and
texts, and (without FILE) for patterns of the kinds that programs use. CPython 3.13 and 3.14 share the opcodes (the same MAGIC) and differ only in `\\B` on an empty
text, which is left out.
"""

import json
import random
import re
import sys
import warnings
from re import _compiler, _parser

warnings.simplefilter("ignore")

LETTERS = "ab"
WIDE = ["é", "K", "ſ", "İ", "ß", "ς", "Σ", "٣", "日", "\u2028", "\x1c", "\x85"]
ASTRAL = ["😀", "𐐀", "𐐨"]


class Generator:
    def __init__(self, rng):
        self.rng = rng
        self.groups = 0
        self.open = []
        self.wide = rng.random() < 0.3
        self.astral = self.wide and rng.random() < 0.3

    def letter(self):
        r = self.rng.random()
        if self.astral and r < 0.2:
            return self.rng.choice(ASTRAL)
        if self.wide and r < 0.4:
            return self.rng.choice(WIDE)
        return self.rng.choice("aabbcAB1_ \n" if r < 0.9 else "xk.s-")

    def literal(self):
        c = self.letter()
        return re.escape(c)

    def char_class(self):
        items = []
        for _ in range(self.rng.randint(1, 3)):
            r = self.rng.random()
            if r < 0.5:
                items.append(self.literal())
            elif r < 0.75:
                a, b = sorted([self.letter(), self.letter()])
                items.append(re.escape(a) + "-" + re.escape(b))
            else:
                items.append(self.rng.choice([r"\w", r"\d", r"\s", r"\W", r"\S", r"\D"]))
        return "[" + ("^" if self.rng.random() < 0.3 else "") + "".join(items) + "]"

    def atom(self, depth, behind):
        r = self.rng.random()
        if depth <= 0 or r < 0.35:
            return self.literal()
        if r < 0.43:
            return self.char_class()
        if r < 0.48:
            return "."
        if r < 0.54:
            return self.rng.choice([r"\w", r"\d", r"\s", r"\W"])
        if r < 0.60:
            return self.rng.choice(["^", "$", r"\b", r"\B", r"\A", r"\Z"])
        if r < 0.76:
            self.groups += 1
            n = self.groups
            self.open.append(n)
            body = self.alternation(depth - 1, behind)
            self.open.remove(n)
            return "(" + body + ")"
        if r < 0.84:
            return "(?:" + self.alternation(depth - 1, behind) + ")"
        if r < 0.88:
            return self.rng.choice(["(?=", "(?!"]) + self.alternation(depth - 1, behind) + ")"
        if r < 0.91:
            return self.rng.choice(["(?<=", "(?<!"]) + self.alternation(depth - 1, True) + ")"
        if r < 0.93:
            return "(?>" + self.alternation(depth - 1, behind) + ")"
        known = [g for g in range(1, self.groups + 1) if g not in self.open]
        if not known:
            return self.literal()
        group = self.rng.choice(known)
        if r < 0.98:
            return f"(?:\\{group})"
        return f"(?({group}){self.sequence(depth - 1, behind)}|{self.sequence(depth - 1, behind)})"

    def piece(self, depth, behind):
        atom = self.atom(depth, behind)
        if self.rng.random() > (0.15 if behind else 0.45):
            return atom
        if atom[0] in "^$" or atom[:2] in (r"\b", r"\B", r"\A", r"\Z"):
            return atom
        quantifier = self.rng.choice(["*", "+", "?", "{2}", "{1,2}", "{0,2}", "{2,}", "{,3}"] if not behind else ["{2}"])
        return atom + quantifier + self.rng.choice(["", "", "", "?", "?", "+"] if not behind else [""])

    def sequence(self, depth, behind=False):
        return "".join(self.piece(depth, behind) for _ in range(self.rng.randint(0 if self.rng.random() < 0.1 else 1, 3)))

    def alternation(self, depth, behind=False):
        n = 1 if self.rng.random() < 0.65 else self.rng.randint(2, 3)
        return "|".join(self.sequence(depth, behind) for _ in range(n))

    def text(self):
        n = self.rng.choice([0, 1, 2, 3, 4, 5, 6, 8, 10])
        return "".join(self.rng.choice(LETTERS) if self.rng.random() < 0.5 else self.letter() for _ in range(n))


def describe(match):
    if match is None:
        return None
    return [match.lastindex or 0, *[x for span in match.regs for x in span]]


def case(rng):
    generator = Generator(rng)
    pattern = generator.alternation(rng.randint(1, 3))
    flags = 0
    for flag, chance in ((re.I, 0.25), (re.M, 0.2), (re.S, 0.2)):
        if rng.random() < chance:
            flags |= flag
    as_bytes = not generator.wide and rng.random() < 0.15
    if as_bytes:
        flags |= re.L if rng.random() < 0.3 else 0
        source = pattern.encode("latin-1")
    else:
        flags |= re.A if rng.random() < 0.2 else 0
        source = pattern
    try:
        parsed = _parser.parse(source, flags)
        code = _compiler._code(parsed, flags)
        compiled = re.compile(source, flags)
    except (re.error, RecursionError, OverflowError):
        return None
    texts = []
    for _ in range(4):
        text = generator.text()
        subject = text.encode("latin-1") if as_bytes else text
        length = len(subject)
        pos = rng.choice([0, 0, 0, 1, 2])
        endpos = rng.choice([length, length, length, max(0, length - 1)])
        if pos > length:
            pos = length
        if endpos == 0 and "\\b" in pattern.lower():
            continue
        try:
            results = record(compiled, subject, pos, endpos)
        except SystemError:
            continue
        texts.append(results)
    return {
        "pattern": pattern,
        "flags": flags,
        "bytes": as_bytes,
        "code": [int(word) for word in code],
        "groups": compiled.groups,
        "texts": texts,
    }


EVERYDAY = [
    (r"\d+", 0, "a1 22 b333"),
    (r"\b\w+\b", 0, "the quick, brown été"),
    (r"^\s*(\w+)\s*=\s*(.*?)\s*$", re.M, "a = 1\n  bc =  two words \n\n#x"),
    (r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", 0, "on 2026-11-22 and 1999-01-02"),
    (r"[\w.+-]+@[\w-]+\.[\w.-]+", 0, "mail a.b+c@example.org, x@y.z!"),
    (r"(\d{1,3}\.){3}\d{1,3}", 0, "10.0.0.1 and 192.168.1.255"),
    (r'"(?:[^"\\]|\\.)*"', 0, r'say "a\"b" and "" and "c'),
    (r'"([^"\\]*(?:\\.[^"\\]*)*)"', 0, r'say "a\"b" and "" and "c'),
    (r"<(\w+)[^>]*>(.*?)</\1>", re.S, "<b>x</b><i class='k'>y\nz</i><u>"),
    (r"(?i)hello|world", 0, "Hello, WORLD! kelvin \u212a"),
    (r"(?i)[k-m]+", 0, "KLM \u212alm"),
    (r"\s*,\s*", 0, "a , b,c ,  d"),
    (r"(?<=\$)\d+(?:\.\d\d)?", 0, "$5 $12.50 13"),
    (r"(?<!\w)foo(?!\w)", 0, "foo foobar barfoo foo"),
    (r"^#{1,6} (.+)$", re.M, "# One\n## Two\nthree\n"),
    (r"[+-]?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?", 0, "1 -2.5 .5e10 6.e-3"),
    (r"(?P<NUMBER>\d+(?:\.\d*)?)|(?P<ASSIGN>:=)|(?P<END>;)|(?P<ID>[A-Za-z]+)|(?P<OP>[+\-*/])|(?P<SKIP>[ \t]+)|(?P<BAD>.)", 0, "x := 3.5 * y;"),
    (r"a*", 0, "baac"),
    (r"x?", 0, "axb"),
    (r"$", 0, "ab\n"),
    (r"(?m)$", 0, "ab\ncd\n"),
    (r"", 0, "abc"),
    (r"[^\W\d_]+", 0, "ab1_cé2"),
    (r"\\(?:u([0-9a-fA-F]{4})|(.))", 0, r"a\u00e9\n\\"),
    (r"(a)|(b)|(c)", 0, "cab"),
    (r"(\w)(\w)?", 0, "abc"),
    (r"(?s).+", 0, "a\nb"),
    (r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}", 0, "192.168.0.254"),
]


# What a native RegExp cannot do the same, or could not be stopped doing.
FOR_THE_MACHINE = [
    (r"(?:(a)|bb)*", 0, "abbab"),
    (r"(a+)+b", 0, "aaab"),
    (r"(?>a*)b", 0, "aaab"),
    (r"a*+b", 0, "aaab"),
    (r"(a)?\1b", 0, "aab"),
    (r"(a)?(?(1)b|c)", 0, "abc"),
    (r"(|a)*", 0, "aa"),
    (r"(?i)(a)\1", 0, "aA"),
]


def record(compiled, subject, pos, endpos):
    return {
        "text": subject if isinstance(subject, str) else subject.decode("latin-1"),
        "pos": pos,
        "endpos": endpos,
        "match": describe(compiled.match(subject, pos, endpos)),
        "fullmatch": describe(compiled.fullmatch(subject, pos, endpos)),
        "search": describe(compiled.search(subject, pos, endpos)),
        "finditer": [describe(m) for m in compiled.finditer(subject, pos, endpos)],
    }


def everyday():
    cases = []
    for pattern, flags, text in EVERYDAY + FOR_THE_MACHINE:
        compiled = re.compile(pattern, flags)
        code = _compiler._code(_parser.parse(pattern, flags), flags)
        texts = [record(compiled, text, 0, len(text)), record(compiled, text, 1, max(1, len(text) - 1))]
        cases.append(
            {
                "pattern": pattern,
                "flags": flags,
                "native": (pattern, flags, text) in EVERYDAY,
                "code": [int(word) for word in code],
                "groups": compiled.groups,
                "texts": texts,
            }
        )
    return cases


def write(file, cases):
    with open(file, "w", encoding="utf-8") as out:
        out.write("[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]\n")


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    file = sys.argv[3] if len(sys.argv) > 3 else "tests/sre/cases.json"
    rng = random.Random(seed)
    cases = []
    while len(cases) < count:
        made = case(rng)
        if made and len(made["code"]) < 600:
            cases.append(made)
    write(file, cases)
    if len(sys.argv) <= 3:
        write("tests/sre/everyday.json", everyday())


main()
