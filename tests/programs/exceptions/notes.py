e = ValueError("main")
e.add_note("first note")
e.add_note("second\nlines")
print(e.__notes__)
try:
    e.add_note(5)
except TypeError as error:
    print(error)
import traceback
print("".join(traceback.format_exception_only(e)), end="")
raise e
