log = []
def check(x):
    log.append(x)
    return x > 2
def f(v):
    match v:
        case [a, b] if check(a):
            return "first"
        case [a, b] if check(b):
            return "second"
        case [a, b]:
            return ("third", a, b)
    return "fell through"

print(f([3, 0]), f([0, 3]), f([1, 1]), f(5), log)
for n in range(5):
    match n:
        case 0: continue
        case 3: break
        case x: pass
    print(n, x)
def g(x):
    match x:
        case str() | bytes() as s if len(s) > 2: return ("long", s)
        case (1 | 2) as low, (3 | 4) as high: return low, high
        case [[*_, ("x" | "y") as c], _]: return c
print(g("abc"), g("a"), g((1, 4)), g([[0, "x"], 9]))
