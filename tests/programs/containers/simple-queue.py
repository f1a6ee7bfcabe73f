# requires: 3.14
"""queue.SimpleQueue without other threads."""
import queue

q = queue.SimpleQueue()
print(q.empty(), queue.Empty.__module__, [c.__name__ for c in queue.Empty.__mro__])
for i in range(100):
    q.put(i)
print([q.get() for _ in range(70)][-1], q.qsize())
for i in range(5):
    q.put_nowait(i)
print([q.get_nowait() for _ in range(35)], q.empty())
for args in ((False,), (True, 0.01), (True, -1), (True, float("nan")), (False, -1)):
    try:
        q.get(*args)
    except Exception as error:
        print(type(error).__name__, error)
print(queue.SimpleQueue[int])


class Counted(queue.SimpleQueue):
    pass


s = Counted()
s.put(item=3, block=False)
print(s.get(timeout=None), s.__dict__)
