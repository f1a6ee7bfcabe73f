/**
 * Compiled scripts as text, for the library that is compiled ahead of time and for files of compiled code: a line of JSON about the
 * code objects that running them takes, in a JavaScript comment, then the script. What is looked at only by tracebacks and
 * by introspection is most of the bulk and almost never wanted: the details, another line of JSON, which stand between the two in
 * files of compiled code, and behind the script in the library's pack, where they are not read until somebody asks.
 */
import type { CodeInfo, Script } from "../abi/code.ts";

/** What calls look at: name, qualified name or 0 when it is the same, flags, three numbers of arguments, first line, docstring, names of
 * locals parted by spaces. */
type Row = [string, string | 0, number, number, number, number, number, string | null, string];

/** What nobody may ever look at. */
interface Details {
  codes: {
    cellvars: string[];
    freevars: string[];
    names: string[];
    positions: string;
    consts: CodeInfo["consts"];
  }[];
  lines: string;
}

/** A script's two parts; both are ASCII, as the script's own text is. */
export interface Serialized {
  readonly text: string;
  readonly details: string;
}

export function serializeParts(script: Script): Serialized {
  const rows = script.codes.map(
    (code): Row => [
      code.name,
      code.qualname === code.name ? 0 : code.qualname,
      code.flags,
      code.argcount,
      code.posonlyargcount,
      code.kwonlyargcount,
      code.firstlineno,
      code.doc,
      code.varnames.join(" "),
    ],
  );
  const details: Details = {
    codes: script.codes.map(({ cellvars, freevars, names, positions, consts }) => ({
      cellvars,
      freevars,
      names,
      positions: pack(positions, 4),
      consts,
    })),
    lines: pack(script.lines, 1),
  };
  return { text: `//${toAscii(rows)}\n${script.text}`, details: toAscii(details) };
}

/** One text of both parts. */
export function serialize(script: Script): string {
  const { text, details } = serializeParts(script);
  const end = text.indexOf("\n") + 1;
  return `${text.slice(0, end)}//${details}\n${text.slice(end)}`;
}

const toAscii = (value: object): string =>
  JSON.stringify(value).replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** The script again; `filename` is where its source stands here. */
export function deserialize(text: string, filename: string): Script {
  const first = text.indexOf("\n");
  const second = text.indexOf("\n", first + 1);
  const details = text.slice(first + 3, second);
  return restore(text.slice(2, first), text.slice(second + 1), filename, () => details);
}

/** The script of library module `library`, whose `details` are read when they are needed. */
export function deserializeParts(
  text: string,
  details: () => string,
  filename: string,
  library: string,
): Script {
  const end = text.indexOf("\n");
  return restore(text.slice(2, end), text.slice(end + 1), filename, details, library);
}

function restore(
  header: string,
  text: string,
  filename: string,
  read: () => string,
  library?: string,
): Script {
  const details = new LateDetails(read);
  const codes = (JSON.parse(header) as Row[]).map((row, index) => new StoredCode(row, details, index));
  return new StoredScript(filename, text, codes, details, library);
}

/** The details, parsed when somebody asks. */
class LateDetails {
  #read: (() => string) | undefined;
  #details: Details | undefined;

  constructor(read: () => string) {
    this.#read = read;
  }

  get value(): Details {
    if (this.#details === undefined) {
      this.#details = JSON.parse(this.#read?.() ?? "") as Details;
      this.#read = undefined;
    }
    return this.#details;
  }
}

class StoredCode implements CodeInfo {
  name: string;
  qualname: string;
  flags: number;
  argcount: number;
  posonlyargcount: number;
  kwonlyargcount: number;
  firstlineno: number;
  doc: string | null;
  #varnames: string | string[];
  #positions: number[] | undefined;
  readonly #details: LateDetails;
  readonly #index: number;

  constructor(row: Row, details: LateDetails, index: number) {
    this.name = row[0];
    this.qualname = row[1] === 0 ? row[0] : row[1];
    this.flags = row[2];
    this.argcount = row[3];
    this.posonlyargcount = row[4];
    this.kwonlyargcount = row[5];
    this.firstlineno = row[6];
    this.doc = row[7];
    this.#varnames = row[8];
    this.#positions = undefined;
    this.#details = details;
    this.#index = index;
  }

  get varnames(): string[] {
    const names = this.#varnames;
    if (typeof names !== "string") return names;
    this.#varnames = names === "" ? [] : names.split(" ");
    return this.#varnames;
  }

  get #own(): Details["codes"][number] {
    return this.#details.value.codes[this.#index] as Details["codes"][number];
  }

  get cellvars(): string[] {
    return this.#own.cellvars;
  }

  get freevars(): string[] {
    return this.#own.freevars;
  }

  get names(): string[] {
    return this.#own.names;
  }

  get consts(): CodeInfo["consts"] {
    return this.#own.consts;
  }

  get positions(): number[] {
    this.#positions ??= unpack(this.#own.positions, 4);
    return this.#positions;
  }
}

class StoredScript implements Script {
  filename: string;
  text: string;
  codes: CodeInfo[];
  readonly library?: string;
  readonly #details: LateDetails;
  #lines: number[] | undefined;

  constructor(
    filename: string,
    text: string,
    codes: CodeInfo[],
    details: LateDetails,
    library: string | undefined,
  ) {
    this.filename = filename;
    this.text = text;
    this.codes = codes;
    if (library !== undefined) this.library = library;
    this.#details = details;
  }

  get lines(): number[] {
    this.#lines ??= unpack(this.#details.value.lines, 1);
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
