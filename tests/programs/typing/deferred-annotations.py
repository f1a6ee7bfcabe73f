# requires: 3.14
import annotationlib
class Node:
    next: Node | None
    value: Undefined
    def link(self, other: Node) -> Later: ...
class Later: ...
print(Node.link.__annotations__, annotationlib.get_annotations(Node, format=annotationlib.Format.STRING))
try:
    Node.__annotations__
except NameError as error:
    print(error)
print(annotationlib.get_annotations(Node.link, format=annotationlib.Format.FORWARDREF)["return"])
Undefined = int
print(Node.__annotations__)
x: print("never evaluated") = 1
def g(a: 1 / 0): return a
print(g(5), x)
try:
    g.__annotations__
except ZeroDivisionError as error:
    print(error)
