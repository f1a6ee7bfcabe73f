import pickle
class P:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return self.x == o.x
class Custom:
    def __reduce__(self): return (P, (42,))
class State:
    def __getstate__(self): return {"saved": 1}
    def __setstate__(self, s): self.restored = s
data = [1, -5, 2**70, 1.5, "é😀", b"x", None, True, (1, 2), {"k": [1]}, {1, 2}, frozenset([3]), range(3), P(7), len, P, 3 + 4j, slice(1, 2), bytearray(b"q")]
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    back = pickle.loads(pickle.dumps(data, protocol))
    print(protocol, back == data, back[13].x)
print(pickle.loads(pickle.dumps(Custom())).x, pickle.loads(pickle.dumps(State())).restored)
a = []
a.append(a)
b = pickle.loads(pickle.dumps(a))
print(b[0] is b, pickle.dumps([1, "a"], 0))
for bad in (lambda: 0, (x for x in [])):
    try:
        pickle.dumps(bad)
    except Exception as error:
        print(type(error).__name__)
try:
    pickle.loads(b"garbage")
except Exception as error:
    print(type(error).__name__)
