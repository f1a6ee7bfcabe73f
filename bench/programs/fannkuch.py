"""Permutations by reversal: list indexing and slices."""

SIZE = 8


def run(n):
    permutation = list(range(n))
    count = list(range(n))
    checksum = most = 0
    sign = 1
    while True:
        flips = 0
        p = permutation[:]
        while (first := p[0]) != 0:
            p[: first + 1] = p[first::-1]
            flips += 1
        most = max(most, flips)
        checksum += sign * flips
        if sign == 1:
            permutation[0], permutation[1] = permutation[1], permutation[0]
            sign = -1
        else:
            permutation[1], permutation[2] = permutation[2], permutation[1]
            sign = 1
            for i in range(2, n):
                if count[i]:
                    count[i] -= 1
                    break
                if i == n - 1:
                    return checksum, most
                count[i] = i
                head = permutation[0]
                permutation[: i + 1] = permutation[1 : i + 2]
                permutation[i + 1] = head
