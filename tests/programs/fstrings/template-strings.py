# requires: 3.14
from string.templatelib import Template, Interpolation
name, n = "world", 3.14159
t = t"Hello {name!r:>10} and {n:.2f} {n=}!"
print(type(t).__name__, t.strings, t.values, [(i.value, i.expression, i.conversion, i.format_spec) for i in t.interpolations])
def render(template):
    out = []
    for part in template:
        match part:
            case str() as s:
                out.append(s.upper())
            case Interpolation(value, _, conversion, spec):
                value = repr(value) if conversion == "r" else value
                out.append(format(value, spec))
    return "".join(out)
print(render(t), render(t"{1}{2}"), t"".strings, (t"a" t"b{name}").strings, isinstance(t, Template))
print(repr(t"x{1 + 1}"), (t"{name}" + t"!").strings)
try:
    t"a" + "b"
except TypeError as error:
    print(error)
