for s in ("it's", 'say "hi"', "both ' and \"", "tab\tnew\nret\rnul\0bell\a", "\\", "é", "\x7f", "\u200b", "🎉", "\ud800", "\u0378", "", "\x1b[0m", "\xad"):
    print(repr(s), ascii(s))
print("\N{GREEK SMALL LETTER ALPHA}\x41\u00e9\U0001F600\101\
joined", r"raw\n\t", "a" "b" 'c', """triple "quoted"
text""")
