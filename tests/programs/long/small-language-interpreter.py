"""A Lisp-like language: reader, macros of a kind, closures, tail loops, and errors with positions."""
import operator
from functools import reduce


class LangError(Exception):
    def __init__(self, message, position=None):
        super().__init__(message)
        self.position = position

    def __str__(self):
        where = "" if self.position is None else f" at {self.position}"
        return super().__str__() + where


class Symbol(str):
    __slots__ = ("position",)

    def __new__(cls, text, position=0):
        self = super().__new__(cls, text)
        self.position = position
        return self


def tokens(source):
    position = 0
    while position < len(source):
        c = source[position]
        if c.isspace():
            position += 1
        elif c == ";":
            while position < len(source) and source[position] != "\n":
                position += 1
        elif c in "()'":
            yield c, position
            position += 1
        elif c == '"':
            end = source.find('"', position + 1)
            if end < 0:
                raise LangError("unterminated string", position)
            yield source[position:end + 1], position
            position = end + 1
        else:
            start = position
            while position < len(source) and not source[position].isspace() and source[position] not in "()'\";":
                position += 1
            yield source[start:position], start


class Reader:
    def __init__(self, source):
        self.items = list(tokens(source))
        self.at = 0

    def __iter__(self):
        while self.at < len(self.items):
            yield self.read()

    def next(self):
        if self.at >= len(self.items):
            raise LangError("unexpected end of input")
        item = self.items[self.at]
        self.at += 1
        return item

    def read(self):
        text, position = self.next()
        if text == "(":
            result = []
            while True:
                if self.at >= len(self.items):
                    raise LangError("missing )", position)
                if self.items[self.at][0] == ")":
                    self.at += 1
                    return result
                result.append(self.read())
        if text == ")":
            raise LangError("unexpected )", position)
        if text == "'":
            return [Symbol("quote"), self.read()]
        if text.startswith('"'):
            return text[1:-1]
        for convert in (int, float):
            try:
                return convert(text)
            except ValueError:
                pass
        return {"true": True, "false": False, "nil": None}.get(text, Symbol(text, position))


class Environment(dict):
    def __init__(self, names=(), values=(), outer=None):
        super().__init__(zip(names, values))
        self.outer = outer

    def find(self, name):
        scope = self
        while scope is not None:
            if name in scope:
                return scope
            scope = scope.outer
        raise LangError(f"unknown name {name}", getattr(name, "position", None))


class Procedure:
    def __init__(self, parameters, body, environment, name="lambda"):
        self.parameters, self.body, self.environment, self.name = parameters, body, environment, name

    def bind(self, values):
        if len(values) != len(self.parameters):
            raise LangError(f"{self.name} takes {len(self.parameters)} values, got {len(values)}")
        return Environment(self.parameters, values, self.environment)

    def __call__(self, *values):
        return evaluate(self.body, self.bind(values))

    def __repr__(self):
        return f"<procedure {self.name}>"


def truthy(value):
    return value is not None and value is not False


def evaluate(form, env):
    while True:
        if isinstance(form, Symbol):
            return env.find(form)[form]
        if not isinstance(form, list):
            return form
        match form:
            case []:
                return None
            case ["quote", value]:
                return value
            case ["if", test, yes, *no]:
                form = yes if truthy(evaluate(test, env)) else (no[0] if no else None)
            case ["define", [name, *parameters], *body]:
                env[name] = Procedure(parameters, [Symbol("do"), *body], env, name)
                return None
            case ["define", name, value]:
                env[name] = evaluate(value, env)
                return None
            case ["set!", name, value]:
                env.find(name)[name] = evaluate(value, env)
                return None
            case ["lambda", parameters, *body]:
                return Procedure(parameters, [Symbol("do"), *body], env)
            case ["let", pairs, *body]:
                inner = Environment((), (), env)
                for name, value in pairs:
                    inner[name] = evaluate(value, env)
                form, env = [Symbol("do"), *body], inner
            case ["do", *body]:
                for step in body[:-1]:
                    evaluate(step, env)
                form = body[-1] if body else None
            case ["and", *tests]:
                value = True
                for test in tests:
                    value = evaluate(test, env)
                    if not truthy(value):
                        break
                return value
            case [head, *arguments]:
                procedure = evaluate(head, env)
                values = [evaluate(argument, env) for argument in arguments]
                if isinstance(procedure, Procedure):
                    form, env = procedure.body, procedure.bind(values)
                elif callable(procedure):
                    try:
                        return procedure(*values)
                    except (TypeError, ZeroDivisionError, IndexError) as error:
                        raise LangError(f"{head}: {type(error).__name__}") from error
                else:
                    raise LangError(f"cannot call {procedure!r}")


