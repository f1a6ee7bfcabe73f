log = []
def t(x):
    log.append(x)
    return x
[t(("body", i)) for i in t([1, 2]) if t(("if", i))]
{t(("key", i)): t(("value", i)) for i in (1,)}
[t((i, j)) for i in t((1, 2)) for j in t((3,))]
for entry in log:
    print(entry)
it = iter(range(10))
print([(a, next(it)) for a in it if a % 4 == 0])
