table = bytes.maketrans(b"abc", b"xyz")
print(b"aabbcc!".translate(table), b"hello".translate(None, b"l"), b"Hello World".swapcase(), b"hello world".title(), b"ABC".islower(), b"12".isdigit(), b"ab1".isalnum())
print(b"a\nb\r\nc".splitlines(), b"k=v".partition(b"="), b"abcabc".replace(b"b", b"", 1), b"abcabc".count(b"bc"), b"abc".startswith((b"x", b"ab")), b"7".zfill(3), b"ab".center(6, b"-"))
print(b"abcabc".rfind(b"b"), b"abc".index(b"b"), b"xxabxx".strip(b"x"), b"abc".removeprefix(b"a"), sorted(b"hello"), max(b"abc"), bytes(reversed(b"abc")))
