"""A priority queue by hand and heapq: shortest paths on a grid."""
import heapq

SIZE = 300


class Heap:
    def __init__(self):
        self.items = []

    def push(self, item):
        items = self.items
        items.append(item)
        at = len(items) - 1
        while at:
            parent = (at - 1) >> 1
            if items[parent] <= item:
                break
            items[at] = items[parent]
            at = parent
        items[at] = item

    def pop(self):
        items = self.items
        last = items.pop()
        if not items:
            return last
        top = items[0]
        at, size = 0, len(items)
        while (child := 2 * at + 1) < size:
            if child + 1 < size and items[child + 1] < items[child]:
                child += 1
            if items[child] >= last:
                break
            items[at] = items[child]
            at = child
        items[at] = last
        return top


def shortest(n):
    cost = [[(x * 7 + y * 13) % 10 + 1 for x in range(n)] for y in range(n)]
    best = {(0, 0): 0}
    heap = [(0, 0, 0)]
    while heap:
        d, x, y = heapq.heappop(heap)
        if x == y == n - 1:
            return d
        if d > best[x, y]:
            continue
        for nx, ny in ((x + 1, y), (x, y + 1), (x - 1, y), (x, y - 1)):
            if 0 <= nx < n and 0 <= ny < n:
                nd = d + cost[ny][nx]
                if nd < best.get((nx, ny), 1 << 30):
                    best[nx, ny] = nd
                    heapq.heappush(heap, (nd, nx, ny))


def run(n):
    heap = Heap()
    x = 1
    for _ in range(n * 60):
        x = x * 48271 % 2147483647
        heap.push(x % 10007)
    ordered = [heap.pop() for _ in range(n * 60)]
    return shortest(n), ordered[:3], ordered == sorted(ordered)
