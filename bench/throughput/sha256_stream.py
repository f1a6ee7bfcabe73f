"""The SHA-256 of 100 MB."""
import hashlib

SIZE = 100


def run(size):
    block = bytes(range(256)) * 4096
    digest = hashlib.sha256()
    for _ in range(size):
        digest.update(block)
    return digest.hexdigest()
