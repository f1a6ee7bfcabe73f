/**
 * The Unicode database: `unicode.json` and `unicode-names.txt` in the library's folder. Pyodide is CPython 3.14 itself, so
 * the tables are those of its `unicodedata`; they are written anew when Pyodide or the script that reads them changed.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);

/** Writes the two files into `directory` unless they are there and new. */
export async function buildUnicode(directory, force) {
  const program = readFileSync(new URL("dump-unicode.py", import.meta.url), "utf8");
  const { version } = require("pyodide/package.json");
  const key = createHash("sha256").update(version).update(program).digest("hex");
  const stamp = join(directory, "unicode.sha256");
  if (!force && existsSync(stamp) && readFileSync(stamp, "utf8") === key) return;
  const { loadPyodide } = await import("pyodide");
  const python = await loadPyodide();
  const result = python.runPython(program);
  const [database, names] = result.toJs();
  result.destroy();
  writeFileSync(join(directory, "unicode.json"), database);
  writeFileSync(join(directory, "unicode-names.txt"), names);
  writeFileSync(stamp, key);
}
