import copy
import io
import pickle
import xml.etree.ElementTree as ET

SOURCE = """<?xml version='1.0'?><!DOCTYPE list SYSTEM 's' [<!ENTITY own 'of its own'>]>
<list xmlns='u' xmlns:b='v' kind='x &amp; y'>
  <item b:n='1'>one &own; <b:deep>text</b:deep>tail</item><!--note--><?do it?>
  <item n='2'><![CDATA[<raw>]]></item><item/>
</list>"""

root = ET.fromstring(SOURCE)
print(root.tag, root.attrib, len(root), [child.tag for child in root])
print([text.strip() for text in root.itertext() if text.strip()])
print(root.find("{u}item").attrib, root.findtext("{u}item/{v}deep"), len(root.findall(".//{*}item[@n]")))
print(ET.tostring(root, encoding="unicode").splitlines()[1])

parser = ET.XMLPullParser(["start", "end", "start-ns", "end-ns", "comment", "pi"])
for at in range(0, len(SOURCE), 37):
    parser.feed(SOURCE[at : at + 37])
    for event, node in parser.read_events():
        print(event, getattr(node, "text", node) and repr(getattr(node, "tag", node))[:20])

tree = ET.Element("a", {"x": "1"}, y="2")
for name in "bcdef":
    ET.SubElement(tree, name).text = name.upper()
tree[1:3] = [ET.Element("new")]
del tree[-1]
tree.insert(0, ET.Comment("first"))
tree.remove(tree.find("new"))
print(ET.tostring(tree), [e.tag for e in copy.deepcopy(tree).iter() if isinstance(e.tag, str)])
again = pickle.loads(pickle.dumps(tree[1]))
print(again.tag, again.text)

for wrong in ["<a><b></a>", "<a>&nothing;</a>", "<a", "", "<a/><b/>", "<a x='1' x='2'/>"]:
    try:
        ET.fromstring(wrong)
    except ET.ParseError as error:
        print(error, error.code, error.position)
for action in [lambda: tree.append(1), lambda: tree[9], lambda: tree["b"], lambda: ET.Element("a", 1), lambda: tree.remove(again)]:
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)


class Target:
    def start(self, tag, attributes):
        print("start", tag, attributes)

    def data(self, text):
        print("data", repr(text))

    def doctype(self, *parts):
        print("doctype", parts)

    def close(self):
        return "closed"


parser = ET.XMLParser(target=Target())
parser.feed("<!DOCTYPE a PUBLIC 'p' 's'><a b='c'>x\ny<d/></a>")
print(parser.close())
print([(event, node.tag) for event, node in ET.iterparse(io.BytesIO(SOURCE.encode()))])
