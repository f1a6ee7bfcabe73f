/** Modules that a start-up snapshot holds come to a program as they are, unless something is other than it was. */
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { prepare } from "../../src/cli/prepared.ts";
import type { Interpreter } from "../../src/interpreter/interpreter.ts";
import { type PyModule, moduleGet, moduleSet } from "../../src/runtime/objects/module.ts";
import { str } from "../../src/runtime/objects/str.ts";

const library = fileURLToPath(new URL("../../dist/lib", import.meta.url));

function prepared(): Interpreter {
  const interpreter = prepare(library, ["json", "heapq"]);
  const { host, configuration } = interpreter;
  if (interpreter.library !== undefined) interpreter.revive(host, configuration, interpreter.library);
  return interpreter;
}

test("a module brings what it imported, and no more", () => {
  const { importer, modules } = prepared();
  expect(modules.getStr("json")).toBeUndefined();
  expect(importer.dormant?.adopt("json")).toBe(modules.getStr("json"));
  expect(modules.getStr("json.decoder")).toBeDefined();
  expect(modules.getStr("re")).toBeDefined();
  expect(modules.getStr("heapq")).toBeUndefined();
});

test("its code runs again after one of its modules or a builtin was changed", () => {
  const one = prepared();
  const re = one.importModule("re") as PyModule;
  moduleSet(re, "compile", null);
  expect(one.importer.dormant?.adopt("json")).toBeUndefined();
  const two = prepared();
  moduleSet(two.builtins, "len", null);
  expect(two.importer.dormant?.adopt("json")).toBeUndefined();
});

test("its code runs again where another module of a name that it imports is present", () => {
  const { importer, modules } = prepared();
  modules.setStr("keyword", str("another"));
  expect(importer.dormant?.adopt("json")).toBeUndefined();
  expect(importer.dormant?.adopt("heapq")).toBeDefined();
  expect(moduleGet(modules.getStr("heapq") as PyModule, "heappush")).toBeDefined();
});
