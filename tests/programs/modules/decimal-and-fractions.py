from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation, getcontext, localcontext
from fractions import Fraction
print(Decimal("0.1") + Decimal("0.2"), Decimal("1.10") * 3, Decimal(1) / Decimal(7), Decimal("2.675").quantize(Decimal("0.01"), ROUND_HALF_UP), Decimal("1E+3"), Decimal("-0"), Decimal(0.1), Decimal("1.0") == 1, Decimal("3.7") % 1, Decimal(2).sqrt(), round(Decimal("2.5")), int(Decimal("3.9")), f"{Decimal('1234.5'):,.2f}", Decimal("NaN"), Decimal("5").compare(Decimal(3)), Decimal("1.20").normalize(), Decimal("12.3").as_tuple())
with localcontext() as ctx:
    ctx.prec = 5
    print(Decimal(1) / 3, Decimal("123456") + 1)
for call in (lambda: Decimal(1) / 0, lambda: Decimal("abc"), lambda: Decimal(1) + 1.5):
    try:
        call()
    except (DivisionByZero, InvalidOperation, TypeError) as error:
        print(type(error).__name__, error)
a, b = Fraction(1, 3), Fraction("0.25")
print(a + b, a * b, a / b, a - b, a**2, a**-1, Fraction(6, -8), Fraction(0.5), Fraction(3), float(a), a < b, a == Fraction(2, 6), a.limit_denominator(2), round(Fraction(7, 2)), hash(Fraction(2)) == hash(2), repr(a), sum([a, b], Fraction()), 1 + a, divmod(Fraction(7, 2), 1), Fraction("22/7").numerator, f"{a:.3f}")
try:
    Fraction(1, 0)
except ZeroDivisionError as error:
    print(error)
