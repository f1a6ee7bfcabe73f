def f(action):
    log = []
    try:
        try:
            log.append("body")
            if action == "raise":
                raise ValueError("v")
            if action == "return":
                return log
        except ValueError:
            log.append("except")
            if action == "raise":
                return log
        else:
            log.append("else")
        finally:
            log.append("inner finally")
        log.append("after")
    finally:
        log.append("outer finally")
    return log

for action in ("none", "return", "raise"):
    print(action, f(action))


def loop():
    for i in range(4):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            print("body", i)
        finally:
            print("finally", i)
    return "done"

print(loop())


def nested():
    try:
        raise KeyError("first")
    except KeyError as error:
        try:
            raise ValueError("second")
        except ValueError as inner:
            print(repr(inner.__context__))
        print(repr(error))
    try:
        error
    except NameError as missing:
        print(missing)

nested()
