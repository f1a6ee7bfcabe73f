"""What is written into the frame of a generator before its body runs, and while it waits."""


def counting(start):
    step = 1
    while True:
        yield start, step
        start += step


generator = counting(5)
print(generator.gi_frame.f_locals)
generator.gi_frame.f_locals["start"] = 7
print(next(generator))
generator.gi_frame.f_locals["step"] = 9
print(next(generator), generator.gi_frame.f_locals)


def expression():
    return (number * 2 for number in range(3))


waiting = expression()
print(list(waiting.gi_frame.f_locals), list(waiting))
for replacement in (iter([4, 5]), [4, 5], None):
    changed = expression()
    changed.gi_frame.f_locals[".0"] = replacement
    try:
        print(list(changed))
    except TypeError as error:
        print(error)
