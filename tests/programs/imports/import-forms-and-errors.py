import os.path as p, sys, math as m
from math import (
    sqrt as root,
    pi,
)
print(root(16), m.floor(pi), p.join("a", "b"), sys.__name__)
def local():
    import json
    from json import dumps
    return dumps({"a": json.loads("1")})
print(local(), "json" in globals())
for code in ("import nope", "from math import nope", "from nope.x import y", "import math.nope", "from . import x", "from .. import y", "import a.b.c"):
    try:
        exec(code)
    except ImportError as error:
        print(code, "->", type(error).__name__, str(error).split(" (/")[0].replace("(unknown location)", "").strip())
try:
    exec("def f():\n from math import *")
except SyntaxError as error:
    print(error.msg)
import importlib
print(importlib.import_module("math") is m, __import__("os.path").__name__, importlib.import_module(".square", "shapes").__name__)
