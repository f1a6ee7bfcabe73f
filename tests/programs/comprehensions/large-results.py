squares = [i * i for i in range(10000)]
print(len(squares), squares[-1], sum(squares), len({i % 97 for i in range(10000)}), len({i: str(i) for i in range(5000)}))
words = [chr(97 + i % 26) * (i % 5 + 1) for i in range(1000)]
counts = {}
for w in words:
    counts[w] = counts.get(w, 0) + 1
print(sorted(counts.items())[:5], max(counts.values()), sum(len(w) for w in words))
triples = [(a, b, c) for a in range(1, 30) for b in range(a, 30) for c in range(b, 30) if a * a + b * b == c * c]
print(triples)
