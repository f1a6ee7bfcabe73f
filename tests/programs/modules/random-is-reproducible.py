import random
r = random.Random(42)
print([r.random() for _ in range(3)], [r.randint(1, 100) for _ in range(5)], r.choice("abc"), r.sample(range(100), 4), r.uniform(1, 2), r.getrandbits(70))
x = list(range(8))
r.shuffle(x)
print(x, r.choices("abc", weights=[1, 2, 3], k=5), r.gauss(0, 1), r.randrange(0, 100, 7), r.betavariate(1, 2), r.expovariate(1), r.normalvariate(0, 1), r.triangular(0, 1))
random.seed("text")
a = random.random()
random.seed("text")
print(a == random.random(), a)
state = r.getstate()
b = r.random()
r.setstate(state)
print(b == r.random(), random.Random(10**30).random(), random.Random(b"x").randbytes(4).hex(), random.Random(-5).random())
for call in (lambda: r.choice([]), lambda: r.sample([1], 2), lambda: r.randint(5, 1), lambda: r.choices([], k=1)):
    try:
        call()
    except (IndexError, ValueError) as error:
        print(type(error).__name__, error)
