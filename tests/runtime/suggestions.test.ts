import { describe, expect, it } from "vitest";
import { closest, editDistance } from "../../src/base/suggestions.ts";

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

describe("closest", () => {
  it("takes the closest name that is close enough", () => {
    expect(closest("color", ["colour", "verbose"])).toBe("colour");
    expect(closest("alfa", ["alpha"])).toBe("alpha");
    expect(closest("abc", ["somethingverydifferent"])).toBeUndefined();
  });
  it("does not suggest the name itself", () => {
    expect(closest("spam", ["spam"])).toBeUndefined();
  });
});
