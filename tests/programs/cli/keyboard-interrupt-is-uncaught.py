def loop():
    raise KeyboardInterrupt
try:
    loop()
except Exception:
    print("not an Exception")
finally:
    print("finally")
