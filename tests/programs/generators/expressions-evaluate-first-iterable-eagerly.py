def source(n):
    print("source", n)
    return range(n)

g = (x * y for x in source(2) for y in source(3))
print("created")
print(list(g))
try:
    (x for x in 5)
except TypeError as error:
    print(error)
g = (1 / x for x in [1, 0])
print(next(g))
try:
    next(g)
except ZeroDivisionError as error:
    print(error)
print(next(g, "finished"))
x = "outer"
print(list(x for x in "ab"), x, sum(i for i in range(4)), tuple(i for i in ()), sorted((-i for i in range(3)), key=abs))
