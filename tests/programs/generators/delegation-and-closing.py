# What closing, throwing into and awaiting do to what a generator delegates to.
import sys


def inner():
    try:
        yield "first"
    finally:
        yield "second"


def outer():
    return (yield from inner())


g = outer()
print(next(g), g.gi_yieldfrom.__name__)
try:
    g.close()
except RuntimeError as error:
    print(error, error.__context__)
print(next(g, "ended"), g.gi_yieldfrom)


def fails():
    try:
        yield 1
    finally:
        raise ValueError("closing fails")


def notices():
    try:
        yield from fails()
    finally:
        print("outer finally", type(sys.exception()).__name__)


g = notices()
next(g)
try:
    g.close()
except ValueError as error:
    print(error, repr(error.__context__))


class Broken:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def __getattr__(self, name):
        1 / 0


def over_broken():
    yield from Broken()


sys.unraisablehook = lambda args: print("unraisable:", args.exc_type.__name__, args.err_msg)
g = over_broken()
next(g)
g.close()


class Manager:
    def __aenter__(self):
        return 5

    def __aexit__(self, *args):
        return 6


class SyncManager:
    def __enter__(self):
        pass

    def __exit__(self, *args):
        pass


async def use(manager):
    async with manager:
        pass


for manager in Manager(), SyncManager():
    try:
        use(manager).send(None)
    except TypeError as error:
        print(error)


async def never():
    pass


sys.set_coroutine_origin_tracking_depth(1)
coroutine = never()
print(coroutine.cr_origin[0][1:])
coroutine.close()
