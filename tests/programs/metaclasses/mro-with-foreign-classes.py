# A metatype's mro() may name classes that are no bases; what changes in those is seen all the same.
class Base:
    value = 1

    def greet(self):
        return "hello"


class Meta(type):
    def mro(cls):
        return (cls, Base, object)


class Follower(metaclass=Meta):
    pass


print(Follower.value, Follower().value, Follower().greet())
Base.value = 2
Base.greet = lambda self: "good day"
print(Follower.value, Follower().value, Follower().greet())
Base.added = property(lambda self: type(self).__name__)
print(Follower().added, Base.__subclasses__(), Follower.__bases__)
del Base.value
print(hasattr(Follower, "value"), hasattr(Follower(), "value"))
