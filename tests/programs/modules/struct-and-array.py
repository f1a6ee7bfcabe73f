import array
import struct
data = struct.pack("<ihqfd?3sB", 1, -2, 2**40, 1.5, -0.1, True, b"ab", 255)
print(data.hex(), struct.unpack("<ihqfd?3sB", data), struct.calcsize("<ihq"), struct.calcsize("bi"), struct.pack(">HI", 258, 1), struct.unpack_from("<H", b"\0\1\2", 1), struct.pack("2x5p", b"hey"), list(struct.iter_unpack("<h", b"\1\0\2\0")), struct.pack("!e", 0.5))
for call in (lambda: struct.pack("b", 200), lambda: struct.unpack("i", b"abc"), lambda: struct.pack("z", 1), lambda: struct.pack("i", "x"), lambda: struct.pack("ii", 1)):
    try:
        call()
    except (struct.error, TypeError) as error:
        print(error)
a = array.array("i", [1, 2, 3])
a.append(4)
a.extend([5])
print(a, a[1:3], a.tobytes().hex(), a.itemsize, a.typecode, sum(a), a.index(3), a.tolist(), array.array("d", [0.5]) , a * 2, array.array("B", b"ab"))
for call in (lambda: a.append("x"), lambda: array.array("b", [300])):
    try:
        call()
    except (TypeError, OverflowError) as error:
        print(type(error).__name__, error)
