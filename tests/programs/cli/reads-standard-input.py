import sys
name = input()
print("got", name)
second = input("prompt> ")
print("got", second, int(input()) * 2)
print(sys.stdin.readline(), [line for line in sys.stdin])
try:
    input()
except EOFError as error:
    print(repr(error))
