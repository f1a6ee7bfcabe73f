"""A B-tree with insertion, lookup and walks in order: methods, slices and bisection in Python."""

SIZE = 22000

ORDER = 16


class Node:
    __slots__ = ("keys", "values", "children")

    def __init__(self):
        self.keys = []
        self.values = []
        self.children = []

    def find(self, key):
        low, high = 0, len(self.keys)
        while low < high:
            middle = (low + high) // 2
            if self.keys[middle] < key:
                low = middle + 1
            else:
                high = middle
        return low, low < len(self.keys) and self.keys[low] == key

    def split_child(self, index):
        child = self.children[index]
        middle = len(child.keys) // 2
        right = Node()
        right.keys = child.keys[middle + 1 :]
        right.values = child.values[middle + 1 :]
        right.children = child.children[middle + 1 :]
        self.keys.insert(index, child.keys[middle])
        self.values.insert(index, child.values[middle])
        self.children.insert(index + 1, right)
        del child.keys[middle:], child.values[middle:]
        if child.children:
            del child.children[middle + 1 :]

    def walk(self):
        if not self.children:
            yield from zip(self.keys, self.values)
            return
        for child, key, value in zip(self.children, self.keys, self.values):
            yield from child.walk()
            yield key, value
        yield from self.children[-1].walk()


class BTree:
    def __init__(self):
        self.root = Node()
        self.size = 0

    def __len__(self):
        return self.size

    def __setitem__(self, key, value):
        root = self.root
        if len(root.keys) >= ORDER:
            self.root = Node()
            self.root.children.append(root)
            self.root.split_child(0)
        node = self.root
        while True:
            index, found = node.find(key)
            if found:
                node.values[index] = value
                return
            if not node.children:
                node.keys.insert(index, key)
                node.values.insert(index, value)
                self.size += 1
                return
            if len(node.children[index].keys) >= ORDER:
                node.split_child(index)
                continue
            node = node.children[index]

    def __getitem__(self, key):
        node = self.root
        while True:
            index, found = node.find(key)
            if found:
                return node.values[index]
            if not node.children:
                raise KeyError(key)
            node = node.children[index]

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def __iter__(self):
        return (key for key, _ in self.root.walk())


def run(n):
    tree = BTree()
    key = 1
    for i in range(n):
        key = key * 16807 % 2147483647
        tree[key % (2 * n)] = i
    found = sum(tree[k] for k in range(0, 2 * n, 2) if k in tree)
    keys = list(tree)
    return len(tree), found, keys == sorted(keys)
