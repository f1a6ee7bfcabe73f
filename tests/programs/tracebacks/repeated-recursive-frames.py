def down(n):
    if n == 0:
        raise ValueError("bottom")
    return down(n - 1)

def ping(n):
    return pong(n)

def pong(n):
    return ping(n - 1) if n else down(20)

ping(3)
