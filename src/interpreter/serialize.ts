/**
 * Compiled scripts as text, for the library that is compiled ahead of time and for files of compiled code: one line of JSON about the code objects, in a
 * JavaScript comment, then the script. Position tables are most of the bulk and are almost never looked at: they are
 * packed into strings, and unpacked when somebody asks.
 */
import type { CodeInfo, Script } from "../abi/code.ts";

type Stored = Omit<CodeInfo, "positions"> & { positions: string };

interface Header {
  codes: Stored[];
  lines: string;
}

/** The text is ASCII, as the script's own is. */
export function serialize(script: Script): string {
  const header: Header = {
    codes: script.codes.map((code) => ({ ...code, positions: pack(code.positions, 4) })),
    lines: pack(script.lines, 1),
  };
  const json = JSON.stringify(header).replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `//${json}\n${script.text}`;
}

/** The script again, of library module `library` if it is one; `filename` is where its source stands here. */
export function deserialize(text: string, filename: string, library?: string): Script {
  const end = text.indexOf("\n");
  const header = JSON.parse(text.slice(2, end)) as Header;
  const codes = header.codes.map((stored) => new StoredCode(stored));
  return new StoredScript(filename, text.slice(end + 1), codes, header.lines, library);
}

class StoredCode implements CodeInfo {
  name: string;
  qualname: string;
  flags: number;
  argcount: number;
  posonlyargcount: number;
  kwonlyargcount: number;
  varnames: string[];
  cellvars: string[];
  freevars: string[];
  names: string[];
  firstlineno: number;
  doc: string | null;
  consts: CodeInfo["consts"];
  #packed: string;
  #positions: number[] | undefined;

  constructor(stored: Stored) {
    this.name = stored.name;
    this.qualname = stored.qualname;
    this.flags = stored.flags;
    this.argcount = stored.argcount;
    this.posonlyargcount = stored.posonlyargcount;
    this.kwonlyargcount = stored.kwonlyargcount;
    this.varnames = stored.varnames;
    this.cellvars = stored.cellvars;
    this.freevars = stored.freevars;
    this.names = stored.names;
    this.firstlineno = stored.firstlineno;
    this.doc = stored.doc;
    this.consts = stored.consts;
    this.#packed = stored.positions;
  }

  get positions(): number[] {
    this.#positions ??= unpack(this.#packed, 4);
    return this.#positions;
  }
}

class StoredScript implements Script {
  filename: string;
  text: string;
  codes: CodeInfo[];
  readonly library?: string;
  #packed: string;
  #lines: number[] | undefined;

  constructor(filename: string, text: string, codes: CodeInfo[], lines: string, library?: string) {
    this.filename = filename;
    this.text = text;
    this.codes = codes;
    if (library !== undefined) this.library = library;
    this.#packed = lines;
  }

  get lines(): number[] {
    this.#lines ??= unpack(this.#packed, 1);
    return this.#lines;
  }
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Differences from `stride` numbers before, zigzag, in base 32 with a continuation bit: source-map style. */
function pack(numbers: readonly number[], stride: number): string {
  let text = "";
  for (let i = 0; i < numbers.length; i++) {
    const difference = (numbers[i] as number) - (i < stride ? 0 : (numbers[i - stride] as number));
    let rest = difference < 0 ? -difference * 2 + 1 : difference * 2;
    do {
      text += DIGITS[(rest & 31) | (rest > 31 ? 32 : 0)];
      rest = Math.floor(rest / 32);
    } while (rest > 0);
  }
  return text;
}

/** The value of each digit by its character code. */
const VALUES = Uint8Array.from({ length: 128 }, (_, code) =>
  Math.max(0, DIGITS.indexOf(String.fromCharCode(code))),
);

function unpack(text: string, stride: number): number[] {
  const numbers: number[] = [];
  let value = 0;
  let scale = 1;
  for (let i = 0; i < text.length; i++) {
    const digit = VALUES[text.charCodeAt(i)] as number;
    value += (digit & 31) * scale;
    scale *= 32;
    if ((digit & 32) !== 0) continue;
    const difference = value % 2 === 1 ? -(value - 1) / 2 : value / 2;
    numbers.push(difference + (numbers.length < stride ? 0 : (numbers[numbers.length - stride] as number)));
    value = 0;
    scale = 1;
  }
  return numbers;
}
