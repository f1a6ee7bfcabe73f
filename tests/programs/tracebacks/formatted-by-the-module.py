import sys
import traceback

def level3():
    raise KeyError("deep")

def level2():
    level3()

def level1():
    try:
        level2()
    except KeyError as error:
        raise RuntimeError("wrapped") from error

try:
    level1()
except RuntimeError as error:
    print(traceback.format_exc())
    print("".join(traceback.format_exception(error, chain=False)))
    print("".join(traceback.format_exception(error, limit=1)))
    frames = traceback.extract_tb(error.__traceback__)
    print([(f.name, f.lineno, f.line) for f in frames])
    traceback.print_exc(file=sys.stdout)
    summary = traceback.TracebackException.from_exception(error)
    print(summary.exc_type_str, str(summary), summary.__cause__ is not None)
tb = None
try:
    1 / 0
except ZeroDivisionError as error:
    tb = error.__traceback__
print(tb.tb_lineno, tb.tb_next, tb.tb_frame.f_code.co_name, tb.tb_frame.f_lineno > 0)
print("".join(traceback.format_exception_only(ValueError, ValueError("only"))), end="")
traceback.print_exception(ValueError("no traceback"), file=sys.stdout)
