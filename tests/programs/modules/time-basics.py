import time
start, cpu = time.perf_counter(), time.process_time()
time.sleep(0.01)
print(time.perf_counter() - start >= 0.009, time.process_time() >= cpu, time.time() > 1.7e9, time.monotonic() <= time.monotonic(), time.perf_counter_ns() > 0, isinstance(time.time_ns(), int))
t = time.gmtime(86400 * 365)
print(t.tm_year, t.tm_mon, t[2], tuple(t), time.strftime("%Y-%m-%d %H:%M:%S", t), time.asctime(t), repr(t), time.strptime("12 Mar 2020", "%d %b %Y").tm_yday)
import calendar
print(calendar.timegm(t), calendar.isleap(2000), calendar.monthrange(2024, 2), calendar.month(2024, 2))
for call in (lambda: time.sleep(-1), lambda: time.strptime("x", "%d"), lambda: time.sleep("a")):
    try:
        call()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
