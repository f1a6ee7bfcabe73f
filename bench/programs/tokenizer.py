"""A hand-written scanner and a recursive-descent calculator over characters."""

SIZE = 1500

TEXT = "(12 + 3.5) * -4 / (2 - 0.25) + foo * (bar - 7) " * 8 + "+ 1"
NAMES = {"foo": 3, "bar": 11}


def tokens(text):
    out = []
    i = 0
    size = len(text)
    while i < size:
        c = text[i]
        if c == " ":
            i += 1
        elif c.isdigit():
            start = i
            while i < size and (text[i].isdigit() or text[i] == "."):
                i += 1
            out.append(("number", float(text[start:i])))
        elif c.isalpha():
            start = i
            while i < size and text[i].isalnum():
                i += 1
            out.append(("name", text[start:i]))
        else:
            out.append(("op", c))
            i += 1
    out.append(("end", ""))
    return out


class Parser:
    def __init__(self, items):
        self.items = items
        self.at = 0

    def sum(self):
        value = self.product()
        while self.items[self.at][1] in ("+", "-"):
            op = self.items[self.at][1]
            self.at += 1
            value = value + self.product() if op == "+" else value - self.product()
        return value

    def product(self):
        value = self.atom()
        while self.items[self.at][1] in ("*", "/"):
            op = self.items[self.at][1]
            self.at += 1
            value = value * self.atom() if op == "*" else value / self.atom()
        return value

    def atom(self):
        kind, text = self.items[self.at]
        self.at += 1
        if kind == "number":
            return text
        if kind == "name":
            return NAMES[text]
        if text == "-":
            return -self.atom()
        if text == "(":
            value = self.sum()
            self.at += 1
            return value
        return self.sum()


def run(n):
    text = TEXT.replace(") (", ") + (")
    total = 0
    for _ in range(n):
        total += Parser(tokens(text)).sum()
    return round(total, 6)
