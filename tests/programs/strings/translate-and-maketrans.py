table = str.maketrans("abc", "xyz", "d")
print("aabbccdd".translate(table), sorted(table.items()))
print("hello".translate({ord("l"): None, ord("h"): "J", ord("o"): 48}), "abc".translate(str.maketrans({"a": "1", "b": None})))
for call in (lambda: str.maketrans("ab", "c"), lambda: str.maketrans({"ab": 1}), lambda: "a".translate({97: 0x110000})):
    try:
        print(call())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
