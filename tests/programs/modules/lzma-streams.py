import io
import lzma
import random

random.seed(5)
words = [bytes(random.choices(b"abcdefgh", k=random.randrange(2, 9))) for _ in range(200)]
TEXT = b" ".join(random.choices(words, k=5000))
NOISE = random.randbytes(70000)
LONG = {"id": lzma.FILTER_LZMA2, "preset": 1}
CHAINS = [
    [LONG],
    [{"id": lzma.FILTER_DELTA, "dist": 4}, LONG],
    *([{"id": kind}, LONG] for kind in (lzma.FILTER_X86, lzma.FILTER_POWERPC, lzma.FILTER_IA64)),
    *([{"id": kind, "start_offset": 64}, LONG] for kind in (lzma.FILTER_ARM, lzma.FILTER_ARMTHUMB, lzma.FILTER_SPARC)),
    [{"id": lzma.FILTER_LZMA2, "lc": 0, "lp": 2, "pb": 0, "dict_size": 4096, "nice_len": 20, "mf": lzma.MF_HC4}],
]

for data in (b"", b"x", TEXT, NOISE, bytes(100000), TEXT + NOISE + TEXT):
    print(len(data))
    for check in (lzma.CHECK_NONE, lzma.CHECK_CRC32, lzma.CHECK_CRC64, lzma.CHECK_SHA256):
        decoder = lzma.LZMADecompressor()
        print(decoder.decompress(lzma.compress(data, check=check, preset=0)) == data, decoder.check, decoder.eof)
    print(lzma.decompress(lzma.compress(data, format=lzma.FORMAT_ALONE)) == data)
    for chain in CHAINS:
        packed = lzma.compress(data, format=lzma.FORMAT_RAW, filters=chain)
        assert lzma.decompress(packed, format=lzma.FORMAT_RAW, filters=chain) == data
        assert lzma.decompress(lzma.compress(data, filters=chain)) == data

packed = lzma.compress(TEXT)
decoder = lzma.LZMADecompressor()
parts = []
for at in range(0, len(packed), 11):
    parts.append(decoder.decompress(packed[at : at + 11], max_length=50))
while not decoder.eof:
    parts.append(decoder.decompress(b"", max_length=3000))
print(b"".join(parts) == TEXT, decoder.unused_data, decoder.needs_input)

file = io.BytesIO()
with lzma.open(file, "wt", encoding="utf-8") as out:
    out.write("línea\n" * 3)
file.seek(0)
with lzma.open(file, "rt", encoding="utf-8") as lines:
    print(lines.readlines())

print(lzma.decompress(packed * 2) == TEXT * 2)
for wrong in (packed[:-1], b"\xfd7zXZ\0\0\x09", packed[:40] + b"!" + packed[41:], packed[:-6] + b"??????", b"nothing"):
    try:
        print(len(lzma.decompress(wrong)))
    except Exception as error:
        print(type(error).__name__, error)
for action in (
    lambda: lzma.decompress(packed, memlimit=1000),
    lambda: lzma.compress(b"", check=5),
    lambda: lzma.compress(b"", preset=10),
    lambda: lzma.compress(b"", filters=[{"id": 33, "lc": 9}]),
    lambda: lzma.compress(b"", filters=[{"id": 99}]),
    lambda: lzma.compress(b"", filters=[{"id": 4, "dist": 1}]),
    lambda: lzma.compress(b"", format=lzma.FORMAT_RAW),
    lambda: lzma.compress(b"", format=lzma.FORMAT_ALONE, filters=[LONG]),
    lambda: lzma.LZMADecompressor(format=lzma.FORMAT_RAW),
):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)
print(lzma._encode_filter_properties({"id": lzma.FILTER_LZMA1, "dict_size": 1 << 16}), lzma._decode_filter_properties(3, b"\x04"))
