import string
print(string.ascii_letters, string.digits, string.punctuation, repr(string.whitespace), string.hexdigits, string.capwords("hello  big world"))
t = string.Template("$who owes ${amount}$$ to $who")
print(t.substitute(who="Ann", amount=5), t.safe_substitute(who="Bob"), t.get_identifiers(), t.is_valid())
for mapping in ({}, {"who": 1}):
    try:
        t.substitute(mapping)
    except KeyError as error:
        print("missing", error)
try:
    string.Template("$ bad").substitute()
except ValueError as error:
    print(error)
f = string.Formatter()
print(f.format("{0} {name:>5}", 1, name="x"), list(f.parse("a{b!r:c}d{{")), f.vformat("{x[0]}", (), {"x": [9]}))
