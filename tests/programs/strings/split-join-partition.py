print("a b  c ".split(), "a b  c ".split(" "), " a b c".split(None, 1), "a,b,,c".split(",", 2), "a,b,,c".rsplit(",", 1))
print("".split(), "".split(","), "abc".split("b"), "  x ".rsplit(), "a--b--c".rsplit("--", 1))
print("one\ntwo\r\nthree\x0bfour\u2028five".splitlines(), "a\nb\n".splitlines(True), "\n".splitlines(), "".splitlines())
print("k=v=w".partition("="), "k=v=w".rpartition("="), "kv".partition("="), "kv".rpartition("="))
print("-".join(["a", "b"]), "".join("xyz"), ", ".join({"k": 1, "l": 2}))
for call in (lambda: "a".split(""), lambda: ",".join([1, 2]), lambda: ",".join(["a", None]), lambda: "a".partition("")):
    try:
        call()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
