"""Shortest paths, spanning trees, components, orders, flows and colourings on small graphs."""
import heapq
from collections import defaultdict, deque
from itertools import combinations


class Graph:
    def __init__(self, edges=(), directed=False):
        self.directed = directed
        self.adjacent = defaultdict(dict)
        for a, b, *weight in edges:
            self.add(a, b, weight[0] if weight else 1)

    def add(self, a, b, weight=1):
        self.adjacent[a][b] = weight
        self.adjacent[b]
        if not self.directed:
            self.adjacent[b][a] = weight

    def __iter__(self):
        return iter(sorted(self.adjacent))

    def __len__(self):
        return len(self.adjacent)

    def __contains__(self, edge):
        a, b = edge
        return b in self.adjacent[a]

    def edges(self):
        for a in self:
            for b, w in sorted(self.adjacent[a].items()):
                if self.directed or a < b:
                    yield a, b, w

    def bfs(self, start):
        distance = {start: 0}
        queue = deque([start])
        while queue:
            a = queue.popleft()
            for b in sorted(self.adjacent[a]):
                if b not in distance:
                    distance[b] = distance[a] + 1
                    queue.append(b)
        return distance

    def dfs(self, start, seen=None):
        seen = set() if seen is None else seen
        seen.add(start)
        yield start
        for b in sorted(self.adjacent[start]):
            if b not in seen:
                yield from self.dfs(b, seen)

    def dijkstra(self, start, goal):
        best, previous = {start: 0}, {}
        heap = [(0, start)]
        while heap:
            d, a = heapq.heappop(heap)
            if a == goal:
                path = [a]
                while a in previous:
                    a = previous[a]
                    path.append(a)
                return d, path[::-1]
            if d > best[a]:
                continue
            for b, w in self.adjacent[a].items():
                if d + w < best.get(b, float("inf")):
                    best[b], previous[b] = d + w, a
                    heapq.heappush(heap, (d + w, b))
        return None

    def components(self):
        seen = set()
        for a in self:
            if a not in seen:
                part = sorted(self.dfs(a))
                seen.update(part)
                yield part

    def kruskal(self):
        parent = {a: a for a in self}

        def root(a):
            while parent[a] != a:
                parent[a] = parent[parent[a]]
                a = parent[a]
            return a

        for a, b, w in sorted(self.edges(), key=lambda e: (e[2], e[:2])):
            if root(a) != root(b):
                parent[root(a)] = root(b)
                yield a, b, w

    def topological(self):
        state, order = {}, []

        def visit(a, trail):
            if state.get(a) == "done":
                return
            if state.get(a) == "open":
                raise ValueError("cycle " + " -> ".join([*trail[trail.index(a):], a]))
            state[a] = "open"
            for b in sorted(self.adjacent[a]):
                visit(b, [*trail, a])
            state[a] = "done"
            order.append(a)

        for a in self:
            visit(a, [])
        return order[::-1]

    def strong_components(self):
        index, low, stack, on = {}, {}, [], set()
        result = []

        def connect(a):
            index[a] = low[a] = len(index)
            stack.append(a)
            on.add(a)
            for b in sorted(self.adjacent[a]):
                if b not in index:
                    connect(b)
                    low[a] = min(low[a], low[b])
                elif b in on:
                    low[a] = min(low[a], index[b])
            if low[a] == index[a]:
                part = []
                while True:
                    b = stack.pop()
                    on.discard(b)
                    part.append(b)
                    if b == a:
                        break
                result.append(sorted(part))

        for a in self:
            if a not in index:
                connect(a)
        return result

    def max_flow(self, source, sink):
        left = {a: dict(n) for a, n in self.adjacent.items()}
        flow = 0
        while True:
            previous, queue = {source: None}, deque([source])
            while queue and sink not in previous:
                a = queue.popleft()
                for b, room in left[a].items():
                    if room > 0 and b not in previous:
                        previous[b] = a
                        queue.append(b)
            if sink not in previous:
                return flow
            path, b = [], sink
            while previous[b] is not None:
                path.append((previous[b], b))
                b = previous[b]
            room = min(left[a][b] for a, b in path)
            for a, b in path:
                left[a][b] -= room
                left[b][a] = left[b].get(a, 0) + room
            flow += room

    def colour(self, colours):
        chosen = {}

        def place(nodes):
            if not nodes:
                return True
            a, *rest = nodes
            for c in colours:
                if all(chosen.get(b) != c for b in self.adjacent[a]):
                    chosen[a] = c
                    if place(rest):
                        return True
                    del chosen[a]
            return False

        return dict(sorted(chosen.items())) if place(list(self)) else None


roads = Graph([("a", "b", 7), ("a", "c", 9), ("a", "f", 14), ("b", "c", 10), ("b", "d", 15), ("c", "d", 11), ("c", "f", 2), ("d", "e", 6), ("e", "f", 9), ("x", "y", 1)])
print(len(roads), ("a", "b") in roads, ("a", "e") in roads, roads.bfs("a"))
print(list(roads.dfs("a")), roads.dijkstra("a", "e"), roads.dijkstra("a", "x"))
print(list(roads.components()), list(roads.kruskal()), sum(w for *_, w in roads.kruskal()))
tasks = Graph([("shoes", "walk"), ("socks", "shoes"), ("trousers", "shoes"), ("trousers", "belt"), ("belt", "walk")], directed=True)
print(tasks.topological())
tasks.add("walk", "socks")
try:
    tasks.topological()
except ValueError as error:
    print(error)
print(tasks.strong_components())
pipes = Graph([("s", "a", 10), ("s", "b", 5), ("a", "b", 15), ("a", "t", 5), ("b", "t", 10)], directed=True)
print(pipes.max_flow("s", "t"))
wheel = Graph([(i, (i + 1) % 5) for i in range(5)] + [(i, 5) for i in range(5)])
print(wheel.colour("rgb"), wheel.colour("rgby"))
grid = Graph(((x, y), (x + dx, y + dy)) for x in range(6) for y in range(6) for dx, dy in ((0, 1), (1, 0)) if x + dx < 6 and y + dy < 6 and (x * y) % 5 != 4 and ((x + dx) * (y + dy)) % 5 != 4)
print(len(grid), grid.bfs((0, 0)).get((5, 5)), max(grid.bfs((0, 0)).values()))
complete = Graph(combinations(range(7), 2))
print(sum(1 for _ in complete.edges()), [c for c in complete.components()])
