"""Records what CPython makes of the programs in tests/syntax/valid.txt and invalid.txt.

    node scripts/oracle.mjs scripts/record-syntax.py

Writes valid.expected.json (trees with positions, warnings) and invalid.expected.json (the attributes of the errors)
beside them. Each entry holds the program too, so that the tests need nothing else.
"""

import ast
import json
import warnings

FOLDER = "tests/syntax/"
ALLOW_INCOMPLETE_INPUT = 0x4000
DONT_IMPLY_DEDENT = 0x200


def cases(name):
    """Yields mode, whether input may be incomplete, name and source of each case of a file."""
    with open(FOLDER + name, encoding="utf-8", newline="") as file:
        text = file.read()
    for block in ("\n" + text).split("\n%% ")[1:]:
        head, newline, source = block.partition("\n")
        mode, _, title = head.partition(" ")
        incomplete = title.startswith("incomplete ")
        if title == "number of too many digits":
            source = "1" * 4301
        # The separator takes the newline that ends the source; an empty source has none.
        yield mode, incomplete, title, source + newline


def parse(source, mode, incomplete):
    flags = ast.PyCF_ONLY_AST
    if incomplete:
        flags |= ALLOW_INCOMPLETE_INPUT | DONT_IMPLY_DEDENT
    return compile(source, "<test>", mode, flags, dont_inherit=True)


def jumps_out_of_finally(source, mode):
    """The warnings that CPython issues only when it goes on to compile."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            compile(source, "<test>", mode, dont_inherit=True)
        except (SyntaxError, ValueError):
            return []
    return [[str(w.message), w.lineno] for w in caught if "'finally'" in str(w.message)]


def valid():
    for mode, _, name, source in cases("valid.txt"):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                tree = parse(source, mode, False)
            except SyntaxError as error:
                raise AssertionError(f"does not parse: {name}: {error}") from None
        found = [[str(w.message), w.lineno] for w in caught]
        yield {
            "name": name,
            "mode": mode,
            "source": source,
            "tree": ast.dump(tree, indent=1, include_attributes=True),
            "warnings": found + jumps_out_of_finally(source, mode),
        }


def invalid():
    for mode, incomplete, name, source in cases("invalid.txt"):
        try:
            parse(source, mode, incomplete)
        except SyntaxError as error:
            metadata = error._metadata[:2] if error._metadata else None
            yield {
                "name": name,
                "mode": mode,
                "incomplete": incomplete,
                "source": source,
                "type": type(error).__name__,
                "message": error.msg,
                "lineno": error.lineno,
                "offset": error.offset,
                "endLineno": error.end_lineno,
                "endOffset": error.end_offset,
                "text": error.text,
                "metadata": metadata,
            }
        else:
            raise AssertionError(f"parses: {name}")


def write(name, entries):
    with open(FOLDER + name, "w", encoding="utf-8") as file:
        json.dump(list(entries), file, indent=1)
        file.write("\n")


write("valid.expected.json", valid())
write("invalid.expected.json", invalid())
