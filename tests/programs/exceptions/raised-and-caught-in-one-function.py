"""Exceptions that are raised, or that operations give, in the function that catches them."""
import traceback, sys
def show(f, *a):
    try:
        print(f(*a))
    except BaseException as e:
        traceback.print_exception(e, file=sys.stdout)
def item(o, k):
    try:
        x = o[k]
        return x, o[k] + 1
    except (KeyError, IndexError) as e:
        return repr(e), e.__traceback__.tb_lineno, repr(e.__context__)
    except TypeError as e:
        return "T", str(e)
for o, k in (({}, 1), ({1: 2}, 1), ([], 0), ([5], -1), ([5], -2), ((1,), 3), ("a", 5), ([1], 2.5), ({}, []), (None, 1), ([1], slice(0, 1)), (range(2), 5), ((), True), ([1], 10**30)):
    show(item, o, k)
class L(list): pass
class D(dict):
    def __missing__(self, k): return 7
class D2(dict): pass
show(item, L(), 3); show(item, D(), 3); show(item, D2(), 3)
def nested(d):
    try:
        try:
            d["a"]
        except KeyError as e:
            d["b"]
        else:
            return "else"
    except KeyError as e:
        return repr(e), repr(e.__context__), [f.lineno for f in traceback.extract_tb(e.__traceback__)]
show(nested, {}); show(nested, {"a": 1})
def loop(d):
    out = []
    for k in "abc":
        try:
            v = d[k]
        except KeyError:
            continue
        else:
            out.append(v)
        finally:
            out.append(k)
    return out
show(loop, {"b": 2})
def uncaught(d):
    try:
        return d["x"]
    except IndexError:
        return 1
    except LookupError as e:
        raise ValueError("v") from e
show(uncaught, {})
def reraised(n):
    try:
        if n == 1: raise KeyError(n)
        if n == 2: raise ValueError(n)
        assert n != 3, "three"
        try:
            raise OSError(n)
        except OSError:
            raise
    except KeyError as e:
        return e
    except ValueError:
        raise
    except OSError as e:
        raise RuntimeError from None
    else:
        return "else"
    finally:
        print("finally", n)
for n in range(1, 6): show(reraised, n)
class A:
    y = 1
    @property
    def p(self): return self.zzz
    def __getattr__(self, n):
        if n == "hooked": return "hook"
        raise AttributeError("own " + n)
class B:
    @property
    def p(self): raise AttributeError("inner")
def attr(o, which):
    try:
        if which == 0: return o.y
        if which == 1: return o.p
        if which == 2: return o.hooked
        return o.nothing
    except AttributeError as e:
        return str(e), e.name, e.obj is o, len(traceback.extract_tb(e.__traceback__))
for o in (A(), B(), 5, None, "s", sys):
    for w in range(4): show(attr, o, w)
def gen(d):
    for k in d:
        try:
            yield d[k + 1]
        except KeyError as e:
            yield repr(e)
            try:
                raise IndexError(k)
            except IndexError as f:
                yield repr(f), repr(f.__context__)
        try:
            got = yield k
            if got: raise ValueError(got)
        except ValueError as e:
            yield "got", e.args
print(list(gen({1: 0, 2: 1})))
g = gen({1: 0}); print(next(g), next(g), next(g), g.send("x"))
def ret():
    while True:
        try:
            raise KeyError
        except KeyError:
            break
    for i in range(3):
        try:
            with open(__file__) as f:
                if i == 1: raise StopIteration(i)
        except StopIteration as e:
            yield e.value
        except Exception: pass
        else: yield "else", i
print(list(ret()))
def ctx():
    class C:
        def __enter__(self): return self
        def __exit__(self, t, v, tb):
            print("exit", t and t.__name__, v, tb and tb.tb_lineno)
            return t is KeyError
    with C():
        raise KeyError(1)
    try:
        with C():
            raise ValueError(2)
    except ValueError as e:
        return e.__traceback__.tb_lineno, e.__traceback__.tb_next
show(ctx)
async def co():
    try:
        raise KeyError("a")
    except KeyError as e:
        return repr(e)
try: co().send(None)
except StopIteration as e: print(e.value)
x = {}
try:
    x["top"]
except KeyError as e:
    print(repr(e))
try:
    raise NameError("n")
except NameError as e:
    print(e)
print(sys.exception())
