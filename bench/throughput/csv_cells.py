"""A million cells written as CSV and read."""
import csv
import io

SIZE = 100_000


def run(size):
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    for i in range(size):
        writer.writerow([i, f"name {i}", i * 2, "a,b", 'say "x"', "", i / 4, "plain", "text", "end"])
    file.seek(0)
    cells = length = 0
    for row in csv.reader(file):
        cells += len(row)
        length += len(row[1]) + len(row[4])
    return cells, length
