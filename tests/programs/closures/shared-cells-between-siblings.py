def account(balance):
    def deposit(n):
        nonlocal balance
        balance += n
    def withdraw(n):
        nonlocal balance
        if n > balance:
            raise ValueError(f"only {balance}")
        balance -= n
    def peek():
        return balance
    return deposit, withdraw, peek

d, w, p = account(10)
d(5)
w(12)
print(p())
try:
    w(100)
except ValueError as error:
    print(error)
print([c.cell_contents for c in d.__closure__], d.__closure__[0] is w.__closure__[0], len(d.__closure__))
d.__closure__[0].cell_contents = 1000
print(p())
