print(["x".center(4), "x".center(5, "*"), "ab".ljust(4, "."), "ab".rjust(4), "42".zfill(5), "-42".zfill(5), "+1".zfill(1)])
print(["  a b ".strip(), "xxaxx".strip("x"), "abcab".lstrip("ab"), "abcab".rstrip("ab"), "\u3000a\u00a0".strip(), "mississippi".strip("ipm")])
print("a\tb\tcc\td".expandtabs(), "a\tb".expandtabs(2), "\t".expandtabs(0) == "", "01\t012\t0123".expandtabs(4))
try:
    "x".center(5, "ab")
except TypeError as error:
    print(error)
