real = 1
def __getattr__(name):
    if name.startswith("dynamic"):
        return name.upper()
    raise AttributeError(f"lazily missing {name}")
def __dir__():
    return ["real", "dynamic"]
