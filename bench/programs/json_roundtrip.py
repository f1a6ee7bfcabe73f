"""json.dumps and json.loads of nested data."""
import json

SIZE = 600


def run(n):
    data = {
        "users": [
            {"id": i, "name": f"user {i}", "email": f"u{i}@example.org", "score": i * 1.5, "active": i % 2 == 0, "tags": ["a", "b\n", None]}
            for i in range(60)
        ],
        "meta": {"count": 60, "nested": {"deep": [1, [2, [3]]]}},
    }
    size = 0
    for i in range(n):
        data["meta"]["count"] = i
        text = json.dumps(data)
        back = json.loads(text)
        size += len(text) + len(back["users"])
    return size
