value = "a"
from . import ring_b
def use():
    return ring_b.combined()
