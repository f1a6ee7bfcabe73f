"""Raising, catching through two frames, else and finally."""

SIZE = 240_000


class Odd(Exception):
    def __init__(self, n):
        self.n = n


def check(n):
    if n % 2:
        raise Odd(n)
    return n


def middle(n):
    try:
        return check(n)
    finally:
        pass


def run(n):
    caught = fine = missing = 0
    table = {}
    for i in range(n):
        try:
            fine += middle(i)
        except Odd as error:
            caught += error.n
        else:
            fine += 1
        try:
            table[i % 10]
        except KeyError:
            missing += 1
            if missing % 10 == 0:
                table[i % 10] = i
    return caught, fine, missing
