"""An inventory: dataclasses, validation, indexes, undo, queries, and a JSON round trip."""
from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, timedelta
from enum import Enum
from functools import total_ordering
from operator import attrgetter
from typing import ClassVar, Iterator


@total_ordering
class Grade(Enum):
    LOW = 1
    MIDDLE = 2
    HIGH = 3

    def __lt__(self, other):
        return self.value < other.value if isinstance(other, Grade) else NotImplemented


@dataclass(frozen=True, order=True)
class Money:
    cents: int
    currency: str = "EUR"

    def __post_init__(self):
        if not isinstance(self.cents, int):
            raise TypeError(f"cents must be int, not {type(self.cents).__name__}")

    def __add__(self, other: Money) -> Money:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add")
        return replace(self, cents=self.cents + other.cents)

    def __mul__(self, n: int) -> Money:
        return replace(self, cents=self.cents * n)

    def __str__(self):
        return f"{self.cents // 100}.{self.cents % 100:02d} {self.currency}"


@dataclass
class Item:
    limit: ClassVar[int] = 1000
    sku: str
    name: str
    price: Money
    count: int = 0
    grade: Grade = Grade.MIDDLE
    tags: set[str] = field(default_factory=set)
    added: date = field(default=date(2024, 1, 31), compare=False)
    notes: list[str] = field(default_factory=list, repr=False, compare=False)

    def __post_init__(self):
        if not 0 <= self.count <= self.limit:
            raise ValueError(f"{self.sku}: count {self.count} is not within 0..{self.limit}")

    @property
    def value(self) -> Money:
        return self.price * self.count

    def __str__(self):
        return f"{self.sku:<6}{self.name:<14}{self.count:>4} x {str(self.price):>10} = {str(self.value):>12}"


class OutOfStock(LookupError):
    pass


class Inventory:
    def __init__(self, *items: Item):
        self._items: dict[str, Item] = {}
        self._undo: list = []
        for item in items:
            self.add(item)

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items.values())

    def __len__(self):
        return len(self._items)

    def __getitem__(self, sku):
        return self._items[sku]

    def __contains__(self, sku):
        return sku in self._items

    def add(self, item):
        if item.sku in self:
            raise KeyError(f"{item.sku} twice")
        self._items[item.sku] = item
        self._undo.append(lambda: self._items.pop(item.sku))

    def change(self, sku, **changes):
        old = self[sku]
        self._items[sku] = replace(old, **changes)
        self._undo.append(lambda: self._items.__setitem__(sku, old))

    def take(self, sku, n=1):
        if self[sku].count < n:
            raise OutOfStock(f"{n} of {sku} wanted, {self[sku].count} there")
        self.change(sku, count=self[sku].count - n)

    def undo(self):
        self._undo.pop()()

    def where(self, **conditions):
        for item in self:
            if all(test(getattr(item, name)) if callable(test) else getattr(item, name) == test for name, test in conditions.items()):
                yield item

    def by_tag(self):
        index = defaultdict(list)
        for item in self:
            for tag in item.tags:
                index[tag].append(item.sku)
        return {tag: index[tag] for tag in sorted(index)}

    def total(self):
        return sum((item.value for item in self), Money(0))

    def dump(self):
        def plain(o):
            match o:
                case Grade():
                    return o.name
                case set():
                    return sorted(o)
                case date():
                    return o.isoformat()
            raise TypeError(type(o).__name__)
        return json.dumps([asdict(item) for item in self], default=plain, indent=1)

    @classmethod
    def load(cls, text):
        rows = json.loads(text)
        for row in rows:
            row |= {"price": Money(**row["price"]), "grade": Grade[row["grade"]], "tags": set(row["tags"]), "added": date.fromisoformat(row["added"])}
        return cls(*(Item(**row) for row in rows))


stock = Inventory(
    Item("A1", "anchor", Money(4999), 3, Grade.HIGH, {"iron", "heavy"}),
    Item("B2", "buoy", Money(1250), 40, tags={"float"}),
    Item("C3", "compass", Money(8900), 0, Grade.HIGH, {"brass"}, date(2023, 12, 24)),
    Item("D4", "deck brush", Money(375), 120, Grade.LOW),
)
print(*stock, sep="\n")
print(stock.total(), stock["A1"], sep="\n")
print(repr(stock["C3"]), [f.name for f in fields(Item) if f.repr], sep="\n")
attempts = {
    "take": lambda: stock.take("B2", 15),
    "too many": lambda: stock.take("A1", 4),
    "unknown": lambda: stock.take("Z9"),
    "twice": lambda: stock.add(Item("A1", "again", Money(1))),
    "over": lambda: stock.change("D4", count=5000),
    "no field": lambda: stock.change("D4", colour="red"),
    "frozen": lambda: setattr(stock["A1"].price, "cents", 1),
    "mixed": lambda: Money(1) + Money(1, "USD"),
    "float": lambda: Money(1.5),
    "price": lambda: stock.change("C3", price=Money(7999), count=2),
}
for name, attempt in attempts.items():
    try:
        attempt()
        print(f"{name:<9} ok   {stock.total()}")
    except (LookupError, ValueError, TypeError, AttributeError) as error:
        print(f"{name:<9} {type(error).__name__}: {error}")
print([i.sku for i in stock.where(grade=Grade.HIGH)], [i.sku for i in stock.where(count=lambda n: n > 20, price=lambda p: p < Money(1000))])
print(stock.by_tag(), max(stock, key=attrgetter("value.cents")).name, sorted(stock, key=lambda i: (i.grade, i.price), reverse=True)[0].sku)
print(Grade.LOW < Grade.HIGH, Grade.HIGH >= Grade.HIGH, sorted(Grade, reverse=True), min(i.added for i in stock) + timedelta(weeks=10))
copy = Inventory.load(stock.dump())
print(copy.dump() == stock.dump(), list(copy) == list(stock), copy["A1"] is stock["A1"], len(stock.dump()))
while stock._undo:
    stock.undo()
    print(len(stock), stock.total(), end="; ")
print()
print(stock.dump(), copy.dump().splitlines()[:8])
