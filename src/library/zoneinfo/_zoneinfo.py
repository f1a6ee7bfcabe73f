"""ZoneInfo: time zones of the IANA database for datetime.

A zone is a list of the moments at which its offset changes, and a rule of POSIX for what comes after the last of them. For local
times there are two lists more: before a change, the local time at which it is reached by the earlier (fold=0) and by the later
(fold=1) of the two offsets.
"""

import bisect
import calendar
import collections
import functools
import re
import weakref
from datetime import datetime, timedelta, tzinfo

from . import _common, _tzpath

EPOCH = datetime(1970, 1, 1)
EPOCHORDINAL = EPOCH.toordinal()
DAY = 86400


class _State:
    """What holds between two changes: offset from UTC, part of it that is summer time, name."""

    __slots__ = ("utcoff", "dstoff", "tzname")

    def __init__(self, utcoff, dstoff, name):
        self.utcoff = utcoff
        self.dstoff = dstoff
        self.tzname = name


_NO_STATE = _State(None, None, None)


@functools.lru_cache(maxsize=512)
def _delta(seconds):
    return timedelta(seconds=seconds)


def _timestamp(moment):
    """Seconds since 1970 of the fields of a datetime, whatever its zone."""
    return (
        (moment.toordinal() - EPOCHORDINAL) * DAY
        + moment.hour * 3600
        + moment.minute * 60
        + moment.second
    )


class ZoneInfo(tzinfo):
    _strong_cache_size = 8
    _strong_cache = collections.OrderedDict()
    _weak_cache = weakref.WeakValueDictionary()
    __module__ = "zoneinfo"

    def __init_subclass__(cls):
        cls._strong_cache = collections.OrderedDict()
        cls._weak_cache = weakref.WeakValueDictionary()

    def __new__(cls, key):
        zone = cls._weak_cache.get(key, None)
        if zone is None:
            zone = cls._weak_cache.setdefault(key, cls._new_instance(key))
            zone._from_cache = True
        # Those used last live on.
        cls._strong_cache[key] = cls._strong_cache.pop(key, zone)
        if len(cls._strong_cache) > cls._strong_cache_size:
            cls._strong_cache.popitem(last=False)
        return zone

    @classmethod
    def no_cache(cls, key):
        zone = cls._new_instance(key)
        zone._from_cache = False
        return zone

    @classmethod
    def _new_instance(cls, key):
        zone = super().__new__(cls)
        zone._key = key
        path = _tzpath.find_tzfile(key)
        with open(path, "rb") if path is not None else _common.load_tzdata(key) as file:
            zone._load(file)
        zone._file_path = path
        zone._file_repr = None
        return zone

    @classmethod
    def from_file(cls, file_obj, /, key=None):
        zone = super().__new__(cls)
        zone._key = key
        zone._file_path = None
        zone._load(file_obj)
        zone._file_repr = repr(file_obj)
        zone._from_cache = False
        # Where it came from is not known to whom it is pickled for.
        zone.__reduce__ = zone._file_reduce
        return zone

    @classmethod
    def clear_cache(cls, *, only_keys=None):
        if only_keys is None:
            cls._weak_cache.clear()
            cls._strong_cache.clear()
        else:
            for key in only_keys:
                cls._weak_cache.pop(key, None)
                cls._strong_cache.pop(key, None)

    @property
    def key(self):
        return self._key

    def _load(self, file):
        indexes, changes, offsets, summers, names, rule = _common.load_data(file)
        savings = _savings(indexes, offsets, summers)
        states = [_State(_delta(o), _delta(s), n) for o, s, n in zip(offsets, savings, names)]
        self._changes = changes
        self._states = [states[i] for i in indexes]
        self._local = _local_changes(indexes, changes, offsets)

        # Before the first change it is the first standard time.
        first = next((i for i, summer in enumerate(summers) if not summer), 0 if states else None)
        self._before = states[first] if first is not None else None
        if rule:
            self._after = _parse_rule(rule.decode())
        elif self._states:
            self._after = self._states[-1]
        elif self._before is not None:
            self._after = self._before
        else:
            raise ValueError("No time zone information found.")
        # Whether the offset is the same at all times, so that times without a date have one.
        if len(states) > 1:
            self._fixed = False
        elif not isinstance(self._after, _State):
            self._fixed = False
        else:
            self._fixed = not self._states or self._states[-1] is self._after or (
                states[0].utcoff == self._after.utcoff
                and states[0].dstoff == self._after.dstoff
                and states[0].tzname == self._after.tzname
            )

    def _find(self, moment):
        if moment is None:
            return self._after if self._fixed else _NO_STATE
        timestamp = _timestamp(moment)
        changes = self._local[moment.fold]
        if changes and timestamp < changes[0]:
            return self._before
        if not changes or timestamp > changes[-1]:
            if isinstance(self._after, _State):
                return self._after
            return self._after.local(timestamp, moment.year, moment.fold)
        return self._states[bisect.bisect_right(changes, timestamp) - 1]

    def utcoffset(self, dt, /):
        return self._find(dt).utcoff

    def dst(self, dt, /):
        return self._find(dt).dstoff

    def tzname(self, dt, /):
        return self._find(dt).tzname

    def fromutc(self, dt, /):
        if not isinstance(dt, datetime):
            raise TypeError("fromutc() requires a datetime argument")
        if dt.tzinfo is not self:
            raise ValueError("dt.tzinfo is not self")
        timestamp = _timestamp(dt)
        changes = self._changes
        fold = 0
        if len(changes) >= 1 and timestamp < changes[0]:
            state = self._before
        elif not changes or timestamp > changes[-1]:
            if isinstance(self._after, _State):
                state = self._after
            else:
                state, fold = self._after.utc(timestamp, dt.year)
            if changes and not fold:
                # The rule may begin in the hour after the last change of the list.
                fold = self._is_second(len(changes) - 1, timestamp, state)
        else:
            index = bisect.bisect_right(changes, timestamp)
            state = self._states[index - 1]
            fold = self._is_second(index - 1, timestamp, state)
        dt += state.utcoff
        return dt.replace(fold=1) if fold else dt

    def _is_second(self, index, timestamp, state):
        """Whether a local time soon after a change is there for the second time."""
        before = self._states[index - 1] if index > 0 else self._before
        shift = before.utcoff - state.utcoff
        return shift.total_seconds() > timestamp - self._changes[index]

    def __str__(self):
        return f"{self._key}" if self._key is not None else repr(self)

    def __repr__(self):
        name = f"{self.__class__.__module__}.{self.__class__.__qualname__}"
        if self._key is not None:
            return f"{name}(key={self._key!r})"
        return f"{name}.from_file({self._file_repr})"

    def __reduce__(self):
        return (self.__class__._unpickle, (self._key, self._from_cache))

    def __reduce_ex__(self, protocol):
        return self.__reduce__()

    def _file_reduce(self):
        import pickle

        raise pickle.PicklingError("Cannot pickle a ZoneInfo file created from a file stream.")

    @classmethod
    def _unpickle(cls, key, from_cache, /):
        return cls(key) if from_cache else cls.no_cache(key)


