"""A document built with ElementTree, written out, read by the SAX-like parser of html.parser, searched and changed."""
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

SIZE = 22


class Outline(HTMLParser):
    def __init__(self):
        super().__init__()
        self.depth = 0
        self.deepest = 0
        self.text = 0

    def handle_starttag(self, tag, attrs):
        self.depth += 1
        self.deepest = max(self.deepest, self.depth)

    def handle_endtag(self, tag):
        self.depth -= 1

    def handle_data(self, data):
        self.text += len(data)


def build(count):
    root = ET.Element("library", {"version": "1"})
    for i in range(count):
        book = ET.SubElement(root, "book", id=str(i), genre=("novel", "essay", "poem")[i % 3])
        ET.SubElement(book, "title").text = f"Title <{i}> & more"
        for name in ("Ann", "Bob")[: i % 2 + 1]:
            ET.SubElement(book, "author").text = name
    return root


def run(n):
    found = 0
    for _ in range(n):
        root = build(150)
        for book in root.findall("./book[@genre='essay']"):
            book.set("seen", "yes")
            found += len(book.findall("author"))
        found += sum(1 for element in root.iter() if element.text and element.text.endswith("more"))
        text = ET.tostring(root, encoding="unicode")
        outline = Outline()
        outline.feed(text)
        outline.close()
        found += outline.deepest + outline.text
    return found, len(text)
