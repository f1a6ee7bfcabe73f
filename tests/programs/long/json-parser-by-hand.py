"""A recursive-descent parser and a serialiser for JSON with comments, and a path query over the result."""


class ParseError(ValueError):
    def __init__(self, message, text, index):
        self.line = text.count("\n", 0, index) + 1
        self.column = index - (text.rfind("\n", 0, index))
        super().__init__(f"{message} (line {self.line}, column {self.column})")


class Parser:
    ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}

    def __init__(self, text):
        self.text = text
        self.index = 0
        self.depth = 0

    def fail(self, message):
        raise ParseError(message, self.text, self.index)

    def peek(self):
        return self.text[self.index:self.index + 1]

    def skip(self):
        text = self.text
        while True:
            while self.index < len(text) and text[self.index] in " \t\r\n":
                self.index += 1
            if text.startswith("//", self.index):
                end = text.find("\n", self.index)
                self.index = len(text) if end < 0 else end
            elif text.startswith("/*", self.index):
                end = text.find("*/", self.index)
                if end < 0:
                    self.fail("comment without end")
                self.index = end + 2
            else:
                return

    def expect(self, c):
        if self.peek() != c:
            self.fail(f"expected {c!r}, found {self.peek()!r}" if self.peek() else f"expected {c!r}, found the end")
        self.index += 1

    def value(self):
        self.skip()
        c = self.peek()
        if c == "{":
            return self.object()
        if c == "[":
            return self.array()
        if c == '"':
            return self.string()
        if c == "-" or c.isdigit():
            return self.number()
        for word, constant in (("true", True), ("false", False), ("null", None)):
            if self.text.startswith(word, self.index):
                self.index += len(word)
                return constant
        self.fail(f"unexpected {c!r}" if c else "unexpected end")

    def object(self):
        self.depth += 1
        if self.depth > 20:
            self.fail("too deep")
        self.expect("{")
        result = {}
        self.skip()
        while self.peek() != "}":
            if self.peek() != '"':
                self.fail("a key must be a string")
            key = self.string()
            if key in result:
                self.fail(f"duplicate key {key!r}")
            self.skip()
            self.expect(":")
            result[key] = self.value()
            self.skip()
            if self.peek() == ",":
                self.index += 1
                self.skip()
            elif self.peek() != "}":
                self.fail("expected ',' or '}'")
        self.index += 1
        self.depth -= 1
        return result

    def array(self):
        self.depth += 1
        if self.depth > 20:
            self.fail("too deep")
        self.expect("[")
        result = []
        self.skip()
        while self.peek() != "]":
            result.append(self.value())
            self.skip()
            if self.peek() == ",":
                self.index += 1
                self.skip()
            elif self.peek() != "]":
                self.fail("expected ',' or ']'")
        self.index += 1
        self.depth -= 1
        return result

    def string(self):
        self.expect('"')
        parts = []
        while True:
            start = self.index
            while self.peek() and self.peek() not in '"\\\n':
                self.index += 1
            parts.append(self.text[start:self.index])
            c = self.peek()
            if c == '"':
                self.index += 1
                return "".join(parts)
            if c != "\\":
                self.fail("string without end")
            self.index += 1
            escape = self.peek()
            if escape == "u":
                digits = self.text[self.index + 1:self.index + 5]
                try:
                    parts.append(chr(int(digits, 16)))
                except ValueError:
                    self.fail(f"bad escape \\u{digits}")
                self.index += 5
            elif escape in self.ESCAPES and escape:
                parts.append(self.ESCAPES[escape])
                self.index += 1
            else:
                self.fail(f"bad escape {escape!r}")

    def number(self):
        start = self.index
        if self.peek() == "-":
            self.index += 1
        kind = int
        while (c := self.peek()) and (c.isdigit() or c in ".eE+-"):
            if c in ".eE":
                kind = float
            self.index += 1
        try:
            return kind(self.text[start:self.index])
        except ValueError:
            self.index = start
            self.fail("bad number")


def parse(text):
    parser = Parser(text)
    result = parser.value()
    parser.skip()
    if parser.index != len(text):
        parser.fail("extra text")
    return result


def dump(value, indent=0):
    pad = "  " * (indent + 1)
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case int() | float():
            return repr(value)
        case str():
            return '"' + "".join(f"\\u{ord(c):04x}" if ord(c) < 32 or ord(c) > 126 else "\\" + c if c in '"\\' else c for c in value) + '"'
        case [] | {} if not value:
            return "[]" if isinstance(value, list) else "{}"
        case [*items]:
            return "[\n" + ",\n".join(pad + dump(item, indent + 1) for item in items) + "\n" + pad[2:] + "]"
        case {**items}:
            return "{\n" + ",\n".join(f"{pad}{dump(k)}: {dump(v, indent + 1)}" for k, v in sorted(items.items())) + "\n" + pad[2:] + "}"


def query(value, path):
    for step in path.split("."):
        if step == "*":
            items = value if isinstance(value, list) else list(value.values())
            return items
        if isinstance(value, list):
            value = value[int(step)]
        elif isinstance(value, dict):
            value = value[step]
        else:
            raise KeyError(step)
    return value


DOCUMENT = """
// configuration
{
  "name": "caf\\u00e9 \\"bar\\"", "open": true, "tables": [1, 2.5, -3e2, 0],
  "menu": {"coffee": {"price": 3.5, "sizes": ["s", "m", "l",]}, "tea": {"price": 2, "sizes": []}},
  /* nothing
     here */ "owner": null, "empty": {}
}
"""
data = parse(DOCUMENT)
print(dump(data))
print(parse(dump(data)) == data)
for path in ("menu.coffee.sizes.1", "tables.-1", "menu.*", "name", "owner.x", "tables.9", "menu.soup"):
    try:
        print(path, "=", query(data, path))
    except (LookupError, ValueError) as error:
        print(path, "->", type(error).__name__, error)
for bad in ("", "[1 2]", '{"a" 1}', "{a: 1}", '"open', '"\\x"', '"\\u12g4"', "1.2.3", "--1", "[1", "nulls", '{"a": 1, "a": 2}', "[" * 30, "/* x", '{"k":\n\n  ?}'):
    try:
        print(parse(bad))
    except ParseError as error:
        print(repr(bad[:20]), "->", error)
