import asyncio

class Resource:
    def __init__(self, name): self.name = name
    async def __aenter__(self):
        await asyncio.sleep(0)
        print("open", self.name)
        return self
    async def __aexit__(self, kind, value, trace):
        print("close", self.name, kind and kind.__name__)
        return kind is KeyError

async def producer(queue):
    for i in range(3):
        await queue.put(i)
    await queue.put(None)

async def consumer(queue):
    total = 0
    while (item := await queue.get()) is not None:
        total += item
    return total

async def main():
    async with Resource("a") as a, Resource("b"):
        print("body", a.name)
    async with Resource("c"):
        raise KeyError("swallowed")
    try:
        async with Resource("d"):
            raise ValueError("kept")
    except ValueError as error:
        print(error)
    queue = asyncio.Queue(1)
    print(await asyncio.gather(producer(queue), consumer(queue)))
    lock, event = asyncio.Lock(), asyncio.Event()
    async with lock:
        print(lock.locked())
    event.set()
    print(await event.wait(), lock.locked())

asyncio.run(main())
