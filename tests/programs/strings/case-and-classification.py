for s in ("hello world", "HELLO", "Straße", "ǆ", "ﬁ", "İ", "they're bill's", "ΑΣ"):
    print(s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold())
for s in ("abc", "ABC", "Abc", "123", "½", "²", "a1", " ", "", "_x1", "1x", "٣", "\t", "é", "class"):
    flags = (s.isalpha(), s.isdigit(), s.isdecimal(), s.isnumeric(), s.isalnum(), s.isspace(), s.isidentifier(), s.isupper(), s.islower(), s.istitle(), s.isprintable(), s.isascii())
    print(repr(s), "".join("01"[flag] for flag in flags))
