s = "banana bandana"
print(s.find("an"), s.find("an", 2), s.rfind("an"), s.find("x"), s.index("d"), s.count("an"), s.count("a", 3, 8), s.count(""))
print(s.replace("an", "AN"), s.replace("an", "", 2), s.replace("", "-"), "".replace("", "x"), s.startswith(("x", "ban")), s.endswith("na", 0, 6))
print(s.removeprefix("ban"), s.removesuffix("ana"), s.removeprefix("x"), "abc" in s, "ana" in s, "" in s)
try:
    s.index("zzz")
except ValueError as error:
    print(error)
try:
    1 in s
except TypeError as error:
    print(error)
