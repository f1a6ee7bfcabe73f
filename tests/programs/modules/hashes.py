"""hashlib and hmac: every function, by all of its doors."""
import hashlib
import hmac
import io

data = bytes(range(256)) * 5
for name in sorted(hashlib.algorithms_guaranteed):
    h = hashlib.new(name)
    for at in range(0, len(data), 100):
        h.update(data[at:at + 100])
    other = h.copy()
    other.update(b"more")
    size = (20,) if name.startswith("shake") else ()
    print(name, h.digest_size, h.block_size, h.hexdigest(*size)[:24], other.hexdigest(*size)[:24])

print(hashlib.blake2b(data, digest_size=20, key=b"key", salt=b"salt", person=b"me").hexdigest())
print(hashlib.blake2s(data, digest_size=11, fanout=2, depth=2, leaf_size=4096, node_offset=1, node_depth=1,
                      inner_size=32, last_node=True).hexdigest())
print(hashlib.file_digest(io.BytesIO(data), "sha256").hexdigest())
for name in ("md5", "sha512", "sha3_256", "blake2s"):
    print(name, hmac.digest(b"k" * 200, data, name).hex()[:40], hmac.new(b"key", data, name).hexdigest()[:40])
h = hmac.new(b"key", digestmod=hashlib.sha1)
h.update(data)
print(h.name, h.digest_size, h.block_size, h.copy().hexdigest())
print(hmac.compare_digest(b"abc", b"abc"), hmac.compare_digest("abc", "abd"))
for call in (
    lambda: hashlib.new("nothing"),
    lambda: hashlib.sha256("text"),
    lambda: hashlib.sha256(5),
    lambda: hashlib.sha256(b"", string=b""),
    lambda: hashlib.blake2b(digest_size=65),
    lambda: hmac.new(b"key", b""),
):
    try:
        print(call())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
