/**
 * `co_linetable`: where each instruction comes from, packed. Each position of a code object counts as one instruction here.
 *
 * An entry is a byte with the kind of what follows and how many instructions it is for, then numbers in groups of six bits. See
 * InternalDocs/code_objects.md and write_location_info_entry in Python/assemble.c.
 */

/** In place of a line or column that there is none for. */
export const NOWHERE = -1;

/** Kinds of entries: 0 to 9 short, then one line, without columns, in full, nothing. */
const ONE_LINE = 10;
const NO_COLUMNS = 13;
const LONG = 14;
const NONE = 15;

/** Packs positions, four numbers each as in `CodeInfo`. */
export function packLocations(positions: readonly number[], firstLine: number, columns: boolean): Uint8Array {
  const out: number[] = [];
  let last = firstLine;
  for (let i = 0; i < positions.length; i += 4) {
    const [line = NOWHERE, column = NOWHERE, endLine = NOWHERE, endColumn = NOWHERE] = positions.slice(
      i,
      i + 4,
    );
    if (line === NOWHERE) {
      out.push(0x80 | (NONE << 3));
      continue;
    }
    const kind = columns && column !== NOWHERE ? LONG : NO_COLUMNS;
    out.push(0x80 | (kind << 3));
    signed(out, line - last);
    last = line;
    if (kind !== LONG) continue;
    unsigned(out, endLine - line);
    unsigned(out, column + 1);
    unsigned(out, endColumn + 1);
  }
  return Uint8Array.from(out);
}

function unsigned(out: number[], value: number): void {
  let rest = value;
  for (; rest >= 64; rest = Math.floor(rest / 64)) out.push(64 | (rest % 64));
  out.push(rest);
}

function signed(out: number[], value: number): void {
  unsigned(out, value < 0 ? -value * 2 + 1 : value * 2);
}

/** The positions in a table that somebody made. */
export function unpackLocations(table: Uint8Array, firstLine: number): number[] {
  const positions: number[] = [];
  let line = firstLine;
  let at = 0;
  const byte = (): number => table[at++] ?? 0;
  const number = (): number => {
    let value = 0;
    let scale = 1;
    for (;;) {
      const group = byte();
      value += (group & 63) * scale;
      if ((group & 64) === 0) return value;
      scale *= 64;
    }
  };
  const difference = (): number => {
    const value = number();
    return value % 2 === 1 ? -(value - 1) / 2 : value / 2;
  };
  while (at < table.length) {
    const first = byte();
    const kind = (first >> 3) & 15;
    let row: number[];
    if (kind === NONE) row = [NOWHERE, NOWHERE, NOWHERE, NOWHERE];
    else if (kind === NO_COLUMNS) {
      line += difference();
      row = [line, NOWHERE, line, NOWHERE];
    } else if (kind === LONG) {
      line += difference();
      row = [line, 0, line + number(), 0];
      row[1] = number() - 1;
      row[3] = number() - 1;
    } else if (kind >= ONE_LINE) {
      line += kind - ONE_LINE;
      row = [line, byte(), line, byte()];
    } else {
      const second = byte();
      const column = kind * 8 + (second >> 4);
      row = [line, column, line, column + (second & 15)];
    }
    for (let count = (first & 7) + 1; count > 0; count--) positions.push(...row);
  }
  return positions;
}
