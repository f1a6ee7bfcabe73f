class Num:
    def __init__(self, n): self.n = n
    def __add__(self, o): return f"{type(self).__name__}.add"
    def __radd__(self, o): return f"{type(self).__name__}.radd"
    def __lt__(self, o): return f"{type(self).__name__}.lt"
    def __gt__(self, o): return f"{type(self).__name__}.gt"
    def __eq__(self, o): return f"{type(self).__name__}.eq"

class Sub(Num):
    def __radd__(self, o): return "Sub.radd first"
    def __gt__(self, o): return "Sub.gt first"
    def __eq__(self, o): return "Sub.eq first"

class SubPlain(Num): pass

n, s, p = Num(1), Sub(2), SubPlain(3)
print(n + n, n + s, s + n, n + p, 1 + n, n + 1, 1 + s, sum([n]), n < s, s < n, n < p, 1 < n, n == s, s == n, 1 == n, n != s)


class Decline:
    def __add__(self, o): return NotImplemented
    def __radd__(self, o): return NotImplemented
    def __eq__(self, o): return NotImplemented
    def __lt__(self, o): return NotImplemented

d = Decline()
print(d == d, d == 1, d != 1, d == n, n == d)
for action in ("d + 1", "1 + d", "d + d", "d < d", "d += 1", "[] + d", "d > 1", "'' % d" ):
    try:
        exec(action)
    except TypeError as error:
        print(action, "->", error)
print(NotImplemented)
