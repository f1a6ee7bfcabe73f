# Functions set by sys.settrace and sys.setprofile, and what trace and bdb make of them.
import bdb
import sys
import trace


def shown(frame, event, arg):
    value = arg[0].__name__ if event == "exception" else arg
    return f"{event} {frame.f_code.co_name}:{frame.f_lineno - frame.f_code.co_firstlineno} {value!r}"


def tracer(frame, event, arg):
    log.append(shown(frame, event, arg))
    return tracer


def traced(function, *args):
    global log
    log = []
    sys.settrace(tracer)
    try:
        result = function(*args)
    except ValueError as error:
        result = repr(error)
    finally:
        sys.settrace(None)
    print(function.__name__, "->", result)
    for line in log:
        print("   ", line)


def loops(n):
    total = 0
    for i in range(n):
        total += i
    while total > 2:
        total -= 1
    else:
        total = 7
    return total


def handlers(value):
    try:
        raise ValueError(value)
    except KeyError:
        pass
    except ValueError:
        if value == 1:
            value = 2
        elif value == 3:
            raise
    finally:
        value += 1
    return value


def generator():
    yield 1
    got = yield 2
    return got


def uses_generator():
    return [x for x in generator()]


def matched(value):
    match value:
        case [x, 1]:
            return x
        case {"k": x}:
            return x


traced(loops, 3)
traced(handlers, 1)
traced(handlers, 3)
traced(uses_generator)
traced(matched, {"k": 5})


def quiet(frame, event, arg):
    frame.f_trace_lines = False
    log.append(shown(frame, event, arg))
    return quiet


log = []
sys.settrace(quiet)
loops(2)
sys.settrace(None)
print(log, sys.gettrace())

log = []
sys.setprofile(lambda frame, event, arg: event in ("call", "return") and log.append(shown(frame, event, arg)))
matched([4, 1])
sys.setprofile(None)
print(log, sys.getprofile())


def failing(frame, event, arg):
    raise RuntimeError("from the tracer")


sys.settrace(failing)
try:
    loops(1)
except RuntimeError as error:
    print(error, sys.gettrace())

counter = trace.Trace(count=1, trace=0)
print(counter.runfunc(loops, 2))
first = loops.__code__.co_firstlineno
print(sorted((line - first, n) for (_, line), n in counter.results().counts.items() if first <= line < first + 9))


class Stepper(bdb.Bdb):
    def user_line(self, frame):
        print("at", frame.f_lineno - frame.f_code.co_firstlineno, sorted(frame.f_locals))
        self.set_step()

    def user_return(self, frame, value):
        print("returns", value)


stepper = Stepper()
print(stepper.runcall(matched, [6, 1]))
