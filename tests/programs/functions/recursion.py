def fact(n):
    return 1 if n < 2 else n * fact(n - 1)

def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))

def hanoi(n, a="A", b="B", c="C"):
    return 0 if n == 0 else hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)

def is_even(n):
    return True if n == 0 else is_odd(n - 1)

def is_odd(n):
    return False if n == 0 else is_even(n - 1)

def permutations(s):
    return [s] if len(s) < 2 else [c + p for i, c in enumerate(s) for p in permutations(s[:i] + s[i + 1:])]

print(fact(30), ackermann(2, 3), hanoi(8), is_even(100), is_odd(101), permutations("abc"))


def endless(n):
    return endless(n + 1)

try:
    endless(0)
except RecursionError as error:
    print(type(error).__name__, str(error)[:32])
print(fact(50) // fact(48))
