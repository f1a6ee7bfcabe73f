import sys
print("a", "b", sep="", end="|")
print(1, 2.0, None, [3], sep=", ", end="\n\n", file=sys.stdout, flush=True)
print()
print(*range(5), sep="\n")
print("no newline at end", end="")
sys.stderr.write("to stderr")
