s = "naïve €😀"
for codec in ("utf-8", "utf-16-le", "latin-1", "ascii", "utf-32-be"):
    for errors in ("strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace"):
        try:
            print(codec, errors, s.encode(codec, errors))
        except UnicodeEncodeError as error:
            print(codec, errors, error)
for data in (b"abc\xff", b"\xe2\x82", b"\xf0\x9f\x98\x80", b"\xc0\x80", b"\xed\xa0\x80"):
    for errors in ("strict", "replace", "ignore", "backslashreplace"):
        try:
            print(ascii(data.decode("utf-8", errors)))
        except UnicodeDecodeError as error:
            print(error, error.start, error.end, error.reason)
try:
    "a".encode("nope")
except LookupError as error:
    print(error)
