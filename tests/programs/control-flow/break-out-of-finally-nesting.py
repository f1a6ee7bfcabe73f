def deep():
    out = []
    for a in range(3):
        try:
            for b in range(3):
                try:
                    if b == 1:
                        break
                    out.append((a, b))
                finally:
                    out.append(f"f{a}{b}")
            if a == 1:
                return out
        finally:
            out.append(f"F{a}")
    return out

print(deep())


def while_try():
    n = 0
    while True:
        try:
            n += 1
            if n < 3:
                continue
            if n == 3:
                raise ValueError(n)
            return n
        except ValueError:
            continue
        finally:
            if n > 10:
                raise RuntimeError

print(while_try())


def generator_cleanup():
    try:
        for i in range(5):
            try:
                yield i
            finally:
                print("cleanup", i)
    finally:
        print("closed")

cleaning = generator_cleanup()
for value in cleaning:
    if value == 1:
        break
cleaning.close()
print("end")
