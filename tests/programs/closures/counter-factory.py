def counter(start=0, *, step=1):
    count = start
    history = []

    def increment(by=None):
        nonlocal count
        count += step if by is None else by
        history.append(count)
        return count

    def reset():
        nonlocal count, history
        count, history = start, []

    increment.reset = reset
    increment.history = lambda: history
    return increment

a, b = counter(), counter(10, step=5)
print(a(), a(), b(), a(100), b(), a.history(), b.history())
a.reset()
print(a(), a.history(), b.history())
