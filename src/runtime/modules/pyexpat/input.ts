/**
 * Bytes to text: finds the encoding of a document as its first bytes and its declaration tell, and decodes what comes in
 * pieces. Bytes that are no text become U+FFFF, which no document may hold, so that the parser says where they are.
 */
import { XmlError } from "./errors.ts";

/** Gives the characters of the 256 bytes of an encoding that Python knows; raises Python's errors. */
export type ByteTable = (encoding: string) => string;

/** The characters that mean something in XML. */
const ASCII =
  "\t\n\r !\"#%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz|";

const DECLARED = /^<\?xml[ \t\r\n][^>]*?encoding[ \t\r\n]*=[ \t\r\n]*["']([A-Za-z][\w.-]*)["']/;

export class Decoder {
  readonly #table: ByteTable;
  /** What the caller of the parser says, before all else. */
  readonly #given: string | undefined;
  #waiting = new Uint8Array(0);
  #decode: ((bytes: Uint8Array, final: boolean) => string) | undefined = undefined;
  /** Bytes of a character, for positions: 0 stands for UTF-8. */
  width = 0;

  constructor(given: string | undefined, table: ByteTable) {
    this.#given = given;
    this.#table = table;
  }

  /** The text of the next bytes. */
  push(bytes: Uint8Array, final: boolean): string {
    if (this.#decode === undefined) {
      const all = new Uint8Array(this.#waiting.length + bytes.length);
      all.set(this.#waiting);
      all.set(bytes, this.#waiting.length);
      const kind = this.#detect(all, final);
      if (kind === undefined) {
        this.#waiting = all;
        return "";
      }
      this.#decode = this.#decoderFor(kind);
      return this.#decode(all, final);
    }
    return this.#decode(bytes, final);
  }

  /** The encoding; undefined when more bytes are needed to tell. */
  #detect(bytes: Uint8Array, final: boolean): string | undefined {
    if (this.#given !== undefined) return this.#given.toLowerCase();
    const [a, b] = bytes;
    if (bytes.length < 2 && !final) return undefined;
    if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return "utf-16be";
    if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return "utf-16le";
    const head = String.fromCharCode(...bytes.subarray(0, 256));
    if (!final && "<?xml".startsWith(head.slice(0, 5)) && !head.includes("?>") && head.length < 256)
      return undefined;
    const declared = DECLARED.exec(head)?.[1]?.toLowerCase();
    // A declaration of UTF-16 in bytes that are not is an error.
    if (declared?.startsWith("utf-16") === true) throw new XmlError("INCORRECT_ENCODING", 30);
    return declared ?? "utf-8";
  }

  #decoderFor(encoding: string): (bytes: Uint8Array, final: boolean) => string {
    if (encoding === "utf-8" || encoding === "utf8" || encoding === "us-ascii") return utf8();
    if (encoding.startsWith("utf-16")) {
      this.width = 2;
      return utf16(encoding);
    }
    this.width = 1;
    const table =
      encoding === "iso-8859-1"
        ? undefined
        : Array.from(this.#table(encoding), (c) => (c === "\ufffd" ? "\uffff" : c));
    if (table !== undefined) {
      // Expat wants ASCII where ASCII is.
      for (const c of ASCII) if (table[c.charCodeAt(0)] !== c) throw new XmlError("UNKNOWN_ENCODING", 30);
    }
    return (bytes) => {
      let text = "";
      for (let at = 0; at < bytes.length; at += 4096) {
        const part = bytes.subarray(at, at + 4096);
        text +=
          table === undefined
            ? String.fromCharCode(...part)
            : Array.from(part, (byte) => table[byte]).join("");
      }
      return text;
    };
  }
}

function utf8(): (bytes: Uint8Array, final: boolean) => string {
  let decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let isStart = true;
  let rest: Uint8Array = new Uint8Array(0);
  return (bytes, final) => {
    let whole = bytes;
    if (rest.length > 0) {
      whole = new Uint8Array(rest.length + bytes.length);
      whole.set(rest);
      whole.set(bytes, rest.length);
    }
    // A character in pieces waits for its end.
    const end = final ? whole.length : whole.length - unfinished(whole);
    rest = whole.slice(end);
    const part = whole.subarray(0, end);
    let text: string;
    try {
      text = decoder.decode(part);
    } catch {
      decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
      text = withMarks(part);
    }
    if (isStart && text.length > 0) {
      isStart = false;
      if (text.startsWith("\ufeff")) text = text.slice(1);
    }
    return text;
  };
}

/** How many bytes at the end begin a character and do not end it. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number;
    if ((byte & 0xc0) === 0x80) continue;
    const wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return wanted > back ? back : 0;
  }
  return 0;
}

/** The text up to the first bytes that are none, and a mark for them. */
function withMarks(bytes: Uint8Array): string {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let [low, high] = [0, bytes.length];
  // The longest beginning that decodes, but for a character cut off at its end.
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const part = bytes.subarray(0, middle);
    let isText = true;
    try {
      decoder.decode(part.subarray(0, middle - unfinished(part)));
    } catch {
      isText = false;
    }
    if (isText) low = middle;
    else high = middle - 1;
  }
  const good = bytes.subarray(0, low);
  return `${decoder.decode(good.subarray(0, low - unfinished(good)))}\uffff`;
}

function utf16(encoding: string): (bytes: Uint8Array, final: boolean) => string {
  const decoder = new TextDecoder("utf-16le", { ignoreBOM: true });
  let isBigEndian: boolean | undefined = encoding === "utf-16be" ? true : undefined;
  let isStart = true;
  return (bytes, final) => {
    isBigEndian ??= encoding === "utf-16" && bytes[0] === 0xfe && bytes[1] === 0xff;
    let text = decoder.decode(isBigEndian ? swapped(bytes) : bytes, { stream: !final });
    if (isStart && text.length > 0) {
      isStart = false;
      if (text.startsWith("\ufeff")) text = text.slice(1);
    }
    return text;
  };
}

/** The bytes of each pair exchanged. */
function swapped(bytes: Uint8Array): Uint8Array {
  const result = bytes.slice();
  for (let i = 0; i + 1 < result.length; i += 2) {
    result[i] = bytes[i + 1] as number;
    result[i + 1] = bytes[i] as number;
  }
  return result;
}
