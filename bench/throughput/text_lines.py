"""Writes a text file line by line and reads it again."""
import os
import tempfile

SIZE = 100_000_000


def run(size):
    line = "The quick brown fox jumps over the lazy dog, number %d.\n"
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "lines.txt")
        written = number = 0
        with open(path, "w", encoding="utf-8") as file:
            while written < size:
                number += 1
                written += file.write(line % number)
        count = length = 0
        with open(path, encoding="utf-8") as file:
            for line in file:
                count += 1
                length += len(line)
    return number, count, length == written
