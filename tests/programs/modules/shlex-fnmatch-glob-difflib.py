import difflib, fnmatch, shlex
print(shlex.split("a 'b c' \"d \\\" e\" f\\ g # no"), shlex.quote("it's"), shlex.join(["a b", "c"]), fnmatch.fnmatch("x.py", "*.py"), fnmatch.filter(["a1", "b2", "a3"], "a[!1]"), fnmatch.translate("*.t?t"))
a, b = "one\ntwo\nthree\n".splitlines(True), "one\n2\nthree\nfour\n".splitlines(True)
print("".join(difflib.unified_diff(a, b, "old", "new")), "".join(difflib.ndiff(a, b)), difflib.SequenceMatcher(None, "abcd", "bcde").ratio(), difflib.get_close_matches("appel", ["ape", "apple", "peach"]))
