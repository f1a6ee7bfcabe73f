function multiply(a, b) {
  const n = b.length;
  const out = [];
  for (const row of a) {
    const line = [];
    for (let j = 0; j < b[0].length; j++) {
      let total = 0;
      for (let k = 0; k < n; k++) total += row[k] * b[k][j];
      line.push(total);
    }
    out.push(line);
  }
  return out;
}

const matrix = (n, f) => Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => f(i, j)));

export function run(n) {
  const a = matrix(n, (i, j) => (i * j) % 10);
  const b = matrix(n, (i, j) => (i + j) % 10);
  const f = matrix(n, (i, j) => (i + 1) / (j + 2.5));
  const c = multiply(a, b);
  const d = multiply(f, f);
  const sum = c.reduce((total, row) => row.reduce((x, y) => x + y, total), 0);
  return [sum, c[n >> 1][Math.floor(n / 3)], Number(d[1][2].toFixed(6))];
}
