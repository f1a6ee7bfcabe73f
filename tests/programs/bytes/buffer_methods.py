# __buffer__ and __release_buffer__ of what lends memory, and views that Python code releases while they are read.
import array
from collections.abc import Buffer


def attempt(function):
    try:
        print(function())
    except (BufferError, TypeError, ValueError, IndexError) as error:
        print(type(error).__name__, error)


print([isinstance(value, Buffer) for value in (b"", bytearray(), memoryview(b""), array.array("i"), "", [])])
lender = bytearray(b"abc")
view = lender.__buffer__(0)
print(view.tobytes(), view.obj is lender, view.readonly)
attempt(lambda: lender.append(1))
lender.__release_buffer__(view)
lender.append(1)
print(lender)
for argument in view, 1, memoryview(b""):
    attempt(lambda: lender.__release_buffer__(argument))
attempt(lambda: b"".__buffer__(1))


class Releases:
    def __init__(self, view, index):
        self.view, self.index = view, index

    def __index__(self):
        self.view.release()
        return self.index


for use in (
    lambda view: view[Releases(view, 1)],
    lambda view: list(view[: Releases(view, 2)]),
    lambda view: view.__setitem__(0, Releases(view, 9)),
    lambda view: view.__setitem__(Releases(view, 0), 9),
):
    memory = bytearray(b"\xff" * 4)
    attempt(lambda: use(memoryview(memory)))
    print(memory)


print(array.array("d", [float("nan")]) == array.array("d", [float("nan")]))
