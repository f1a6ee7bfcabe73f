export function run(n) {
  let inside = 0;
  let steps = 0;
  for (let py = 0; py < n; py++) {
    const ci = (2 * py) / n - 1;
    for (let px = 0; px < n; px++) {
      const cr = (3 * px) / n - 2;
      let x = 0;
      let y = 0;
      let i = 0;
      while (i < 50) {
        const xx = x * x;
        const yy = y * y;
        if (xx + yy > 4) break;
        y = 2 * x * y + ci;
        x = xx - yy + cr;
        i++;
      }
      steps += i;
      if (i === 50) inside++;
    }
  }
  return [inside, steps];
}
