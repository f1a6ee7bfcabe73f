import io, os, tempfile
s = io.StringIO("one\ntwo\nthree")
print(s.readline(), s.read(2), s.tell(), s.readlines(), s.seek(0), list(s), s.getvalue()[:3], s.read())
w = io.StringIO()
print("a", 1, file=w, sep="-")
w.write("b")
w.writelines(["c", "d"])
print(repr(w.getvalue()), w.truncate(2), w.getvalue())
b = io.BytesIO(b"abc\ndef")
print(b.read(2), b.readline(), b.seek(-2, 2), b.read(), b.getbuffer()[0], io.TextIOWrapper(io.BytesIO("é\r\nx".encode()), encoding="utf-8").read())
fd, name = tempfile.mkstemp()
os.close(fd)
with open(name, "w", encoding="utf-8", newline="\n") as f:
    print(f.write("héllo\nworld\n"), f.writable(), f.readable(), f.mode, f.encoding, f.closed)
with open(name, encoding="utf-8") as f:
    for number, line in enumerate(f, 1):
        print(number, repr(line))
with open(name, "rb") as f:
    print(f.read(), f.seek(1), f.read(2), f.tell())
with open(name, "a+", encoding="utf-8") as f:
    f.write("more")
    f.seek(0)
    print(f.read().split("\n"), f.name == name)
with open(name, "r+") as f:
    f.truncate(5)
print(os.path.getsize(name), f.closed)
for action in ("f.read()", "open(name, 'q')", "open(name, 'rb', encoding='x')", "open(name, 'x')", "open(name, 'w').read()", "open(name, 'rb').write(b'')", "open(name, encoding='ascii').read()", "io.StringIO(5)", "io.BytesIO('x')"):
    try:
        eval(action)
    except Exception as error:
        print(action, "->", type(error).__name__, str(error).replace(name, "NAME"))
os.remove(name)
