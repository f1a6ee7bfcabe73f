"""Files that nobody closed are flushed, closed and warned of when they are collected."""

import gc
import io
import os
import sys
import tempfile
import warnings


def show(message, category, filename, lineno, file=None, line=None):
    text = str(message)
    for path in (name, directory):
        text = text.replace(repr(path), "PATH")
    print(category.__name__, text)


warnings.showwarning = show
warnings.simplefilter("always")
directory = tempfile.mkdtemp()
name = os.path.join(directory, "file")

file = open(name, "w", encoding="utf-8")
file.write("kept")
del file
gc.collect()
for mode, options in (("r", {"encoding": "utf-8"}), ("rb", {}), ("r+b", {}), ("rb", {"buffering": 0})):
    file = open(name, mode, **options)
    print(file.read())
    file = None
    gc.collect()
with open(name) as file:
    pass
del file
gc.collect()
print("closed properly")

wrapper = io.TextIOWrapper(io.BytesIO())
inner = wrapper.buffer
del wrapper
gc.collect()
print(inner.closed)


class Raw(io.RawIOBase):
    def close(self):
        print("close", self.closed)
        super().close()


raw = Raw()
del raw
gc.collect()


class Failing(io.RawIOBase):
    def close(self):
        raise OSError("not now")


sys.unraisablehook = lambda args: print(args.err_msg.split(" at ")[0], args.exc_value, args.object)
failing = Failing()
del failing
gc.collect()

warnings.showwarning = lambda message, category, *rest: print(category.__name__, str(message).split("<")[0])
temporary = tempfile.NamedTemporaryFile(dir=directory)
path = temporary.name
del temporary
gc.collect()
print(os.path.exists(path))
folder = tempfile.TemporaryDirectory(dir=directory)
path = folder.name
del folder
gc.collect()
print(os.path.exists(path))
os.remove(name)
os.rmdir(directory)
