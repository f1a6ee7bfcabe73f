print((0.75).as_integer_ratio(), (2.0).is_integer(), (2.5).is_integer(), (1.5).hex(), float.fromhex("0x1.8p+1"))
print((10).as_integer_ratio(), (-0.0).hex(), (0.1).hex(), float.fromhex("-0x.8"), (3.7).__trunc__(), (3.0).conjugate())
print((255).to_bytes(2, "big"), (255).to_bytes(2, "little"), int.from_bytes(b"\xff\xfe", "big", signed=True))
print((1000).to_bytes(4), int.from_bytes([1, 2, 3], "little"), (-1).to_bytes(3, "big", signed=True))
for call in (lambda: (256).to_bytes(1), lambda: (-1).to_bytes(1), lambda: (1).to_bytes(1, "middle")):
    try:
        print(call())
    except (OverflowError, ValueError) as error:
        print(type(error).__name__, error)
