"""Tuples as keys: what equals one finds it, in dicts and sets of any size."""
print(hash((True,2))==hash((1,2.0)), {(1,2):3}[1.0,True+1], {(1,2):3}.get((1.0,2)))
from fractions import Fraction
class E:
    def __init__(s,*t): s.t=t
    def __eq__(s,o): return o==s.t
    def __hash__(s): return hash(s.t)
for n in (3,100):
    d={(i,i+1):i for i in range(n)}
    assert (1,2) in d and d[1,2]==1 and (2,1) not in d
    assert d[E(1,2)]==1
    assert d[1,2]==1 and d[1.0,2]==1 and d[Fraction(1),2]==1 and (2,1) not in d
    d[5,5]=7; assert d[5,5]==7; d[5,5]+=1; assert d[5,5]==8
    del d[5,5]; assert (5,5) not in d
    s=set(d); assert (1,2) in s and (Fraction(1),2) in s and (2,1) not in s
    s2={(i,i+1) for i in range(n)}; assert s==s2 and not s-s2 and s&s2==s and s|s2==s and not s^s2
    s3={E(1,2)}; assert s3 & s2 == {(1,2)} and s3<=s2
    d={(i,i+1,-i):i for i in range(n)}
    assert d[1,2,-1]==1 and (1,2,1) not in d and d[E(1,2,-1)]==1 and d[1,2,-1]==1
    d={}
    d[E(3,4)]=1
    assert d[3,4]==1; d[3,4]=2; assert len(d)==1; d[4,3]=1; assert d[E(4,3)]==1 and d[4,3]==1
    d={(1,2):1,'a':2,3:4,None:5}
    assert d['a']==2 and d[3]==4 and d[None]==5 and d[1,2]==1 and d[E(1,2)]==1
    d={(i,j):i for i in range(-n,n) for j in range(-3,3)}
    for k in list(d)[::2]: del d[k]
    assert all((k in d) == (i%2==1) for i,k in enumerate([(i,j) for i in range(-n,n) for j in range(-3,3)]))
    big=2**25
    d={(big,1):1,(big-1,1):2,(-big,-big):3,(-big-1,0):4,(1.5,2):5,('a',1):6}
    assert [d[k] for k in d]==[1,2,3,4,5,6] and d[-big,-big]==3 and d[big,1]==1
class D(dict):
    def __missing__(self,k): return k
print(D()[1,2], D({(1,2):9})[1,2])
import collections
c=collections.Counter(); c[1,2]+=1; c[1,2]+=1; print(c)
dd=collections.defaultdict(list); dd[1,2].append(1); dd[1,2].append(2); print(dd, (1,2) in dd, (1,3) not in dd)
try: {}[[],1]
except TypeError as e: print(e)
try: {}[1,2]
except KeyError as e: print(e)
try: {(1,2):3}[(x:=5),x]
except KeyError as e: print(e)
try: (lambda x: x[1, len(x)])([1, 2])
except TypeError as e: print(e)
try: (1,[]) in {}
except TypeError as e: print(e)

# Long texts, reversed, joined and replaced by pieces.
text = "0123456789abcde\u00e9" * 3000
plain = text[:15] * 3000
for s in (text, plain):
    assert "".join(reversed(s)) == s[::-1] == "".join(list(s)[::-1])
    assert s[::3] == "".join(s[i] for i in range(0, len(s), 3))
    assert s.replace("1", "one") == "one".join(s.split("1"))
    assert s.replace("1", "\u00e9" * 16) == ("\u00e9" * 16).join(s.split("1"))
left = reversed(plain)
next(left)
print("".join(left) == plain[-2::-1], list(left), ",".join(["a", "b\u00e9"] * 300)[-9:])
