function place(n, row, columns, down, up) {
  if (row === n) return 1;
  let found = 0;
  for (let column = 0; column < n; column++) {
    if (columns.has(column) || up.has(row + column) || down.has(row - column)) continue;
    columns.add(column);
    up.add(row + column);
    down.add(row - column);
    found += place(n, row + 1, columns, down, up);
    columns.delete(column);
    up.delete(row + column);
    down.delete(row - column);
  }
  return found;
}

export function run(n) {
  const counts = Array.from({ length: n }, (_, i) => place(i + 1, 0, new Set(), new Set(), new Set()));
  return Object.assign(counts, { list: true });
}
