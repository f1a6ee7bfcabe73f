def worker():
    try:
        while True:
            try:
                x = yield "ready"
                print("got", x)
            except ValueError as error:
                print("handled", error)
                yield "recovered"
    finally:
        print("cleanup")

g = worker()
print(next(g), g.send(1), g.throw(ValueError("oops")), next(g))
g.close()
g.close()
print(list(g))
g = worker()
next(g)
try:
    g.throw(KeyError("k"))
except KeyError as error:
    print("out", error)
g = worker()
try:
    g.throw(RuntimeError("before start"))
except RuntimeError as error:
    print(error)


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2

s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as error:
    print(error)


def returns_on_close():
    try:
        yield 1
    except GeneratorExit:
        return "value from close"

r = returns_on_close()
next(r)
print(r.close())
