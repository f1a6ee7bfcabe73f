"""Times one program of bench/programs inside one process and prints the result as a line of JSON.

    python harness.py NAME REPETITIONS

The times are seconds of `run(SIZE)`, from time.perf_counter, in the order taken: the first ones include whatever
warming up the implementation does.
"""
import json
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "programs"))


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
    print(json.dumps({"name": name, "times": times, "result": results.pop()}))


main(sys.argv[1], int(sys.argv[2]))
