"""Reads and writes on a pipe that must not wait."""
import io
import os

reader, writer = os.pipe()
os.set_blocking(reader, False)
with open(reader, "rb", buffering=0) as file:
    print(file.read(3), file.readall(), file.readinto(bytearray(2)))
with open(writer, "w") as file:
    try:
        file.read()
    except io.UnsupportedOperation as error:
        print(error)
reader, writer = os.pipe()
os.set_blocking(reader, False)
os.set_blocking(writer, False)
with open(reader, "rt") as file:
    try:
        file.read()
    except BlockingIOError as error:
        print(error)
    with open(writer, "wb", buffering=16384) as out:
        written = 0
        try:
            while True:
                written += out.write(b"x" * 7574)
        except BlockingIOError as error:
            written += error.characters_written
            print(error.args[:2], 0 < error.characters_written < 7574 * 3, len(error.args))
        received = len(file.buffer.raw.read(1 << 20))
        out.flush()
        received += len(file.buffer.raw.read(1 << 20))
    print(written == received)
