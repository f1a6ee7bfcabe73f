people = [("Bob", 30), ("alice", 25), ("Carol", 30), ("dave", 25)]
print(sorted(people), sorted(people, key=lambda p: p[1]), sorted(people, key=lambda p: p[1], reverse=True), sorted(people, key=lambda p: p[0].lower()))
numbers = [5, 2.5, True, -1, 2**60, 0.1, -0.5]
numbers.sort()
print(numbers, numbers.sort(key=abs), numbers, sorted("hello"), sorted({"b": 1, "a": 2}), sorted([(1, "b"), (1, "a")]))


class Card:
    def __init__(self, rank):
        self.rank = rank

    def __lt__(self, other):
        return self.rank < other.rank

    def __repr__(self):
        return f"Card({self.rank})"

print(sorted([Card(3), Card(1), Card(2)]), max([Card(3), Card(9)], key=lambda c: c.rank), min([[3], [1, 2]], key=len))
for bad in ([1, "a"], [None, 1], [1j, 2j]):
    try:
        sorted(bad)
    except TypeError as error:
        print(error)
try:
    sorted([1], lambda x: x)
except TypeError as error:
    print(error)
