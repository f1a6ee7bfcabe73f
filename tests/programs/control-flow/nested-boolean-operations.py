# requires: 3.14
class V:
    def __init__(self, n, t): self.n=n; self.t=t; self.c=0
    def __bool__(self): self.c+=1; print(self.n, end=' '); return self.t
import itertools
for bits in itertools.product([0,1], repeat=4):
    a,b,c,d=[V(n,bool(t)) for n,t in zip('abcd',bits)]
    for f in (lambda: a and b or c or d, lambda: (a or b) and c, lambda: a and b or c and d, lambda: (a or b) and (c or d), lambda: ((a and b) or c) and d, lambda: (a and (b or c)) or d):
        print(f().n, end='; ')
    print()
