# The East Asian codecs: all of what each encodes, wrong and cut off input, errors, incremental and stream use.
import codecs
import io
import random
from hashlib import sha256

NAMES = (
    "gb2312 gbk gb18030 hz big5hkscs cp932 shift_jis euc_jp euc_jisx0213 shift_jisx0213 euc_jis_2004 shift_jis_2004 "
    "cp949 euc_kr johab big5 cp950 iso2022_kr iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_2004 iso2022_jp_3 iso2022_jp_ext"
).split()
ESCAPES = rb"\x1b$B \x1b(B \x1b(J \x1b$(D \x1b$(Q \x1b$(P \x1b$A \x1b$)C \x0e \x0f \x1b.A \x1b.F \x1bN ~{ ~} ~~ \x1b&@\x1b$B \x1bZ"
ESCAPES = [eval(f"b'{escape.decode()}'") for escape in ESCAPES.split()]


def digest(values):
    return sha256(ascii(values).encode()).hexdigest()[:12]


def attempt(function, *args):
    try:
        return function(*args)
    except UnicodeError as error:
        return str(error)


def piece():
    byte = random.choice([random.randrange(256), random.randrange(0x81, 0xFF), 0xA4, 0xD4, 0x8F, random.randrange(33, 127)])
    return random.choice([bytes([byte]), bytes([random.randrange(33, 127), random.randrange(33, 127)]), random.choice(ESCAPES)])


CHARACTERS = [(0x80, 0x500), (0x2000, 0x3200), (0x4E00, 0x9FFF), (0xAC00, 0xD7A4), (0xE000, 0x30000), (32, 127)]
PAIRS = "\u304b\u309a\u00e6\u0300\u00ca\u0304"

for name in NAMES:
    random.seed(name)
    whole = "".join(map(chr, range(0x80, 0x3400))).encode(name, "ignore")
    decoded, encoded = [], []
    for _ in range(60):
        data = b"".join(piece() for _ in range(8))
        for errors in "strict", "replace", "ignore", "backslashreplace", "surrogateescape":
            decoded.append(attempt(data.decode, name, errors))
        text = "".join(random.choice([chr(random.randrange(*random.choice(CHARACTERS))), random.choice(PAIRS)]) for _ in range(8))
        for errors in "strict", "replace", "ignore", "backslashreplace":
            encoded.append(attempt(text.encode, name, errors))
    print(name, len(whole), digest(whole), digest(decoded), digest(encoded))

encoder = codecs.getincrementalencoder("iso2022_jp_2004")()
for text in "a\u304b", "\u309a", "\u304b":
    print(ascii(text), encoder.encode(text), hex(encoder.getstate()))
print(encoder.encode("", True), encoder.getstate() == codecs.getincrementalencoder("iso2022_jp_2004")().getstate())
decoder = codecs.getincrementaldecoder("euc_kr")()
for data in b"\xb0", b"\xa1\xa4\xd4\xa4", b"\xa1\xa4\xbf\xa4\xd4x":
    print(ascii(decoder.decode(data)), decoder.getstate())
reader = codecs.getreader("hz")(io.BytesIO(b"a~{ADAD~}\nb~~\n"))
print([ascii(line) for line in reader.readlines()])
try:
    codecs.getincrementaldecoder("big5")().decode(b"\xa4", True)
except UnicodeDecodeError as error:
    print(error)
codec = __import__("_codecs_jp").getcodec("cp932")
print(codec.encode("\u2225\uff3c"), codec.decode(b"\x81a\x81_"), type(codec))
