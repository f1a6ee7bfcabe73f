# requires: 3.14
"""Errors of calling what is builtin, and what `inspect` learns of builtin callables and code objects."""

import inspect
import itertools
import stat
import types


def attempt(label, call):
    try:
        print(label, "->", call())
    except Exception as error:
        print(label, "->", f"{type(error).__name__}: {error}")


module = types.ModuleType("mod")
attempt("module", module)
module.mod = 42
attempt("module with a number", module)
module.mod = print
attempt("module with a function", module)

attempt("product", lambda: itertools.product(0, repeat=1, foo=2))
attempt("min", lambda: min(0, default=1, key=2, foo=3))
attempt("ImportError", lambda: ImportError(0, name=1, path=2, name_from=3, foo=3))
attempt("ImportError meant", lambda: ImportError(namez="oops"))
attempt("NameError meant", lambda: NameError(nam="oops"))
attempt("complex meant", lambda: complex(reel=1))

fromkeys = dict.__dict__["fromkeys"]
attempt("class method", lambda: fromkeys(dict, "ab"))
attempt("class method, no argument", lambda: fromkeys())
attempt("class method, instance", lambda: fromkeys({}, "ab"))
attempt("class method, other class", lambda: fromkeys(int, "ab"))
attempt("class method bound by instance", lambda: fromkeys.__get__({})("ab"))
attempt("class method bound by None", lambda: fromkeys.__get__(None, None))
attempt("function bound by None", lambda: attempt.__get__(None, None))
attempt("class method bound by 42", lambda: fromkeys.__get__(42))

class Documented:
    """Documented(first, second=2)\n--\n\nWith a signature."""


print(Documented.__text_signature__, inspect.signature(Documented))
print(inspect.signature(stat.S_IMODE))

METHOD_DESCRIPTOR, VECTORCALL = 1 << 17, 1 << 11
for cls in (type(len), type(list.append), type(list.__add__), types.FunctionType, types.MethodType, int):
    print(cls.__name__, bool(cls.__flags__ & METHOD_DESCRIPTOR), bool(cls.__flags__ & VECTORCALL))


def outer(text):
    "Documentation."
    number = 1000
    if text == "abc":
        return None
    return lambda: (x for x in range(number))


def kinds(code):
    return [constant.co_name if inspect.iscode(constant) else constant for constant in code.co_consts]


print(kinds(outer.__code__))
inner = outer.__code__.co_consts[-1]
print(inner is outer("").__code__, kinds(inner))
print(set(types.FunctionType(inner.co_consts[0], {})(iter([1, 2]))))


class Descriptor:
    __get__ = lambda self, instance, owner: (type(self).__name__, instance, owner.__name__)


class Printing:
    __get__ = print


class Owner:
    function = Descriptor()
    builtin = Printing.__new__(Printing)
    Printing.__repr__ = lambda self: "Printing()"


print(Owner.function, Owner.builtin)
