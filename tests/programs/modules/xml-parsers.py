"""XML: expat's events, errors and positions, ElementTree, minidom and SAX over them."""
import io
import xml.dom.minidom
import xml.etree.ElementTree as ET
import xml.sax
from xml.parsers import expat

DOCUMENT = """<?xml version="1.0" standalone="no"?>
<!DOCTYPE doc [
  <!ELEMENT doc (a|b)*> <!ELEMENT a (#PCDATA)> <!ATTLIST a kind (x | y) "x" id ID #IMPLIED>
  <!ENTITY who "W&#246;rld &amp; <a>co</a>"> <!NOTATION n PUBLIC "p" "s"> <!ENTITY pic SYSTEM "p.gif" NDATA n>
]>
<doc xmlns:p="urn:p"><!-- note --><a id=" i  j ">Hi &who;!</a>\r
<p:b p:c='1'
 d="2"/><?go now ?><![CDATA[<&]] >]]></doc>
"""

parser = expat.ParserCreate(namespace_separator="|")
parser.buffer_text = True
for name in dir(parser):
    if name.endswith("Handler") and name not in ("DefaultHandler", "DefaultHandlerExpand", "NotStandaloneHandler"):
        def handler(*args, name=name):
            print(parser.CurrentLineNumber, parser.CurrentColumnNumber, name.removesuffix("Handler"), args)
            return 1
        setattr(parser, name, handler)
print(parser.Parse(DOCUMENT, True))

for bad in ("", "<", "<a", "<a>", "<a></b>", "<a/><b/>", "<a b='1' b='2'/>", "<a b=1/>", "<a>&x;</a>", "<a>&#0;</a>",
            "<a>]]></a>", "text", "<a><![CDATA[x</a>", "<p:a/>", "<a>\x01</a>", "<a b='<'/>", "<!DOCTYPE a", "<a>&amp</a>",
            "<?xml version='1.0' encoding='x'?", " <?xml version='1.0'?><a/>", "<!DOCTYPE a [<!ENTITY e '&e;'>]><a>&e;</a>"):
    parser = expat.ParserCreate(namespace_separator=" ")
    try:
        parser.Parse(bad, True)
    except expat.ExpatError as error:
        print(repr(bad), "->", error, error.code, error.lineno, error.offset)

root = ET.fromstring("<r a='1'><x>t</x>tail<y><x/></y></r>")
print(ET.tostring(root), [e.tag for e in root.iter("x")], root.find("y/x") is not None, root.get("a"))
ET.indent(root)
print(ET.tostring(root, encoding="unicode"))
for event, element in ET.iterparse(io.BytesIO(b"<a><b>1</b><c/></a>"), events=("start", "end")):
    print(event, element.tag, element.text)
try:
    ET.XML("<a><b></a>")
except ET.ParseError as error:
    print(error, error.position, error.code)

dom = xml.dom.minidom.parseString(DOCUMENT.replace("&who;", "you"))
print(dom.documentElement.toxml())
print(dom.doctype.internalSubset.strip().splitlines()[0])


class Handler(xml.sax.ContentHandler):
    def startElementNS(self, name, qname, attributes):
        print(name, dict(attributes))

    def ignorableWhitespace(self, text):
        print("space", text)


reader = xml.sax.make_parser()
reader.setFeature(xml.sax.handler.feature_namespaces, True)
reader.setContentHandler(Handler())
reader.parse(io.StringIO("<a xmlns='u' b='1'><c/></a>"))
