/**
 * From the bytes of a source to its text: byte order mark, encoding declaration, UTF-8 otherwise.
 *
 * Decoders are the host's TextDecoder where it has the encoding, except Latin-1 and ASCII, which the web's names
 * mean otherwise, and Windows-1252, which Node 20 mistakes for Latin-1. What an encoding makes of bytes that it cannot decode is CPython's error.
 *
 * https://docs.python.org/3.14/reference/lexical_analysis.html#encoding-declarations
 */
import { SourceFile } from "../base/source-file.ts";
import { PythonSyntaxError, type SyntaxErrorLocation } from "./syntax-error.ts";

const nowhere: SyntaxErrorLocation = {
  lineno: null,
  offset: null,
  endLineno: null,
  endOffset: null,
  text: null,
};

/** Python's names of encodings, lower case with hyphens, to TextDecoder's. */
const decoders: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "utf-8": "utf-8 utf8 u8 utf cp65001 utf-8-sig",
    "windows-1250": "cp1250 1250",
    "windows-1251": "cp1251 1251",
    "windows-1253": "cp1253 1253",
    "windows-1254": "cp1254 1254",
    "windows-1255": "cp1255 1255",
    "windows-1256": "cp1256 1256",
    "windows-1257": "cp1257 1257",
    "windows-1258": "cp1258 1258",
    "windows-874": "cp874 874 tis-620 iso-8859-11",
    "iso-8859-2": "iso8859-2 latin-2 latin2 l2",
    "iso-8859-3": "iso8859-3 latin-3 latin3 l3",
    "iso-8859-4": "iso8859-4 latin-4 latin4 l4",
    "iso-8859-5": "iso8859-5 cyrillic",
    "iso-8859-6": "iso8859-6 arabic",
    "iso-8859-7": "iso8859-7 greek",
    "iso-8859-8": "iso8859-8 hebrew",
    "iso-8859-10": "iso8859-10 latin6 l6",
    "iso-8859-13": "iso8859-13 latin7 l7",
    "iso-8859-14": "iso8859-14 latin8 l8",
    "iso-8859-15": "iso8859-15 latin-9 latin9 l9",
    "iso-8859-16": "iso8859-16 latin10 l10",
    "koi8-r": "",
    "koi8-u": "",
    macintosh: "mac-roman macroman",
    "x-mac-cyrillic": "mac-cyrillic maccyrillic",
    ibm866: "cp866 866",
    shift_jis: "shift-jis sjis s-jis shiftjis cp932 932 ms932",
    "euc-jp": "eucjp ujis",
    "iso-2022-jp": "csiso2022jp iso2022jp",
    "euc-kr": "euckr korean ksc5601 cp949 949 uhc",
    gbk: "cp936 936 ms936 gb2312 euc-cn",
    gb18030: "gb18030-2000",
    big5: "big5-tw csbig5 cp950 950",
  }).flatMap(([label, names]) =>
    [label, ...names.split(" ").filter(Boolean)].map((name) => [name, label] as const),
  ),
);

