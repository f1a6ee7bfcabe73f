export function run(n) {
  let longest = 0;
  let best = 0;
  for (let start = 1; start < n; start++) {
    let x = start;
    let steps = 0;
    while (x !== 1) {
      x = x % 2 === 0 ? x / 2 : 3 * x + 1;
      steps++;
    }
    if (steps > longest) {
      longest = steps;
      best = start;
    }
  }
  return [best, longest];
}
