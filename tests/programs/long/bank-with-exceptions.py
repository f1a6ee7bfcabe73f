"""Accounts, transfers that undo themselves, a ledger, and a report."""
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto


def cents(text):
    """The amount in cents of a text such as "12.50"."""
    whole, _, part = text.partition(".")
    return int(whole) * 100 + int(part.ljust(2, "0") or 0)


def euros(amount):
    return f"{amount / 100:.2f}"


class BankError(Exception):
    """Base of everything that can go wrong here."""


class UnknownAccount(BankError, KeyError):
    def __str__(self):
        return f"no account {self.args[0]!r}"


class InsufficientFunds(BankError):
    def __init__(self, account, needed):
        self.account, self.needed = account, needed
        super().__init__(f"{account.owner} needs {euros(needed - account.balance)} more")


class Frozen(BankError):
    pass


class Kind(Enum):
    DEPOSIT = auto()
    WITHDRAWAL = auto()
    TRANSFER = auto()

    def __str__(self):
        return self.name.title()


@dataclass
class Account:
    owner: str
    balance: int = 0
    frozen: bool = False
    history: list = field(default_factory=list, repr=False)

    def check(self):
        if self.frozen:
            raise Frozen(f"the account of {self.owner} is frozen")

    def deposit(self, amount):
        self.check()
        if amount <= 0:
            raise ValueError(f"amount must be positive, not {euros(amount)}")
        self.balance += amount
        self.history.append((Kind.DEPOSIT, amount))

    def withdraw(self, amount):
        self.check()
        if amount > self.balance:
            raise InsufficientFunds(self, amount)
        self.balance -= amount
        self.history.append((Kind.WITHDRAWAL, amount))


class Bank:
    def __init__(self):
        self._accounts = {}
        self.log = []

    def __getitem__(self, number):
        try:
            return self._accounts[number]
        except KeyError:
            raise UnknownAccount(number) from None

    def __iter__(self):
        return iter(sorted(self._accounts.items()))

    def __len__(self):
        return len(self._accounts)

    def open(self, owner, balance="0"):
        number = f"{len(self) + 1:04d}"
        self._accounts[number] = Account(owner, cents(balance))
        return number

    @contextmanager
    def transaction(self, *numbers):
        before = {n: (self[n].balance, list(self[n].history)) for n in numbers}
        try:
            yield self
        except BankError as error:
            for n, (balance, history) in before.items():
                self[n].balance = balance
                self[n].history[:] = history
            self.log.append(f"rolled back: {error}")
            raise
        else:
            self.log.append(f"committed {', '.join(numbers)}")
        finally:
            self.log.append(f"total {euros(sum(a.balance for _, a in self))}")

    def transfer(self, source, target, amount):
        with self.transaction(source, target):
            self[target].deposit(amount)
            self[source].withdraw(amount)

    def interest(self, rate):
        for number, account in self:
            gained = round(account.balance * rate)
            if gained:
                try:
                    account.deposit(gained)
                except Frozen:
                    self.log.append(f"no interest for {number}")


bank = Bank()
ann, bob, eve = (bank.open(*row) for row in (("Ann", "100.50"), ("Bob",), ("Eve", "20")))
print(bank[ann], len(bank), [number for number, _ in bank])

attempts = [
    lambda: bank.transfer(ann, bob, cents("30.25")),
    lambda: bank.transfer(bob, eve, cents("1000")),
    lambda: bank.transfer(ann, "9999", 100),
    lambda: bank[eve].deposit(-500),
    lambda: bank.transfer(eve, ann, cents("20")),
    lambda: setattr(bank[bob], "frozen", True),
    lambda: bank.transfer(ann, bob, 100),
    lambda: bank[bob].withdraw(100),
]
for number, attempt in enumerate(attempts, 1):
    try:
        attempt()
    except InsufficientFunds as error:
        print(number, "insufficient:", error, error.account.owner)
    except (UnknownAccount, Frozen) as error:
        print(number, type(error).__name__, error, error.__cause__, error.__suppress_context__)
    except ValueError as error:
        print(number, "value:", error)
    else:
        print(number, "done")
bank.interest(0.015)
for number, account in bank:
    print(f"{number} {account.owner:<5}{euros(account.balance):>10} {[f'{k} {euros(a)}' for k, a in account.history]}")
print(*bank.log, sep="\n")


def audit(bank):
    errors = []
    for number, account in bank:
        if account.frozen:
            errors.append(Frozen(number))
        if account.balance < 2500:
            errors.append(InsufficientFunds(account, 2500))
    if errors:
        raise ExceptionGroup("audit", errors)


try:
    audit(bank)
except* Frozen as group:
    print("frozen:", [e.args for e in group.exceptions])
except* InsufficientFunds as group:
    print("poor:", [str(e) for e in group.exceptions])
bank.transfer(bob, eve, 500)
