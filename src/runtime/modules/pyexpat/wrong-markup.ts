/** Markup that a pattern did not match, read once more for where it is wrong. Follows expat's xmltok_impl.c. */
import { badCharacter, matchAt, name as nameAt, space } from "./names.ts";

/** Where a start tag is wrong; undefined where its text ends too soon. */
export function wrongInTag(text: string, start: number): number | undefined {
  const at = start + 1;
  const found = matchAt(nameAt, text, at);
  if (found === undefined) return at >= text.length ? undefined : at;
  let i = at + found[0].length;
  for (;;) {
    const blank = matchAt(space, text, i);
    i += blank?.[0].length ?? 0;
    if (i >= text.length) return undefined;
    const c = text[i];
    if (c === "/") return i + 1 >= text.length ? undefined : i + 1;
    const name = matchAt(nameAt, text, i);
    if (name === undefined || blank === undefined) return i;
    i += name[0].length;
    i += matchAt(space, text, i)?.[0].length ?? 0;
    if (i >= text.length) return undefined;
    if (text[i] !== "=") return i;
    i++;
    i += matchAt(space, text, i)?.[0].length ?? 0;
    if (i >= text.length) return undefined;
    const quote = text[i];
    if (quote !== '"' && quote !== "'") return i;
    const end = text.indexOf(quote, i + 1);
    const value = text.slice(i + 1, end < 0 ? text.length : end);
    const bad = value.search(badCharacter);
    const less = value.indexOf("<");
    const wrong = bad < 0 ? less : less < 0 ? bad : Math.min(bad, less);
    if (wrong >= 0) return i + 1 + wrong;
    if (end < 0) return undefined;
    i = end + 1;
  }
}

/** Where a reference is wrong; undefined where its text ends too soon. */
export function wrongInReference(text: string, start: number): number | undefined {
  const partial = /^&(?:#x?[0-9A-Fa-f]*|[^\s;&<#]*)$/.test(text.slice(start, start + 200));
  if (partial) return undefined;
  const name = matchAt(nameAt, text, start + 1);
  if (name !== undefined) return start + 1 + name[0].length;
  const digits = /^&#(?:x[0-9A-Fa-f]*|[0-9]*)/.exec(text.slice(start, start + 40));
  return start + (digits?.[0].length ?? 1);
}
