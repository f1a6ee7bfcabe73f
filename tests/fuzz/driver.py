"""Runs generated programs and tells what each did. The fuzzer runs this file under both Pythons that it compares.

As a command it reads lines of JSON from standard input and answers each with a line: to a list of programs the list of what they
did, to one program a list of programs that are a little simpler, for shrinking.

What two right implementations may do differently is taken out here: the order of a set that is shown, the addresses of objects,
and that CPython has an iterator of its own for strings that are ASCII.
"""
import ast
import builtins
import json
import math
import operator
import re
import sys

ADDRESS = re.compile(r" at 0x[0-9a-f]+", re.IGNORECASE)
SET = re.compile(r"\{[^{}:]*\}")
MOST = 20_000
MOST_OF_LINE = 300
MODULES = {"builtins": builtins, "math": math, "operator": operator}


def sort_set(match):
    """A set inside a text: its elements in the order of their reprs."""
    return "{" + ", ".join(sorted(match[0][1:-1].split(", "))) + "}"


def plain(text):
    return SET.sub(sort_set, ADDRESS.sub(" at 0x", text.replace("str_ascii_iterator", "str_iterator")))


def show(value, depth=0):
    """The repr of a value, with sets in the order of their elements' reprs."""
    kind = type(value)
    if kind is str:
        return plain(repr(value))
    if depth > 6:
        return "..."
    if kind in (set, frozenset):
        inner = "{" + ", ".join(sorted(show(item, depth + 1) for item in value)) + "}"
        return inner if kind is set and value else f"{kind.__name__}({inner if value else ''})"
    if kind is list:
        return "[" + ", ".join(show(item, depth + 1) for item in value) + "]"
    if kind is tuple:
        return "(" + ", ".join(show(item, depth + 1) for item in value) + ("," if len(value) == 1 else "") + ")"
    if kind is dict:
        return "{" + ", ".join(f"{show(k, depth + 1)}: {show(v, depth + 1)}" for k, v in value.items()) + "}"
    return plain(repr(value))


def describe(error):
    if type(error) is KeyError and len(error.args) == 1:
        return f"KeyError: {show(error.args[0])}"
    return f"{type(error).__name__}: {plain(str(error))}"


def chain(error):
    """An uncaught exception with what caused it and the lines it went through."""
    text = describe(error)
    lines = []
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == "<fuzz>":
            lines.append(traceback.tb_lineno)
        traceback = traceback.tb_next
    text += f" lines {lines}"
    if error.__cause__ is not None:
        text += " from " + describe(error.__cause__)
    elif error.__context__ is not None and not error.__suppress_context__:
        text += " during " + describe(error.__context__)
    return text


def tabled(what, name, values):
    """A call of a table: `m` of a method, which shows the receiver too, or of a function of the module named."""
    if what == "m":
        return getattr(values[0], name)(*values[1:]), values[0]
    return getattr(MODULES[what], name)(*values)


def run(source):
    out = []

    def p(*values):
        out.append(" ".join(map(show, values)))

    def call(function):
        try:
            out.append(show(function()))
        except Exception as error:
            out.append(describe(error))

    def table(pool, calls):
        for line in calls.split(";"):
            what, name, *indices = line.split()
            makers = [pool[int(index)] for index in indices]
            call(lambda: tabled(what, name, [make() for make in makers]))
            out[-1] = out[-1][:MOST_OF_LINE].replace("\n", " ")

    def caught(error):
        out.append("caught " + chain(error))

    namespace = {"__name__": "fuzz", "p": p, "call": call, "caught": caught, "table": table}
    try:
        exec(compile(source, "<fuzz>", "exec"), namespace)
    except Exception as error:
        out.append("ends with " + chain(error))
    most = MOST if len(out) < 1000 else MOST * 100
    return "\n".join(out)[:most].encode("utf-8", "backslashreplace").decode()


class Replace(ast.NodeTransformer):
    """Puts `new` in the place of the node `old`; a list of statements in the place of a statement."""

    def __init__(self, old, new):
        self.old = old
        self.new = new

    def visit(self, node):
        return self.new if node is self.old else self.generic_visit(node)


def simpler(source):
    """Programs that lack one thing of this one, the largest things first."""
    found = {}

    def offer(make):
        tree = ast.parse(source)
        try:
            make(tree, list(ast.walk(tree)))
            text = ast.unparse(ast.fix_missing_locations(tree))
            compile(text, "<fuzz>", "exec")
        except (SyntaxError, ValueError, TypeError, AttributeError, IndexError, RecursionError):
            return
        if len(text) < len(source):
            found.setdefault(text)

    def swap(index, new):
        def make(tree, nodes):
            Replace(nodes[index], new(nodes[index])).visit(tree)

        offer(make)

    nodes = list(ast.walk(ast.parse(source)))
    for index, node in enumerate(nodes):
        if isinstance(node, ast.stmt):
            swap(index, lambda node: ast.Pass())
            swap(index, lambda node: None)
            for field in ("body", "orelse", "finalbody"):
                if isinstance(getattr(node, field, None), list):
                    swap(index, lambda node, field=field: getattr(node, field))
            for field in ("orelse", "finalbody", "decorator_list", "handlers"):
                if getattr(node, field, None):
                    offer(lambda tree, nodes, field=field, index=index: setattr(nodes[index], field, []))
        elif isinstance(node, ast.expr):
            for number, child in enumerate(ast.iter_child_nodes(node)):
                if isinstance(child, ast.expr):
                    swap(index, lambda node, number=number: list(ast.iter_child_nodes(node))[number])
            for constant in (0, "", None):
                if not isinstance(node, ast.Constant):
                    swap(index, lambda node, constant=constant: ast.Constant(constant))
            for field in ("elts", "args", "keywords", "values", "keys", "generators"):
                parts = getattr(node, field, None)
                for number in range(len(parts) if isinstance(parts, list) else 0):

                    def drop(tree, nodes, field=field, index=index, number=number):
                        del getattr(nodes[index], field)[number]
                        if isinstance(nodes[index], ast.Dict) and field == "keys":
                            del nodes[index].values[number]

                    offer(drop)
    return sorted(found, key=len)


if __name__ == "__main__":
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(simpler(asked) if isinstance(asked, str) else [run(source) for source in asked]), flush=True)
