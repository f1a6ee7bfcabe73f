class V:
    def __init__(self, *c):
        self.c = c
    def __repr__(self):
        return f"V{self.c}"
    def __add__(self, o):
        return V(*(a + b for a, b in zip(self.c, o.c))) if isinstance(o, V) else NotImplemented
    def __mul__(self, k):
        return V(*(a * k for a in self.c)) if isinstance(k, (int, float)) else NotImplemented
    __rmul__ = __mul__
    def __matmul__(self, o):
        return sum(a * b for a, b in zip(self.c, o.c))
    def __neg__(self):
        return self * -1
    def __sub__(self, o):
        return self + -o
    def __eq__(self, o):
        return isinstance(o, V) and self.c == o.c
    def __getitem__(self, i):
        return self.c[i]
    def __len__(self):
        return len(self.c)
    def __bool__(self):
        return any(self.c)
    def __abs__(self):
        return self.__matmul__(self) ** 0.5
    def __iadd__(self, o):
        self.c = tuple(a + b for a, b in zip(self.c, o.c))
        return self
    def __contains__(self, x):
        return x in self.c
    def __call__(self, i):
        return self.c[i]
    def __divmod__(self, o):
        return "divmod", o
    def __rdivmod__(self, o):
        return "rdivmod", o
    def __pow__(self, o, mod=None):
        return "pow", o, mod
    def __rpow__(self, o):
        return "rpow", o
    def __index__(self):
        return len(self.c)
    def __int__(self):
        return 77
    def __float__(self):
        return 7.5
    def __round__(self, n=None):
        return "round", n
    def __invert__(self):
        return "invert"
    def __rshift__(self, o):
        return "shift", o

a, b = V(1, 2), V(3, 4)
print(a + b, a * 2, 2 * a, a @ b, -a, a - b, a == V(1, 2), a != b, a[0], len(a), bool(V(0)), abs(b), 2 in a, a(1), list(a))
print(divmod(a, 1), divmod(1, a), a**2, pow(a, 2, 3), 2**a, int(a), float(a), round(a), round(a, 2), ~a, a >> 1, [10, 20, 30][a], "x" * a, hex(a), range(10)[a])
c = a
c += b
print(a, c is a)
for action in ("a + 1", "1 + a", "a * 'x'", "a < b", "a @ 1", "a << 1", "a[5]", "hash(a)", "a -= 5", "1 @ a"):
    try:
        print(eval(action) if "=" not in action else exec(action))
    except Exception as error:
        print(action, "->", type(error).__name__, error)
