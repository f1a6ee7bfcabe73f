# Threads that are started and joined: locks, conditions, queues, events, what each thread has of its own.
import queue
import threading
import time

main = threading.current_thread()
print(main.name, main is threading.main_thread(), threading.active_count())

done = []
lock = threading.Lock()


def add(n):
    for _ in range(n):
        with lock:
            done.append(threading.current_thread().name)


threads = [threading.Thread(target=add, args=(3,), name=f"adder-{i}") for i in range(3)]
for thread in threads:
    thread.start()
print(all(thread.ident is not None for thread in threads))
for thread in threads:
    thread.join()
print(sorted(done), [thread.is_alive() for thread in threads])

items = queue.Queue()
results = []


def consume():
    while (item := items.get()) is not None:
        results.append(item * item)
        items.task_done()


consumer = threading.Thread(target=consume)
consumer.start()
for n in range(5):
    items.put(n)
items.put(None)
consumer.join()
print(results, items.unfinished_tasks)

own = threading.local()
own.value = "main"


class Counted(threading.local):
    def __init__(self, start):
        self.count = start


counted = Counted(10)
counted.count += 1


def look():
    seen.append((getattr(own, "value", None), counted.count))
    own.value = "other"
    counted.count += 5


seen = []
thread = threading.Thread(target=look)
thread.start()
thread.join()
print(seen, own.value, counted.count)

event = threading.Event()
timer = threading.Timer(0.01, event.set)
timer.start()
print(event.wait(10), event.is_set())

barrier = threading.Barrier(3)
passed = []
waiting = [threading.Thread(target=lambda: passed.append(barrier.wait() >= 0)) for _ in range(3)]
for thread in waiting:
    thread.start()
for thread in waiting:
    thread.join()
print(passed)

shown = []
threading.excepthook = lambda args: shown.append((args.exc_type.__name__, str(args.exc_value), args.thread.name))


def fail():
    raise ValueError("inside")


thread = threading.Thread(target=fail, name="failing")
thread.start()
thread.join()
print(shown)


def sleeper():
    time.sleep(0.01)
    shown.append("slept")


thread = threading.Thread(target=sleeper, daemon=True)
thread.start()
time.sleep(0.05)
thread.join()
print(shown[-1])

recursive = threading.RLock()
with recursive, recursive:
    print(recursive._is_owned())
try:
    recursive.release()
except RuntimeError as error:
    print(error)
last = threading.Thread(target=lambda: print("at the end"))
last.start()
