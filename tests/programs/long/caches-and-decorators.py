"""Caching decorators of several policies, measured against call counts."""
import functools
from collections import OrderedDict, deque


def counted(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return function(*args, **kwargs)

    wrapper.calls = 0
    return wrapper


class Cache:
    """What policies have in common; a policy says what to drop."""

    def __init__(self, size):
        self.size = size
        self.data = {}
        self.hits = self.misses = 0

    def __call__(self, function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            key = (args, tuple(sorted(kwargs.items())))
            try:
                value = self.data[key]
            except KeyError:
                self.misses += 1
                value = function(*args, **kwargs)
                self.store(key, value)
            else:
                self.hits += 1
                self.touched(key)
            return value

        wrapper.cache = self
        return wrapper

    def store(self, key, value):
        if len(self.data) >= self.size:
            self.evict()
        self.data[key] = value
        self.added(key)

    def added(self, key):
        pass

    def touched(self, key):
        pass

    def evict(self):
        raise NotImplementedError(type(self).__name__)

    def __repr__(self):
        return f"{type(self).__name__}(hits={self.hits}, misses={self.misses}, kept={len(self.data)}/{self.size})"


class Fifo(Cache):
    def evict(self):
        del self.data[next(iter(self.data))]


class Lru(Cache):
    def __init__(self, size):
        super().__init__(size)
        self.data = OrderedDict()

    def touched(self, key):
        self.data.move_to_end(key)

    def evict(self):
        self.data.popitem(last=False)


class Lfu(Cache):
    def __init__(self, size):
        super().__init__(size)
        self.uses = {}

    def added(self, key):
        self.uses[key] = 1

    def touched(self, key):
        self.uses[key] += 1

    def evict(self):
        victim = min(self.uses, key=self.uses.__getitem__)
        del self.uses[victim], self.data[victim]


class Clock(Cache):
    def __init__(self, size):
        super().__init__(size)
        self.ring = deque()
        self.second = set()

    def added(self, key):
        self.ring.append(key)

    def touched(self, key):
        self.second.add(key)

    def evict(self):
        while (key := self.ring.popleft()) in self.second:
            self.second.discard(key)
            self.ring.append(key)
        del self.data[key]


class Linked(Cache):
    """LRU again, with a doubly linked list by hand."""

    class Node:
        __slots__ = ("key", "before", "after")

        def __init__(self, key=None):
            self.key = key
            self.before = self.after = self

    def __init__(self, size):
        super().__init__(size)
        self.root = self.Node()
        self.nodes = {}

    def unlink(self, node):
        node.before.after, node.after.before = node.after, node.before

    def push(self, node):
        last = self.root.before
        last.after = self.root.before = node
        node.before, node.after = last, self.root

    def added(self, key):
        node = self.nodes[key] = self.Node(key)
        self.push(node)

    def touched(self, key):
        node = self.nodes[key]
        self.unlink(node)
        self.push(node)

    def evict(self):
        node = self.root.after
        self.unlink(node)
        del self.nodes[node.key], self.data[node.key]


def accesses(n):
    state = 12345
    for _ in range(n):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        yield (state >> 16) % 10 if state & 0x8000 else (state >> 16) % 40


for policy in (Fifo, Lru, Lfu, Clock, Linked):
    @policy(8)
    @counted
    def square(n):
        """The square of n."""
        return n * n

    total = sum(square(n) for n in accesses(400))
    print(total, square.cache, square.__wrapped__.calls, square.__name__, square.__doc__)

lru, linked = Lru(4)(str), Linked(4)(str)
print([lru(n) for n in accesses(50)] == [linked(n) for n in accesses(50)], list(lru.cache.data) == [k for k in sorted(linked.cache.data, key=list(lru.cache.data).index)])


@Lru(3)
def power(base, *, exponent=2):
    return base**exponent


print(power(2), power(2, exponent=3), power(2), power.cache)
try:
    power([1])
except TypeError as error:
    print(error)
try:
    wrong = Cache(1)(abs)
    wrong(1), wrong(2)
except NotImplementedError as error:
    print(repr(error))


def retry(times, *errors):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args):
            problems = []
            for attempt in range(1, times + 1):
                try:
                    return attempt, function(*args)
                except errors as error:
                    problems.append(error)
            raise ExceptionGroup(f"{function.__name__} failed {times} times", problems)
        return wrapper
    return decorate


def flaky(schedule):
    steps = iter(schedule)

    @retry(3, ValueError, KeyError)
    def step():
        result = next(steps)
        if isinstance(result, Exception):
            raise result
        return result

    return step


for schedule in ([1], [ValueError("a"), KeyError("b"), 2], [ValueError("c")] * 3, [TypeError("other")]):
    try:
        print(flaky(schedule)())
    except ExceptionGroup as group:
        print(group.message, group.exceptions)
    except TypeError as error:
        print("not retried", error)


@functools.lru_cache(maxsize=None)
def edit(a, b):
    if not a or not b:
        return len(a) + len(b)
    if a[0] == b[0]:
        return edit(a[1:], b[1:])
    return 1 + min(edit(a[1:], b), edit(a, b[1:]), edit(a[1:], b[1:]))


print(edit("kitten", "sitting"), edit("intention", "execution"), edit.cache_info())
