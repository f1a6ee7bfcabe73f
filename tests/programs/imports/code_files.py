"""Files of compiled code are written and used; what is stale, damaged or foreign is not."""
import importlib
import marshal
import os
import py_compile
import shutil
import sys
import tempfile
from importlib.util import cache_from_source, MAGIC_NUMBER, source_hash

sys.dont_write_bytecode = False
directory = tempfile.mkdtemp()
sys.path.insert(0, directory)
source = os.path.join(directory, "subject.py")
cached = cache_from_source(source)


def write(text, when=1_000_000_000):
    with open(source, "w") as file:
        file.write(text)
    os.utime(source, (when, when))


def load():
    sys.modules.pop("subject", None)
    importlib.invalidate_caches()
    import subject

    return subject.value


def data():
    with open(cached, "rb") as file:
        return file.read()


def replace(content):
    with open(cached, "wb") as file:
        file.write(content)


def value_in(content):
    namespace = {}
    exec(marshal.loads(content[16:]), namespace)
    return namespace["value"]


write("value = 'one'")
print("first", load(), os.path.exists(cached), os.listdir(os.path.dirname(cached)) == [os.path.basename(cached)])
good = data()
print("header", good[:4] == MAGIC_NUMBER, good[4:16].hex(), value_in(good))

write("value = 'two'")
print("same time and size", load())
write("value = 'two'", 1_000_000_001)
print("another time", load(), value_in(data()))
write("value = 'three'", 1_000_000_001)
print("another size", load(), value_in(data()))

good = data()
for name, content in {
    "no header": b"",
    "short header": good[:12],
    "another magic number": bytes([good[0] ^ 1]) + good[1:],
    "unknown flags": good[:4] + b"\x08\0\0\0" + good[8:],
}.items():
    replace(content)
    print(name, load(), data() == good)

write("value = 'four!'", 1_000_000_001)
for mode, check in ("CHECKED_HASH", True), ("UNCHECKED_HASH", False):
    py_compile.compile(source, invalidation_mode=py_compile.PycInvalidationMode[mode])
    print(mode, data()[4:8].hex(), data()[8:16] == source_hash(b"value = 'four!'"), load())
    write("value = 'five!'", 1_000_000_002)
    print("changed", load(), data()[4:8].hex(), value_in(data()))
    write("value = 'four!'", 1_000_000_001)

sys.dont_write_bytecode = True
os.remove(cached)
print("not written", load(), os.path.exists(cached))
sys.dont_write_bytecode = False

sys.pycache_prefix = os.path.join(directory, "prefix")
print("prefix", load(), os.path.exists(cache_from_source(source)), os.path.exists(cached))
sys.pycache_prefix = None

code = compile("def f(x, *, y=2):\n    return [x + i for i in range(y)]\n", "there.py", "exec")
again = marshal.loads(marshal.dumps(code))
space = {}
exec(again, space)
print(again == code, again.co_filename, space["f"](1), space["f"].__code__.co_varnames[:2])
print(eval(marshal.loads(marshal.dumps(compile("a + b", "<e>", "eval"))), {"a": 1}, {"b": 2}))
shutil.rmtree(directory)
