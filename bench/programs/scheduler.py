"""An operating-system simulation: queues, devices, handlers, packets, polymorphic calls."""

SIZE = 24

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
WORK, DEVICE = 1, 2


class Packet:
    def __init__(self, link, target, kind):
        self.link = link
        self.target = target
        self.kind = kind
        self.datum = 0
        self.data = [0] * 4

    def append_to(self, queue):
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    def __init__(self, kernel, identity, priority, queue):
        self.kernel = kernel
        self.identity = identity
        self.priority = priority
        self.queue = queue
        self.held = False
        self.waiting = queue is None
        kernel.add(self)

    def ready(self):
        return not self.held and (self.queue is not None or not self.waiting)

    def step(self):
        packet = None
        if self.waiting and self.queue is not None:
            packet = self.queue
            self.queue = packet.link
        self.waiting = False
        return self.act(packet)

    def wait(self):
        self.waiting = True
        return self

    def check_priority(self, task, packet):
        if self.queue is None:
            self.queue = packet.append_to(None)
            if self.priority > task.priority:
                return self
        else:
            self.queue = packet.append_to(self.queue)
        return task


class Idle(Task):
    def __init__(self, kernel, count):
        self.control = 1
        self.count = count
        super().__init__(kernel, IDLE, 0, None)
        self.waiting = False

    def act(self, packet):
        self.count -= 1
        if self.count == 0:
            return self.kernel.hold(self)
        if self.control & 1:
            self.control = (self.control >> 1) ^ 0xD008
            return self.kernel.release(self, DEVICE_B)
        self.control >>= 1
        return self.kernel.release(self, DEVICE_A)


class Worker(Task):
    def __init__(self, kernel, queue):
        self.target = HANDLER_A
        self.letter = 0
        super().__init__(kernel, WORKER, 1000, queue)

    def act(self, packet):
        if packet is None:
            return self.wait()
        self.target = HANDLER_B if self.target == HANDLER_A else HANDLER_A
        packet.target = self.target
        packet.datum = 0
        for i in range(4):
            self.letter = self.letter % 26 + 1
            packet.data[i] = 64 + self.letter
        return self.kernel.queue_packet(self, packet)


class Handler(Task):
    def __init__(self, kernel, identity, priority, queue):
        self.work = None
        self.devices = None
        super().__init__(kernel, identity, priority, queue)

    def act(self, packet):
        if packet is not None:
            if packet.kind == WORK:
                self.work = packet.append_to(self.work)
            else:
                self.devices = packet.append_to(self.devices)
        work = self.work
        if work is not None:
            if work.datum >= 4:
                self.work = work.link
                work.target = WORKER
                return self.kernel.queue_packet(self, work)
            device = self.devices
            if device is not None:
                self.devices = device.link
                device.datum = work.data[work.datum]
                work.datum += 1
                return self.kernel.queue_packet(self, device)
        return self.wait()


class Device(Task):
    def __init__(self, kernel, identity, priority):
        self.pending = None
        super().__init__(kernel, identity, priority, None)

    def act(self, packet):
        if packet is None:
            packet = self.pending
            if packet is None:
                return self.wait()
            self.pending = None
            return self.kernel.queue_packet(self, packet, back=True)
        self.pending = packet
        return self.kernel.hold(self)


class Kernel:
    def __init__(self):
        self.tasks = [None] * 6
        self.order = []
        self.holds = 0
        self.queued = 0

    def add(self, task):
        self.tasks[task.identity] = task
        self.order.insert(0, task)

    def hold(self, task):
        self.holds += 1
        task.held = True
        return None

    def release(self, task, identity):
        other = self.tasks[identity]
        other.held = False
        return other if other.priority > task.priority else task

    def queue_packet(self, task, packet, back=False):
        self.queued += 1
        other = self.tasks[packet.target]
        sender = packet.target
        packet.target = task.identity
        if back and sender == task.identity:
            return task.wait()
        return other.check_priority(task, packet)

    def run(self):
        while True:
            task = next((t for t in self.order if t.ready()), None)
            if task is None:
                return
            while task is not None and task.ready():
                task = task.step()


def simulate():
    kernel = Kernel()
    Idle(kernel, 400)
    Worker(kernel, Packet(Packet(None, WORKER, WORK), WORKER, WORK))

    def chain(target):
        queue = None
        for _ in range(3):
            queue = Packet(queue, target, DEVICE)
        return queue

    Handler(kernel, HANDLER_A, 2000, chain(DEVICE_A))
    Handler(kernel, HANDLER_B, 3000, chain(DEVICE_B))
    Device(kernel, DEVICE_A, 4000)
    Device(kernel, DEVICE_B, 5000)
    kernel.run()
    return kernel.holds, kernel.queued


def run(n):
    return [simulate() for _ in range(n)][-1]
