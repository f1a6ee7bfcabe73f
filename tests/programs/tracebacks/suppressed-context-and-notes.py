def convert(text):
    try:
        return int(text)
    except ValueError:
        error = TypeError(f"bad number: {text}")
        error.add_note("Numbers are written with digits.")
        error.add_note("Line one\nLine two")
        raise error from None

convert("x")
