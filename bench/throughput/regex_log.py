"""Finds parts of log lines, 10 MB of them."""
import re

SIZE = 100_000


def run(size):
    line = '10.0.%d.%d - - [10/Oct/2025:13:55:%02d +0000] "GET /page/%d?q=x HTTP/1.1" %d %d "-" "Agent/%d.0"\n'
    text = "".join(
        line % (i % 256, i * 7 % 256, i % 60, i, 200 if i % 5 else 404, i * 13 % 9999, i % 10) for i in range(size)
    )
    pattern = re.compile(
        r'^(?P<host>\S+) \S+ \S+ \[(?P<time>[^\]]+)\] "(?P<method>\w+) (?P<path>[^ ?"]+)[^"]*" (?P<status>\d{3}) (?P<size>\d+)',
        re.MULTILINE,
    )
    count = total = 0
    hosts = set()
    for match in pattern.finditer(text):
        count += 1
        hosts.add(match["host"])
        if match["status"] == "404":
            total += int(match["size"])
    return count, total, len(hosts), len(re.findall(r"Agent/[3-5]\.0", text))
