import sys
print(sys.version_info >= (3, 13), sys.version_info.major, sys.maxsize == 2**63 - 1 or sys.maxsize == 2**31 - 1, sys.argv, sys.byteorder, sys.getdefaultencoding(), sys.float_info.max, sys.float_info.epsilon, sys.int_info.default_max_str_digits, sys.maxunicode, sys.implementation.name in ("cpython", "tython"), sys.getrecursionlimit())
print(sys.intern("a") is sys.intern("a"), type(sys.modules).__name__, "sys" in sys.builtin_module_names, sys.stdin.name, sys.stdout.name, sys.stderr.encoding, sys.flags.optimize, sys.hexversion >> 24, sys.getsizeof([]) > 0, callable(sys.exit), sys.executable is not None)
sys.stdout.write("written\n")
try:
    int("9" * 5000)
except ValueError as error:
    print(error)
try:
    str(10**5000)
except ValueError as error:
    print(error)
sys.set_int_max_str_digits(0)
print(len(str(10**5000)))
def frame():
    f = sys._getframe()
    return f.f_code.co_name, f.f_back.f_code.co_name, f.f_lineno > 0
print(frame())
print(sys.stdlib_module_names >= {"os", "re"}, sys.displayhook.__name__)
