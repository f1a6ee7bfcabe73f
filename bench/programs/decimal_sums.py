"""Decimal arithmetic: a ledger in cents, and pi and e to many digits."""
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

SIZE = 22

CENT = Decimal("0.01")


def ledger(entries):
    balance = Decimal(0)
    for i in range(entries):
        amount = Decimal(i * 37 % 1999) / 7
        tax = (amount * Decimal("0.19")).quantize(CENT, rounding=ROUND_HALF_EVEN)
        balance += amount.quantize(CENT) - tax
        if balance > 1000:
            balance -= Decimal("999.95")
    return balance


def pi():
    total = term = Decimal(3)
    last, n, na, d, da = 0, 1, 0, 0, 24
    while total != last:
        last = total
        n, na = n + na, na + 8
        d, da = d + da, da + 32
        term = term * n / d
        total += term
    return +total


def e():
    total, last, fact, i = Decimal(1), Decimal(0), Decimal(1), 1
    while total != last:
        last = total
        fact *= i
        total += 1 / fact
        i += 1
    return +total


def run(n):
    result = []
    for i in range(n):
        with localcontext() as context:
            result.append(str(ledger(2500)))
            context.prec = 60 + i
            result.append(str(pi())[-8:] + str(e())[-8:])
    return result