def _savings(indexes, offsets, summers):
    """How much of each offset is summer time: the database does not say; the change from or to standard time does."""
    savings = [0] * len(offsets)
    known = [not summer for summer in summers]
    # What came before is the better witness.
    for forward in (True, False):
        for before, after in zip(indexes, indexes[1:]):
            summer, other = (after, before) if forward else (before, after)
            if known[summer] or summers[other]:
                continue
            saved = offsets[summer] - offsets[other]
            if saved:
                savings[summer] = saved
                known[summer] = True
    return [
        saved if summer and saved else (3600 if summer else 0)
        for saved, summer in zip(savings, summers)
    ]


def _local_changes(indexes, changes, offsets):
    """The changes in local time, for fold=0 and fold=1."""
    earlier, later = [], []
    before = offsets[0] if offsets else 0
    for index, change in zip(indexes, changes):
        after = offsets[index]
        earlier.append(change + max(before, after))
        later.append(change + min(before, after))
        before = after
    return earlier, later


class _Rule:
    """Standard and summer time that alternate every year."""

    def __init__(self, standard, summer, start, end):
        self.standard = standard
        self.summer = summer
        self.start = start
        self.end = end
        self.saved = (summer.utcoff - standard.utcoff).total_seconds()

    def changes(self, year):
        """When summer begins and ends, by the clock before each."""
        return self.start.seconds(year), self.end.seconds(year)

    def local(self, timestamp, year, fold):
        start, end = self.changes(year)
        # In the hour that is left out, or there twice, `fold` says which of the two.
        if fold == (self.saved >= 0):
            end -= self.saved
        else:
            start += self.saved
        if start < end:
            is_summer = start <= timestamp < end
        else:
            is_summer = not (end <= timestamp < start)
        return self.summer if is_summer else self.standard

    def utc(self, timestamp, year):
        start, end = self.changes(year)
        start -= self.standard.utcoff.total_seconds()
        end -= self.summer.utcoff.total_seconds()
        if start < end:
            is_summer = start <= timestamp < end
        else:
            is_summer = not (end <= timestamp < start)
        second = end if self.saved > 0 else start
        fold = second <= timestamp < second + abs(self.saved)
        return (self.summer if is_summer else self.standard), fold


