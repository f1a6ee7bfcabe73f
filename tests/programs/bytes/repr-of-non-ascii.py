for b in (b"", b"'", b'"', b"'\"", bytes(range(0, 40)), bytes(range(120, 140)), b"\\n", b"\t\r\n"):
    print(repr(b), repr(bytearray(b)))
print(str(b"x"), f"{b'x'}", "%s" % b"x", [b"a"], b"ab" == bytearray(b"ab"), {b"a": 1}[b"a"], ascii(b"\xe9"))
