print(1 == 1.0, 1 < 1.5, 10**20 == 1e20, 10**23 == 1e23, 10**23 < 1e23, 2**53 + 1 < 2.0**53 + 2)
print(hash(1) == hash(1.0) == hash(True), hash(10**20) == hash(1e20), 1 == "1", None == 0, 1 != "1")
for left, right in ((1, "a"), ("a", None), ([], ()), (1j, 1), (None, None), (object, 1)):
    try:
        print(left < right)
    except TypeError as error:
        print(error)
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 == 2, 1 == 1 in [1], (1 < 2) < 1)
