"""The variables of frames in tracebacks, as `traceback` shows them when it is asked to."""

import traceback

def deep(a, b=2, *rest, key=None, **more):
    total = 0.0
    for i in range(3):
        total = total + i * 0.5
    text = "x" * 3
    later: int
    if a:
        raise ValueError("deep")
    never = 1

def closing(n):
    inner_value = n * 2
    def inner():
        local = inner_value + 1
        return local / 0
    return inner()

def generator(start):
    kept = start + 1
    yield kept
    after = kept * 2
    raise KeyError(after)

async def coroutine(arg):
    got = arg + 1
    await other(got)

async def other(x):
    y = x * 2
    raise RuntimeError

class Body:
    pass

def in_handler(q):
    try:
        z = q + 1
        z / 0
    except ZeroDivisionError as error:
        return error

def method_user():
    class C:
        attribute = 5
        raise TypeError("in class")

def swallow(v):
    w = [v]
    with open("/nonexistent/file") as f:
        pass

def comprehension():
    items = [1, 2, 0]
    return [10 // item for item in items]

def genexp():
    return list(10 // item for item in (1, 2, 0))

def lam():
    return (lambda p, q=3: p / (q - 3))(4)

def show(call, *args):
    try:
        found = call(*args)
    except Exception as error:
        found = error
    summary = traceback.TracebackException.from_exception(found, capture_locals=True)
    for frame in summary.stack:
        if frame.locals is None:
            print(frame.name, "without locals")
        elif frame.name != "show":
            shown = {name: value.split(" at 0x")[0] for name, value in sorted(frame.locals.items())}
            print(frame.name, frame.lineno, shown)


show(deep, 1)
show(lambda: deep(1, 5, 6, key=7, z=8))
show(closing, 4)
show(lambda: list(generator(1)))
show(lambda: coroutine(3).send(None))
show(in_handler, 5)
show(method_user)
show(swallow, 6)
show(comprehension)
show(genexp)
show(lam)


def cleared():
    secret = object()
    raise ValueError


try:
    cleared()
except ValueError as error:
    entry = error.__traceback__.tb_next
    traceback.clear_frames(entry)
    [summary] = traceback.StackSummary.extract(traceback.walk_tb(entry), capture_locals=True)
    print(summary.name, summary.locals)
