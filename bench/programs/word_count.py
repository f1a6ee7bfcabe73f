"""Splitting, stripping and counting words of a text."""

SIZE = 500

SENTENCE = "The quick brown fox -- who was, by all accounts, rather tired -- jumped over the lazy dog; the dog (asleep) did not mind. "


def run(n):
    text = SENTENCE * 40
    totals = {}
    letters = 0
    for i in range(n):
        for raw in text.split():
            word = raw.strip(".,;:()-").lower()
            if not word:
                continue
            if word.startswith("t") and word.endswith("e"):
                letters += len(word)
            totals[word] = totals.get(word, 0) + 1
    return letters, len(totals), sorted(totals.items(), key=lambda kv: (-kv[1], kv[0]))[:4]
