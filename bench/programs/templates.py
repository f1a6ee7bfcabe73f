"""A template engine that compiles a page with loops and filters to Python source, executes it and renders."""
import html
import re

SIZE = 140

PAGE = """<h1>{{ title|upper }}</h1>
<table>
{% for row in rows %}<tr class="{{ row.kind }}">
{% for cell in row.cells %}  <td>{{ cell|escape }}</td>
{% end %}{% if row.note %}<td>{{ row.note|escape|upper }}</td>{% end %}</tr>
{% end %}</table>
<p>{{ rows|count }} rows</p>
"""

FILTERS = {"escape": lambda v: html.escape(str(v)), "upper": lambda v: str(v).upper(), "count": len}


class Compiler:
    def __init__(self):
        self.lines = ["def render(scope, filters):", "    out = []", "    put = out.append"]
        self.depth = 1
        self.names = [set()]

    def emit(self, line):
        self.lines.append("    " * self.depth + line)

    def expression(self, text):
        path, *filters = text.strip().split("|")
        name, *attributes = path.split(".")
        code = name if any(name in names for names in self.names) else f"scope[{name!r}]"
        for attribute in attributes:
            code = f"{code}[{attribute!r}]"
        for name in filters:
            code = f"filters[{name!r}]({code})"
        return code

    def compile(self, source):
        for part in re.split(r"(\{\{.*?\}\}|\{%.*?%\})", source):
            if part.startswith("{{"):
                self.emit(f"put(str({self.expression(part[2:-2])}))")
            elif part.startswith("{%"):
                word, *rest = part[2:-2].split()
                if word == "end":
                    self.depth -= 1
                    self.names.pop()
                    continue
                if word == "for":
                    self.emit(f"for {rest[0]} in {self.expression(rest[2])}:")
                    self.names.append({rest[0]})
                else:
                    self.emit(f"if {self.expression(rest[0])}:")
                    self.names.append(set())
                self.depth += 1
            elif part:
                self.emit(f"put({part!r})")
        self.lines.append("    return ''.join(out)")
        namespace = {}
        exec("\n".join(self.lines), namespace)
        return namespace["render"]


def run(n):
    rows = [
        {"kind": "odd" if i % 2 else "even", "cells": [i, f"<{i}>", i * i, "a & b"], "note": "x" * (i % 3)}
        for i in range(120)
    ]
    size = 0
    for _ in range(n):
        render = Compiler().compile(PAGE)
        for title in ("first", "second"):
            size += len(render({"title": title, "rows": rows}, FILTERS))
    return size
