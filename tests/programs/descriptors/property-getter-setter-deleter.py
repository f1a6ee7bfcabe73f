class Celsius:
    def __init__(self, degrees):
        self._degrees = degrees

    @property
    def degrees(self):
        """Degrees, in Celsius."""
        return self._degrees

    @degrees.setter
    def degrees(self, value):
        if value < -273.15:
            raise ValueError("below absolute zero")
        self._degrees = value

    @degrees.deleter
    def degrees(self):
        print("reset")
        self._degrees = 0

    @property
    def fahrenheit(self):
        return self.degrees * 9 / 5 + 32

c = Celsius(100)
c.degrees += 10
print(c.degrees, c.fahrenheit, Celsius.degrees.__doc__, Celsius.degrees.fget(c))
del c.degrees
print(c.degrees, c.fahrenheit)
for action in ("c.degrees = -300", "c.fahrenheit = 1", "del c.fahrenheit", "Celsius.fahrenheit.__get__(c).x"):
    try:
        exec(action)
    except (ValueError, AttributeError) as error:
        print(action, "->", type(error).__name__, error)


class Kid(Celsius):
    @Celsius.degrees.getter
    def degrees(self):
        return "kid " + str(self._degrees)

k = Kid(1)
k.degrees = 5
print(k.degrees)
w = property(None, lambda self, v: print("write only", v))
class W:
    x = w
W().x = 3
try:
    W().x
except AttributeError as error:
    print(error)
