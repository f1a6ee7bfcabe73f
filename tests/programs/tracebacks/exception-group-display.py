def fail(kind, message):
    raise kind(message)

errors = []
for kind in (ValueError, TypeError):
    try:
        fail(kind, f"from {kind.__name__}")
    except Exception as error:
        errors.append(error)
errors[0].add_note("a note")
raise ExceptionGroup("several things failed", [*errors, ExceptionGroup("deeper", [KeyError("k")])])
