"""Formats of decimals with a locale's marks, and what is beyond the limits of formats, tuples and contexts."""

import sys
from decimal import Context, Decimal, Overflow, getcontext, localcontext


def shown(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


marks = {"decimal_point": ",", "thousands_sep": ".", "grouping": "\3\2\0"}
for number in ("1234567.891", "-12", "0.5", "1E+10", "NaN", "-Infinity"):
    for spec in ("n", "f", ".2f", "020n", "e"):
        shown(lambda: Decimal(number).__format__(spec, marks))
for override in (
    {},
    3,
    {"decimal_point": "too long"},
    {"decimal_point": ""},
    {"grouping": "\xff"},
    {"grouping": 3},
    {"decimal_point": "\u066b", "thousands_sep": "\u066c", "grouping": "\1\x7f"},
):
    shown(lambda: Decimal("12345.5").__format__("n", override))

shown(lambda: Decimal(1).__format__(3))
with localcontext() as context:
    for parts in ((1, (), sys.maxsize), (1, (0, 1), -sys.maxsize - 1), (0, (1,), sys.maxsize + 1)):
        shown(lambda: Decimal(parts))
    context.traps[Overflow] = False
    shown(lambda: context.create_decimal((1, (0, 1, 2), sys.maxsize)))

quiet = Context(traps=[])
for a, b, c in (("0", "Inf", "sNaN123"), ("Inf", "0", "NaN5"), ("sNaN1", "0", "sNaN5"), ("NaN1", "2", "sNaN5")):
    print(quiet.fma(Decimal(a), Decimal(b), Decimal(c)))
shown(lambda: quiet.power(1, Decimal("1.1E+999999")))
shown(lambda: pow(10, 2, Decimal(7)))
shown(lambda: pow(1.5, 2, Decimal(7)))
for method in ("canonical", "is_canonical"):
    shown(lambda: getattr(quiet, method)(200))
    shown(lambda: getattr(quiet, method)(Decimal(200)))
signals = type(getcontext().flags)()
for use in (len, iter, repr, lambda signals: signals.copy(), lambda signals: signals == quiet.flags):
    shown(lambda: use(signals))
