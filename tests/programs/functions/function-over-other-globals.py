"""A function made of another's code over other globals does not change where the first one runs."""
import sys
import types
from typing import NamedTuple


def first():
    return sys._getframe().f_globals["__name__"], NamedTuple("N", [("a", int)]).__module__


other = types.FunctionType(first.__code__, {"__name__": "other", "sys": sys, "NamedTuple": NamedTuple, "int": int})
print(first())
print(first.__globals__ is globals(), other.__globals__["__name__"])
