assert True
assert (1, "a")[0], "fine"
for statement in ("assert False", "assert 0, 'message'", "assert [], [1, 2]", "assert None, ValueError('v')", "assert 1 == 2, f'{1 + 1}'"):
    try:
        exec(statement)
    except AssertionError as error:
        print(statement, "->", repr(error), str(error))
print(__debug__)
