"""A structure of about 10 MB to JSON and back."""
import json

SIZE = 60_000


def run(size):
    data = [
        {"id": i, "name": f"name {i}", "tags": ["a", "b", str(i)], "score": i / 7, "nested": {"x": [i, i + 1], "ok": i % 2 == 0}}
        for i in range(size)
    ]
    text = json.dumps(data)
    return len(text), json.loads(text) == data
