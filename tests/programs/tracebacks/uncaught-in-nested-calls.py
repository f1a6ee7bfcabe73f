def parse(text):
    number = int(text)
    return number

class Reader:
    def read(self, items):
        return [parse(item) for item in items]

print("before")
result = Reader().read(["1", "2", "three"])
print("never")
