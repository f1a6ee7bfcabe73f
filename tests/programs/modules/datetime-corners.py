import copy, pickle
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo


class Zone(tzinfo):
    "An hour ahead from April to September."

    def utcoffset(self, moment):
        return timedelta(hours=5) + self.dst(moment)

    def dst(self, moment):
        return timedelta(hours=1) if 4 <= moment.month < 10 else timedelta(0)

    def tzname(self, moment):
        return "100%"


class Day(date):
    pass


class Moment(datetime):
    pass


def show(call):
    try:
        print(repr(call()))
    except Exception as error:
        print(type(error).__name__, error)


zone = Zone()
summer, winter = datetime(2024, 7, 1, 12, tzinfo=zone), datetime(2024, 1, 1, 12, tzinfo=zone)
print(summer - winter, summer.astimezone(UTC), winter.astimezone(UTC).astimezone(zone), summer.strftime("%z %:z %Z %f"))
print(Day(2024, 2, 28) + timedelta(2), type(Day(2024, 2, 28) + timedelta(2)), type(Moment(2024, 1, 1) + timedelta(2)))
for value in (date(2024, 2, 29), time(1, 2, 3, 4, timezone.utc, fold=1), summer.replace(tzinfo=None, fold=1),
              timedelta(-1, 2, 3), timezone(timedelta(hours=-3, minutes=-30)), timezone(timedelta(0), "Z"), timezone.utc,
              date(2021, 1, 3).isocalendar(), Moment(2020, 2, 2)):
    print(repr(value), str(value), isinstance(value, tuple) or hash(value) == hash(copy.deepcopy(value)))
    for protocol in range(2, 5):
        back = pickle.loads(pickle.dumps(value, protocol))
        print(back == value, repr(back) == repr(value), type(back).__name__, end=" ")
    print()
for text in ("2024-02-29", "20240229", "2024-W09-4", "2024W09", "2024-02-29T01", "2024-02-29 01:02:03,5", "20240229T010203.1234567Z",
             "2024-02-29T24:00", "2024-02-29T01:02+01:02:03.5", "2024-02-30", "2024-W60", "24-1-1", "2024-02-29T01:2", "2024-02-29T01:02:03."):
    show(lambda: datetime.fromisoformat(text))
    show(lambda: date.fromisoformat(text))
for text in ("T01:02", "0102", "01:02:03.25-05:00", "24:00", "25", "1"):
    show(lambda: time.fromisoformat(text))
for call in (lambda: timedelta(days=0.5, microseconds=0.5), lambda: timedelta(microseconds=1.5), lambda: timedelta(1) * 1.5,
             lambda: timedelta(0, 1) / 3, lambda: timedelta(0, 1) // 0, lambda: timedelta(1) / timedelta(0, 7), lambda: timedelta("1"),
             lambda: timedelta(float("nan")), lambda: timedelta(10**9), lambda: timedelta.max + timedelta.resolution,
             lambda: -timedelta.max, lambda: divmod(timedelta(-1), timedelta(hours=7)), lambda: timedelta(1) % timedelta(0, 7),
             lambda: timedelta.max.total_seconds(), lambda: abs(timedelta(-1, 1)), lambda: 3 * timedelta(1), lambda: timedelta(1) < 1):
    show(call)
for call in (lambda: date(0, 1, 1), lambda: date("x", 1, 1), lambda: date(2024), lambda: datetime(2024, 1, 1, 24), lambda: time(0, 60),
             lambda: time(tzinfo=1), lambda: datetime(2024, 1, 1, fold=2), lambda: timezone(timedelta(1)), lambda: timezone(1),
             lambda: tzinfo().utcoffset(None), lambda: zone.fromutc(summer.replace(tzinfo=UTC)), lambda: datetime.min - timedelta(1),
             lambda: date.fromisocalendar(2024, 53, 1), lambda: date.fromordinal(0), lambda: date.fromordinal(730000),
             lambda: datetime.fromtimestamp(1.5, UTC), lambda: datetime.fromtimestamp(-0.0000005, UTC), lambda: datetime.fromtimestamp(1e20, UTC),
             lambda: datetime.combine(date(2024, 1, 1), time(1, tzinfo=UTC)), lambda: datetime.combine(1, 2), lambda: summer.replace(month=13),
             lambda: datetime(2024, 1, 1) == summer, lambda: datetime(2024, 1, 1) < summer, lambda: time(1) < time(1, tzinfo=UTC),
             lambda: datetime(2024, 1, 1) - date(2024, 1, 1), lambda: summer.isoformat(" ", "parsecs"), lambda: summer.isoformat("TT"),
             lambda: datetime(33, 1, 2).strftime("%Y %F %C %G"), lambda: f"{date(2024, 1, 1):%j|%%}", lambda: summer.utctimetuple()[:6],
             lambda: datetime.strptime("2024-01-02 +0130", "%Y-%m-%d %z"), lambda: date.strptime("03.04.2024", "%d.%m.%Y"), lambda: summer.ctime()):
    show(call)
