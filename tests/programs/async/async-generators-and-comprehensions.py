import asyncio

async def ticker(n):
    try:
        for i in range(n):
            await asyncio.sleep(0)
            yield i
    finally:
        print("closed", n)

async def double(x):
    return x * 2

async def main():
    async for x in ticker(2):
        print(x)
    else:
        print("else")
    print([x async for x in ticker(4) if x % 2], {x: await double(x) async for x in ticker(2)}, [await double(i) for i in range(3)])
    agen = ticker(5)
    print(await agen.__anext__(), await anext(agen), await agen.asend(None))
    await agen.aclose()
    try:
        await anext(agen)
    except StopAsyncIteration:
        print("stopped")
    print(await anext(agen, "default"), sum([x async for x in (y * y async for y in ticker(3))]))

asyncio.run(main())
