def lookup(table, key):
    try:
        return table[key]
    except KeyError as error:
        raise ValueError(f"no entry for {key!r}") from error

def main():
    try:
        lookup({}, "answer")
    except ValueError:
        raise RuntimeError("while handling")

main()
