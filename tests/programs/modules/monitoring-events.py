# Events of sys.monitoring: calls, lines, returns, exceptions, places that are switched off.
import sys

mon = sys.monitoring
E = mon.events
TOOL = mon.PROFILER_ID


def work(n):
    total = 0
    for i in range(n):
        total += i
    return total


def fails():
    raise KeyError("inside")


first = work.__code__.co_firstlineno
log = []


def noted(code, *rest):
    log.append((code.co_name, *[repr(value) for value in rest[1:]]))


def line(code, number):
    log.append((code.co_name, number - code.co_firstlineno))


mon.use_tool_id(TOOL, "shown")
print(mon.get_tool(TOOL), mon.get_events(TOOL))
for event in (E.PY_START, E.PY_RETURN, E.PY_UNWIND, E.RAISE):
    mon.register_callback(TOOL, event, noted)
mon.register_callback(TOOL, E.LINE, line)

mon.set_local_events(TOOL, work.__code__, E.PY_START | E.PY_RETURN | E.LINE)
work(2)
print(log)
print(mon.get_local_events(TOOL, work.__code__) == E.PY_START | E.PY_RETURN | E.LINE)

log.clear()
mon.register_callback(TOOL, E.LINE, lambda code, number: (log.append(number - code.co_firstlineno), mon.DISABLE)[1])
work(3)
work(3)
print(log)
mon.restart_events()
log.clear()
work(1)
print(log)

mon.set_local_events(TOOL, work.__code__, 0)
log.clear()
work(1)
print(log)

mon.set_events(TOOL, E.RAISE | E.PY_UNWIND)
try:
    fails()
except KeyError:
    pass
mon.set_events(TOOL, 0)
print([entry for entry in log if entry[0] == "fails"])
mon.free_tool_id(TOOL)
print(mon.get_tool(TOOL))
try:
    mon.set_events(TOOL, E.LINE)
except ValueError as error:
    print(error)
