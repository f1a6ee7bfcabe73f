import sys
from . import __name__ as package
print("main", __name__, __package__, package, sys.argv[1:])
sys.exit(4)
