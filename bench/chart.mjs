/** Draws a report of run.mjs: for each program, how many times as fast as CPython Tython and the other engines are. */

const COLOURS = { tython: "#2b6cb0", pypy: "#b7791f", pyodide: "#a0aec0", javascript: "#68a063" };
const ROW = 18;
const LEFT = 150;
const WIDTH = 620;
const TOP = 46;
const BAR = 12;

/** An SVG with a row for each program, the fastest first, on a logarithmic scale. */
export function chart(report) {
  const rows = Object.entries(report.programs)
    .filter(([, figures]) => figures.tython?.ratio !== undefined)
    .sort(([, a], [, b]) => b.tython.ratio - a.tython.ratio);
  const others = report.engines
    .map(({ name }) => name)
    .filter(
      (name) => name in COLOURS && name !== "tython" && rows.some(([, figures]) => figures[name]?.ratio),
    );
  const ratios = rows.flatMap(([, figures]) =>
    ["tython", ...others].map((name) => figures[name]?.ratio).filter(Boolean),
  );
  const low = Math.min(0.5, ...ratios);
  const high = Math.max(20, ...ratios);
  const scale = (ratio) => LEFT + (WIDTH * Math.log(ratio / low)) / Math.log(high / low);
  const height = TOP + rows.length * ROW + 10;
  const parts = [];
  const text = (x, y, content, more = "") => parts.push(`<text x="${x}" y="${y}" ${more}>${content}</text>`);

  for (const tick of [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100].filter((t) => t >= low && t <= high)) {
    const x = scale(tick).toFixed(1);
    const stroke = tick === 1 ? 'stroke="#4a5568" stroke-width="1.5"' : 'stroke="#cbd5e0"';
    parts.push(`<line x1="${x}" y1="${TOP - 6}" x2="${x}" y2="${height - 6}" ${stroke}/>`);
    text(x, TOP - 10, `${tick}x`, 'text-anchor="middle"');
  }
  rows.forEach(([program, figures], i) => {
    const y = TOP + i * ROW;
    text(LEFT - 8, y + BAR - 2, program, 'text-anchor="end"');
    const from = scale(Math.min(1, figures.tython.ratio));
    const to = scale(Math.max(1, figures.tython.ratio));
    parts.push(
      `<rect x="${from.toFixed(1)}" y="${y}" width="${(to - from).toFixed(1)}" height="${BAR}" fill="${COLOURS.tython}"/>`,
    );
    for (const name of others) {
      if (figures[name]?.ratio === undefined) continue;
      const x = scale(figures[name].ratio).toFixed(1);
      parts.push(`<circle cx="${x}" cy="${y + BAR / 2}" r="4" fill="${COLOURS[name]}" stroke="#fff"/>`);
    }
  });
  ["tython", ...others].forEach((name, i) => {
    const x = LEFT + i * 110;
    parts.push(`<rect x="${x}" y="6" width="10" height="10" fill="${COLOURS[name]}"/>`);
    text(x + 15, 15, name);
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${LEFT + WIDTH + 20} ${height}" font-family="sans-serif" font-size="11" fill="#2d3748">
<title>Times as fast as CPython, by program (logarithmic)</title>
<rect width="100%" height="100%" fill="#fff"/>
${parts.join("\n")}
</svg>
`;
}
