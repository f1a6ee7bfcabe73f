import sys
for value in (True, False, 256 + 5, -1, None, (1, 2), 2.5):
    try:
        sys.exit(value)
    except SystemExit as stop:
        print(repr(stop.code))
sys.exit([1, "list"])
