import sys
try:
    sys.exit()
except SystemExit as stop:
    print("caught", stop.code)
def f():
    try:
        raise SystemExit(7)
    finally:
        print("finally before exit")
f()
