"""Source text -> tokens (by one regular expression) -> tree -> stack code -> result, with an optimiser between."""
import math
import re
from typing import NamedTuple


class Token(NamedTuple):
    kind: str
    text: str
    line: int
    column: int


SPEC = {
    "number": r"\d+\.\d*|\.\d+|\d+",
    "name": r"[A-Za-z_]\w*",
    "op": r"\*\*|<=|>=|==|!=|->|[-+*/%<>=(){},;!?:]",
    "newline": r"\n",
    "space": r"[ \t]+|#[^\n]*",
    "bad": r".",
}
PATTERN = re.compile("|".join(f"(?P<{k}>{v})" for k, v in SPEC.items()))
KEYWORDS = {"let", "fn", "while", "print", "if", "else"}


class CompileError(Exception):
    pass


def scan(source):
    line, start = 1, 0
    for m in PATTERN.finditer(source):
        kind = m.lastgroup
        if kind == "newline":
            line, start = line + 1, m.end()
        elif kind == "bad":
            raise CompileError(f"{line}:{m.start() - start + 1}: bad character {m.group()!r}")
        elif kind != "space":
            yield Token("keyword" if m.group() in KEYWORDS else kind, m.group(), line, m.start() - start + 1)
    yield Token("end", "", line, len(source) - start + 1)


class Parser:
    LEVELS = [("==", "!="), ("<", ">", "<=", ">="), ("+", "-"), ("*", "/", "%")]

    def __init__(self, source):
        self.tokens = list(scan(source))
        self.at = 0

    @property
    def now(self):
        return self.tokens[self.at]

    def take(self, *texts):
        if self.now.text in texts and self.now.kind in ("op", "keyword"):
            self.at += 1
            return self.tokens[self.at - 1].text
        return None

    def need(self, text):
        if not self.take(text):
            raise CompileError(f"{self.now.line}:{self.now.column}: expected {text!r}, found {self.now.text or 'the end'!r}")

    def name(self):
        token = self.now
        if token.kind != "name":
            raise CompileError(f"{token.line}:{token.column}: expected a name, found {token.text or 'the end'!r}")
        self.at += 1
        return token.text

    def program(self):
        body = []
        while self.now.kind != "end":
            body.append(self.statement())
        return body

    def block(self):
        self.need("{")
        body = []
        while not self.take("}"):
            body.append(self.statement())
        return body

    def statement(self):
        if self.take("let"):
            name = self.name()
            self.need("=")
            node = ("let", name, self.expression())
        elif self.take("print"):
            node = ("print", self.expression())
        elif self.take("while"):
            return ("while", self.expression(), self.block())
        elif self.take("if"):
            test, yes = self.expression(), self.block()
            return ("if", test, yes, self.block() if self.take("else") else [])
        elif self.take("fn"):
            name = self.name()
            self.need("(")
            parameters = []
            while not self.take(")"):
                parameters.append(self.name())
                if not self.take(","):
                    self.need(")")
                    break
            self.need("->")
            node = ("fn", name, parameters, self.expression())
        else:
            node = ("expression", self.expression())
        self.need(";")
        return node

    def expression(self):
        test = self.binary(0)
        if self.take("?"):
            yes = self.expression()
            self.need(":")
            return ("choose", test, yes, self.expression())
        return test

    def binary(self, level):
        if level == len(self.LEVELS):
            return self.unary()
        left = self.binary(level + 1)
        while op := self.take(*self.LEVELS[level]):
            left = ("binary", op, left, self.binary(level + 1))
        return left

    def unary(self):
        if op := self.take("-", "!"):
            return ("unary", op, self.unary())
        base = self.atom()
        return ("binary", "**", base, self.unary()) if self.take("**") else base

    def atom(self):
        token = self.now
        if self.take("("):
            inner = self.expression()
            self.need(")")
            return inner
        if token.kind == "number":
            self.at += 1
            return ("number", float(token.text) if "." in token.text else int(token.text))
        name = self.name()
        if not self.take("("):
            return ("name", name)
        arguments = []
        while not self.take(")"):
            arguments.append(self.expression())
            if not self.take(","):
                self.need(")")
                break
        return ("call", name, arguments)


OPERATORS = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b, "%": lambda a, b: a % b,
    "**": lambda a, b: a**b, "<": lambda a, b: int(a < b), ">": lambda a, b: int(a > b), "<=": lambda a, b: int(a <= b),
    ">=": lambda a, b: int(a >= b), "==": lambda a, b: int(a == b), "!=": lambda a, b: int(a != b),
}


def fold(node):
    match node:
        case ("binary", op, left, right):
            match fold(left), fold(right):
                case ("number", a), ("number", b) if not (op in "/%" and b == 0):
                    return ("number", OPERATORS[op](a, b))
                case l, ("number", 0) if op in "+-":
                    return l
                case (l, ("number", 1)) | (("number", 1), l) if op == "*":
                    return l
                case l, r:
                    return ("binary", op, l, r)
        case ("unary", "-", inner):
            match fold(inner):
                case ("number", n):
                    return ("number", -n)
                case i:
                    return ("unary", "-", i)
        case ("choose", test, yes, no):
            test = fold(test)
            if test[0] == "number":
                return fold(yes if test[1] else no)
            return ("choose", test, fold(yes), fold(no))
        case ("call", name, arguments):
            return ("call", name, [fold(a) for a in arguments])
        case tuple():
            return tuple(fold(part) if isinstance(part, (tuple, list)) else part for part in node)
        case list():
            return [fold(part) if isinstance(part, (tuple, list)) else part for part in node]
    return node


