# Generators that nobody can resume any more are closed when garbage is collected.
import gc
import sys


def waiting(name):
    try:
        yield name
    finally:
        print("closed", name)


def start(generator):
    next(generator)
    return generator


class Process:
    def __init__(self):
        self.generator = start(self.run())

    def run(self):
        try:
            yield
        finally:
            print("process closed", type(self).__name__)


def knows_itself():
    try:
        me = yield
        yield me
    finally:
        print("closed, although it knows itself", me is not None)


def in_handler():
    try:
        raise ValueError("inner")
    except ValueError as error:
        try:
            yield error
        finally:
            print("still handles", repr(sys.exception().__context__))


def circles():
    start(waiting("by itself"))
    Process()
    generator = start(knows_itself())
    generator.send(generator)


def delegates():
    yield from waiting("what another one delegates to")


def refuses():
    try:
        yield
    finally:
        raise OSError("while closing")


def report(unraisable):
    print(unraisable.err_msg.partition(" <")[0], repr(unraisable.exc_value))


def collect(make):
    make()
    gc.collect()


collect(circles)
collect(lambda: start(in_handler()))
collect(lambda: start(delegates()))
sys.unraisablehook = report
collect(lambda: start(refuses()))
sys.unraisablehook = sys.__unraisablehook__


def handlers():
    """What is handled belongs to the generator while it runs."""
    try:
        raise KeyError("first")
    except KeyError:
        sent = yield sys.exception()
        print("sent", sent, repr(sys.exception()))
        try:
            yield "inner"
        except OSError as error:
            print("thrown", repr(error), repr(error.__context__))
            yield from waiting("inside handler")
    print("after", sys.exception())
    yield "end"


try:
    raise RuntimeError("outer")
except RuntimeError:
    it = handlers()
    print(repr(next(it)), repr(sys.exception()))
print(it.send(1), sys.exception())
print(it.throw(OSError("thrown")), sys.exception())
print(next(it), list(it))


class Pause:
    def __await__(self):
        yield


def run(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration:
        pass


async def numbers():
    try:
        yield 1
        try:
            yield 2
            raise KeyError("in between")
        except KeyError:
            await Pause()
            yield sys.exception()
    finally:
        await Pause()
        print("numbers closed")


async def abandon():
    await anext(numbers())


async def main():
    print([value async for value in numbers()])
    again = numbers()
    await anext(again)
    try:
        await again.athrow(StopAsyncIteration("not the end"))
    except RuntimeError as error:
        print(error, repr(error.__cause__))


sys.set_asyncgen_hooks(finalizer=lambda generator: run(generator.aclose()))
run(main())
run(abandon())
gc.collect()
