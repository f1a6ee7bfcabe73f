data = bytearray(b"hello")
data[0] = 72
data.append(33)
data.extend(b"??")
data[1:3] = b"EEE"
del data[-1]
data.insert(0, 42)
print(data, len(data), data.pop(), data.pop(0), data)
data += b"end"
data.reverse()
print(data, bytes(data), data == bytes(data), data.find(b"o"), data.replace(b"E", b"e"))
data.remove(ord("d"))
data.clear()
print(data, bytearray(3), bytearray("é", "latin-1"), bytearray(range(4)))
for action in ("data[0] = 1", "data.append(256)", "data.append('a')", "hash(data)", "data.pop()"):
    try:
        exec(action)
    except Exception as error:
        print(type(error).__name__, error)
