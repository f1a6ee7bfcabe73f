"""Instance, class and property access, getattr and isinstance."""

SIZE = 280_000


class Config:
    limit = 10

    def __init__(self):
        self.a = 1
        self.b = 2
        self._c = 3

    @property
    def c(self):
        return self._c

    @c.setter
    def c(self, value):
        self._c = value

    @staticmethod
    def twice(x):
        return x * 2

    @classmethod
    def bounded(cls, x):
        return x if x < cls.limit else cls.limit


class Special(Config):
    limit = 5


def run(n):
    plain, special = Config(), Special()
    total = 0
    for i in range(n):
        o = special if i & 1 else plain
        o.a = o.b + o.limit
        o.c = o.a + 1
        total += o.c + o.twice(i & 3) + o.bounded(i & 15)
        if isinstance(o, Special):
            total += getattr(o, "b")
    return total
