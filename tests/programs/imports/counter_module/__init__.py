import importlib.util
generation = globals().get("generation", 0) + 1
if generation == 1:
    hits = []
