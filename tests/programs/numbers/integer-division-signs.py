for a in (7, -7, 0):
    for b in (2, -2, 3, -3):
        print(a, b, a // b, a % b, divmod(a, b))
print(7.5 // 2, -7.5 // 2, 7.5 % -2, divmod(-7.5, 2))
print(2**100 // -3, 2**100 % -3, divmod(-(2**70), 2**35 + 1))
for expression in ("1 // 0", "1 % 0", "1.0 // 0", "1.5 % 0", "divmod(1, 0)", "1 / 0", "0.0 / 0", "2**70 // 0"):
    try:
        print(eval(expression))
    except ZeroDivisionError as error:
        print(expression, "->", error)
