"""Allocating and walking trees of tuples and of objects."""

SIZE = 17


class Node:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left = left
        self.right = right

    def count(self):
        return 1 if self.left is None else 1 + self.left.count() + self.right.count()


def make(depth):
    return Node(make(depth - 1), make(depth - 1)) if depth else Node(None, None)


def make_tuple(depth):
    return (make_tuple(depth - 1), make_tuple(depth - 1)) if depth else (None, None)


def count(tree):
    left, right = tree
    return 1 if left is None else 1 + count(left) + count(right)


def run(n):
    total = 0
    for depth in range(4, n, 2):
        for _ in range(1 << (n - depth) // 2):
            total += make(depth).count()
    return total + count(make_tuple(n))
