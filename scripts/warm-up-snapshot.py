"""What nearly every program does, run once by the build to fill the start-up snapshot. Every process reads all that the snapshot
holds, so this is less than warm-up.py, whose functions wait in V8's code cache: with all of that a start took 4 ms
longer. Importing `re` makes classes of every kind, and a start with the functions for that takes 2% longer, while imports of
`re`, `dataclasses` and `asyncio` take a fourth, a sixth and a seventh less."""
import re
import sys


class Shape:
    kind = "shape"

    def __init__(self, width, height=2):
        self.width = width

    @property
    def area(self):
        return self.width


def main(arguments):
    for i in range(3):
        if i % 2:
            continue
    print(re.compile("a+") is not None, f"{i}", [argument for argument in arguments], {1: 2})


if __name__ == "__main__":
    main(sys.argv)
