"""Pickling and unpickling by the part of the pickle module that is written in Python."""
import io
import pickle

SIZE = 45


class Account:
    def __init__(self, number, owner):
        self.number = number
        self.owner = owner
        self.entries = [(i, i * 1.5, f"entry {i}") for i in range(5)]


def run(n):
    data = {
        "accounts": [Account(i, f"owner{i % 4}") for i in range(40)],
        "rates": {f"rate{i}": i / 8 for i in range(40)},
        "large": [1 << i for i in range(0, 70, 3)],
        "flags": (True, False, None, b"bytes", {1, 2, 3}),
    }
    total = 0
    for _ in range(n):
        file = io.BytesIO()
        pickle._Pickler(file, 4).dump(data)
        file.seek(0)
        twin = pickle._Unpickler(file).load()
        total += len(twin["accounts"][7].entries) + len(twin["rates"]) + twin["large"][-1] % 1000
    return total
