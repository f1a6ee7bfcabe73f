"""Word statistics and a justified, paginated report of a text."""
import re
import string
import textwrap
from collections import Counter

TEXT = """
The sea was calm that morning, and the harbour lay quiet under a thin mist. Fishermen mended their nets;
gulls walked between the boats, looking for what the night had left. "It will rain," said the oldest of them,
and nobody answered, for he said it every morning and was right about half of the time.

By noon the mist was gone. Children came down to the water with sticks and string, and fished for crabs from the
steps. The crabs were small, but the children were smaller, and every catch was an event -- counted, measured,
argued over, and returned to the sea. By evening they had counted fifty-three, which was, they agreed, a record.

It rained in the night.
"""


def words(text):
    return re.findall(r"[a-z]+(?:[-'][a-z]+)*", text.lower())


def sentences(paragraph):
    return [s.strip() for s in re.split(r"(?<=[.!?])\"?\s+", paragraph) if s.strip()]


def justify(line, width):
    parts = line.split()
    if len(parts) < 2:
        return line
    gaps = width - sum(map(len, parts))
    each, extra = divmod(gaps, len(parts) - 1)
    return "".join(p + " " * (each + (i < extra)) for i, p in enumerate(parts[:-1])) + parts[-1]


def set_paragraph(text, width):
    lines = textwrap.wrap(" ".join(text.split()), width)
    return [justify(line, width) for line in lines[:-1]] + lines[-1:]


def pages(lines, height):
    for number, start in enumerate(range(0, len(lines), height), 1):
        yield number, lines[start:start + height]


def syllables(word):
    groups = re.findall(r"[aeiouy]+", word)
    return max(1, len(groups) - word.endswith("e") + word.endswith("le"))


def caesar(text, shift):
    letters = string.ascii_lowercase
    table = str.maketrans(letters + letters.upper(), letters[shift:] + letters[:shift] + (letters[shift:] + letters[:shift]).upper())
    return text.translate(table)


paragraphs = [p for p in TEXT.strip().split("\n\n")]
counts = Counter(words(TEXT))
width = 56
print(f"{'WORD COUNT':^{width}}")
print("=" * width)
longest = max(map(len, (w for w, _ in counts.most_common(8))))
for word, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:8]:
    print(f"{word:>{longest}} {'#' * n:<12}{n:3d} {n / counts.total():6.1%}")
print("-" * width)
print(f"{len(counts)} different words of {counts.total()}, {sum(1 for w in counts if counts[w] == 1)} used once")
print("longest:", sorted(counts, key=lambda w: (-len(w), w))[:4])
print("by length:", dict(sorted(Counter(map(len, counts)).items())))
print("letters:", "".join(c for c, _ in sorted(Counter(c for c in TEXT.lower() if c.isalpha()).items(), key=lambda i: (-i[1], i[0]))))
for i, p in enumerate(paragraphs, 1):
    s = sentences(p)
    w = words(p)
    score = 206.835 - 1.015 * len(w) / len(s) - 84.6 * sum(map(syllables, w)) / len(w)
    print(f"paragraph {i}: {len(s)} sentences, {len(w)} words, reading ease {score:.1f}; starts {s[0][:20]!r}")
body = []
for p in paragraphs:
    body += set_paragraph(p, width) + [""]
for number, page in pages(body, 8):
    print(f"+{'-' * (width + 2)}+")
    for line in page:
        print(f"| {line:<{width}} |")
    print(f"+{f' page {number} ':-^{width + 2}}+")
secret = caesar(sentences(paragraphs[0])[0], 13)
print(secret, caesar(secret, 13) == sentences(paragraphs[0])[0])
print(re.sub(r"\b(\w)(\w*)\b", lambda m: m[2] + m[1] + "ay" if m[1] not in "aeiou" else m[0] + "way", "it rained in the night"))
index = {}
for number, line in enumerate(body, 1):
    for word in words(line):
        if len(word) > 6:
            index.setdefault(word, []).append(number)
for word in sorted(index):
    print(f"{word:.<20}{', '.join(map(str, index[word]))}")
print(" ".join(w[::-1] for w in words(paragraphs[2])), [w for w in counts if w == w[::-1] and len(w) > 1], max(sentences(paragraphs[1]), key=len).count(","))
