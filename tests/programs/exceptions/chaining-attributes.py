def explicit():
    try:
        {}["k"]
    except KeyError as error:
        raise ValueError("explicit") from error

def implicit():
    try:
        [][1]
    except IndexError:
        undefined_name

def suppressed():
    try:
        1 / 0
    except ZeroDivisionError:
        raise RuntimeError("quiet") from None

for f in (explicit, implicit, suppressed):
    try:
        f()
    except Exception as error:
        print(repr(error), repr(error.__cause__), repr(error.__context__), error.__suppress_context__)
for cause in (5, "text", ValueError):
    try:
        raise KeyError("x") from cause
    except Exception as error:
        print(type(error).__name__, error, repr(error.__cause__))
e = ValueError("v")
e.__cause__ = KeyError("k")
print(e.__suppress_context__, e.with_traceback(None) is e)
for action in ("e.__cause__ = 5", "e.__traceback__ = 5", "e.__context__ = 'x'", "raise 5", "raise int", "raise None"):
    try:
        exec(action)
    except TypeError as error:
        print(action, "->", error)
