rows = [("apple", 3, 1.5), ("kiwi", 12, 0.25)]
report = f"""{'item':<8}|{'n':>4}|{'price':>8}
{'-' * 22}
{'\n'.join(f'{item:<8}|{n:>4}|{price:>8.2f}' for item, n, price in rows)}
{'total':<8}|{sum(r[1] for r in rows):>4}|{sum(n * p for _, n, p in rows):>8.2f}"""
print(report)
print(f"{f"{f"{f"{f"{1 + 1}"}"}"}"}", f"{'{}'}", f"{'{{}}'}{{}}", f'''{"""triple"""}''')
