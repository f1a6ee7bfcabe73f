"""Big integers: digits of pi by a spigot, and a factorial."""

SIZE = 1200


def digits(n):
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    out = []
    while len(out) < n:
        if 4 * q + r - t < m * t:
            out.append(m)
            q, r, m = 10 * q, 10 * (r - m * t), 10 * (3 * q + r) // t - 10 * m
        else:
            q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2
    return out


def run(n):
    pi = "".join(map(str, digits(n)))
    f = 1
    for i in range(1, n):
        f *= i
    return pi[-10:], len(str(f)), f % 1_000_003, pow(3, f % 10**9, 10**18 + 9)
