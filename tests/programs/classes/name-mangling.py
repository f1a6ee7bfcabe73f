class Secret:
    __hidden = 1
    __dunder__ = 2
    def __init__(self):
        self.__value = 42
        self._single = 1
    def get(self):
        return self.__value, self.__hidden, self.__dunder__
    def call(self):
        return self.__private()
    def __private(self):
        return "private"
    def local(self):
        __name = 5
        return list(locals())

s = Secret()
print(s.get(), s.call(), sorted(vars(s)), s._Secret__value, s._Secret__private(), s.local())
try:
    s.__value
except AttributeError as error:
    print(error)


class Sub(Secret):
    def __private(self):
        return "sub private"

print(Sub().call(), Sub()._Sub__private())


class __Odd:
    def set(self):
        self.__x = 1
        return vars(self)

print(__Odd().set())
