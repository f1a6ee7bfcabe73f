class Custom(Exception):
    def __str__(self):
        return "line one\nline two"

class Unprintable(Exception):
    def __str__(self):
        raise RuntimeError("no text")

import traceback
for error in (Custom(), Unprintable(), ValueError(""), ValueError("  "), KeyError("a\nb")):
    try:
        raise error
    except Exception as e:
        print(traceback.format_exception_only(e)[-1], end="")
class Outer:
    class Nested(Exception): pass
raise Outer.Nested("qualified", 1)
