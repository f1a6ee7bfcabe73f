def describe(x):
    match x:
        case 0:
            return "zero"
        case -1 | 1:
            return "unit"
        case 1.5:
            return "float"
        case "a" | "b" as letter:
            return f"letter {letter}"
        case True:
            return "true never reached for 1"
        case None:
            return "none"
        case b"x":
            return "bytes"
        case 2 + 3j:
            return "complex"
        case "multi" "part":
            return "joined"
        case other:
            return f"other {other!r}"

for value in (0, 1, -1, 1.0, True, False, 1.5, "a", "b", "c", None, b"x", 2 + 3j, "multipart", [], 0.0):
    print(repr(value), describe(value))
match = case = 1
_ = 2
type = 3
print(match, case, _, type, match + case)
match (match):
    case 1: print("match is a name too")
