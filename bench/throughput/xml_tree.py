"""10 MB of XML into a tree, searched and written again."""
import xml.etree.ElementTree as ET

SIZE = 100_000


def run(size):
    text = "<root>" + "".join(
        f'<item id="{i}" kind="k{i % 7}"><name>Name {i}</name><value>{i * 3}</value>&lt;tail&gt;</item>' for i in range(size)
    ) + "</root>"
    root = ET.fromstring(text)
    total = sum(int(value.text) for value in root.iter("value"))
    kinds = len(root.findall("item[@kind='k3']"))
    return len(root), total, kinds, len(ET.tostring(root)) > len(text) // 2
