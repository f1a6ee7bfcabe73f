import operator as op
print(op.add(1, 2), op.itemgetter(1)("abc"), op.itemgetter(0, 2)([1, 2, 3]), op.attrgetter("real")(5), op.attrgetter("__class__.__name__")(1), op.methodcaller("split", ",")("a,b"), op.truth([]), op.not_(0), op.contains([1], 1), op.concat("a", "b"), op.index(True), op.countOf([1, 1], 1), op.indexOf("abc", "c"))
print(sorted([("b", 2), ("a", 2), ("c", 1)], key=op.itemgetter(1, 0)), op.floordiv(7, 2), op.mod(7, 4), op.lt(1, 2), op.is_(None, None), op.neg(1), op.inv(1), op.getitem({"k": 1}, "k"), op.iadd([1], [2]), op.pow(2, 3), op.xor(5, 1), op.setitem([0], 0, 1))
for call in (lambda: op.itemgetter(), lambda: op.attrgetter(5), lambda: op.itemgetter(5)([1]), lambda: op.add(1, "a"), lambda: op.index(1.5)):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
print(op.itemgetter(1, 2), op.attrgetter("a.b"), op.methodcaller("f", 1, k=2))
