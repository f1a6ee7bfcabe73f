class Tag(str):
    def __new__(cls, value, *, style="plain"):
        self = super().__new__(cls, value.lower())
        self.style = style
        return self

    def __str__(self):
        return f"<{super().__str__()}>"

tag = Tag("DIV", style="bold")
print(tag, repr(tag), tag.style, tag == "div", tag + "x", type(tag + "x").__name__, tag.upper(), {"div": 1}[tag], f"{tag}", f"{tag!r}", "%s" % tag)
print(isinstance(tag, str), len(tag), tag[0], "".join([tag, tag]), str(tag), list(tag), tag in ("div",), hash(tag) == hash("div"))
