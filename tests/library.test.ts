/** The page about the library's modules says what is so. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";

test("docs/library.md is what the modules show", { timeout: 120_000 }, () => {
  const script = path.join(import.meta.dirname, "..", "scripts", "library.mjs");
  const { status, stderr } = spawnSync(process.execPath, [script, "--check"], { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(status).toBe(0);
});
