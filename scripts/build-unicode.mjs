/**
 * The Unicode Character Database and the tables of the East Asian codecs, data files in `dist/lib`. Pyodide is CPython 3.14, so the
 * tables are those of its own `unicodedata` and codecs; they are written anew when Pyodide or the programs that read them changed.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const PROGRAMS = ["dump-unicode.py", "dump-codecs.py"];

/** Writes the files below `root` unless they are there; `digest` stands for the Pyodide that is installed. */
export async function buildUnicode(root, digest) {
  const programs = PROGRAMS.map((name) => readFileSync(join(root, "scripts", name), "utf8"));
  const library = join(root, "dist", "lib");
  const key = createHash("sha256").update(digest).update(programs.join("\0")).digest("hex");
  const stamp = join(library, "unicode.sha256");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === key) return;
  const { loadPyodide } = await import("pyodide");
  const python = await loadPyodide();
  for (const program of programs) {
    const result = python.runPython(program, { globals: python.toPy({}) });
    for (const [name, text] of Object.entries(result.toJs())) writeFileSync(join(library, name), text);
    result.destroy();
  }
  writeFileSync(stamp, key);
}
