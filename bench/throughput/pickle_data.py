"""A structure of about 10 MB to a pickle and back."""
import pickle

SIZE = 100_000


def run(size):
    data = [
        {"id": i, "name": f"name {i}", "tags": ("a", "b", str(i)), "score": i / 7, "nested": {"x": [i, i + 1], "ok": i % 2 == 0}}
        for i in range(size)
    ]
    blob = pickle.dumps(data, 5)
    return len(blob) > 5_000_000, pickle.loads(blob) == data
