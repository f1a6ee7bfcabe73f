import queue
q = queue.Queue(2)
q.put(1)
q.put(2)
print(q.full(), q.qsize(), q.get(), q.get(), q.empty())
for action in (lambda: q.get_nowait(), lambda: q.get(timeout=0)):
    try:
        action()
    except queue.Empty:
        print("empty")
p = queue.PriorityQueue()
for x in (3, 1, 2):
    p.put(x)
s = queue.LifoQueue()
s.put("a"); s.put("b")
print([p.get() for _ in range(3)], s.get())
import threading
lock = threading.Lock()
with lock:
    print(lock.locked(), threading.current_thread().name, threading.active_count())
local = threading.local()
local.x = 1
print(local.x, lock.acquire(), lock.acquire(False))
