s = "Hello, Wörld 🎉!"
print(len(s), s[0], s[-1], s[7:12], s[::-1], s[-3:], s[:-3], s[::3], s[100:], s[5:2], s[13], s[-2])
print(s[13] == "🎉", len("🎉"), ord("🎉"), chr(127881), list("a🎉b"))
for index in (20, -20):
    try:
        s[index]
    except IndexError as error:
        print(error)
try:
    s["a"]
except TypeError as error:
    print(error)
try:
    s[0] = "x"
except TypeError as error:
    print(error)
