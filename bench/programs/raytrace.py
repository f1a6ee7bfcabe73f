"""A ray tracer: small vector objects with operators, spheres, a checkered floor, reflections."""
import math

SIZE = 85


class Vector:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def unit(self):
        return self * (1.0 / math.sqrt(self.dot(self)))

    def mirrored(self, normal):
        return self - normal * (2.0 * self.dot(normal))


class Sphere:
    def __init__(self, centre, radius, shade, mirror):
        self.centre = centre
        self.radius = radius
        self.shade = shade
        self.mirror = mirror

    def meets(self, origin, direction):
        to_centre = self.centre - origin
        along = to_centre.dot(direction)
        inside = self.radius * self.radius - to_centre.dot(to_centre) + along * along
        if inside < 0.0:
            return None
        distance = along - math.sqrt(inside)
        return distance if distance > 1e-6 else None

    def normal(self, point):
        return (point - self.centre).unit()

    def shade_at(self, point):
        return self.shade


class Floor:
    mirror = 0.1

    def __init__(self, height):
        self.height = height

    def meets(self, origin, direction):
        if direction.y >= -1e-9:
            return None
        distance = (self.height - origin.y) / direction.y
        return distance if distance > 1e-6 else None

    def normal(self, point):
        return Vector(0.0, 1.0, 0.0)

    def shade_at(self, point):
        return 0.9 if (math.floor(point.x) + math.floor(point.z)) % 2 else 0.2


LIGHT = Vector(0.5, 1.0, -0.6).unit()


def trace(scene, origin, direction, depth):
    nearest, thing = math.inf, None
    for candidate in scene:
        distance = candidate.meets(origin, direction)
        if distance is not None and distance < nearest:
            nearest, thing = distance, candidate
    if thing is None:
        return 0.3 + 0.4 * max(direction.y, 0.0)
    point = origin + direction * nearest
    normal = thing.normal(point)
    light = max(normal.dot(LIGHT), 0.0)
    if any(other.meets(point, LIGHT) is not None for other in scene if other is not thing):
        light *= 0.3
    shade = thing.shade_at(point) * (0.15 + 0.85 * light)
    if thing.mirror and depth:
        shade += thing.mirror * trace(scene, point, direction.mirrored(normal), depth - 1)
    return shade


def run(n):
    scene = [Floor(-1.0)]
    for i in range(5):
        scene.append(Sphere(Vector(1.6 * i - 3.2, 0.3 * (i % 2), 3.0 + i % 3), 0.8, 0.5 + 0.1 * i, 0.3))
    eye = Vector(0.0, 0.6, -3.0)
    total = 0.0
    for row in range(n):
        for column in range(n):
            direction = Vector((column - n / 2) / n, (n / 2 - row) / n, 1.0).unit()
            total += trace(scene, eye, direction, 2)
    return round(total, 9)
