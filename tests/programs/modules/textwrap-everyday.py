import textwrap
text = "The quick brown fox jumps over the lazy dog, repeatedly and with considerable-enthusiasm until everyone has gone home."
print(textwrap.fill(text, 30), textwrap.wrap(text, 40, initial_indent="* ", subsequent_indent="  "), sep="\n")
print(textwrap.shorten(text, 40), textwrap.shorten(text, 30, placeholder="..."), textwrap.dedent("""
    indented
      more
    back
    """), textwrap.indent("a\n\nb", "> "), textwrap.indent("a\n\nb", "> ", lambda line: True), sep="|")
print(textwrap.wrap("averyveryverylongword indeed", 8), textwrap.wrap("averylongword", 5, break_long_words=False), textwrap.wrap("", 5), textwrap.wrap("a  b\tc\nd", 80), textwrap.wrap("one two three four", 9, max_lines=1))
