/** Removes the indentation that all lines but the first share, as CPython's compiler does (`_PyCompile_CleanDoc`). */
export function cleanDoc(doc: string): string {
  const [first = "", ...rest] = expandTabs(doc).split("\n");
  let margin = Number.POSITIVE_INFINITY;
  for (const line of rest) {
    const indent = line.search(/[^ ]/);
    if (indent >= 0) margin = Math.min(margin, indent);
  }
  const shared = margin === Number.POSITIVE_INFINITY ? 0 : margin;
  const trimmed = rest.map((line) => line.slice(Math.min(shared, Math.max(0, line.search(/[^ ]|$/)))));
  return [first.replace(/^ +/, ""), ...trimmed].join("\n");
}

function expandTabs(text: string): string {
  if (!text.includes("\t")) return text;
  let column = 0;
  let out = "";
  for (const char of text) {
    if (char === "\t") {
      const spaces = 8 - (column % 8);
      out += " ".repeat(spaces);
      column += spaces;
    } else {
      out += char;
      column = char === "\n" || char === "\r" ? 0 : column + 1;
    }
  }
  return out;
}
