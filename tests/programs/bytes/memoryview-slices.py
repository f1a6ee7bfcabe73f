data = bytearray(range(10))
view = memoryview(data)
print(view[2], view[2:5].tobytes(), view[::-2].tolist(), len(view), view.nbytes, view.readonly, view.format, view.itemsize, view.shape)
view[0:2] = b"\xff\xfe"
print(data, view[1:3] == b"\xfe\x02", bytes(view[:3]), view.hex())
ints = memoryview(bytearray(8)).cast("I")
ints[1] = 258
print(ints.tolist(), ints.itemsize, ints.tobytes())
for action in ("memoryview(b'x')[0] = 1", "view[0:2] = b'x'", "data.append(1)", "view[99]", "memoryview('s')"):
    try:
        exec(action)
    except Exception as error:
        print(type(error).__name__, error)
view.release()
data.append(1)
print(len(data))
