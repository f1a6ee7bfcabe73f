def again():
    try:
        try:
            raise ValueError("original")
        except ValueError:
            print("first")
            raise
    except ValueError as error:
        print("again", error)
        return error

again()
try:
    raise
except RuntimeError as error:
    print(error)
try:
    raise ValueError
except ValueError as error:
    print(repr(error), error.args)


class Weird(Exception):
    def __new__(cls, *args):
        return KeyError("not weird")

try:
    raise Weird
except (TypeError, KeyError) as error:
    print(type(error).__name__, error)
try:
    try:
        raise ValueError(1)
    except 5:
        pass
except TypeError as error:
    print(error)
try:
    try:
        raise ValueError(1)
    except (KeyError, "x"):
        pass
except TypeError as error:
    print(error)
import sys
try:
    raise LookupError("info")
except LookupError:
    kind, value, trace = sys.exc_info()
    print(kind.__name__, value, trace.tb_lineno, sys.exception() is value)
print(sys.exc_info(), sys.exception())
