name, value, width = "Ann", 3.14159, 10
print(f"{name} {value:.2f} {value:>{width}.{2}} {name!r:>8} {1 + 2} {'nested'} {[1, 2][0]} {{literal}} {name.upper()}")
print(f"{value=} {name = !s} {1+1=} {value=:.1f} { name=}", f"{'a' if value > 3 else 'b'}", f"{(lambda x: x * 2)(4)}", f"{ {'k': 1}['k'] }")
print(f"{name:{'>' if 1 else '<'}{8}}", f'{name!a}', rf"\d{width}\n", f"{'\n'.join(['a', 'b'])}", f"{f"{f"{1}"}"}")
print(f"""{
    width
    + 1  # a comment
}""", f"{width:,}", f"{10**6:_}", f"{-5:+d}", f"{True}", f"{None}", f"{...}", "a" f"{1}" "b" f"{2}")
print(f"{'quotes "inside"'}", f"{"same quotes"}", f"\N{DIGIT ONE}\x41\u00e9", f"{3:d}{4!s}", f"", f"{''}" == "")
x = [1, 2, 3]
print(f"{x[0]} {x[-1]:>3} {x[::-1]} {*x,} {x!r:^15}", f"{(y := 5)} {y}", f"{sum(i for i in x)}")
