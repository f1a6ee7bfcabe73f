def count(start=0):
    while True:
        yield start
        start += 1

def take(n, it):
    for _, x in zip(range(n), it):
        yield x

def primes():
    seen = []
    for n in count(2):
        if all(n % p for p in seen if p * p <= n):
            seen.append(n)
            yield n

def trace(name, it):
    for x in it:
        print(name, x)
        yield x

print(list(take(8, primes())), sum(take(5, (x * x for x in count(1)))))
pipeline = trace("b", (x + 1 for x in trace("a", iter([1, 2]))))
print("made")
print(list(pipeline))
a, b, *c = take(4, count(7))
print(a, b, c, max(take(3, count())), dict(zip("ab", count())), "x" in iter("xyz"))
print(next(x for x in count() if x > 5 and x % 7 == 0), any(x > 3 for x in count()), ",".join(str(x) for x in take(3, count())))
