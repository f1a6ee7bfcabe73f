"""f-strings, %-formatting and str.format."""

SIZE = 25_000


def run(n):
    size = 0
    for i in range(n):
        name = f"item-{i:05d}"
        size += len(f"{name:>12}|{i / 7:8.3f}|{i:,}|{i:#x}")
        size += len("%s has %d (%.2f%%)" % (name, i, i * 0.37))
        size += len("{0:<10}{1:^8}{2!r}".format(name, i, name))
        size += len(str(i) + repr(i * 0.5))
    return size
