"""Times operations inside one process, or tells what objects weigh.

    python harness.py time TYPE [SECONDS [NAME]]    one line per operation: nanoseconds, a tab, its name (and "nan", name, error)
    python harness.py memory NAME                   bytes per object

An operation stands four times in the body of a loop, inside a function. `SECONDS` are divided into samples, each a run of
the loop, and the best of them counts, so that neither warming up nor what else the machine does goes in.
"""
import sys
import time

sys.path.insert(0, __file__.rpartition("harness.py")[0])
from operations import MEMORY, OPERATIONS

UNROLLED = 4
SAMPLES = 30


def indent(text, by):
    return "".join(" " * by + line + "\n" for line in text.split("\n"))


def compiled(prepare, statement):
    body = "".join(f"        i = j + {k}\n" + indent(statement, 8) for k in range(UNROLLED))
    source = f"""
def measure(count, clock):
    r = None
{indent(prepare, 4)}
    start = clock()
    for j in range(0, count, {UNROLLED}):
{body}
    return clock() - start, r
"""
    namespace = {}
    exec(source, namespace)
    return namespace["measure"]


def nanoseconds(seconds, prepare, statement, items=1):
    measure = compiled(prepare, statement)
    clock = time.perf_counter
    wanted = seconds / (SAMPLES + 2)
    count = UNROLLED
    spent = 0
    while True:
        taken = measure(count, clock)[0]
        spent += taken
        if taken >= wanted or (spent > 2 * wanted and taken > wanted / 2):
            break
        # Before the engine has compiled, an operation takes many times as long as after: approach in steps.
        count = max(count, int(count * min(4, wanted / max(taken, 1e-9)))) // UNROLLED * UNROLLED + UNROLLED
    best = min(measure(count, clock)[0] for _ in range(SAMPLES))
    return best / count / items * 1e9


def resident():
    """Bytes of this process in memory, as Linux tells."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096


def memory(name):
    n, source = MEMORY[name]
    namespace = {"n": 1000}
    exec(source, namespace)
    namespace["n"] = n
    before = resident()
    exec(source, namespace)
    print((resident() - before) / n)


if sys.argv[1] == "memory":
    memory(sys.argv[2])
else:
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 0.2
    only = sys.argv[4:]
    for name, *row in OPERATIONS[sys.argv[2]]:
        if only and name not in only:
            continue
        try:
            print(nanoseconds(seconds, *row), name, sep="\t", flush=True)
        except Exception as error:
            print("nan", name, f"{type(error).__name__}: {error}", sep="\t", flush=True)
