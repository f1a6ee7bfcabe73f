from collections import deque

def task(name, n):
    for i in range(n):
        print(name, i)
        yield
    return name

def scheduler(tasks):
    queue, results = deque(tasks), []
    while queue:
        t = queue.popleft()
        try:
            next(t)
        except StopIteration as stop:
            results.append(stop.value)
        else:
            queue.append(t)
    return results

print(scheduler([task("a", 2), task("b", 3), task("c", 1)]))


def fib():
    a, b = 0, 1
    while True:
        reset = yield a
        a, b = (0, 1) if reset else (b, a + b)

f = fib()
print([next(f) for _ in range(10)], f.send(True), next(f))
