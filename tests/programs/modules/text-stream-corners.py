"""Text streams where reading, writing and positions meet."""
import io
import os
import tempfile

folder = tempfile.mkdtemp()
path = os.path.join(folder, "text")

with open(path, "w", encoding="utf-8") as file:
    for number in range(3000):
        file.write(f"line {number}\n")
    file.write("ü\udc80"[:1] + "\n")
    try:
        file.write("\udc80")
    except UnicodeEncodeError as error:
        print(error)
    file.write("last\n")
print(os.path.getsize(path))

with open(path, encoding="utf-8") as file:
    for line in file:
        if line == "line 2000\n":
            break
    try:
        file.tell()
    except OSError as error:
        print(error)
    print(file.readline(), len(file.read()))

# Positions in the middle of what was decoded.
for encoding in ("utf-8", "utf-16", "utf-8-sig", "shift_jis"):
    text = "añb\r\nж" if encoding != "shift_jis" else "aあb\r\nж"
    with open(path, "w", encoding=encoding, newline="") as file:
        file.write(text * 2)
    for newline in (None, ""):
        with open(path, encoding=encoding, newline=newline) as file:
            places = []
            while True:
                places.append(file.tell())
                if not file.read(1):
                    break
            rests = []
            for place in places:
                file.seek(place)
                rests.append(file.read())
            print(encoding, repr(newline), all(rests[0].endswith(rest) for rest in rests), [len(r) for r in rests])

# Reading on after writing, over a stream that cannot be positioned.
pair = io.TextIOWrapper(io.BufferedRWPair(io.BytesIO(b"one\ntwo\n"), io.BytesIO()), encoding="ascii")
print(repr(pair.readline()))
pair.write("three")
print(repr(pair.readline()))


class Slow(io.RawIOBase):
    """Takes eight bytes, then blocks once."""

    def __init__(self):
        self.taken = []
        self.blocked = False

    def writable(self):
        return True

    def write(self, data):
        if self.taken and not self.blocked:
            self.blocked = True
            return None
        self.taken.append(bytes(data)[:8])
        return len(self.taken[-1])


raw = Slow()
writer = io.BufferedWriter(raw, 4)
try:
    writer.write(b"abcdefghijklmnopq")
except BlockingIOError as error:
    print(error.strerror, error.characters_written, error.args[1:])
writer.flush()
print(raw.taken)

with open(path, encoding="shift_jis") as file:
    try:
        file.write("x")
    except io.UnsupportedOperation as error:
        print(error)
    file._CHUNK_SIZE = 2
    print(file._CHUNK_SIZE, file.read(2) != "")


class Misread(io.RawIOBase):
    def readinto(self, buffer):
        return len(buffer) + 1


try:
    Misread().read(1)
except ValueError as error:
    print(error)
wrapper = io.TextIOWrapper.__new__(io.TextIOWrapper)
for attempt in (wrapper.read, wrapper.tell, lambda: repr(wrapper), lambda: io.TextIOWrapper(io.BytesIO(), "\udcfe")):
    try:
        attempt()
    except ValueError as error:
        print(type(error).__name__, error)
print(io.BytesIO().__dict__, open(path).__dict__)
os.remove(path)
os.rmdir(folder)
