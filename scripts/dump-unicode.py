"""The Unicode database of the CPython that runs this, as two texts: properties in JSON, and names.

Run by build-unicode.mjs inside Pyodide; the value of the last expression is the dict of the texts by the names of their files.
"""
import ctypes
import json
import unicodedata
from itertools import groupby

OLD = unicodedata.ucd_3_2_0
CHARACTERS = list(map(chr, range(0x110000)))


def aliases_and_sequences():
    """Their names: the C interface knows them as those of private code points."""
    pointer_of = ctypes.pythonapi.PyCapsule_GetPointer
    pointer_of.restype = ctypes.c_void_p
    pointer_of.argtypes = [ctypes.py_object, ctypes.c_char_p]
    table = pointer_of(unicodedata._ucnhash_CAPI, b"unicodedata._ucnhash_CAPI")
    function = (ctypes.c_void_p * 2).from_address(table)[0]
    get_name = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_uint32, ctypes.c_char_p, ctypes.c_int, ctypes.c_int)(function)
    buffer = ctypes.create_string_buffer(256)
    for point in range(0xF0000, 0xF4000):
        if get_name(point, buffer, 256, 1):
            yield buffer.value.decode()


def numbers(database):
    """Code point to [numeric, digit, decimal]; -1 where the character has none."""
    found = {}
    for point, character in enumerate(CHARACTERS):
        numeric = database.numeric(character, None)
        if numeric is not None:
            found[point] = [numeric, database.digit(character, -1), database.decimal(character, -1)]
    return found


def decompositions(database):
    return {point: text for point, character in enumerate(CHARACTERS) if (text := database.decomposition(character))}


def tables(database):
    """Distinct records, and runs of code points that share one: length, record, length, record ..."""
    records = {}
    runs = []
    readers = (database.category, database.bidirectional, database.combining, database.mirrored,
               database.east_asian_width)
    indexes = [records.setdefault("|".join(str(read(character)) for read in readers), len(records))
               for character in CHARACTERS]
    for index, group in groupby(indexes):
        runs += [sum(1 for _ in group), index]
    return {"records": list(records), "runs": runs, "numbers": numbers(database),
            "decompositions": decompositions(database)}


def differences(new, old):
    """What has to be laid over `new` to get `old`; None for what it has not."""
    return {key: old.get(key) for key in sorted(new.keys() | old.keys()) if new.get(key) != old.get(key)}


def names():
    """Ranges of names that end in the code point, and the others, a line each; with the distance from the one before
    in front unless it is 1. Names of Hangul syllables are left out."""
    ranges = []
    lines = []
    before = -1
    for point, character in enumerate(CHARACTERS):
        name = unicodedata.name(character, None)
        if name is None or name.startswith("HANGUL SYLLABLE "):
            continue
        digits = f"{point:04X}"
        if name.endswith("-" + digits):
            prefix = name.removesuffix(digits)
            if ranges and ranges[-1][1:] == [point - 1, prefix]:
                ranges[-1][1] = point
            else:
                ranges.append([point, point, prefix])
            continue
        lines.append(name if point == before + 1 else f"{point - before:x} {name}")
        before = point
    return ranges, lines


def main():
    current, old = tables(unicodedata), tables(OLD)
    for field in ("numbers", "decompositions"):
        old[field] = differences(current[field], old[field])
    # Canonical pairs that normalization does not put together again.
    excluded = [point for point, text in current["decompositions"].items() if " " in text and text[0] != "<"
                and unicodedata.normalize("NFC", "".join(chr(int(part, 16)) for part in text.split())) != chr(point)]
    # Decompositions that were wrong in 3.2 and kept so.
    corrections = {point: [ord(part) for part in decomposed] for point in current["decompositions"]
                   if OLD.category(chr(point)) != "Cn"
                   and (decomposed := OLD.normalize("NFD", chr(point))) != unicodedata.normalize("NFD", chr(point))}
    others = {name: [ord(part) for part in unicodedata.lookup(name)] for name in aliases_and_sequences()}
    # Releases of CPython 3.14 after the one of Pyodide have these.
    old["numbers"].setdefault(0x5793, [1e20, -1, -1])
    ranges, lines = names()
    if not unicodedata.name(chr(0x17000), None):
        ranges += [[0x17000, 0x187F7, "TANGUT IDEOGRAPH-"], [0x18D00, 0x18D08, "TANGUT IDEOGRAPH-"]]
    database = {
        "version": unicodedata.unidata_version,
        "current": current,
        "old": old,
        "excluded": excluded,
        "corrections": corrections,
        "aliases": {name: points[0] for name, points in others.items() if len(points) == 1},
        "sequences": {name: points for name, points in others.items() if len(points) > 1},
        "ranges": ranges,
    }
    return {"unicode-data.json": json.dumps(database, separators=(",", ":")), "unicode-names.txt": "\n".join(lines)}


main()
