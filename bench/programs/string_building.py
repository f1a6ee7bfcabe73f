"""Growing strings by +=, join and slicing."""

SIZE = 400_000


def run(n):
    text = ""
    parts = []
    for i in range(n):
        text += chr(97 + i % 26)
        parts.append(str(i))
        if len(text) > 1000:
            text = text[500:]
    joined = ",".join(parts)
    mirrored = "".join(reversed(joined))
    upper = joined.replace("9", "nine").upper()
    return len(joined), mirrored[:20], upper.count("NINE"), text[-5:]
