import warnings
print("start")
warnings.warn("now fatal")
print("never")
