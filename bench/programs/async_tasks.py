"""A tree of asyncio tasks that gather their children, and workers behind a queue."""
import asyncio

SIZE = 8


async def tree(depth, width):
    if depth == 0:
        await asyncio.sleep(0)
        return 1
    return 1 + sum(await asyncio.gather(*[tree(depth - 1, width) for _ in range(width)]))


async def work(queue, results):
    while (item := await queue.get()) is not None:
        results.append(item * item % 7)
        await asyncio.sleep(0)
    results.append(0)


async def pipeline(items, workers):
    queue = asyncio.Queue(maxsize=8)
    results = []
    async with asyncio.TaskGroup() as group:
        for _ in range(workers):
            group.create_task(work(queue, results))
        for item in range(items):
            await queue.put(item)
        for _ in range(workers):
            await queue.put(None)
    return sum(results)


async def main(n):
    total = 0
    for _ in range(n):
        total += await tree(5, 4)
        total += await pipeline(500, 5)
    return total


def run(n):
    return asyncio.run(main(n))
