class Plugin:
    registry = {}

    def __init_subclass__(cls, /, key=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.registry[key or cls.__name__.lower()] = cls

    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item}]"

class Json(Plugin): pass
class Yaml(Plugin, key="yml"): pass
class Deep(Json, key="deep"): pass

print({k: v.__name__ for k, v in Plugin.registry.items()}, Plugin[int], Deep["x", 1])
try:
    class Bad(Plugin, wrong=1): pass
except TypeError as error:
    print(error)


class Field:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name

class Model:
    a = Field()
    b = Field()

print(Model.a.name)
Model.c = Field()
print(hasattr(Model.c, "name"))
try:
    object[int]
except TypeError as error:
    print(error)
