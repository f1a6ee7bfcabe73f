import atexit
import sys
@atexit.register
def last():
    print("last")
atexit.register(print, "second", end="!\n")
def failing():
    raise ValueError("in atexit")
atexit.register(failing)
print("main")
sys.stdout.flush()
sys.exit(2)
