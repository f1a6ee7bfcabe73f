"""`__spec__` of a script stays None when its `__loader__` is asked for."""
print(__spec__, type(__loader__).__name__, __spec__, __name__, __package__)