const declaration = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
const blank = /^[ \t\f]*(?:#.*)?$/;

/** Decodes what no decoder here can; undefined where nobody knows the encoding. */
export type ForeignDecoder = (encoding: string, bytes: Uint8Array) => string | undefined;

/**
 * Decodes a source file's bytes.
 *
 * @param fromFile whether CPython would read this as a file; for bytes given to `compile` it words errors differently.
 * @throws {PythonSyntaxError}
 */
export function decodeSource(
  name: string,
  bytes: Uint8Array,
  fromFile: boolean,
  foreign?: ForeignDecoder,
): SourceFile {
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const body = marked ? bytes.subarray(3) : bytes;
  const declared = declaredEncoding(body);
  if (declared === undefined || declared === "utf-8")
    return decodeUtf8(name, body, fromFile, declared !== undefined);
  if (marked) {
    const text = latin1(body).split(/\r\n?|\n/)[declarationLine(body) - 1]!;
    const lineno = declarationLine(body);
    throw new PythonSyntaxError("SyntaxError", `encoding problem: ${declared} with BOM`, name, {
      lineno,
      offset: 0,
      endLineno: lineno,
      endOffset: text.length,
      text,
    });
  }
  try {
    return new SourceFile(name, decodeWith(declared, body, foreign));
  } catch (error) {
    if (!(error instanceof DecodingProblem)) throw error;
    const place = { ...nowhere, lineno: 0, offset: -1 };
    if (!fromFile) throw new PythonSyntaxError("SyntaxError", error.message, name, place);
    throw new PythonSyntaxError("SyntaxError", `encoding problem: ${declared}`, null, nowhere);
  }
}

class DecodingProblem extends Error {
  override name = "DecodingProblem";
}

/** The encoding that a comment in the first two lines declares, under the name CPython gives the usual ones. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  for (const line of firstLines(bytes)) {
    const found = declaration.exec(line)?.[1];
    if (found !== undefined) return normalName(found);
    if (!blank.test(line)) return undefined;
  }
  return undefined;
}

function declarationLine(bytes: Uint8Array): number {
  return firstLines(bytes).findIndex((line) => declaration.test(line)) + 1;
}

function firstLines(bytes: Uint8Array): string[] {
  let end = 0;
  for (let lines = 0; end < bytes.length && lines < 2; end++) if (bytes[end] === 10) lines++;
  return latin1(bytes.subarray(0, end))
    .split(/\r\n?|\n/)
    .slice(0, 2);
}

function normalName(name: string): string {
  const plain = name.slice(0, 12).toLowerCase().replaceAll("_", "-");
  if (/^utf-8(?:-|$)/.test(plain)) return "utf-8";
  if (/^(?:latin-1|iso-8859-1|iso-latin-1)(?:-|$)/.test(plain)) return "iso-8859-1";
  return name;
}

function decodeWith(encoding: string, bytes: Uint8Array, foreign?: ForeignDecoder): string {
  const name = encoding.toLowerCase().replaceAll("_", "-");
  if (/^(?:iso-?8859-1|latin-?1|latin|l1|cp819|8859)$/.test(name)) return latin1(bytes);
  if (/^(?:us-)?ascii$|^646$/.test(name)) {
    const bad = bytes.findIndex((byte) => byte > 0x7f);
    if (bad === -1) return latin1(bytes);
    throw undecodable("ascii", bytes, bad, "ordinal not in range(128)");
  }
  if (/^(?:windows-|cp)?1252$/.test(name)) return windows1252(bytes);
  const label = decoders.get(name);
  if (label === undefined) {
    const text = foreign?.(encoding, bytes);
    if (text === undefined) throw new DecodingProblem(`unknown encoding: ${encoding}`);
    return text;
  }
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const bad = firstUndecodable(label, bytes);
    const multibyte = /jp|jis|kr|gb|big5/.test(label);
    throw multibyte
      ? undecodable(name.replaceAll("-", "_"), bytes, bad, "illegal multibyte sequence")
      : undecodable("charmap", bytes, bad, "character maps to <undefined>");
  }
}

function undecodable(codec: string, bytes: Uint8Array, at: number, reason: string): DecodingProblem {
  const byte = bytes[at]!.toString(16).padStart(2, "0");
  return new DecodingProblem(`'${codec}' codec can't decode byte 0x${byte} in position ${at}: ${reason}`);
}

function firstUndecodable(label: string, bytes: Uint8Array): number {
  const decoder = new TextDecoder(label, { fatal: true });
  for (let at = 0; at < bytes.length; at++) {
    try {
      decoder.decode(bytes.subarray(at, at + 1), { stream: true });
    } catch {
      return at;
    }
  }
  return bytes.length - 1;
}

function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x2000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x2000));
  }
  return text;
}

/** What Windows-1252 has in place of Latin-1's second set of controls; a space where it has nothing. */
const windows1252Controls = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

function windows1252(bytes: Uint8Array): string {
  return latin1(bytes).replace(/[\x80-\x9f]/g, (control, at: number) => {
    const character = windows1252Controls[control.charCodeAt(0) - 0x80]!;
    if (character === " ") throw undecodable("charmap", bytes, at, "character maps to <undefined>");
    return character;
  });
}

function decodeUtf8(name: string, bytes: Uint8Array, fromFile: boolean, declared: boolean): SourceFile {
  try {
    return new SourceFile(name, new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  const bad = invalidUtf8Offset(bytes);
  // A file is read line by line, so the tokenizer gets to see a null byte in a line before.
  const nul = bytes.indexOf(0);
  if (fromFile && nul !== -1 && bytes.subarray(nul, bad).includes(10)) {
    return new SourceFile(name, new TextDecoder().decode(bytes));
  }
  const before = new TextDecoder().decode(bytes.subarray(0, bad)).split(/\r\n?|\n/);
  const lineno = before.length;
  const column = [...before[lineno - 1]!].length + 1;
  const byte = bytes[bad]!.toString(16).padStart(2, "0");
  const text = new TextDecoder().decode(bytes).split(/\r\n?|\n/)[lineno - 1]!;
  if (fromFile && declared) {
    const position = new TextEncoder().encode(before[lineno - 1]).length;
    const message = `(unicode error) 'utf-8' codec can't decode byte 0x${byte} in position ${position}: invalid start byte`;
    throw new PythonSyntaxError("SyntaxError", message, name, {
      lineno,
      offset: 0,
      endLineno: lineno,
      endOffset: 0,
      text,
    });
  }
  const message =
    `Non-UTF-8 code starting with '\\x${byte}'${fromFile ? ` in file ${name}` : ""} on line ${lineno}, ` +
    "but no encoding declared; see https://peps.python.org/pep-0263/ for details";
  throw new PythonSyntaxError("SyntaxError", message, name, {
    lineno,
    offset: column,
    endLineno: lineno,
    endOffset: column,
    text,
  });
}

/** Where the first sequence begins that is not UTF-8; the length of `bytes` if there is none. */
function invalidUtf8Offset(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const lead = bytes[at]!;
    if (lead < 0x80) {
      at++;
      continue;
    }
    const length =
      lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
    if (length === 0) return at;
    for (let next = 1; next < length; next++) {
      const byte = bytes[at + next] ?? 0;
      const least = next > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
      const most = next > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
      if (byte < least || byte > most) return at;
    }
    at += length;
  }
  return bytes.length;
}
