"""Connect four by alpha-beta search with a table of positions: bit boards, recursion, tuples as keys."""

SIZE = 11

WIDTH, HEIGHT = 7, 6
ORDER = sorted(range(WIDTH), key=lambda column: abs(column - WIDTH // 2))
FULL = [1 << column * (HEIGHT + 1) + HEIGHT for column in range(WIDTH)]


def wins(stones):
    for shift in (1, HEIGHT, HEIGHT + 1, HEIGHT + 2):
        pairs = stones & stones >> shift
        if pairs & pairs >> 2 * shift:
            return True
    return False


class Search:
    def __init__(self):
        self.known = {}
        self.visited = 0

    def score(self, mine, all_stones, depth, alpha, beta):
        self.visited += 1
        theirs = mine ^ all_stones
        if wins(theirs):
            return -100 - depth
        if depth == 0:
            return mine.bit_count() - theirs.bit_count()
        key = (mine, all_stones, depth)
        if (known := self.known.get(key)) is not None:
            return known
        best = -1000
        for column in ORDER:
            bottom = 1 << column * (HEIGHT + 1)
            after = all_stones + bottom | all_stones
            if after & FULL[column]:
                continue
            value = -self.score(theirs, after, depth - 1, -beta, -alpha)
            if value > best:
                best = value
            if best > alpha:
                alpha = best
            if alpha >= beta:
                break
        self.known[key] = best
        return best


def run(n):
    search = Search()
    score = search.score(0, 0, n, -1000, 1000)
    return score, search.visited, len(search.known)
