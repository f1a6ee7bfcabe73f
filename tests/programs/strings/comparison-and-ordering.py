words = ["banana", "Apple", "cherry", "apple", "äpfel", "Zoo", "a", ""]
print(sorted(words), sorted(words, key=str.lower), max(words), min(words, key=len))
print("a" < "b", "a" < "B", "abc" < "abd", "ab" < "abc", "" < "a", "é" > "z", "\uffff" < "😀", "a" == "a\0", "10" < "9")
print("abc" * 2, 2 * "ab", "x" * 0, "x" * -1, "ab" + "cd", "a" "b" == "ab", "%s" % "x" == "x")
for left, right in (("a", 1), (1, "a"), ("a", b"a"), ("a", None)):
    try:
        print(left + right)
    except TypeError as error:
        print(error)
print("a" == b"a", hash("abc") == hash("ab" + "c"))
