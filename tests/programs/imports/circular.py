import ring_a
print(ring_a.value, ring_a.ring_b.value, ring_a.use())
