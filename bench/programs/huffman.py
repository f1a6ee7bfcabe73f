"""Compression in Python: dictionary matches, a Huffman tree over what is left, and the way back."""
from collections import Counter
from heapq import heapify, heappop, heappush

SIZE = 64

TEXT = " ".join(f"the {w} of {v} and {w}{i % 7}" for i in range(120) for w, v in [("rain", "spain"), ("plain", "main")])


def matches(text, window=128):
    """Literal characters, and pairs (distance, length) for what was there before."""
    last = {}
    at = 0
    while at < len(text):
        key = text[at : at + 3]
        before = last.get(key, -1)
        last[key] = at
        if len(key) == 3 and before >= 0 and at - before <= window:
            length = 3
            while at + length < len(text) and length < 32 and text[before + length] == text[at + length]:
                length += 1
            yield at - before, length
            at += length
        else:
            yield text[at]
            at += 1


def codes(counts):
    heap = [(count, i, symbol) for i, (symbol, count) in enumerate(counts.items())]
    heapify(heap)
    order = len(heap)
    while len(heap) > 1:
        a, _, left = heappop(heap)
        b, _, right = heappop(heap)
        heappush(heap, (a + b, order, [left, right]))
        order += 1
    table = {}

    def assign(node, prefix):
        if isinstance(node, list):
            assign(node[0], prefix + "0")
            assign(node[1], prefix + "1")
        else:
            table[node] = prefix

    assign(heap[0][2], "")
    return table


def expand(bits, table):
    symbols = {code: symbol for symbol, code in table.items()}
    out = []
    code = ""
    for bit in bits:
        code += bit
        symbol = symbols.get(code)
        if symbol is None:
            continue
        code = ""
        if isinstance(symbol, tuple):
            distance, length = symbol
            for _ in range(length):
                out.append(out[-distance])
        else:
            out.append(symbol)
    return "".join(out)


def run(n):
    size = 0
    for i in range(n):
        text = TEXT[i:]
        symbols = list(matches(text))
        table = codes(Counter(symbols))
        bits = "".join([table[symbol] for symbol in symbols])
        if expand(bits, table) != text:
            raise AssertionError("what was compressed does not come back")
        size += len(bits)
    return size
