"""Copies of dicts are independent of each other, whichever way they are made and changed; against lists of pairs."""
import random

random.seed(3)


def put(pairs, key, value):
    for i, (known, _) in enumerate(pairs):
        if known == key:
            pairs[i] = (known, value)
            return
    pairs.append((key, value))


for trial in range(150):
    start = {f"k{i}": i for i in range(random.choice([0, 3, 9, 20]))}
    dicts = [start]
    models = [list(start.items())]
    for step in range(50):
        at = random.randrange(len(dicts))
        d, model = dicts[at], models[at]
        key = f"k{random.randrange(25)}"
        match random.randrange(12):
            case 0 | 1 | 2 | 3 as way if len(dicts) < 6:
                copy = [d.copy, lambda: dict(d), lambda: {**d}, lambda: d | {}][way]()
                dicts.append(copy)
                models.append(list(model))
            case 4 if len(dicts) < 6:
                empty = {}
                empty.update(d)
                dicts.append(empty)
                models.append(list(model))
            case 5:
                d[key] = step
                put(model, key, step)
            case 6:
                d.pop(key, None)
                models[at] = [pair for pair in model if pair[0] != key]
            case 7 if d:
                assert d.popitem() == model.pop()
            case 8 if random.random() < 0.2:
                d.clear()
                model.clear()
            case 9:
                other = random.randrange(len(dicts))
                d.update(dicts[other])
                for pair in list(models[other]):
                    put(model, *pair)
            case 10:
                odd = random.choice([(1, step), True, 1.0])
                d[odd] = step
                put(model, odd, step)
            case 11:
                for known, value in d.items():
                    d[known] = value
        for one, pairs in zip(dicts, models):
            assert list(one.items()) == pairs and len(one) == len(pairs), (trial, step)

big = {f"a{i}": i for i in range(12)}
copy = big.copy()
for key in big:
    big[key] = 0
print(sum(big.values()), sum(copy.values()))
copy = big.copy()
try:
    for key, value in big.items():
        big[key + "x"] = 1
except RuntimeError as error:
    print(error, len(big), len(copy))
print(dict(a=1, b=2), dict({"x": 1}, y=2), dict([("q", 1)], q=2), dict({}, self=3))
for call in (lambda: dict(1, 2), lambda: dict(1, 2, a=3), lambda: dict(1), lambda: dict([1])):
    try:
        call()
    except TypeError as error:
        print(error)
