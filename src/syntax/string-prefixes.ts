/** The prefixes of string literals: https://docs.python.org/3.14/reference/lexical_analysis.html#string-and-bytes-literals */

/** Pairs of letters that do not go together. */
export const INCOMPATIBLE_PREFIXES = ["ub", "ur", "uf", "ut", "bf", "bt", "ft"];

/** The letters of prefixes, by character code, in lower case. */
export const STRING_PREFIX: readonly (string | undefined)[] = prefixLetters();
function prefixLetters(): (string | undefined)[] {
  const table: (string | undefined)[] = new Array(128);
  for (const letter of "bBrRuUfFtT") table[letter.charCodeAt(0)] = letter.toLowerCase();
  return table;
}
