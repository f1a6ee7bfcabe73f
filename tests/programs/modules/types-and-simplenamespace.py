import types
ns = types.SimpleNamespace(a=1, b="x")
ns.c = [1]
print(ns, ns == types.SimpleNamespace(a=1, b="x", c=[1]), vars(ns), types.MappingProxyType({"k": 1}), isinstance(print, types.BuiltinFunctionType), isinstance(lambda: 0, types.FunctionType), isinstance((x for x in []), types.GeneratorType), type(None) is types.NoneType, types.EllipsisType is type(...))
p = types.MappingProxyType(d := {"k": 1})
d["n"] = 2
print(dict(p), "n" in p, p | {"z": 0}, types.MethodType(lambda s, x: (s, x), 5)(6), types.GenericAlias(list, (int,)), types.CellType(5).cell_contents)
try:
    p["k"] = 2
except TypeError as error:
    print(error)
f = types.FunctionType((lambda: x).__code__, {"x": "from globals"})
print(f(), types.coroutine.__name__, types.DynamicClassAttribute.__name__, types.UnionType.__name__)
