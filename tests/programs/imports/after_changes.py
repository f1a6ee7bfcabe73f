# What a program changes before it imports a module of the library counts in that module's code.
import sys
import time

sys.modules.pop("threading", None)
sys.modules.pop("queue", None)


def frozen():
    return 12.5


genuine = time.monotonic
time.monotonic = frozen
import threading

print(threading._time is frozen)
time.monotonic = genuine

import collections.abc

print(collections.abc.Mapping.__module__)


class Loud(dict):
    pass


import types

fake = types.ModuleType("heapq")
fake.heappush = fake.heappop = "pushed"
sys.modules["heapq"] = fake
import queue

print(queue.heappush)
del sys.modules["heapq"], sys.modules["queue"]

import random

first = random.Random(5).random()
import importlib

random.mark = "kept"
again = sys.modules.pop("random")
import random

print(random is again, hasattr(random, "mark"), random.Random(5).random() == first)

import logging
import atexit

print(logging.getLogger("x").name, atexit.register(print, "bye") is print)
atexit.unregister(print)
import json
import json.decoder

print(json.JSONDecodeError is json.decoder.JSONDecodeError, json.__name__, json.__spec__.name)
print([cls.__name__ for cls in json.JSONEncoder.__subclasses__()])
import os

os.environ["AFTER_CHANGES"] = "1"
print(os.environ["AFTER_CHANGES"], os.getenv("AFTER_CHANGES"), os.path is sys.modules["os.path"])
