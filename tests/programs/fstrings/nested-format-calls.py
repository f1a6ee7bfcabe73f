class Money:
    def __init__(self, amount): self.amount = amount
    def __format__(self, spec):
        return f"<{spec or 'default'}:{self.amount}>"
    def __str__(self): return "str"
    def __repr__(self): return "repr"
m = Money(5)
print(f"{m} {m:abc} {m!s:>6} {m!r} {m:{m!r}} {m=} {m=!s} {m=:x}", format(m), "{:y}".format(m), str(m))
order = []
def t(x):
    order.append(x)
    return x
f"{t(1):{t(2)}} {t(3)} {t('s')!r:{t(10)}}"
print(order)
for code in ("f'{1:s}'", "f'{\"a\":d}'", "f'{[]:>5}'", "f'{undefined}'", "f'{1:{\"z\"}}'"):
    try:
        print(eval(code))
    except Exception as error:
        print(code, type(error).__name__, error)