class Code(list):
    def emit(self, op, *arguments):
        self.append((op, *arguments))
        return len(self) - 1

    def patch(self, at):
        self[at] = (self[at][0], len(self))

    def compile(self, node):
        getattr(self, "do_" + node[0])(*node[1:])
        return self

    def body(self, nodes):
        for node in nodes:
            self.compile(node)
        return self

    def do_number(self, n): self.emit("push", n)
    def do_name(self, name): self.emit("load", name)
    def do_let(self, name, value): self.compile(value).emit("store", name)
    def do_print(self, value): self.compile(value).emit("print")
    def do_expression(self, value): self.compile(value).emit("drop")
    def do_unary(self, op, value): self.compile(value).emit({"-": "negate", "!": "not"}[op])
    def do_binary(self, op, left, right): self.compile(left).compile(right).emit("operate", op)
    def do_fn(self, name, parameters, value): self.emit("define", name, parameters, Code().compile(value))

    def do_call(self, name, arguments):
        self.body(arguments).emit("call", name, len(arguments))

    def do_choose(self, test, yes, no):
        self.compile(test)
        skip = self.emit("unless", None)
        self.compile(yes)
        end = self.emit("jump", None)
        self.patch(skip)
        self.compile(no)
        self.patch(end)

    def do_if(self, test, yes, no):
        self.compile(test)
        skip = self.emit("unless", None)
        self.body(yes)
        end = self.emit("jump", None)
        self.patch(skip)
        self.body(no)
        self.patch(end)

    def do_while(self, test, body):
        top = len(self)
        self.compile(test)
        out = self.emit("unless", None)
        self.body(body).emit("jump", top)
        self.patch(out)


class Machine:
    def __init__(self):
        self.functions = {"sqrt": math.sqrt, "max": max, "abs": abs, "floor": math.floor}
        self.names = {"pi": math.pi}
        self.steps = 0

    def run(self, code, names=None):
        names = self.names if names is None else names
        stack, at = [], 0
        while at < len(code):
            self.steps += 1
            op, *args = code[at]
            at += 1
            match op:
                case "push":
                    stack.append(args[0])
                case "load":
                    stack.append(names[args[0]] if args[0] in names else self.names[args[0]])
                case "store":
                    names[args[0]] = stack.pop()
                case "operate":
                    right = stack.pop()
                    stack.append(OPERATORS[args[0]](stack.pop(), right))
                case "negate":
                    stack.append(-stack.pop())
                case "not":
                    stack.append(int(not stack.pop()))
                case "unless":
                    if not stack.pop():
                        at = args[0]
                case "jump":
                    at = args[0]
                case "print":
                    print("  out:", stack.pop())
                case "drop":
                    stack.pop()
                case "define":
                    self.functions[args[0]] = tuple(args[1:])
                case "call":
                    name, n = args
                    values = stack[len(stack) - n:]
                    del stack[len(stack) - n:]
                    match self.functions[name]:
                        case (parameters, inner):
                            if len(parameters) != n:
                                raise TypeError(f"{name} takes {len(parameters)} values, not {n}")
                            stack.append(self.run(inner, dict(zip(parameters, values))))
                        case native:
                            stack.append(native(*values))
        return stack[-1] if stack else None


PROGRAM = """
# a program
let n = 2 ** 3 ** 0 + 10;
print n; print -2 ** 2; print (1 + 2) * 3 - 4 / 8;
fn fact(k) -> k <= 1 ? 1 : k * fact(k - 1);
fn hyp(a, b) -> sqrt(a * a + b * b);
print fact(20); print hyp(3, 4);
let i = 0; let total = 0;
while i < 100 { let i = i + 1; if i % 3 == 0 { let total = total + i; } else { if i % 5 == 0 { let total = total - 1; } } }
print total;
print max(1, 2 * 3 + 0, abs(-7)) * 1;
print 1 == 1 ? !0 : 1 / 0;
print pi > 3.14;
"""
tree = Parser(PROGRAM).program()
folded = fold(tree)
print(tree[2], folded[2], folded[3], sep="\n")
plain, better = Code().body(tree), Code().body(folded)
print(len(plain), len(better), better[:4])
for code in (plain, better):
    machine = Machine()
    machine.run(code)
    print(machine.steps, machine.names["total"])
for bad in ("let 1 = 2;", "print (1 + ;", "x = $;", "print 1", "fn f(a b) -> 1;", "while 1 { print 1;", "print y;", "print f(1);", "fn g(a) -> a; print g();", "print 1 / 0;", "print 1 % (1 - 1);"):
    try:
        Machine().run(Code().body(fold(Parser(bad).program())))
    except (CompileError, KeyError, TypeError, ZeroDivisionError) as error:
        print(f"{bad:<26}{type(error).__name__}: {error}")
