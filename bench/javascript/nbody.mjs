class Body {
  constructor(x, y, z, vx, vy, vz, mass) {
    this.x = x;
    this.y = y;
    this.z = z;
    this.vx = vx;
    this.vy = vy;
    this.vz = vz;
    this.mass = mass;
  }
}

const system = () => [
  new Body(0, 0, 0, 0, 0, 0, 39.47),
  new Body(4.84, -1.16, -0.103, 0.606, 2.81, -0.0252, 0.0377),
  new Body(8.34, 4.12, -0.403, -1.01, 1.82, 0.00841, 0.0113),
  new Body(12.89, -15.11, -0.223, 1.08, 0.868, -0.0108, 0.00172),
  new Body(15.38, -25.92, 0.179, 0.979, 0.594, -0.0347, 0.00203),
];

function advance(bodies, pairs, dt) {
  for (const [a, b] of pairs) {
    const dx = a.x - b.x;
    const dy = a.y - b.y;
    const dz = a.z - b.z;
    const distance2 = dx * dx + dy * dy + dz * dz;
    const pull = dt / (distance2 * Math.sqrt(distance2));
    const ma = a.mass * pull;
    const mb = b.mass * pull;
    a.vx -= dx * mb;
    a.vy -= dy * mb;
    a.vz -= dz * mb;
    b.vx += dx * ma;
    b.vy += dy * ma;
    b.vz += dz * ma;
  }
  for (const body of bodies) {
    body.x += dt * body.vx;
    body.y += dt * body.vy;
    body.z += dt * body.vz;
  }
}

function energy(bodies, pairs) {
  let total = 0;
  for (const b of bodies) total += (b.mass * (b.vx * b.vx + b.vy * b.vy + b.vz * b.vz)) / 2;
  for (const [a, b] of pairs) {
    const dx = a.x - b.x;
    const dy = a.y - b.y;
    const dz = a.z - b.z;
    total -= (a.mass * b.mass) / Math.sqrt(dx * dx + dy * dy + dz * dz);
  }
  return total;
}

export function run(n) {
  const bodies = system();
  const pairs = bodies.flatMap((a, i) => bodies.slice(i + 1).map((b) => [a, b]));
  for (let i = 0; i < n; i++) advance(bodies, pairs, 0.01);
  return Number(energy(bodies, pairs).toFixed(9));
}
