import asyncio

async def sleeper(name):
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        print("cancelled", name)
        raise

async def fail():
    await asyncio.sleep(0)
    raise ValueError("failed")

async def main():
    task = asyncio.create_task(sleeper("one"))
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("awaited", task.cancelled())
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(sleeper("two"))
            group.create_task(fail())
    except* ValueError as errors:
        print(errors.exceptions)
    results = await asyncio.gather(fail(), asyncio.sleep(0, "ok"), return_exceptions=True)
    print(results)
    async with asyncio.timeout(None):
        print("no timeout")

asyncio.run(main())
