# What goes without being awaited is warned of when the collector finds it.
import gc
import sys
import warnings


async def never():
    pass


async def steps():
    yield 1


def forget():
    never()
    steps().asend(None)
    steps().aclose()


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    forget()
    gc.collect()
print(sorted(str(w.message) for w in caught))

sys.unraisablehook = lambda args: print("unraisable:", args.exc_value)
with warnings.catch_warnings():
    warnings.simplefilter("error")
    forget()
    gc.collect()
