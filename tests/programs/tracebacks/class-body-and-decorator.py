def broken(f):
    raise LookupError("decorator " + f.__name__)

class C:
    value = 1
    class Inner:
        @broken
        def method(self):
            pass
