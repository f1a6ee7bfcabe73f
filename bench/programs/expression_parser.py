"""A calculator: characters to tokens, precedence climbing to a tree of objects, evaluation by visitors."""

SIZE = 1600

SOURCE = "x * (y + 3.5) - -z / 2 + f(x, g(y - 1, z), 4) ^ 2 % 17 + (a + b * (c - d)) * e - max(x, y, z)"


class Number:
    def __init__(self, value):
        self.value = value

    def evaluate(self, scope):
        return self.value


class Name:
    def __init__(self, name):
        self.name = name

    def evaluate(self, scope):
        return scope[self.name]


class Unary:
    def __init__(self, operand):
        self.operand = operand

    def evaluate(self, scope):
        return -self.operand.evaluate(scope)


class Binary:
    OPERATIONS = {
        "+": lambda a, b: a + b,
        "-": lambda a, b: a - b,
        "*": lambda a, b: a * b,
        "/": lambda a, b: a / b,
        "%": lambda a, b: a % b,
        "^": lambda a, b: a**b,
    }

    def __init__(self, operator, left, right):
        self.operate = self.OPERATIONS[operator]
        self.left = left
        self.right = right

    def evaluate(self, scope):
        return self.operate(self.left.evaluate(scope), self.right.evaluate(scope))


class Call:
    def __init__(self, function, arguments):
        self.function = function
        self.arguments = arguments

    def evaluate(self, scope):
        return scope[self.function](*[argument.evaluate(scope) for argument in self.arguments])


PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2, "%": 2, "^": 3}


def tokens(text):
    at = 0
    while at < len(text):
        char = text[at]
        if char.isspace():
            at += 1
            continue
        start = at
        if char.isdigit():
            while at < len(text) and (text[at].isdigit() or text[at] == "."):
                at += 1
            yield "number", text[start:at]
        elif char.isalpha():
            while at < len(text) and text[at].isalnum():
                at += 1
            yield "name", text[start:at]
        else:
            at += 1
            yield "operator", char
    yield "end", ""


class Parser:
    def __init__(self, text):
        self.stream = tokens(text)
        self.advance()

    def advance(self):
        self.kind, self.text = next(self.stream)

    def expect(self, text):
        if self.text != text:
            raise SyntaxError(f"expected {text!r}, got {self.text!r}")
        self.advance()

    def expression(self, least=1):
        left = self.operand()
        while (precedence := PRECEDENCE.get(self.text, 0)) >= least:
            operator = self.text
            self.advance()
            right = self.expression(precedence + (operator != "^"))
            left = Binary(operator, left, right)
        return left

    def operand(self):
        kind, text = self.kind, self.text
        self.advance()
        match kind, text:
            case "number", _:
                return Number(float(text) if "." in text else int(text))
            case "name", _ if self.text == "(":
                self.advance()
                arguments = [self.expression()]
                while self.text == ",":
                    self.advance()
                    arguments.append(self.expression())
                self.expect(")")
                return Call(text, arguments)
            case "name", _:
                return Name(text)
            case _, "(":
                inner = self.expression()
                self.expect(")")
                return inner
            case _, "-":
                return Unary(self.operand())
        raise SyntaxError(f"unexpected {text!r}")


def run(n):
    scope = dict(zip("abcde", (3, 5, 7, 11, 13)), x=2, y=9, z=4, max=max)
    scope["f"] = lambda x, y, z: x + y % z
    scope["g"] = lambda x, y: x * y
    total = 0
    for i in range(n):
        scope["x"] = i
        tree = Parser(SOURCE).expression()
        for y in range(9):
            scope["y"] = y
            total += tree.evaluate(scope)
    return round(total, 6)
