/** Paths between Python's form (bytes that are not UTF-8 as lone surrogates, PEP 383) and Node's. */
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** What Node's functions take for a path: the string, or bytes when it has some that are not UTF-8. */
export function encodePath(path: string): string | Buffer {
  if (!LONE.test(path)) return path;
  const parts: Buffer[] = [];
  for (const character of path) {
    const code = character.codePointAt(0) as number;
    parts.push(code >= 0xdc80 && code <= 0xdcff ? Buffer.from([code - 0xdc00]) : Buffer.from(character));
  }
  return Buffer.concat(parts);
}

/** The path for bytes that came from the system. */
export function decodePath(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  if (!text.includes("\ufffd") || Buffer.from(text).equals(bytes)) return text;
  let result = "";
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (length === 0) result += String.fromCharCode(0xdc00 + (bytes[at++] as number));
    else {
      result += bytes.toString("utf8", at, at + length);
      at += length;
    }
  }
  return result;
}

/** Length of the UTF-8 sequence at `at`, 0 when there is none. */
function sequenceLength(bytes: Buffer, at: number): number {
  const first = bytes[at] as number;
  const length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  return length > 0 && !bytes.toString("utf8", at, at + length).includes("\ufffd") ? length : 0;
}
