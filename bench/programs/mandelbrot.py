"""Float loops over locals."""

SIZE = 170


def run(n):
    inside = 0
    steps = 0
    for py in range(n):
        ci = 2.0 * py / n - 1.0
        for px in range(n):
            cr = 3.0 * px / n - 2.0
            x = y = 0.0
            i = 0
            while i < 50:
                xx = x * x
                yy = y * y
                if xx + yy > 4.0:
                    break
                y = 2.0 * x * y + ci
                x = xx - yy + cr
                i += 1
            steps += i
            if i == 50:
                inside += 1
    return inside, steps
