cases = """x = (1, 2
print 'hello'
if x = 1: pass
a b
f(a b)
[1 2]
{1: 2 3: 4}
def f(x, x): pass
return 5
yield 1
break
continue
x = 5 +
1 = x
f() = 1
x + 1 = 2
None = 1
del f()
def f(a=1, b): pass
f(a=1, 2)
f(**k, *a)
f(a for a in b, c)
for x in : pass
else: pass
class C: return 1
lambda x=: x
'unclosed
\"\"\"triple
x = [1, 2
x = )
(1]
import a.b as
from x import
from . import *, a
async x
await x
nonlocal x
global x; x = 1
x: int: str
try: pass
with open(x) as: pass
while True print(1)
if True
def f: pass
x = 0777
x = 1_
x = 0b12
x = 0xg
x = 1abc
x = 1.e
é = $
x = 'a' b'c'
@
raise x from
assert x, y, z
def f(*): pass
def f(**k, a): pass
f(x=1, x=2)
True = 5
x := 5
(x.y := 1)
[*a for a in b]
{**a for a in b}
print(a, b, c
match x:
case 1: pass
not x = 1
x = yield = 1
a, b += 1
(a, b): int = 1
def f(): x = 1; global x
import a from b
from a import b, 
f(a, b=, c)
x = a if b
x = a if b else
"a" = 1
f"{a}" = 1
with a as 1: pass
for 1 in x: pass
[x for 1 in y]
a.b: int = c = 1
\\ x
?
x++
x =! 1
elif x: pass
except: pass
type X[T = int, U] = T
def f[T, T](): pass
class C(a=1, b): pass
lambda *: 1
f(print x)
a = b = 
(a, b = 1)
if x: y = 1 else: y = 2""".split("\n")
for code in cases:
    try:
        compile(code, "<case>", "exec")
        print(f"{code!r} compiles")
    except SyntaxError as error:
        print(f"{code!r} -> {type(error).__name__}: {error.msg} [{error.lineno}:{error.offset}-{error.end_lineno}:{error.end_offset}]")
