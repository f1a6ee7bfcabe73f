# Names in a class that begin with two underscores are mangled; the names of keyword arguments are not.
def give(**keywords):
    return keywords


class Base:
    def __init_subclass__(cls, **keywords):
        print(cls.__name__, keywords)


class Outer:
    __x = 1

    def call(self):
        return give(__x=self.__x, **{"__y": 2})

    def method(self, **keywords):
        return keywords

    def through_method(self):
        return self.method(__x=3)

    class Inner(Base, __z=4):
        pass


print(Outer().call(), Outer().through_method(), sorted(vars(Outer))[:1])
