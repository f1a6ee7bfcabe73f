/**
 * The engine against CPython's: random patterns and everyday ones, recorded by `scripts/record-sre.py`, each matched
 * natively (where it can be) and by the machine.
 */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Engine, type Found } from "../../src/runtime/modules/_sre/engine.ts";
import type { Subject } from "../../src/runtime/modules/_sre/machine.ts";

type Groups = number[] | null;

interface Recorded {
  pattern: string;
  flags: number;
  /** Whether a native RegExp is to be found (everyday patterns). */
  native?: boolean;
  code: number[];
  groups: number;
  texts: {
    text: string;
    pos: number;
    endpos: number;
    match: Groups;
    fullmatch: Groups;
    search: Groups;
    finditer: Groups[];
  }[];
}

const hooks = { interrupt: () => undefined, outOfMemory: () => new Error("out of memory") };

function load(name: string): Recorded[] {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
}

function codePoints(text: string): number[] {
  return Array.from(text, (character) => character.codePointAt(0)!);
}

/** The text as the native way and as the machine take it. */
function subjects(text: string): Subject[] {
  const points = codePoints(text);
  return points.every((point) => point < 0x10000) ? [text, points] : [points];
}

function groups(found: Found | null): Groups {
  return found && [found.lastIndex(), ...Array.from(found.spans())];
}

function all(engine: Engine, subject: Subject, pos: number, endpos: number): Groups[] {
  const results: Groups[] = [];
  let advance = false;
  for (let at = pos; ; ) {
    const found = engine.search(subject, at, endpos, advance);
    if (!found) return results;
    results.push(groups(found));
    advance = found.start === found.end;
    at = found.end;
  }
}

function check(recorded: Recorded): void {
  const engine = new Engine(recorded.code, recorded.groups, hooks);
  for (const { text, pos, endpos, match, fullmatch, search, finditer } of recorded.texts) {
    for (const subject of subjects(text)) {
      const got = {
        match: groups(engine.match(subject, pos, endpos)),
        fullmatch: groups(engine.fullmatch(subject, pos, endpos)),
        search: groups(engine.search(subject, pos, endpos)),
        finditer: all(engine, subject, pos, endpos),
      };
      const way = typeof subject === "string" && engine.isNative ? "native" : "machine";
      expect(got, `${way}: ${JSON.stringify(recorded.pattern)} on ${JSON.stringify(text)}`).toEqual({
        match,
        fullmatch,
        search,
        finditer,
      });
    }
  }
}

const everyday = load("everyday.json");

function engineOf(pattern: string, over: Partial<typeof hooks> = {}): Engine {
  const recorded = everyday.find((one) => one.pattern === pattern)!;
  return new Engine(recorded.code, recorded.groups, { ...hooks, ...over });
}

describe("agrees with CPython", () => {
  test("on random patterns", () => {
    for (const recorded of load("cases.json")) check(recorded);
  });

  test.each(everyday)("on $pattern", check);
});

describe("the way that is taken", () => {
  test.each(everyday)("$pattern natively: $native", ({ pattern, native }) => {
    expect(engineOf(pattern).isNative).toBe(native);
  });
});

describe("limits", () => {
  test("the machine's depth is bounded by memory alone", () => {
    const text = "abb".repeat(300_000);
    const engine = engineOf("(?:(a)|bb)*");
    expect(groups(engine.fullmatch(text, 0, text.length))).toEqual([1, 0, 900_000, 899_997, 899_998]);
  });

  test("a long match can be interrupted", () => {
    const engine = engineOf("(?:(a)|bb)*", {
      interrupt: () => {
        throw new Error("interrupted");
      },
    });
    expect(() => engine.match("abb".repeat(300_000), 0, 900_000)).toThrow("interrupted");
    expect(engine.match("abb", 0, 3)?.end).toBe(3);
  });

  test("findTexts gives all matches only where JavaScript's loop is Python's", () => {
    expect(engineOf("\\d+").findTexts("a1 22 b333")).toEqual(["1", "22", "333"]);
    expect(engineOf("a*").findTexts("baac")).toBeNull();
    expect(engineOf("(a)|(b)|(c)").findTexts("abc")).toBeNull();
  });
});
