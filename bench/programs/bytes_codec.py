"""Bytes taken apart and put together: base64, CRC-32 by table and a run-length code, all in Python."""

SIZE = 3

ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def crc_table():
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ 0xEDB88320 if byte & 1 else byte >> 1
        table.append(byte)
    return table


TABLE = crc_table()


def crc32(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = crc >> 8 ^ TABLE[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF


def encode(data):
    out = bytearray()
    for at in range(0, len(data) - 2, 3):
        group = data[at] << 16 | data[at + 1] << 8 | data[at + 2]
        out.append(ALPHABET[group >> 18])
        out.append(ALPHABET[group >> 12 & 63])
        out.append(ALPHABET[group >> 6 & 63])
        out.append(ALPHABET[group & 63])
    return bytes(out)


def pack(data):
    out = bytearray()
    at = 0
    while at < len(data):
        end = at + 1
        while end < len(data) and data[end] == data[at] and end - at < 255:
            end += 1
        out += bytes((end - at, data[at]))
        at = end
    return bytes(out)


def unpack(data):
    return b"".join(data[i + 1 : i + 2] * data[i] for i in range(0, len(data), 2))


def run(n):
    check = 0
    for i in range(n):
        data = bytes((j * j >> 7) + i & 0xFF for j in range(24000))
        packed = pack(data)
        if unpack(packed) != data:
            raise AssertionError("what was packed does not come back")
        check ^= crc32(encode(data)) ^ len(packed)
    return check
