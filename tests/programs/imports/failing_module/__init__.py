def check(value):
    if value < 0:
        raise ValueError("negative")
    return value

x = check(1)
y = check(-1)
