import contextlib
import io
@contextlib.contextmanager
def tag(name):
    print(f"<{name}>")
    try:
        yield name.upper()
    except ValueError as error:
        print("caught", error)
    finally:
        print(f"</{name}>")
with tag("a") as a, tag("b"):
    print(a)
    raise ValueError("inside")
@tag("deco")
def f(): print("f")
f()
with contextlib.suppress(KeyError, ZeroDivisionError):
    1 / 0
out = io.StringIO()
with contextlib.redirect_stdout(out):
    print("captured")
print(repr(out.getvalue()))
with contextlib.ExitStack() as stack:
    for n in "xy":
        stack.enter_context(tag(n))
    stack.callback(print, "callback", sep="-")
    print("body")
class Closer:
    def close(self): print("closed")
with contextlib.closing(Closer()), contextlib.nullcontext(5) as five:
    print(five)
@contextlib.contextmanager
def bad():
    if False: yield
try:
    with bad(): pass
except RuntimeError as error:
    print(error)
@contextlib.contextmanager
def twice():
    yield
    yield
try:
    with twice(): pass
except RuntimeError as error:
    print(error)
class Base(contextlib.ContextDecorator, contextlib.AbstractContextManager):
    def __exit__(self, *e): print("exit", e[0])
with Base() as b: print(type(b).__name__)
