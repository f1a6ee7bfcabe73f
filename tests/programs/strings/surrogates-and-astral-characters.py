s = "a\ud83d\ude00b"
t = "a😀b"
print(len(s), len(t), s == t, ascii(s), ascii(t), [hex(ord(c)) for c in s], [hex(ord(c)) for c in t])
u = "\ud83d" + "\ude00"
print(len(u), u == "😀", ascii(u[::-1]), ascii(u * 2), u.encode("utf-16-le", "surrogatepass"))
print({s: 1, t: 2} == {t: 2, s: 1}, sorted([s, t, "a", "z"], key=ascii)[0], ascii("x".join(["\udc80", "y"])))
try:
    s.encode()
except UnicodeEncodeError as error:
    print(error)
print(b"\xff\xfeab".decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape"), ascii(s.replace("\ud83d", "?")))
print(ascii("".join(sorted("zé😀a\uffff"))), max("😀\uffff") == "😀", min("é\ue000😀"))
