d = {1: 1, 2: 2}
try:
    for key in d:
        d[key + 10] = 0
except RuntimeError as error:
    print(error)
s = {1, 2, 3}
try:
    for item in s:
        s.discard(item)
except RuntimeError as error:
    print(error)
a = [1, 2, 3]
for item in a:
    if item < 6:
        a.append(item + 3)
print(a)
d = {1: "a", 2: "b", 3: "c"}
for key in list(d):
    if key != 2:
        del d[key]
print(d)
for key in d:
    d[key] = "changed value only"
print(d)
