"""Contexts are copies that cost nothing: what is set in one does not show in the others."""

import contextvars

variables = [contextvars.ContextVar(f"v{i}", default=-1) for i in range(100)]
for i, variable in enumerate(variables):
    variable.set(i)
before = contextvars.copy_context()


def change():
    for variable in variables[::2]:
        variable.set("changed")
    return contextvars.copy_context()


after = before.copy().run(change)
print(len(before), len(after), before == contextvars.copy_context(), before == after)
print([variable.get() for variable in variables[:5]])
print([after[variable] for variable in variables[:5]], variables[0] in after)
print(sum(value for value in before.values()), sorted(v.name for v in after)[:3])

items = before.items()
print(iter(items) is items, len(items), next(items)[0] in before, len(items), len(list(items)))

token = variables[0].set("again")
print(variables[0].get(), token.old_value, before[variables[0]])
variables[0].reset(token)
print(variables[0].get(), contextvars.copy_context() == before)

fresh = contextvars.ContextVar("fresh")
first = fresh.set(1)
fresh.reset(first)
print(fresh in contextvars.copy_context(), fresh.get("nothing"))
try:
    after[fresh]
except KeyError as error:
    print(error.args[0] is fresh)
