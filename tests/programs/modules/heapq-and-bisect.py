import bisect
import heapq
h = [5, 1, 4, 2, 3]
heapq.heapify(h)
print(h, heapq.heappop(h), heapq.heappushpop(h, 0), heapq.heapreplace(h, 9), h)
heapq.heappush(h, 1)
print([heapq.heappop(h) for _ in range(len(h))], heapq.nlargest(2, [3, 1, 4], key=lambda x: -x), heapq.nsmallest(2, "hello"), list(heapq.merge([1, 4], [2, 3], [0])), list(heapq.merge("ca", "b", reverse=True)))
heap = []
for priority, job in ((2, "b"), (1, "a"), (2, "a")):
    heapq.heappush(heap, (priority, job))
print([heapq.heappop(heap) for _ in range(3)])
try:
    heapq.heappop([])
except IndexError as error:
    print(error)
a = [1, 3, 3, 5]
print(bisect.bisect(a, 3), bisect.bisect_left(a, 3), bisect.bisect_right(a, 0), bisect.bisect(a, 9), bisect.bisect_left([(1, "x"), (3, "y")], 2, key=lambda p: p[0]))
bisect.insort(a, 4)
bisect.insort_left(a, 3)
print(a, "FDCBA"[bisect.bisect([60, 70, 80, 90], 77)])
