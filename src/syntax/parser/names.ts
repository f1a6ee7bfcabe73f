import { normalizeIdentifier } from "../identifier.ts";
import { T } from "../token.ts";
import type { Cursor } from "./cursor.ts";

/** `NAME`: takes it and returns the identifier. */
export function identifier(p: Cursor): string {
  const name = normalizeIdentifier(p.spelling);
  p.expect(T.NAME);
  return name;
}
