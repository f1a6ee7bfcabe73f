/**
 * What LZMA's coder and decoder have in common: where in one array the probabilities of each kind of bit are, and the states.
 * https://www.7-zip.org/sdk.html (lzma-specification.txt)
 */

/** What can go wrong, by the names of liblzma. */
export type Fault = "FORMAT" | "OPTIONS" | "DATA" | "MEMLIMIT" | "UNSUPPORTED_CHECK" | "BUF" | "PROG";

/** An error of liblzma's. */
export class LzmaFault {
  readonly fault: Fault;
  constructor(fault: Fault) {
    this.fault = fault;
  }
}

export const IS_MATCH = 0;
export const IS_REP = 192;
export const IS_REP0 = 204;
export const IS_REP1 = 216;
export const IS_REP2 = 228;
export const IS_REP0_LONG = 240;
export const SLOT = 432;
export const SPECIAL = 688;
export const ALIGN = 816;
/** A coder of lengths: two choices, then trees for short lengths, middle ones and long ones. */
export const LENGTH = 832;
export const REP_LENGTH = 1346;
export const LENGTH_LOW = 2;
export const LENGTH_MID = 130;
export const LENGTH_HIGH = 258;
export const LITERAL = 1860;

export const afterLiteral = (state: number): number => (state < 4 ? 0 : state < 10 ? state - 3 : state - 6);
export const afterMatch = (state: number): number => (state < 7 ? 7 : 10);
export const afterRep = (state: number): number => (state < 7 ? 8 : 11);
export const afterShortRep = (state: number): number => (state < 7 ? 9 : 11);

/** Bits of literal context, literal position and position. */
export interface Properties {
  readonly lc: number;
  readonly lp: number;
  readonly pb: number;
}

export function propertiesOf(byte: number): Properties {
  if (byte > (4 * 5 + 4) * 9 + 8) throw new LzmaFault("OPTIONS");
  const pb = Math.floor(byte / 45);
  const lp = Math.floor((byte - pb * 45) / 9);
  const lc = byte % 9;
  if (lc + lp > 4) throw new LzmaFault("OPTIONS");
  return { lc, lp, pb };
}
export const propertiesByte = ({ lc, lp, pb }: Properties): number => (pb * 5 + lp) * 9 + lc;

export const newProbabilities = ({ lc, lp }: Properties): Uint16Array =>
  new Uint16Array(LITERAL + (0x300 << (lc + lp))).fill(1024);
