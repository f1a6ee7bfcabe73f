/** The page about the library's modules says what is so, and the version is the library's. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { LANGUAGE, MICRO } from "../src/base/version.ts";

test("docs/library.md is what the modules show", { timeout: 120_000 }, () => {
  const script = path.join(import.meta.dirname, "..", "scripts", "library.mjs");
  const { status, stderr } = spawnSync(process.execPath, [script, "--check"], { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(status).toBe(0);
});

test("Python's version is that of the library", () => {
  const archive = path.join(import.meta.dirname, "..", "node_modules", "pyodide", "pyodide-lock.json");
  const { info } = JSON.parse(readFileSync(archive, "utf8")) as { info: { python: string } };
  expect(`${LANGUAGE}.${MICRO}`).toBe(info.python);
});
