/** The table of a report of run.mjs for a document: milliseconds of Tython and CPython, and how many times as fast it is. */
export function table(report) {
  const rows = Object.entries(report.programs).filter(([, figures]) => figures.tython?.ratio !== undefined);
  const others = ["pypy", "pyodide"].filter((name) => rows.some(([, figures]) => figures[name]?.ratio));
  const ms = (seconds) => (seconds * 1e3).toFixed(1);
  const ratio = (figures) => figures?.ratio?.toFixed(2) ?? "";
  const script = ({ tython, javascript }) =>
    javascript ? (tython.median / javascript.median).toFixed(1) : "";
  const cells = [
    ["Program", ([name]) => name],
    ["Tython, ms", ([, f]) => ms(f.tython.median)],
    ["CPython, ms", ([, f]) => ms(f.cpython.median)],
    ["times as fast", ([, f]) => ratio(f.tython)],
    ["first repetition", ([, f]) => f.tython.firstRatio.toFixed(2)],
    ...others.map((name) => [name, ([, f]) => ratio(f[name])]),
  ];
  if (rows.some(([, f]) => f.javascript)) cells.push(["times JavaScript's time", ([, f]) => script(f)]);
  const line = (values) => `| ${values.join(" | ")} |`;
  return [
    line(cells.map(([title]) => title)),
    line(cells.map(() => "---")),
    ...rows.map((row) => line(cells.map(([, cell]) => cell(row)))),
    "",
  ].join("\n");
}
