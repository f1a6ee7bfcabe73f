def one():
    """First line.

    Indented line.
      More.
    """

def two():
    "implicit " "concatenation"

def three():
    f"not a doc"

def four():
    b"not a doc either"

def five():
    x = 1
    "late"

class Six:
    """Class doc"""
    def m(self): "method doc"

print([f.__doc__ for f in (one, two, three, four, five, Six, Six.m)])
import inspect
print(inspect.getdoc(one), __doc__)
