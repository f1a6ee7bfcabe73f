import select
import socket

a, b = socket.socketpair()
print(a.family.name, a.type.name, a.proto, a.gettimeout(), a.getblocking())
a.sendall(b"hello world")
print(b.recv(5), b.recv(5, socket.MSG_PEEK), b.recv(100))

b.setblocking(False)
try:
    b.recv(1)
except BlockingIOError as error:
    print(repr(error))
b.settimeout(0.01)
try:
    b.recv(1)
except TimeoutError as error:
    print(repr(error))

poll = select.poll()
poll.register(b, select.POLLIN)
print(poll.poll(0), [len(ready) for ready in select.select([b], [a], [], 0)])
a.send(b"x")
print([event for fd, event in poll.poll(0)] == [select.POLLIN], [len(ready) for ready in select.select([b], [a], [], 0)])
print(b.recv(10))

a.setblocking(False)
sent = 0
try:
    while True:
        sent += a.send(bytes(1000))
except BlockingIOError:
    print("full", sent > 10_000, select.select([], [a], [], 0)[1])

buffer = bytearray(4)
print(b.recv_into(buffer), buffer, b.getsockname(), b.getpeername())
with a.makefile("rwb") as file:
    print(file.readable(), file.writable())
a.close()
received = len(buffer)
while chunk := b.recv(100_000):
    received += len(chunk)
print(received == sent, a.fileno())
try:
    b.send(b"x")
except BrokenPipeError as error:
    print(repr(error))

c = b.dup()
b.close()
print(c.recv(3))
c.close()
try:
    c.recv(1)
except OSError as error:
    print(repr(error))

x, y = socket.socketpair(type=socket.SOCK_DGRAM)
x.send(b"first")
x.send(b"second")
print(y.recv(3), y.recv(100))

print(socket.inet_aton("10.1"), socket.inet_ntop(socket.AF_INET6, socket.inet_pton(socket.AF_INET6, "1:0:0:2::3")))
print(socket.htons(1), socket.ntohl(1), socket.CMSG_LEN(4), socket.CMSG_SPACE(5))
for text in ("1.2.3", "300.1.1.1"):
    try:
        print(socket.inet_pton(socket.AF_INET, text))
    except OSError as error:
        print(error)
for message in (lambda: a.settimeout(-1), lambda: x.recv(-1), lambda: select.select([], [], [], -1), lambda: select.select([-1], [], [])):
    try:
        message()
    except (ValueError, OSError) as error:
        print(type(error).__name__, error)
