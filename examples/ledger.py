"""A double-entry ledger: reads plain-text transactions, checks them, and prints balances, budgets and a chart.

    tython examples/ledger.py examples/ledger.txt
    tython examples/ledger.py examples/ledger.txt --month 2026-02 --account expenses
    tython examples/ledger.py examples/ledger.txt --json

A transaction is a date and a text, then two or more indented postings: an account and an amount, which one posting
may leave out. `budget ACCOUNT AMOUNT` lines set what may be spent in a month. Text after `;` is a comment.
"""
import argparse
import itertools
import json
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

TRANSACTION = re.compile(r"(?P<date>\d{4}-\d\d-\d\d)\s+(?P<text>.+)")
POSTING = re.compile(r"\s+(?P<account>[a-z]+(?::[a-z ]+?)*)(?:\s{2,}(?P<amount>-?[\d,]+(?:\.\d\d)?))?\s*")
BUDGET = re.compile(r"budget\s+(?P<account>\S+)\s+(?P<amount>[\d,.]+)")
KINDS = ("assets", "liabilities", "income", "expenses", "equity")


class LedgerError(Exception):
    """What is wrong with the file, with the line that it is wrong on."""

    def __init__(self, line, problem):
        super().__init__(f"line {line}: {problem}")
        self.line = line


class Money(int):
    """An amount in cents."""

    @classmethod
    def parse(cls, text):
        whole, _, cents = text.replace(",", "").partition(".")
        sign = -1 if whole.startswith("-") else 1
        return cls(int(whole) * 100 + sign * int(cents or 0))

    def __add__(self, other):
        return Money(int(self) + int(other))

    __radd__ = __add__

    def __neg__(self):
        return Money(-int(self))

    def __str__(self):
        whole, cents = divmod(abs(self), 100)
        return f"{'-' if self < 0 else ''}{whole:,}.{cents:02d}"

    def __format__(self, spec):
        return format(str(self), spec)


@dataclass
class Posting:
    account: str
    amount: Money | None


@dataclass
class Transaction:
    day: date
    text: str
    line: int
    postings: list[Posting] = field(default_factory=list)

    def balance(self):
        """Fills in the one amount that may be missing; raises LedgerError where the sum is not zero."""
        if len(self.postings) < 2:
            raise LedgerError(self.line, f"{self.text!r} needs two postings at least")
        open_ones = [p for p in self.postings if p.amount is None]
        total = sum((p.amount for p in self.postings if p.amount is not None), Money(0))
        match open_ones:
            case []:
                if total:
                    raise LedgerError(self.line, f"{self.text!r} does not balance: {total} too much")
            case [posting]:
                posting.amount = -total
            case _:
                raise LedgerError(self.line, f"{self.text!r} leaves out {len(open_ones)} amounts")


class Ledger:
    def __init__(self):
        self.transactions = []
        self.budgets = {}

    @classmethod
    def parse(cls, text):
        ledger, problems = cls(), []
        current = None
        for number, line in enumerate(text.splitlines(), 1):
            line = line.partition(";")[0].rstrip()
            try:
                if not line:
                    current = None
                elif m := BUDGET.fullmatch(line):
                    ledger.budgets[m["account"]] = Money.parse(m["amount"])
                elif m := TRANSACTION.fullmatch(line):
                    current = Transaction(date.fromisoformat(m["date"]), m["text"], number)
                    ledger.transactions.append(current)
                elif m := POSTING.fullmatch(line):
                    if current is None:
                        raise LedgerError(number, "a posting outside of a transaction")
                    if m["account"].partition(":")[0] not in KINDS:
                        raise LedgerError(number, f"unknown kind of account: {m['account']}")
                    current.postings.append(Posting(m["account"], Money.parse(m["amount"]) if m["amount"] else None))
                else:
                    raise LedgerError(number, f"cannot read {line.strip()!r}")
            except (LedgerError, ValueError) as error:
                problems.append(error if isinstance(error, LedgerError) else LedgerError(number, str(error)))
        for transaction in ledger.transactions:
            try:
                transaction.balance()
            except LedgerError as error:
                problems.append(error)
        if problems:
            raise ExceptionGroup("the ledger has mistakes", sorted(problems, key=lambda p: p.line))
        ledger.transactions.sort(key=lambda t: t.day)
        return ledger

    def postings(self, month=None, account=""):
        for transaction in self.transactions:
            if month is None or transaction.day.strftime("%Y-%m") == month:
                for posting in transaction.postings:
                    if posting.account.startswith(account):
                        yield transaction, posting

    def balances(self, **selection):
        totals = defaultdict(Money)
        for _, posting in self.postings(**selection):
            parts = posting.account.split(":")
            for depth in range(1, len(parts) + 1):
                totals[":".join(parts[:depth])] += posting.amount
        return dict(sorted(totals.items()))

    def months(self):
        return sorted({t.day.strftime("%Y-%m") for t in self.transactions})


def print_tree(balances):
    for account, total in balances.items():
        depth = account.count(":")
        name = account.rpartition(":")[2]
        print(f"{'  ' * depth + name:<28}{total:>14}")


def print_months(ledger):
    print(f"{'month':<10}{'income':>12}{'expenses':>12}{'saved':>12}")
    for month in ledger.months():
        totals = ledger.balances(month=month)
        income, expenses = -totals.get("income", Money(0)), totals.get("expenses", Money(0))
        saved = Money(income - expenses)
        share = saved / income if income else 0
        print(f"{month:<10}{income:>12}{expenses:>12}{saved:>12}  {'#' * round(share * 40)} {share:.0%}")


def print_budgets(ledger):
    for month, (account, limit) in itertools.product(ledger.months(), ledger.budgets.items()):
        spent = ledger.balances(month=month, account=account).get(account, Money(0))
        if spent > limit:
            print(f"{month}  {account} is over its budget of {limit} by {Money(spent - limit)}")


def print_facts(ledger):
    weekdays = Counter(t.day.strftime("%A") for t, p in ledger.postings(account="expenses"))
    busiest, count = max(weekdays.items(), key=lambda item: (item[1], item[0]))
    print(f"Most is spent on {busiest}s: {count} of {weekdays.total()} postings.")
    largest = max((p.amount, t.text, t.day) for t, p in ledger.postings(account="expenses"))
    print("The largest expense: {1} on {2:%d %B}, {0}.".format(*largest))
    days = [t.day for t in ledger.transactions]
    longest = max((b - a for a, b in itertools.pairwise(days)), default=timedelta())
    print(f"{len(days)} transactions in {(days[-1] - days[0]).days} days, at most {longest.days} days apart.")


def main():
    parser = argparse.ArgumentParser(description="Reads a plain-text ledger and reports on it.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--month", help="only this month, as in 2026-02")
    parser.add_argument("--account", default="", help="only accounts that begin so")
    parser.add_argument("--json", action="store_true", help="print the balances as JSON")
    options = parser.parse_args()
    try:
        text = options.file.read_text(encoding="utf-8")
    except OSError as error:
        sys.exit(f"{options.file}: {error.strerror}")
    try:
        ledger = Ledger.parse(text)
    except ExceptionGroup as group:
        sys.exit("\n".join(map(str, group.exceptions)))
    balances = ledger.balances(month=options.month, account=options.account)
    if options.json:
        print(json.dumps({account: total / 100 for account, total in balances.items()}, indent=2))
        return
    print_tree(balances)
    if not options.month and not options.account:
        print()
        print_months(ledger)
        print()
        print_budgets(ledger)
        print()
        print_facts(ledger)


if __name__ == "__main__":
    main()
