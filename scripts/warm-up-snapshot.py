"""What nearly every program does, run once by the build to fill the start-up snapshot. Every process reads all that the snapshot
holds, so this is less than warm-up.py, whose functions wait in V8's code cache: with all of that a start took 4 ms
longer, and with the import of `re`, which saves importers of that 20 ms, 2 ms."""
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
    print(f"{i}", [argument for argument in arguments], {1: 2})


if __name__ == "__main__":
    main(sys.argv)
