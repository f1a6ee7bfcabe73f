def f():
    def g():
        return value
    if False:
        value = 1
    return g()

try:
    f()
except NameError as error:
    print(type(error).__name__, error)


def h():
    value = 1
    def g():
        return value
    del value
    return g

try:
    h()()
except NameError as error:
    print(type(error).__name__, error)


def k():
    try:
        print(local)
    except UnboundLocalError as error:
        print(type(error).__name__, error)
    for local in []:
        pass
    try:
        local
    except UnboundLocalError as error:
        print(error, error.name)

k()
try:
    no_such_name
except NameError as error:
    print(error, error.name)
