# The exception being handled belongs to the generator that handles it; elsewhere it is that of who resumes.
import sys


def now():
    return type(sys.exception()).__name__


def plain():
    try:
        raise ValueError
    except ValueError:
        yield now()
        yield now()
    yield now()
    try:
        raise KeyError
    finally:
        yield now()


g = plain()
try:
    raise IndexError
except IndexError:
    print(next(g), now())
print(next(g), now())
try:
    raise OSError
except OSError:
    print(next(g), now())
print(next(g), now())
try:
    next(g)
except KeyError as error:
    print(now(), repr(error.__context__))


def nested():
    try:
        raise ValueError
    except ValueError:
        try:
            yield now()
        finally:
            yield now()
            try:
                raise TypeError
            except TypeError:
                yield now()
            yield now()
    yield now()


try:
    raise IndexError
except IndexError:
    g = nested()
    print(next(g), next(g), now())
print(next(g), next(g), next(g), now())


def inner():
    yield now()
    try:
        raise KeyError
    except KeyError:
        yield now()
    yield now()


def outer():
    yield from inner()
    try:
        raise ValueError
    except ValueError:
        yield from inner()
    yield now()


print(list(outer()))
try:
    raise IndexError
except IndexError:
    print(list(outer()))
g = outer()
for kind in (OSError, MemoryError, EOFError, LookupError, ArithmeticError, BufferError, RuntimeError):
    try:
        raise kind
    except kind:
        print(next(g), now())


def thrown():
    try:
        raise ValueError
    except ValueError:
        try:
            yield now()
        except KeyError as error:
            print(now(), repr(error.__context__))
            yield now()
        yield now()
    yield now()


try:
    raise IndexError
except IndexError:
    g = thrown()
    next(g)
try:
    raise OSError
except OSError:
    print(g.throw(KeyError), now())
print(next(g), next(g), now())


async def coroutine():
    try:
        raise ValueError
    except ValueError:
        await Once()
        yield now()
    yield now()


class Once:
    def __await__(self):
        yield


async def main():
    return [value async for value in coroutine()]


c = main()
try:
    raise IndexError
except IndexError:
    c.send(None)
try:
    c.send(None)
except StopIteration as stop:
    print(stop.value, now())


def keeps():
    try:
        yield
    except ValueError as error:
        yield now()
        yield now()
        raise


g = keeps()
next(g)
try:
    raise ValueError("the same as the caller's")
except ValueError as error:
    print(g.throw(error))
print(next(g))
try:
    next(g)
except ValueError as error:
    print(error)
