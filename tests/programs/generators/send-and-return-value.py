def averager():
    total = count = 0
    average = None
    while True:
        value = yield average
        if value is None:
            return total, count
        total += value
        count += 1
        average = total / count

g = averager()
print(next(g), g.send(10), g.send(20), g.send(33))
try:
    g.send(None)
except StopIteration as stop:
    print(stop.value)
print(next(g, "exhausted"))
g = averager()
try:
    g.send(5)
except TypeError as error:
    print(error)


def echo():
    while (got := (yield)) != "stop":
        print("got", got)
    return "returned"

e = echo()
next(e)
for item in (1, None, "stop"):
    try:
        e.send(item)
    except StopIteration as stop:
        print(stop.value, repr(stop), stop.args)
