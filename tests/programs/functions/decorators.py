import functools

def trace(f):
    @functools.wraps(f)
    def wrapper(*args, **kw):
        result = f(*args, **kw)
        print(f"{f.__name__}{args}{kw} = {result}")
        return result
    return wrapper

def repeat(times):
    def decorator(f):
        def wrapper(*args):
            return [f(*args) for _ in range(times)]
        return wrapper
    return decorator

@trace
@repeat(2)
def add(a, b):
    return a + b

@trace
def named(x, *, y=1):
    """Doc of named."""
    return x + y

add(1, 2)
named(1, y=5)
print(named.__name__, named.__doc__, named.__wrapped__(1))


class Count:
    def __init__(self, f):
        self.f, self.calls = f, 0

    def __call__(self, *args):
        self.calls += 1
        return self.f(*args)

@Count
def hello(name):
    return f"hi {name}"

print(hello("a"), hello("b"), hello.calls)

def register(table):
    return lambda c: table.setdefault(c.__name__, c)

table = {}

@register(table)
class Plugin: pass

@(lambda f: f() * 2)
def number():
    return 21

print(list(table), number)
