import math

class Settings:
    colour = "red"
    def verbose_mode(self): ...

value_of_interest = 3
def attempt(code):
    import traceback
    try:
        exec(code, globals())
    except Exception as error:
        print(traceback.format_exception_only(error)[-1], end="")

attempt("value_of_intrest + 1")
attempt("Settings().color")
attempt("Settings().verbose_mod()")
attempt("pritn(1)")
attempt("math.squirt(2)")
attempt("from math import squareroot")
attempt("self.x")
attempt("time.sleep(1)")
attempt("zzzzzz")
attempt("import colections")
