class Closing:
    def __enter__(self):
        return self
    def __exit__(self, *exc):
        raise OSError("close failed")

def work():
    try:
        with Closing() as c:
            raise ValueError("body failed")
    finally:
        print("finally runs")

for _ in range(1):
    work()
