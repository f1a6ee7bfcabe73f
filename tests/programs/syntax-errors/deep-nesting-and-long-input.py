for code in ("(" * 300 + ")" * 300, "[" * 250, "x = " + "-" * 100 + "1", "{" * 201 + "}" * 201):
    try:
        compile(code, "<deep>", "exec")
        print("compiles", len(code))
    except (SyntaxError, MemoryError, RecursionError) as error:
        print(type(error).__name__, str(error)[:60])
long = "x = [" + ", ".join(str(i) for i in range(20000)) + "]"
namespace = {}
exec(long, namespace)
print(len(namespace["x"]), eval("+".join(["1"] * 300)), len(eval(repr("a" * 100000))))
exec("\n".join(f"v{i} = {i}" for i in range(5000)), namespace)
print(namespace["v4999"])
