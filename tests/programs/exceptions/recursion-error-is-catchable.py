import sys
depth = 0

def down():
    global depth
    depth += 1
    down()

for attempt in range(2):
    depth = 0
    try:
        down()
    except RecursionError as error:
        print(type(error).__name__, "maximum recursion depth exceeded" in str(error), depth > 500)


class Endless:
    def __getattr__(self, name):
        return getattr(self, name + "x")

    def __repr__(self):
        return f"{self!r}"

try:
    Endless().x
except RecursionError:
    print("getattr recursion")
try:
    repr(Endless())
except RecursionError:
    print("repr recursion")
limit = sys.getrecursionlimit()
sys.setrecursionlimit(120)
depth = 0
try:
    down()
except RecursionError:
    print(depth < 120)
sys.setrecursionlimit(limit)
try:
    sys.setrecursionlimit(0)
except ValueError as error:
    print(error)
