"""Float arithmetic over attributes: bodies under gravity."""

SIZE = 30_000


class Body:
    __slots__ = ("x", "y", "z", "vx", "vy", "vz", "mass")

    def __init__(self, x, y, z, vx, vy, vz, mass):
        self.x, self.y, self.z = x, y, z
        self.vx, self.vy, self.vz = vx, vy, vz
        self.mass = mass


def system():
    return [
        Body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 39.47),
        Body(4.84, -1.16, -0.103, 0.606, 2.81, -0.0252, 0.0377),
        Body(8.34, 4.12, -0.403, -1.01, 1.82, 0.00841, 0.0113),
        Body(12.89, -15.11, -0.223, 1.08, 0.868, -0.0108, 0.00172),
        Body(15.38, -25.92, 0.179, 0.979, 0.594, -0.0347, 0.00203),
    ]


def advance(bodies, pairs, dt):
    for a, b in pairs:
        dx = a.x - b.x
        dy = a.y - b.y
        dz = a.z - b.z
        distance2 = dx * dx + dy * dy + dz * dz
        pull = dt / (distance2 * distance2**0.5)
        ma = a.mass * pull
        mb = b.mass * pull
        a.vx -= dx * mb
        a.vy -= dy * mb
        a.vz -= dz * mb
        b.vx += dx * ma
        b.vy += dy * ma
        b.vz += dz * ma
    for body in bodies:
        body.x += dt * body.vx
        body.y += dt * body.vy
        body.z += dt * body.vz


def energy(bodies, pairs):
    total = 0.0
    for b in bodies:
        total += b.mass * (b.vx * b.vx + b.vy * b.vy + b.vz * b.vz) / 2
    for a, b in pairs:
        dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
        total -= a.mass * b.mass / (dx * dx + dy * dy + dz * dz) ** 0.5
    return total


def run(n):
    bodies = system()
    pairs = [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1:]]
    for _ in range(n):
        advance(bodies, pairs, 0.01)
    return round(energy(bodies, pairs), 9)
