"""Times one program of bench/programs, or of the folder that is named, inside one process.

    python harness.py NAME REPETITIONS FOLDER

Prints one line of times, the seconds of each `run(SIZE)` by time.perf_counter in the order taken, one line with the
repr of what it returned, and one with the most memory that the process had, in KiB, where Linux tells. The first times include whatever warming up the implementation does. Nothing is imported that
the measuring does not need, so that an implementation can be measured before its library works.
"""
import sys
import time

sys.path.insert(0, __file__.rpartition("harness.py")[0] + sys.argv[3])


def peak_memory():
    try:
        with open("/proc/self/status") as file:
            return next(line.split()[1] for line in file if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return "-"


def main(name, repetitions):
    program = __import__(name)
    times = []
    results = set()
    for _ in range(repetitions):
        start = time.perf_counter()
        result = program.run(program.SIZE)
        times.append(time.perf_counter() - start)
        results.add(repr(result))
    if len(results) != 1:
        raise AssertionError(f"{name} gives different results: {results}")
    print(*times)
    print(results.pop())
    print(peak_memory())


main(sys.argv[1], int(sys.argv[2]))
