import traceback

def boom(): raise ValueError("boom")
x, d, s, n = 1, {"a": {}}, "text", None
snippets = ["x + boom()", "x + s + 1", "d['a']['b']", "n.attribute.other", "(x +\n s)", "[i for i in range(3) if i / 0]", "print(x, boom(), s)", "s.upper().nope.lower()", "d['a'][\n'b'\n]", "x / 0 + 1", "s[10:].index('q')", "-s", "x < 1j", "f'{x} {n.y}'", "(lambda: 1 / 0)()"]
for number, code in enumerate(snippets):
    filename = f"<snippet {number}>"
    import linecache
    linecache.cache[filename] = (len(code), None, code.splitlines(True), filename)
    try:
        exec(compile(code, filename, "exec"))
    except Exception as error:
        error.__traceback__ = error.__traceback__.tb_next
        print(traceback.format_exc(), end="")
