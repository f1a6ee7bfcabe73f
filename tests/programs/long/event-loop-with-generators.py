"""A small cooperative kernel: tasks are generators, and what they yield are requests to it."""
import heapq
from collections import deque
from itertools import count


class Request:
    pass


class Sleep(Request):
    def __init__(self, ticks):
        self.ticks = ticks


class Spawn(Request):
    def __init__(self, task, name=None):
        self.task, self.name = task, name


class Join(Request):
    def __init__(self, identity):
        self.identity = identity


class Send(Request):
    def __init__(self, channel, value):
        self.channel, self.value = channel, value


class Receive(Request):
    def __init__(self, channel):
        self.channel = channel


class Kill(Request):
    def __init__(self, identity):
        self.identity = identity


class Cancelled(Exception):
    pass


class Channel:
    def __init__(self, name):
        self.name = name
        self.values = deque()
        self.waiting = deque()


class Task:
    numbers = None

    def __init__(self, generator, name):
        self.id = next(Task.numbers)
        self.generator, self.name = generator, name or f"task{self.id}"
        self.result = self.error = None
        self.done = False
        self.joined = []
        self.alarm = None


class Kernel:
    def __init__(self, trace=False):
        Task.numbers = count(1)
        self.now = 0
        self.ready = deque()
        self.sleeping = []
        self.order = count()
        self.tasks = {}
        self.trace = trace

    def log(self, *words):
        print(f"[{self.now:3d}]", *words)

    def spawn(self, generator, name=None):
        task = Task(generator, name)
        self.tasks[task.id] = task
        self.ready.append((task, None, None))
        return task.id

    def finish(self, task, result=None, error=None):
        task.done, task.result, task.error = True, result, error
        if error is not None:
            self.log(task.name, "failed:", repr(error))
        for waiter in task.joined:
            self.ready.append((waiter, result, error))

    def step(self, task, value, error):
        try:
            request = task.generator.throw(error) if error is not None else task.generator.send(value)
        except StopIteration as stop:
            self.finish(task, stop.value)
        except Exception as failure:
            self.finish(task, error=failure)
        else:
            self.handle(task, request)

    def handle(self, task, request):
        match request:
            case None:
                self.ready.append((task, None, None))
            case Sleep(ticks=ticks):
                task.alarm = next(self.order)
                heapq.heappush(self.sleeping, (self.now + ticks, task.alarm, task))
            case Spawn(task=generator, name=name):
                self.ready.append((task, self.spawn(generator, name), None))
            case Join(identity=identity):
                other = self.tasks.get(identity)
                if other is None:
                    self.ready.append((task, None, KeyError(identity)))
                elif other.done:
                    self.ready.append((task, other.result, other.error))
                else:
                    other.joined.append(task)
            case Send(channel=channel, value=value):
                if channel.waiting:
                    self.ready.append((channel.waiting.popleft(), value, None))
                else:
                    channel.values.append(value)
                self.ready.append((task, None, None))
            case Receive(channel=channel):
                if channel.values:
                    self.ready.append((task, channel.values.popleft(), None))
                else:
                    channel.waiting.append(task)
            case Kill(identity=identity):
                victim = self.tasks[identity]
                victim.alarm = None
                self.ready.append((victim, None, Cancelled(f"killed by {task.name}")))
                self.ready.append((task, None, None))
            case _:
                self.ready.append((task, None, TypeError(f"not a request: {request!r}")))

    def run(self):
        steps = 0
        while self.ready or self.sleeping:
            if not self.ready:
                self.now, alarm, task = heapq.heappop(self.sleeping)
                if alarm != task.alarm:
                    continue
                self.ready.append((task, self.now, None))
            task, value, error = self.ready.popleft()
            if not task.done:
                steps += 1
                self.step(task, value, error)
        stuck = sorted(t.name for t in self.tasks.values() if not t.done)
        return steps, stuck


kernel = Kernel()
log = kernel.log
box = Channel("box")


def producer(name, items, pause):
    for item in items:
        yield Sleep(pause)
        log(name, "sends", item)
        yield Send(box, (name, item))
    return len(items)


def consumer(limit):
    seen = []
    for _ in range(limit):
        name, item = yield Receive(box)
        log("received", item, "from", name)
        seen.append(item)
    return seen


def nested(depth):
    if depth == 0:
        now = yield Sleep(1)
        return [now]
    below = yield from nested(depth - 1)
    now = yield Sleep(2)
    return [*below, now]


def fails():
    yield
    raise ValueError("bad luck")


def sleeper():
    try:
        yield Sleep(1000)
    except Cancelled as reason:
        log("sleeper stops:", reason)
        yield Sleep(1)
        return "tidied up"
    finally:
        log("sleeper finally")


def forever():
    never = Channel("never")
    yield Receive(never)


def main():
    a = yield Spawn(producer("a", "xyz", 3), "a")
    b = yield Spawn(producer("b", [1, 2], 4), "b")
    c = yield Spawn(consumer(5), "consumer")
    log("totals", (yield Join(a)), (yield Join(b)), (yield Join(c)))
    log("nested", (yield from nested(3)))
    bad = yield Spawn(fails(), "bad")
    try:
        yield Join(bad)
    except ValueError as error:
        log("joined a failure:", error)
    for wrong in (Join(99), "not a request"):
        try:
            yield wrong
        except (KeyError, TypeError) as error:
            log(type(error).__name__, error)
    victim = yield Spawn(sleeper(), "sleeper")
    yield Sleep(5)
    yield Kill(victim)
    log("the victim:", (yield Join(victim)))
    yield Spawn(forever(), "stuck")
    return "main is over"


first = kernel.spawn(main(), "main")
print(kernel.run(), kernel.tasks[first].result, kernel.now)


def pingpong(n):
    left, right = Channel("l"), Channel("r")

    def player(mine, other, first):
        total = 0
        if first:
            yield Send(other, 0)
        while True:
            ball = yield Receive(mine)
            total += ball
            if ball >= n:
                yield Send(other, ball + 1)
                return total
            yield Send(other, ball + 1)

    quiet = Kernel()
    p, q = quiet.spawn(player(left, right, True)), quiet.spawn(player(right, left, False))
    print(quiet.run(), quiet.tasks[p].result, quiet.tasks[q].result)


pingpong(1000)
