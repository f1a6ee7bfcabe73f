import sys
assert False, "asserts are off"
print(__debug__, sys.flags.optimize)
if __debug__:
    print("debug")
