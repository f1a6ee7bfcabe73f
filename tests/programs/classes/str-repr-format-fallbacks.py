class Plain:
    pass

class R:
    def __repr__(self): return "R!"

class S:
    def __str__(self): return "S!"

class F:
    def __format__(self, spec): return f"<{spec}>"

class Bad:
    def __str__(self): return 5
    def __repr__(self): return None
    def __len__(self): return -1
    def __bool__(self): return "x"
    def __hash__(self): return "h"
    def __iter__(self): return 5
    def __index__(self): return 1.5
    def __contains__(self, x): return "yes"
    def __format__(self, s): return 1

print(str(R()), repr(R()), f"{R()}", f"{S()}", [R()], "%s %r" % (S(), R()), f"{F():abc} {F()}", format(F(), "z"))
print(repr(Plain()).startswith("<__main__.Plain object at 0x"), repr(Plain), repr(S()).startswith("<__main__.S object"))
b = Bad()
print(5 in b)
for call in ("str(b)", "repr(b)", "len(b)", "bool(b)", "hash(b)", "iter(b)", "[1][b]", "f'{b}'", "print(b)", "format(Plain(), 'x')"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, "->", type(error).__name__, error)
