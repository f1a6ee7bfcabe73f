# requires: 3.14
# Which characters the tests of str, identifiers and case mappings take: all that are assigned, as runs and digests.
import re
import unicodedata
from hashlib import sha256

CHARACTERS = [chr(point) for point in (*range(0x32400), *range(0xE0000, 0xE0200))]


def runs(test):
    count, text, before = 0, [], False
    for character in CHARACTERS:
        holds = bool(test(character))
        if holds != before:
            text.append(ord(character))
        before = holds
        count += holds
    return count, sha256(repr(text).encode()).hexdigest()[:12]


for name in (
    "isalpha isdecimal isdigit isnumeric isalnum isspace isidentifier isprintable islower isupper istitle".split()
):
    print(name, *runs(getattr(str, name)))
print("continues", *runs(lambda c: ("a" + c).isidentifier()))
print("escaped", *runs(lambda c: "\\" in repr(c)))
for pattern in r"\w \d \s (?i:\u0264) (?i:\ua7d2)".split():
    print(pattern, *runs(re.compile(pattern).match))
for name in "lower upper title capitalize swapcase casefold".split():
    method = getattr(str, name)
    changed = [(ord(c), method(c)) for c in CHARACTERS if method(c) != c]
    print(name, len(changed), sha256(ascii(changed).encode()).hexdigest()[:12])
print("after sigma", *runs(lambda c: ("A\u03a3" + c).lower()[1] == "\u03c2"))
print("before sigma", *runs(lambda c: (c + "\u03a3").lower()[-1] == "\u03c2"))
print("values", sum(int(c) for c in CHARACTERS if c.isdecimal()), int("\U0001d7d8\U0001e5f9\u0663"))
print(ascii("\u019b\u0264\U00010d70x \U00016ebb \ua7d3".upper()), ascii("A\ua7da\u03a3 \U00010d50\ua7d2\u03a3".lower()))
