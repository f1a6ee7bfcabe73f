import asyncio
import signal
import socket


async def echo(reader, writer):
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    writer.close()


async def main():
    loop = asyncio.get_running_loop()
    ours, theirs = socket.socketpair()
    server = asyncio.create_task(echo(*await asyncio.open_connection(sock=theirs)))
    reader, writer = await asyncio.open_connection(sock=ours)
    for word in (b"one\n", b"two\n"):
        writer.write(word)
        print(await reader.readline())
    writer.write_eof()
    print(await reader.read(), await server)
    writer.close()
    await writer.wait_closed()

    came = asyncio.Event()
    loop.add_signal_handler(signal.SIGUSR1, came.set)
    loop.call_later(0.01, signal.raise_signal, signal.SIGUSR1)
    async with asyncio.timeout(5):
        await came.wait()
    print("signal", loop.remove_signal_handler(signal.SIGUSR1), loop.remove_signal_handler(signal.SIGUSR1))

    reads = []
    a, b = socket.socketpair()
    a.setblocking(False)
    b.setblocking(False)
    loop.add_reader(a, lambda: reads.append(a.recv(10)))
    await loop.sock_sendall(b, b"ping")
    await asyncio.sleep(0.01)
    print(reads, loop.remove_reader(a))
    b.close()
    print(await loop.sock_recv(a, 10))
    a.close()


asyncio.run(main())
