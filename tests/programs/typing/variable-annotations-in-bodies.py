class C:
    a: int = 1
    b: "str"
    c: list[int] = []
    def m(self):
        x: undefined_name_is_fine = 5
        self.y: int = 6
        return x, self.y
print(C.__annotations__, C().m(), hasattr(C, "b"))
def f():
    z: int
    try:
        return z
    except UnboundLocalError as error:
        return str(error)
print(f())
(w): int = 3
d = {}
d["k"]: str = "v"
print(w, d)
