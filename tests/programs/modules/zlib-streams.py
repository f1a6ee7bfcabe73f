import gzip, io, zlib

data = b"hello world " * 1000
packed = zlib.compress(data)
print(len(packed), zlib.decompress(packed) == data, packed.hex(), zlib.crc32(data), zlib.adler32(data))
for level in (0, 1, 6, 9):
    for wbits in (9, 15, -9, -15, 25, 31):
        z = zlib.compressobj(level, wbits=wbits)
        one = z.compress(data[:5000]) + z.flush(zlib.Z_SYNC_FLUSH)
        other = z.copy()
        two = z.compress(data[5000:]) + z.flush()
        same = other.compress(data[5000:]) + other.flush()
        print(level, wbits, len(one), len(two), two == same, zlib.decompress(one + two, wbits) == data)
zdict = b"hello world"
z = zlib.compressobj(zdict=zdict)
packed = z.compress(data) + z.flush()
print(packed.hex(), zlib.decompressobj(zdict=zdict).decompress(packed) == data)
for bad in (b"abc", zlib.compress(data)[:10], b"", packed):
    try:
        zlib.decompress(bad)
    except zlib.error as error:
        print(error)
for bad in (lambda: zlib.compressobj(wbits=99), lambda: zlib.compress(data, 10), lambda: zlib.decompressobj(zdict=1)):
    try:
        bad()
    except Exception as error:
        print(type(error), error)
d = zlib.decompressobj()
print(d.decompress(zlib.compress(data) + b"tail", 10), len(d.unconsumed_tail), d.eof)
half = d.copy()
print(len(d.flush()), d.unused_data, d.eof, len(half.decompress(half.unconsumed_tail)), half.unused_data)
packed = gzip.compress(b"first\n", mtime=0) + gzip.compress(b"second\nthird", mtime=0)
with gzip.open(io.BytesIO(packed), "rt") as lines:
    print(list(lines))
