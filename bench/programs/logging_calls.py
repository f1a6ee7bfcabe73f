"""The logging module: calls below the level, formatted records, a tree of loggers, filters, extra fields."""
import io
import logging

SIZE = 4500


class OnlyEven(logging.Filter):
    def filter(self, record):
        return record.args[0] % 2 == 0


def run(n):
    stream = io.StringIO()
    root = logging.Logger("root", logging.INFO)
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s"))
    root.addHandler(handler)
    child = logging.Logger("root.child", logging.INFO)
    child.parent = root
    even = logging.StreamHandler(stream)
    even.setFormatter(logging.Formatter("{levelname:>8} {message} {user}", style="{"))
    even.addFilter(OnlyEven())
    quiet = logging.Logger("root.even", logging.DEBUG)
    quiet.addHandler(even)
    for i in range(n):
        root.debug("not shown %d", i)
        child.debug("nor this %s", i)
        child.info("item %d of %d", i, n)
        root.warning("%s weighs %.2f", "it", i / 7)
        quiet.info("number %d", i, extra={"user": "nobody"})
    text = stream.getvalue()
    return len(text), text.count("\n"), text[-40:]
