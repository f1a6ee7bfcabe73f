import re
tests = [(r"(?<=\$)\d+", "cost $42"), (r"(?<!a)b", "ab cb"), (r"(\w)\1", "hello"), (r"(?P<q>['\"]).*?(?P=q)", "say 'hi' \"x\""), (r"a{2,3}?", "aaaa"), (r"a++b", "aaab"), (r"(?>a+)ab", "aaab"), (r"(a)?(?(1)b|c)", "ab c"), (r"(?i:A)b", "ab AB"), (r"\A\d+\Z", "123"), (r"[^\W\d_]+", "ab1_c"), (r"(?:a|ab)(?:c|bcd)(d*)", "abcd"), (r"x*", ""), (r"(a|b)*?c", "ababc"), (r"\s\S", "a b"), (r"[\]\-a]", "-"), (r"\u00e9|\x41", "é"), (r"(?m)^b$", "a\nb\nc"), (r"(?s).+", "a\nb"), (r"(?=a)\w", "ba"), (r"(?!a)\w", "ab"), (r"((a)|b)+", "ab"), (r"\d+(?#comment)x", "12x"), (r"$", "a\n"), (r"[a-c&&x]", "&"), (r"\N{DIGIT ONE}", "1")]
for pattern, text in tests:
    m = re.search(pattern, text)
    print(pattern, "->", m and (m.group(), m.span(), m.groups()))
for bad in ("(", ")", "*", "a**", "[", "a{2,1}", r"\1", "(?P<1>a)", "(?P=x)", "(?<=a*)b", "[z-a]", "\\", "(?P<a>x)(?P<a>y)", "(?z)", "(?", r"\q", "a|*", "(?(1)a)", "x{,3}{2}"):
    try:
        re.compile(bad)
        print(bad, "ok")
    except re.error as error:
        print(bad, "->", error, error.pos)
for call in (lambda: re.search("a", b"a"), lambda: re.sub("a", r"\2", "a"), lambda: re.sub("a", r"\g<x>", "a"), lambda: re.search("(a)", "a").group(2), lambda: re.match(5, "a")):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
