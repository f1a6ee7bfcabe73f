import json
class Point:
    def __init__(self, x, y): self.x, self.y = x, y
class Encoder(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, Point):
            return {"__point__": [o.x, o.y]}
        return super().default(o)
text = json.dumps([Point(1, 2), {"p": Point(3, 4)}], cls=Encoder)
print(text)
def hook(d):
    return Point(*d["__point__"]) if "__point__" in d else d
back = json.loads(text, object_hook=hook)
print(back[0].y, back[1]["p"].x, json.dumps({1, 2}, default=sorted), json.loads("[1.10, 2]", parse_float=lambda text: ("float", text), parse_int=str), json.loads('{"a": 1, "a": 2}', object_pairs_hook=list))
import io
f = io.StringIO()
json.dump({"k": [1]}, f, indent="\t")
print(f.getvalue(), json.load(io.StringIO("[1]")), json.loads(b'{"a": "\xc3\xa9"}'))
print("".join(json.JSONEncoder(indent=1).iterencode([1, [2]])), json.JSONDecoder().raw_decode("[1] tail"), json.dumps({"skip": 1, (1,): 2}, skipkeys=True))
class I(int): 
    def __repr__(self): return "nope"
print(json.dumps([I(5), True]))
