"""100 MB through gzip and back."""
import gzip

SIZE = 100


def run(size):
    block = b"".join(b"record %d: value %d\n" % (i, i * i % 1009) for i in range(50_000))[:1_000_000]
    data = block * size
    packed = gzip.compress(data, 6, mtime=0)
    return len(packed) < len(data) // 3, gzip.decompress(packed) == data
