"""Who called: sys._getframe, what logging says of its callers, and functions of a text that was compiled several times."""
import functools
import io
import logging
import sys


def names(frame):
    found = []
    while frame is not None:
        found.append((frame.f_code.co_name, frame.f_lineno))
        frame = frame.f_back
    return found


def caller(depth):
    return sys._getframe(depth)


def down(n):
    if n:
        return down(n - 1)
    return names(caller(1))


def through_map():
    return list(map(lambda depth: names(caller(depth)), [0, 2]))


def generator():
    yield names(sys._getframe())


class Made:
    def __init__(self, *args, **kwargs):
        self.frames = names(caller(args[0]))


def keeps():
    return caller(1)


print(down(4))
print(len(down(60)))
print(through_map())
print(list(generator()))
print(Made(1, key=2).frames)
frame = keeps()
print(frame.f_code.co_name, frame.f_globals is globals(), caller(0).f_code is caller.__code__)
try:
    caller(100)
except ValueError as error:
    print(error)

# What logging finds
stream = io.StringIO()
logging.basicConfig(stream=stream, format="%(funcName)s:%(lineno)d:%(message)s")
logger = logging.getLogger("callers")


def wrap(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        return function(*args, **kwargs)

    return inner


def plain():
    logger.warning("a method %d", 1)


def of_module():
    logging.error("a function")


def held():
    warn = logger.warning
    warn("not called by name")


def wrapped():
    wrap(logger.warning)("wrapped")
    wrap(logger.warning)("wrapped, one further out", stacklevel=2)


def after_an_error():
    try:
        logger.warning()
    except TypeError:
        pass
    warn = logger.warning

    def inside():
        warn("after a call that failed")

    inside()


def mapping():
    class Mapping:
        def keys(self):
            logger.error("while the arguments are made")
            return ["extra"]

        def __getitem__(self, key):
            return {"more": 1}

    logger.error("arguments", **Mapping())


def by_level():
    logger.log(logging.CRITICAL, "by level", extra={"more": 1})


def adapted():
    logging.LoggerAdapter(logger, {}).error("adapted")


def deep(n):
    if n:
        deep(n - 1)
    else:
        logger.warning("deep", stacklevel=4)


for function in (plain, of_module, held, wrapped, after_an_error, mapping, by_level, adapted):
    function()
deep(9)
print(stream.getvalue())

# One text, many namespaces
TEXT = """
import sys
def where():
    return sys._getframe().f_globals["n"], sys._getframe().f_code is where.__code__
class Here:
    def make(self):
        return type("Made", (), {}).__module__, sys._getframe().f_lineno
def steps():
    yield sys._getframe().f_globals["n"]
"""
spaces = []
for n in range(5):
    space = {"n": n, "__name__": f"module{n}"}
    exec(TEXT, space)
    spaces.append(space)
for space in spaces:
    print(space["where"](), space["Here"]().make())
codes = [compile("a + b", "<text>", "eval") for _ in range(4)]
print(len(set(map(id, codes))), codes[0] == codes[3])
print([eval("a + b", {"a": 1, "b": i}) for i in range(4)], [eval("x + 1", {}, {"x": i}) for i in range(4)])
