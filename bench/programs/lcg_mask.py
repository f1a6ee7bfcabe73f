"""Integers that overflow 2**53 and are masked back: a generator and two hashes."""

SIZE = 250_000


def run(n):
    state = 88172645463325252
    h = 0xCBF29CE484222325
    crc = 0xFFFFFFFF
    for i in range(n):
        state = (state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        h = ((h ^ (i & 0xFF)) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
        crc = (crc >> 1) ^ (0xEDB88320 if crc & 1 else 0) ^ (state >> 40)
    return state, h, crc
