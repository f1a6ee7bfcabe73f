class AppError(Exception): pass
class NotFound(AppError, KeyError): pass
class Denied(AppError):
    def __init__(self, user, code=403):
        super().__init__(f"{user} denied")
        self.user, self.code = user, code

def handle(error):
    try:
        raise error
    except NotFound as e:
        return f"not found {e}"
    except (Denied, OSError) as e:
        return f"denied {e} {getattr(e, 'code', None)}"
    except AppError:
        return "app"
    except ArithmeticError as e:
        return f"arithmetic {type(e).__name__}"
    except LookupError as e:
        return f"lookup {e!r}"
    except Exception as e:
        return f"other {e!r}"
    except BaseException as e:
        return f"base {e!r}"

for error in (NotFound("k"), Denied("bob"), AppError, ZeroDivisionError("z"), IndexError("i"), ValueError(1, 2), KeyboardInterrupt(), FileNotFoundError(2, "No such file", "x.txt"), SystemExit(3), StopIteration(5), UnicodeError("u")):
    print(handle(error))
print(str(KeyError("k")), str(ValueError()), str(ValueError("a")), str(ValueError("a", 1)), repr(ValueError("a", 1)), ValueError("x").args, str(KeyError("a", "b")))
print([c.__name__ for c in FileNotFoundError.__mro__], issubclass(BrokenPipeError, ConnectionError), issubclass(KeyboardInterrupt, Exception))
