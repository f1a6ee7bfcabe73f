counter = 0

def bump():
    global counter, created
    counter += 1
    created = f"made at {counter}"

bump()
bump()
print(counter, created)


def outer():
    x = 1
    def middle():
        nonlocal x
        x += 1
        def inner():
            nonlocal x
            x *= 10
            return x
        return inner
    before = x
    result = middle()()
    return before, result, x

print(outer())


def reads_global_before_local():
    try:
        print(counter)
        counter = 5
    except UnboundLocalError as error:
        print(error)

reads_global_before_local()


class Scope:
    counter = counter + 100
    listed = [counter for _ in range(2)]
    def method(self):
        return counter

print(Scope.counter, Scope.listed, Scope().method())
exec("counter = 77")
print(counter, globals()["counter"])
