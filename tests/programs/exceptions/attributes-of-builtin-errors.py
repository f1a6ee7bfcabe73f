try:
    open("/nonexistent/file.txt")
except OSError as error:
    print(type(error).__name__, error.errno == 44 or error.errno == 2, error.strerror, error.filename, error.args[1])
try:
    "é".encode("ascii")
except UnicodeEncodeError as error:
    print(error.encoding, error.object, error.start, error.end, error.reason)
try:
    None.attr
except AttributeError as error:
    print(error.name, error.obj)
try:
    import no_such_module
except ImportError as error:
    print(type(error).__name__, error.name, error.path, error.msg)
try:
    eval("1 +")
except SyntaxError as error:
    print(error.msg, error.lineno, error.offset, error.text, error.filename)
def g():
    return 5
    yield
try:
    next(g())
except StopIteration as error:
    print(error.value)
print(OSError(2, "x").errno, OSError("just text").errno, str(OSError(2, "msg", "file")), SystemExit().code, SystemExit(1, 2).code)
print(ValueError(1) == ValueError(1), AttributeError("m", name="n", obj=3).name, NameError("x", name="y").name, ImportError("m", name="a", path="b").path)
