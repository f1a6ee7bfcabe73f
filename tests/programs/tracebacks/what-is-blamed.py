# Where tracebacks point: names on other lines, wrapped exceptions of except*, errors that __getattr__ raises itself.
import traceback


def show(function):
    try:
        function()
    except BaseException as error:
        print("".join(traceback.format_exception(error)))


def chain():
    return (
        "text"
        .upper()
        .nothing
        .more
    )


def call():
    return (
        [1]
        .index(
            2,
        )
    )


def naked():
    try:
        raise Exception(42)
    except* Exception as error:
        raise


class Asked:
    blech = None

    def __getattr__(self, name):
        raise AttributeError


def asked():
    Asked().bluch


for function in chain, call, naked, asked:
    show(function)
