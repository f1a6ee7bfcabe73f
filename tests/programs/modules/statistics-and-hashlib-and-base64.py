import base64, binascii, hashlib, statistics, zlib
print(statistics.mean([1, 2, 3, 4]), statistics.median([1, 3, 2]), statistics.mode("aab"), statistics.stdev([1, 2, 3, 4]), statistics.pvariance([1, 2, 3]), statistics.quantiles([1, 2, 3, 4], n=4), statistics.fmean([1.5, 2.5]), statistics.harmonic_mean([40, 60]), statistics.multimode("aabb"))
for name in ("md5", "sha1", "sha256", "sha512", "sha3_256"):
    print(name, hashlib.new(name, b"hello").hexdigest()[:24])
h = hashlib.sha256()
h.update(b"a")
h.update(b"b")
print(h.hexdigest() == hashlib.sha256(b"ab").hexdigest(), h.digest_size, h.name)
print(base64.b64encode(b"hello?>"), base64.b64decode("aGVsbG8="), base64.urlsafe_b64encode(b"\xff\xfe"), base64.b32encode(b"hi"), base64.b16encode(b"hi"), binascii.hexlify(b"ab"), binascii.unhexlify("6162"), binascii.crc32(b"abc"), zlib.crc32(b"abc"), zlib.adler32(b"abc"), zlib.decompress(zlib.compress(b"x" * 100)) == b"x" * 100)
try:
    base64.b64decode("abc")
except binascii.Error as error:
    print(error)
