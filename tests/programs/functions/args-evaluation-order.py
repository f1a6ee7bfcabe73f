log = []

def t(x):
    log.append(x)
    return x

def f(*a, **k):
    return t

t("f")
f(t(1), *[t(2)], k=t(3), **{"x": t(4)})(t(5))
{t("k1"): t("v1"), t("k2"): t("v2")}
[t("a"), *[t("b")], t("c")]
d = {}
d[t("key")] = t("value")
t([0])[t(0)] = t("after")
x = t(1) + t(2) * t(3)
t("left") if t(0) else t("right")
a = (t("x"), t("y"))[t(1)]
print(log)
try:
    t("before") + undefined + t("never")
except NameError:
    print(log[-1])
