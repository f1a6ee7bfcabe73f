"""The tables of the East Asian codecs of the CPython that runs this, as JSON texts by name.

Run by build-unicode.mjs inside Pyodide; the value of the last expression is the dict of the texts. Every table is found by
decoding all short sequences of bytes, and encoding all characters that may have one:

- `one`: characters of single bytes that are not ASCII or not as in ASCII
- `rows`: for each prefix in hexadecimal the first last byte and the characters from it on; U+0000 where there is none
- `pairs`: two characters that one sequence stands for
- `wrong`: sequences of two bytes that are wrong as a whole, where the second might otherwise begin another
- `encode`: characters that are not encoded as the first of the sequences that decode to them; the sequence is empty where there is none
- `ranges`: runs of four-byte sequences: the first one's number, its character, how many
"""
import json

STATELESS = ("gb2312 gbk gb18030 big5hkscs cp932 shift_jis euc_jp euc_jisx0213 shift_jisx0213 euc_jis_2004 shift_jis_2004 "
             "cp949 euc_kr johab big5 cp950").split()
MISSING = "\0"


def decoded(data, codec):
    """The text; False when the bytes are not enough, None when they are wrong."""
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        return False if error.reason == "incomplete multibyte sequence" else None


def encoded(text, codec):
    try:
        return text.encode(codec)
    except UnicodeEncodeError:
        return b""


def row(prefix, codec, pairs, longer=None):
    """What the sequences are that have one byte more than the prefix."""
    characters = []
    for last in range(256):
        text = decoded(prefix + bytes([last]), codec)
        if text is False and longer is not None:
            longer.append(prefix + bytes([last]))
        elif text and len(text) == 2:
            pairs.append([text, (prefix + bytes([last])).hex()])
        characters.append(text if text and len(text) == 1 else MISSING)
    return trimmed(characters)


def trimmed(characters):
    """First index and text without what is missing at both ends; None when all is."""
    there = [index for index, character in enumerate(characters) if character != MISSING]
    return [there[0], "".join(characters[there[0]:there[-1] + 1])] if there else None


def inverse(rows, pairs):
    """The first sequence of each character, in the order of the rows."""
    found = {}
    for prefix, (first, text) in rows.items():
        for last, character in enumerate(text, first):
            if character != MISSING:
                found.setdefault(character, bytes.fromhex(prefix) + bytes([last]))
    found.update((text, bytes.fromhex(sequence)) for text, sequence in pairs)
    return found


def exceptions(codec, found, longest):
    texts = set(map(chr, range(0xD800))) | set(map(chr, range(0xE000, 0x10000))) | found.keys()
    for text in sorted(texts):
        sequence = encoded(text, codec)
        if len(sequence) <= longest and sequence != found.get(text, b""):
            yield [text, sequence.hex()]


def stateless(codec):
    leads = [decoded(bytes([lead]), codec) for lead in range(256)]
    one = [[lead, text] for lead, text in enumerate(leads) if text and (lead >= 0x80 or text != chr(lead))]
    rows, pairs, longer = {}, [], []
    for lead, text in enumerate(leads):
        if text is False and (found := row(bytes([lead]), codec, pairs, longer)):
            rows[f"{lead:02x}"] = found
    if codec.startswith("euc_j"):
        for prefix in longer:
            if found := row(prefix, codec, pairs):
                rows[prefix.hex()] = found
    found = inverse(rows, pairs)
    found.update((text, bytes([lead])) for lead, text in enumerate(leads) if text)
    return {
        "leads": "".join("2" if text is False else "1" for text in leads),
        "one": one,
        "rows": rows,
        "pairs": pairs,
        "wrong": list(wrong_pairs(codec)),
        "encode": list(exceptions(codec, found, 3)),
        "ranges": ranges(codec) if codec == "gb18030" else [],
    }


def wrong_pairs(codec):
    if not codec.endswith("jisx0213"):
        return
    for lead in range(0x80, 256):
        for last in range(256):
            sequence = bytes([lead, last])
            try:
                (sequence + b"A").decode(codec)
            except UnicodeDecodeError as error:
                if (error.start, error.end) == (0, 2):
                    yield sequence.hex()


