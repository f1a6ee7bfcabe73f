class Awaitable:
    def __init__(self, v): self.v = v
    def __await__(self):
        got = yield self.v
        return f"{self.v} got {got}"

async def inner(x):
    return await Awaitable(x) + "!"

async def outer():
    a = await inner("first")
    b = await inner("second")
    return a, b

def drive(coro):
    value = None
    try:
        while True:
            value = coro.send(value)
            print("yielded", value)
            value = value.upper()
    except StopIteration as stop:
        return stop.value

print(drive(outer()))
c = outer()
print(type(c).__name__, c.__name__, c.cr_running)
c.close()
for bad in ("5", "'a'"):
    async def f():
        await eval(bad)
    try:
        f().send(None)
    except TypeError as error:
        print(error)
c = inner("x")
c.send(None)
try:
    c.throw(ValueError("thrown"))
except ValueError as error:
    print(error)
try:
    c.send(None)
except RuntimeError as error:
    print(error)
