import re
m = re.search(r"(?P<year>\d{4})-(?P<month>\d\d)(-(\d\d))?", "on 2024-03-15 and 2025-04")
print(m.group(), m.group("year", "month"), m.groups(), m.groupdict(), m.span(), m.start("month"), m[4], m.lastindex, m.lastgroup, m.expand(r"\g<month>/\1"), m.string[m.end():], m.pos, m.re.groups)
print(m, re.match("b", "ab"), re.fullmatch("a+", "aaa").span(), re.findall(r"\d+", "a1b22"), re.findall(r"(\w)(\d)", "a1 b2"), [x.span() for x in re.finditer("a*", "baac")])
print(re.split(r"[,;]\s*", "a, b;c"), re.split(r"(-)", "a-b-c", maxsplit=1), re.split("x*", "axbc"), re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.sub("a", lambda m: m.group().upper(), "banana", count=2), re.subn("a", "", "banana"), re.escape("a.b*c"))
p = re.compile(r"""
    (?P<num>\d+)  # number
    | (?P<op>[-+*/])
""", re.VERBOSE)
print([(t.lastgroup, t.group()) for t in p.finditer("12+3*4")], p.flags & re.VERBOSE != 0, p.groupindex, re.compile("a", re.I | re.M))
print(re.findall("^a.", "ab\nac\nxa", re.M), re.search("a.b", "a\nb"), re.search("a.b", "a\nb", re.S).group(), re.findall("É", "é", re.I), re.sub(r"\bfoo\b", "X", "foo food foo"), re.findall(b"\\d", b"1a2"))