def show(value):
    match value:
        case True:
            return "true"
        case False:
            return "false"
        case None:
            return "nil"
        case list():
            return "(" + " ".join(map(show, value)) + ")"
        case Symbol():
            return str(value)
        case str():
            return f'"{value}"'
    return str(value)


def standard():
    env = Environment()
    for name in ("add", "sub", "mul", "truediv", "lt", "eq", "mod"):
        symbol = {"add": "+", "sub": "-", "mul": "*", "truediv": "/", "lt": "<", "eq": "=", "mod": "%"}[name]
        function = getattr(operator, name)
        env[symbol] = function if name in ("lt", "eq") else (lambda *v, f=function: reduce(f, v))
    env.update({
        "list": lambda *v: list(v), "head": lambda v: v[0], "rest": lambda v: v[1:], "cons": lambda a, v: [a, *v],
        "empty?": lambda v: not v, "map": lambda f, v: [f(x) for x in v], "filter": lambda f, v: [x for x in v if truthy(f(x))],
        "print": lambda *v: print("   >", *map(show, v)), "apply": lambda f, v: f(*v), "fold": lambda f, a, v: reduce(f, v, a),
    })
    return env


PROGRAM = """
; numbers and closures
(define (square x) (* x x))
(square 12)
(define (make-counter) (let ((n 0)) (lambda () (do (set! n (+ n 1)) n))))
(define c (make-counter))
(c) (c) (c)
((make-counter))
(define (fact n) (if (< n 2) 1 (* n (fact (- n 1)))))
(fact 25)
(define (loop n total) (if (= n 0) total (loop (- n 1) (+ total n))))
(loop 5000 0)
(map square (list 1 2 3.5))
(filter (lambda (x) (= 0 (% x 2))) '(1 2 3 4 5 6))
(fold + 0 (map square '(1 2 3)))
'(a "b" (c 1.5) nil true)
(and 1 false 2)
(define (compose f g) (lambda (x) (f (g x))))
((compose square (lambda (x) (+ x 1))) 4)
(print "hello" '(1 (2)) (if nil 1 2))
(define (primes n) (do
  (define (divides? d m) (= 0 (% m d)))
  (define (prime? m d) (if (< m (* d d)) true (if (divides? d m) false (prime? m (+ d 1)))))
  (define (collect m out) (if (< n m) out (collect (+ m 1) (if (prime? m 2) (cons m out) out))))
  (collect 2 '())))
(primes 40)
square
"""

BROKEN = ["(undefined 1)", "(square 1 2)", "(/ 1 0)", "(1 2)", "(", ")", '"abc', "(head '())", "(let ((x 1)) (+ x y))", "(+ 1 'a)"]

env = standard()
for form in Reader(PROGRAM):
    result = evaluate(form, env)
    if result is not None:
        print(f"{show(form)[:50]:<52}=> {show(result)}")
for source in BROKEN:
    try:
        for form in Reader(source):
            print(show(evaluate(form, env)))
    except LangError as error:
        print(f"{source:<26}error: {error}", f"[{type(error.__cause__).__name__}]" if error.__cause__ else "")
