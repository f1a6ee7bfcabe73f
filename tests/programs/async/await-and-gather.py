import asyncio

async def work(name, steps):
    for i in range(steps):
        print(name, i)
        await asyncio.sleep(0)
    return name * 2

async def main():
    print(await asyncio.gather(work("a", 2), work("b", 3), work("c", 1)))
    task = asyncio.create_task(work("t", 1))
    print(await task, task.done(), task.result())
    try:
        await asyncio.wait_for(asyncio.sleep(10), 0.001)
    except TimeoutError:
        print("timed out")

asyncio.run(main())
