def returns():
    try:
        return "try"
    finally:
        print("cleanup")

def suppress():
    for _ in range(1):
        try:
            raise ValueError
        except ValueError:
            try:
                raise KeyError("inner")
            except KeyError as error:
                print(repr(error.__context__))
    return "fine"

def replaces():
    try:
        try:
            raise ValueError("first")
        finally:
            raise KeyError("second")
    except KeyError as error:
        return repr(error), repr(error.__context__)

def mutates():
    x = [1]
    try:
        return x
    finally:
        x.append(2)
        x = None

def value_is_saved():
    x = 1
    try:
        return x
    finally:
        x = 2

print(returns(), suppress(), replaces(), mutates(), value_is_saved())
