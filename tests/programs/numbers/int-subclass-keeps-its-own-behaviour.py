class Celsius(int):
    def __add__(self, other):
        return Celsius(int(self) + int(other))

    def __repr__(self):
        return f"{int(self)}°C"

a = Celsius(20)
print(a, a + 1, 1 + a, a * 2, type(a + 1).__name__, type(a * 2).__name__, a == 20, {20: "x"}[a], [0] * a == [0] * 20)
print(isinstance(a, int), int(a), a.real, f"{a}", f"{a:d}", "%d" % a, "%s" % a)


class Ratio(float):
    def __str__(self):
        return f"{self * 100:g}%"

r = Ratio(0.25)
print(r, repr(r), r + 1, r == 0.25, max(r, 0.1), str(r))
