# requires: 3.14
# f_locals of running functions: a view that writes through (PEP 667), of generators, class bodies and tracebacks too.
import inspect
import sys


def callee():
    caller = sys._getframe().f_back
    caller.f_locals["changed"] = "from outside"
    caller.f_locals["new"] = 1
    return caller.f_locals["kept"]


def caller():
    kept = [1, 2]
    changed = None
    result = callee()
    return result, changed, locals()["new"], sys._getframe().f_locals


print(caller())
print(sys._getframe() is sys._getframe())


def generator(a, b=2):
    c = a + b
    yield c
    yield from [c]
    yield c


it = generator(1)
print(inspect.getgeneratorlocals(it))
print(next(it), inspect.getgeneratorlocals(it), it.gi_frame is it.gi_frame)
it.gi_frame.f_locals["c"] = "other"
print(list(it), it.gi_frame)


class Body:
    x = 1
    sys._getframe().f_locals["y"] = x + 1


print(Body.y)


def failing(n):
    inner = n * 2
    return inner / 0


try:
    failing(21)
except ZeroDivisionError as error:
    frame = error.__traceback__.tb_next.tb_frame
    print(frame.f_locals, frame.f_code.co_name, frame.f_lineno)
    frame.clear()
    print(frame.f_locals)


def proxy():
    x = 1
    view = sys._getframe().f_locals
    print(type(view).__name__, len(view), sorted(view), "x" in view, view.get("none"), view | {"x": 0} != view)
    try:
        del view["x"]
    except ValueError as error:
        print(error)
    view["extra"] = 5
    print(view.pop("extra"), view.setdefault("x", 7))


proxy()
