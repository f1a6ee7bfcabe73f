import ast, inspect
def f(a, b: int = 2, *args, c, d="x", **kw) -> str:
    """Doc."""
    return ""
sig = inspect.signature(f)
print(sig, list(sig.parameters), sig.parameters["b"].default, sig.parameters["c"].kind.name, sig.bind(1, c=2).arguments, inspect.isfunction(f), inspect.isclass(int), inspect.isgeneratorfunction(f), inspect.getdoc(f), inspect.signature(len), inspect.ismodule(ast))
try:
    sig.bind()
except TypeError as error:
    print(error)
class C:
    def m(self, x, /): ...
    @classmethod
    def k(cls): ...
print(inspect.signature(C.m), inspect.signature(C().m), inspect.signature(C.k), inspect.signature(C), [n for n, _ in inspect.getmembers(C, inspect.isfunction)])
tree = ast.parse("x = 1 + y * f(2)")
print(ast.dump(tree), ast.unparse(tree), ast.literal_eval("{'a': [1, (2.5, None)], 'b': -3}"), ast.dump(ast.parse("a if b else c", mode="eval"), indent=1))
class Rename(ast.NodeTransformer):
    def visit_Name(self, node):
        return ast.copy_location(ast.Name(node.id.upper(), node.ctx), node)
print(ast.unparse(Rename().visit(tree)), [type(n).__name__ for n in ast.walk(ast.parse("f(a)"))])
try:
    ast.literal_eval("f()")
except ValueError as error:
    print(str(error)[:30])
exec(compile(ast.parse("z = 6 * 7"), "<ast>", "exec"))
print(z)
