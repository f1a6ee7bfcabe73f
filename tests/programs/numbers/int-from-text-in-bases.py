print(int("0b101", 2), int("0xff", 16), int("0o17", 0), int("z", 36), int("-0x1F", 0), int(" 12_345 "), int("٣٤"))
for args in (("12", 2), ("", 10), ("1_", 10), ("0x", 16), ("09", 0), ("a",), ("1", 37), (1.5, 10)):
    try:
        print(int(*args))
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
print(bin(-10), oct(64), hex(2**70), f"{255:b} {255:#o} {255:X} {-255:#010x}")
print(int(), int(True), int(b"42"), int("7" * 30))
