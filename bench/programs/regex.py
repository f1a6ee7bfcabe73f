"""Searching, splitting and substituting with re."""
import re

SIZE = 25

TEXT = "\n".join(
    f"2024-{i % 12 + 1:02d}-{i % 28 + 1:02d} host{i % 7} [{('INFO', 'WARN', 'ERROR')[i % 3]}] user={i}@example.org took {i * 3 % 977}ms"
    for i in range(400)
)


def run(n):
    line = re.compile(r"(\d{4})-(\d\d)-(\d\d) (\w+) \[(INFO|WARN|ERROR)\] user=(\S+) took (\d+)ms")
    total = errors = 0
    for _ in range(n):
        for m in line.finditer(TEXT):
            total += int(m.group(7))
            if m[5] == "ERROR":
                errors += 1
        words = re.findall(r"\b[a-z]+\b", TEXT)
        hidden = re.sub(r"\w+@\w+\.org", lambda m: "*" * len(m.group()), TEXT)
        parts = re.split(r"[\s\[\]=]+", TEXT)
    return total, errors, len(words), hidden.count("*"), len(parts)
