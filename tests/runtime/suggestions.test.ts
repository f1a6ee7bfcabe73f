import { describe, expect, it } from "vitest";
import { editDistance, nearest } from "../../src/runtime/exceptions/print/suggest.ts";

describe("editDistance", () => {
  it.each([
    ["", "", 0],
    ["", "a", 2],
    ["a", "A", 1],
    ["Apple", "Aple", 2],
    ["Banana", "B@n@n@", 6],
    ["Cherry", "Cherry!", 2],
    ["---0---", "------", 2],
    ["abc", "y", 6],
    ["aa", "bb", 4],
    ["aaaaa", "AAAAA", 5],
    ["wxyz", "wXyZ", 2],
    ["Python", "Java", 12],
    ["AttributeError", "AttributeErrop", 2],
  ])("of %s and %s is %i", (a, b, cost) => {
    expect(editDistance(a, b, 1000)).toBe(cost);
    expect(editDistance(b, a, 1000)).toBe(cost);
  });
});

describe("nearest", () => {
  it("takes the closest name that is close enough", () => {
    expect(nearest(["colour", "verbose"], "color")).toBe("colour");
    expect(nearest(["alpha"], "alfa")).toBe("alpha");
    expect(nearest(["somethingverydifferent"], "abc")).toBeUndefined();
  });
  it("does not suggest the name itself", () => {
    expect(nearest(["spam"], "spam")).toBeUndefined();
  });
});
