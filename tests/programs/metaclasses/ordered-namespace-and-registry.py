class Recording(dict):
    def __init__(self):
        super().__init__()
        self.log = []
    def __setitem__(self, key, value):
        if not key.startswith("__"):
            self.log.append(key)
        super().__setitem__(key, value)
    def __missing__(self, key):
        if key.startswith("auto"):
            return key.upper()
        raise KeyError(key)

class Meta(type):
    classes = []
    @classmethod
    def __prepare__(meta, name, bases):
        return Recording()
    def __new__(meta, name, bases, ns):
        cls = super().__new__(meta, name, bases, dict(ns))
        cls.order = ns.log
        meta.classes.append(name)
        return cls

class Form(metaclass=Meta):
    name = 1
    age = auto_value
    def save(self): ...
    name = 2
    del age
    age = "again"

class Other(Form):
    z = 1

print(Form.order, Other.order, Form.age, Form.name, Meta.classes, hasattr(Form, "auto_value"))
