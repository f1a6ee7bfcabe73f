a, b = 3 + 4j, 1 - 2j
print(a + b, a - b, a * b, a / b, abs(a), a.conjugate(), a.real, a.imag, -a)
print(a**2, a**-1, complex("1-2j"), complex(1.5), 1j * 1j, complex(0, -0.0), a == complex(3, 4), hash(a) == hash(3 + 4j))
print(repr(-0j), repr(complex(1, float("inf"))), str(1e20j), bool(0j), [2j, 1 + 0j])
for expression in ("a < b", "int(a)", "a // b", "a / 0", "complex('1 + 2j')"):
    try:
        print(eval(expression))
    except Exception as error:
        print(type(error).__name__, error)
