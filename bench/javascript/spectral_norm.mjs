const element = (i, j) => 1 / (Math.floor(((i + j) * (i + j + 1)) / 2) + i + 1);

function times(v, transposed) {
  const out = [];
  for (let i = 0; i < v.length; i++) {
    let sum = 0;
    for (let j = 0; j < v.length; j++) sum += (transposed ? element(j, i) : element(i, j)) * v[j];
    out.push(sum);
  }
  return out;
}

export function run(n) {
  let u = Array.from({ length: n }, () => 1);
  let v;
  for (let i = 0; i < 6; i++) {
    v = times(times(u, false), true);
    u = times(times(v, false), true);
  }
  let uv = 0;
  let vv = 0;
  for (let i = 0; i < n; i++) {
    uv += u[i] * v[i];
    vv += v[i] * v[i];
  }
  return Number(Math.sqrt(uv / vv).toFixed(9));
}
