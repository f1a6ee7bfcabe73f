"""Tokens of sources whose lines end in other ways, or not at all, and of sources that are no programs."""
import io
import tokenize

for source in ["a\n ", "b = 1\n\n#test", "if x:\r\n  # c\r\n  y\r\n\r\n", "if x:\n\tif y:\n        \tz", "2sin(x)", "012", "); x", "x + \\\r\n1",
               "f'''a\n{b}'''", "", "\n", "def f():\n  (a,\n   b)\n# end"]:
    print(repr(source))
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        print("   ", *token[:1], repr(token.string), token.start, token.end, repr(token.line))
for source in ["x = (", "'abc", "if x:\n    y\n  z\n", "a\n  b\n c"]:
    try:
        print(list(tokenize.generate_tokens(io.StringIO(source).readline))[-1])
    except (tokenize.TokenError, SyntaxError) as error:
        print(type(error).__name__, error.args[0])
