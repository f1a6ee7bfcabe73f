import logging, sys
logging.basicConfig(level=logging.INFO, format="%(levelname)s:%(name)s:%(message)s", stream=sys.stdout)
log = logging.getLogger("app.db")
log.debug("hidden")
log.info("value %d and %s", 5, "text")
log.warning("careful")
try:
    1 / 0
except ZeroDivisionError:
    log.exception("failed")
log.setLevel(logging.ERROR)
log.warning("hidden now")
print(log.parent.name, log.getEffectiveLevel(), logging.getLevelName(30), log.isEnabledFor(logging.INFO))
handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter("[{levelname:>8}] {message}", style="{"))
other = logging.getLogger("other")
other.propagate = False
other.addHandler(handler)
other.error("styled %s", [1])