class _WeekdayOffset:
    """`M3.2.0`: a weekday of a week of a month."""

    def __init__(self, month, week, weekday, time):
        if not 1 <= month <= 12:
            raise ValueError("Month must be in (0, 12]")
        if not 1 <= week <= 5:
            raise ValueError("Week must be in (0, 5]")
        if not 0 <= weekday <= 6:
            raise ValueError("Weekday must be in [0, 6]")
        self.month, self.week, self.weekday, self.time = month, week, weekday, time

    def seconds(self, year):
        first, length = calendar.monthrange(year, self.month)
        # calendar's weeks begin on Monday, those of rules on Sunday.
        day = (self.weekday - (first + 1)) % 7 + 1 + 7 * (self.week - 1)
        while day > length:
            day -= 7
        ordinal = datetime(year, self.month, day).toordinal()
        return (ordinal - EPOCHORDINAL) * DAY + self.time


class _DayOffset:
    """`J60`: a day of the year that never counts February 29; `59` counts it, from 0."""

    def __init__(self, day, julian, time):
        if not julian <= day <= 365:
            raise ValueError(f"day must be in [{int(julian)}, 365], not: {day}")
        self.day, self.julian, self.time = day, julian, time

    def seconds(self, year):
        day = self.day
        if self.julian:
            day -= 1 - (day > 59 and calendar.isleap(year))
        return (datetime(year, 1, 1).toordinal() - EPOCHORDINAL + day) * DAY + self.time


_NAME = r"(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)"
_RULE = re.compile(
    rf"(?P<std>{_NAME})(?:(?P<stdoff>[+-]?\d{{1,3}}(?::\d\d(?::\d\d)?)?)"
    rf"(?:(?P<dst>{_NAME})(?P<dstoff>[+-]?\d{{1,3}}(?::\d\d(?::\d\d)?)?)?)?)?",
    re.ASCII,
)
_TIME = re.compile(r"(?P<sign>[+-])?(?P<h>\d{1,3})(?::(?P<m>\d\d)(?::(?P<s>\d\d))?)?", re.ASCII)


def _seconds(text, limit):
    match = _TIME.fullmatch(text)
    if match is None:
        raise ValueError(f"{text} is not a valid TZ string")
    hours, minutes, seconds = (int(match[part] or 0) for part in "hms")
    if hours > limit or minutes > 59 or seconds > 59:
        raise ValueError(f"Offset out of range: {text}")
    total = hours * 3600 + minutes * 60 + seconds
    return -total if match["sign"] == "-" else total


def _parse_rule(text):
    zone, *dates = text.split(",", 1)
    match = _RULE.fullmatch(zone)
    if match is None or match["stdoff"] is None:
        raise ValueError(f"{text} is not a valid TZ string")
    # Offsets of POSIX count to the west.
    standard_offset = -_seconds(match["stdoff"], 24)
    standard = _State(_delta(standard_offset), _delta(0), match["std"].strip("<>"))
    if match["dst"] is None:
        if dates:
            raise ValueError(f"Transition rule present without DST: {text}")
        return standard
    summer_offset = standard_offset + 3600
    if match["dstoff"] is not None:
        summer_offset = -_seconds(match["dstoff"], 24)
    if not dates or dates[0].count(",") != 1:
        raise ValueError(f"Missing transition rules in TZ string: {text}")
    start, end = (_parse_date(date) for date in dates[0].split(","))
    summer = _State(
        _delta(summer_offset), _delta(summer_offset - standard_offset), match["dst"].strip("<>")
    )
    return _Rule(standard, summer, start, end)


def _parse_date(text):
    date, slash, time = text.partition("/")
    seconds = _seconds(time, 167) if slash else 7200
    if match := re.fullmatch(r"M(\d{1,2})\.(\d)\.(\d)", date, re.ASCII):
        return _WeekdayOffset(*map(int, match.groups()), seconds)
    if match := re.fullmatch(r"(J?)(\d{1,3})", date, re.ASCII):
        return _DayOffset(int(match[2]), match[1] == "J", seconds)
    raise ValueError(f"Invalid dst start/end date: {text}")
