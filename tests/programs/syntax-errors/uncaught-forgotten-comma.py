values = [
    "one",
    call(1 2),
]
