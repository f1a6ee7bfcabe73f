def run(group):
    try:
        raise group
    except* ValueError as eg:
        print("values", eg.exceptions, eg.message)
    except* (TypeError, OSError) as eg:
        print("types", eg.exceptions)
    else:
        print("else")
    finally:
        print("finally")

run(ExceptionGroup("g", [ValueError(1), TypeError(2), ExceptionGroup("inner", [ValueError(3)])]))
try:
    run(ExceptionGroup("h", [KeyError("left"), ValueError(1)]))
except ExceptionGroup as rest:
    print("rest", repr(rest))
run(ValueError("naked"))
eg = ExceptionGroup("top", [ValueError(1), ExceptionGroup("nested", [KeyError(2), ValueError(3)])])
print(eg.subgroup(KeyError), eg.split(ValueError), eg.derive([TypeError()]), str(eg), eg.subgroup(lambda e: e.args == (3,)))
for args in (("m", []), ("m", [1]), (1, [ValueError()]), ("m", [KeyboardInterrupt()]), ("m",)):
    try:
        print(repr(ExceptionGroup(*args)))
    except Exception as error:
        print(type(error).__name__, error)
print(type(BaseExceptionGroup("b", [ValueError()])).__name__, type(BaseExceptionGroup("b", [KeyboardInterrupt()])).__name__)
