"""Paths joined, split, matched and made relative, with pathlib and posixpath."""
import posixpath
from pathlib import PurePosixPath

SIZE = 1500


def run(n):
    root = PurePosixPath("/srv/data")
    suffixes = {}
    total = 0
    for i in range(n):
        path = root / f"year{i % 5}" / f"month{i % 12:02d}" / f"report-{i}.v{i % 3}.txt"
        suffixes[path.suffix] = suffixes.get(path.suffix, 0) + 1
        total += len(path.parts) + len(path.stem)
        if path.match("*/month0?/*.txt"):
            total += 1
        relative = path.relative_to(root)
        total += len(str(relative.with_suffix(".json"))) + len(str(relative.parent))
        if path.is_relative_to("/srv") and path > root:
            total += len(path.with_name("other.txt").name)
        text = posixpath.normpath(posixpath.join("/a/b", f"../c{i}/./d", "e//f"))
        head, tail = posixpath.split(text)
        total += len(head) + len(posixpath.splitext(tail)[0]) + len(posixpath.relpath(text, "/a"))
    return total, suffixes
