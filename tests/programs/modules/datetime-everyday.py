from datetime import MAXYEAR, date, datetime, time, timedelta, timezone
d = date(2024, 2, 28)
print(d, d + timedelta(days=2), d.weekday(), d.isoweekday(), d.isocalendar(), d.strftime("%A %d %B %Y %j %U %y/%m"), d.replace(year=2023), (date(2024, 12, 25) - d).days, date.fromisoformat("2024-01-05"), d.toordinal(), date.fromordinal(738000), d.timetuple().tm_yday, repr(d))
t = datetime(2024, 3, 10, 14, 30, 15, 123456)
print(t, t.isoformat(), t.isoformat(" ", "minutes"), repr(t), t.date(), t.time(), t.strftime("%H:%M:%S.%f %p %I %a %b"), datetime.strptime("2024-01-02 03:04", "%Y-%m-%d %H:%M"), t - timedelta(hours=15, minutes=1), t.replace(tzinfo=timezone.utc).isoformat(), datetime.fromisoformat("2024-01-01T12:00:00+02:00"))
delta = timedelta(days=1, hours=-2, seconds=30.5)
print(delta, repr(delta), delta.total_seconds(), delta * 2, delta / 2, delta // timedelta(hours=1), -delta, abs(-delta), delta > timedelta(0), timedelta(weeks=1).days, divmod(delta, timedelta(hours=5)), str(timedelta(days=-1, seconds=5)))
tz = timezone(timedelta(hours=5, minutes=30), "IST")
z = datetime(2024, 1, 1, tzinfo=tz)
print(z, z.astimezone(timezone.utc), z.utcoffset(), z.tzname(), tz, z == z.astimezone(timezone.utc), datetime.fromtimestamp(0, timezone.utc), z.timestamp(), time(1, 2, 3).isoformat(), time(12) < time(13), sorted([t, datetime(2020, 1, 1)])[0].year, MAXYEAR)
for call in (lambda: date(2023, 2, 29), lambda: datetime(2024, 13, 1), lambda: time(25), lambda: datetime.strptime("x", "%Y"), lambda: t - z, lambda: d < t, lambda: date.fromisoformat("2024-1-1"), lambda: timedelta(days=10**10), lambda: d + 1, lambda: date(9999, 12, 31) + timedelta(1)):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
