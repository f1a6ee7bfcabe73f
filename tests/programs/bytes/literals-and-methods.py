b = b"Hello\x00\xff\n'\""
print(b, len(b), b[0], b[-1], b[1:4], list(b[:3]), b + b"x", b * 2, b.hex(), b.hex(" ", 2), bytes.fromhex("de ad BE ef"))
print(b"a,b".split(b","), b"x".join([b"1", b"2"]), b"abc".upper(), b"abc".find(b"c"), 97 in b"abc", b"bc" in b"abc", b"a\tb".expandtabs(4), b" x ".strip())
print(bytes(3), bytes([1, 2]), bytes("é", "utf-8"), bytes(b"x"), b"abc" < b"abd", b"%d %s %b" % (5, b"s", b"q"), b"abc".decode())
for call in (lambda: bytes([256]), lambda: bytes("x"), lambda: b"a" + "b", lambda: bytes(-1), lambda: b"abc".find("a"), lambda: bytes.fromhex("0g")):
    try:
        print(call())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
