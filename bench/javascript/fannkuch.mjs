export function run(n) {
  const permutation = Array.from({ length: n }, (_, i) => i);
  const count = permutation.slice();
  let checksum = 0;
  let most = 0;
  let sign = 1;
  for (;;) {
    let flips = 0;
    const p = permutation.slice();
    for (let first = p[0]; first !== 0; first = p[0]) {
      for (let low = 0, high = first; low < high; low++, high--) {
        const x = p[low];
        p[low] = p[high];
        p[high] = x;
      }
      flips++;
    }
    if (flips > most) most = flips;
    checksum += sign * flips;
    const at = sign === 1 ? 0 : 1;
    const x = permutation[at];
    permutation[at] = permutation[at + 1];
    permutation[at + 1] = x;
    if (sign === 1) {
      sign = -1;
      continue;
    }
    sign = 1;
    for (let i = 2; i < n; i++) {
      if (count[i] !== 0) {
        count[i]--;
        break;
      }
      if (i === n - 1) return [checksum, most];
      count[i] = i;
      const head = permutation[0];
      for (let j = 0; j <= i; j++) permutation[j] = permutation[j + 1];
      permutation[i + 1] = head;
    }
  }
}
