class Squares:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __getitem__(self, index):
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(self.n))]
        if not 0 <= index < self.n:
            raise IndexError(index)
        return index * index

s = Squares(5)
print(list(s), 9 in s, 10 in s, s[1:4], s[::-1], list(reversed(s)), max(s), [*s], dict(enumerate(s)), bool(Squares(0)), sum(s))


class Grid:
    def __init__(self):
        self.cells = {}

    def __setitem__(self, key, value):
        self.cells[key] = value

    def __getitem__(self, key):
        return self.cells.get(key, key)

    def __delitem__(self, key):
        del self.cells[key]

    def __contains__(self, key):
        return key == "everything"

g = Grid()
g[1, 2] = "a"
g[1:3, ::2] = "b"
g[...] = "c"
print(g[1, 2], g[9], g[1:2], g[1:3, ::2], g[...], "everything" in g, 1 in g)
del g[1, 2]
print(g[1, 2])
