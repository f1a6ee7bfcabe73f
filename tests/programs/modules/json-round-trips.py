import json
data = {"a": [1, 2.5, None, True, "é\"\n\u2028😀"], "b": {"nested": []}, "empty": {}, "big": 10**20, "neg": -0.0, "exp": 1e100}
text = json.dumps(data)
print(text, json.loads(text) == data, json.dumps(data, ensure_ascii=False))
print(json.dumps({"b": 1, "a": [1, {"x": 2}]}, indent=2, sort_keys=True), json.dumps([1, {"k": 2}], separators=(",", ":")), json.dumps({1: "int", None: 0, True: 1, 1.5: 2}), json.dumps((1, 2)), json.dumps("\ud800"), json.dumps([], indent=4), json.dumps({}, indent=1))
print(json.loads(' [1, -2.5e3, "\\u00e9\\ud83d\\ude00", true, null, {"a": {}}] '), json.loads("NaN"), json.loads("1E5"), json.loads("-0"), json.dumps(float("inf")), json.loads('"\\/\\b\\f"'))
for bad in ("", "[1,]", "{'a': 1}", "{\"a\" 1}", "[1 2]", "nul", '"abc', '"\\x"', "01", '{"a": 1,}', "[1] x", '"\x01"', "1.", "-", '{"a"', "[", '"\\u12"'):
    try:
        print(json.loads(bad))
    except json.JSONDecodeError as error:
        print(repr(bad), "->", error, error.pos, error.lineno, error.colno)
for bad in ({1, 2}, {(1,): 2}, object, float("nan")):
    try:
        print(json.dumps(bad, allow_nan=False))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
a = []
a.append(a)
try:
    json.dumps(a)
except ValueError as error:
    print(error)
