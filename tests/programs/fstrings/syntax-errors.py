for code in ('f"{}"', 'f"{a b}"', 'f"{"', 'f"}"', 'f"{a!x}"', 'f"{a!}"', 'f"{a:{b"', 'f"{lambda x: 1}"', 'f"{a["', 'f"{=}"', 'f"{!r}"', 'f"{a!r }"', 'f"{1 +}"', 'f"{a $ b}"', "f'{a' b'}", 'f"{\\}"', 'f"{yield}"', 'f"{a:}}"', 'f"{*}"', 'f"""{\n"""'):
    try:
        compile(code, "<f>", "exec")
        print(code, "compiles")
    except SyntaxError as error:
        print(code, "->", error.msg, error.lineno, error.offset)
