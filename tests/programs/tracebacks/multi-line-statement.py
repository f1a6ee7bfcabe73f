def compute(
    first,
    second,
):
    return (
        first
        + second
    )

values = compute(
    1,
    compute(
        2,
        "three",
    ),
)