def ranges(codec):
    """The four-byte sequences of the Basic Multilingual Plane."""
    found = []
    for number in range(4 * 12600):
        rest, last = divmod(number, 10)
        rest, third = divmod(rest, 126)
        first, second = divmod(rest, 10)
        text = decoded(bytes([0x81 + first, 0x30 + second, 0x81 + third, 0x30 + last]), codec)
        if not text:
            continue
        if found and number == found[-1][0] + found[-1][2] and ord(text) == found[-1][1] + found[-1][2]:
            found[-1][2] += 1
        else:
            found.append([number, ord(text), 1])
    return found


# Designations in the order in which the encoder tries them: escape sequence, bytes of a character.
ISO = {
    "iso2022_kr": ["$)C 2"],
    "iso2022_jp": ["$B 2", "(J 1", "$@ 2"],
    "iso2022_jp_1": ["$B 2", "$(D 2", "(J 1", "$@ 2"],
    "iso2022_jp_2": ["$B 2", "$(D 2", "$(C 2", "$A 2", "(J 1", "$@ 2"],
    "iso2022_jp_2004": ["$B 2", "$(Q 2", "$(P 2"],
    "iso2022_jp_3": ["$B 2", "$(O 2", "$(P 2"],
    "iso2022_jp_ext": ["$B 2", "$(D 2", "(J 1", "(I 1", "$@ 2"],
}


def iso2022(codec):
    charsets, found = [], {}
    for place, designation in enumerate(ISO[codec]):
        escape, width = designation.split()
        start = b"\x1b" + escape.encode() + (b"\x0e" if ")" in escape else b"")
        rows, pairs = {}, []
        leads = [b""] if width == "1" else [bytes([byte]) for byte in range(0x21, 0x7F)]
        for lead in leads:
            texts = [decoded(start + lead + bytes([last]), codec) if last >= 0x20 else None for last in range(128)]
            pairs += [[text, (lead + bytes([last])).hex()] for last, text in enumerate(texts) if text and len(text) == 2]
            if characters := trimmed([text if text and len(text) == 1 else MISSING for text in texts]):
                rows[lead.hex()] = characters
        charsets.append({"rows": rows, "pairs": pairs})
        for text, sequence in inverse(rows, pairs).items():
            if text < "\x80":
                continue
            # Pairs come before all others.
            if len(text) == 2:
                found[text] = place, sequence
            else:
                found.setdefault(text, (place, sequence))
    return {"charsets": charsets, "encode": list(iso_exceptions(codec, found))}


def iso_exceptions(codec, found):
    """Characters that are not in the first charset that has them: the charset's place and the sequence."""
    texts = set(map(chr, range(0x80, 0xD800))) | set(map(chr, range(0xE000, 0x10000))) | found.keys()
    for text in sorted(texts):
        place, sequence = found.get(text, (-1, b""))
        actual = encoded(text, codec)
        expected = b""
        if place >= 0:
            escape = ISO[codec][place].split()[0].encode()
            if codec == "iso2022_kr":
                expected = b"\x1b" + escape + b"\x0e" + sequence + b"\x0f"
            else:
                long = escape.replace(b"$", b"$(") if escape == b"$A" else escape
                expected = b"\x1b" + long + sequence + b"\x1b(B"
        if actual == expected:
            continue
        for place, designation in enumerate(ISO[codec]):
            escape, width = designation.split()
            escape = (escape.replace("$", "$(") if escape == "$A" else escape).encode()
            if actual.startswith(b"\x1b" + escape):
                start = 1 + len(escape)
                yield [text, place, actual[start:start + int(width)].hex()]
                break
        else:
            assert not actual, (codec, text, actual)
            yield [text, -1, ""]


def greek():
    """The right half of ISO 8859-7, which iso2022_jp_2 knows in G2."""
    return trimmed([decoded(b"\x1b.F\x1bN" + bytes([byte]), "iso2022_jp_2") or MISSING for byte in range(128)])


def dumped(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def main():
    texts = {f"codec-{codec}.json": dumped(stateless(codec)) for codec in STATELESS}
    for codec in ISO:
        tables = iso2022(codec)
        if codec == "iso2022_jp_2":
            tables["greek"] = greek()
        texts[f"codec-{codec}.json"] = dumped(tables)
    return texts


main()
