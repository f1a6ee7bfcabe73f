import ring_a
value = "b"
try:
    from ring_a import use
except ImportError as error:
    print(str(error).split(" (/")[0].split(" (most")[0])
def combined():
    return ring_a.value + value
