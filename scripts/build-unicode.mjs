/**
 * The Unicode Character Database, `unicode-data.json` and `unicode-names.txt` in `dist/lib`. Pyodide is CPython 3.14, so the
 * tables are those of its own `unicodedata`; they are written anew when Pyodide or the program that reads them changed.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes the files below `root` unless they are there; `digest` stands for the Pyodide that is installed. */
export async function buildUnicode(root, digest) {
  const program = readFileSync(join(root, "scripts", "dump-unicode.py"), "utf8");
  const library = join(root, "dist", "lib");
  const key = createHash("sha256").update(digest).update(program).digest("hex");
  const stamp = join(library, "unicode.sha256");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === key) return;
  const { loadPyodide } = await import("pyodide");
  const python = await loadPyodide();
  const result = python.runPython(program);
  const [database, names] = result.toJs();
  result.destroy();
  writeFileSync(join(library, "unicode-data.json"), database);
  writeFileSync(join(library, "unicode-names.txt"), names);
  writeFileSync(stamp, key);
}
