/** Source lines for tracebacks: from files through the host, and of sources that have no file (`-c`, standard input)
 * from a register. What `linecache` is to Python programs. */
import type { Script } from "../../../abi/code.ts";
import { current } from "../../core/state.ts";
import type { PyCode } from "../../objects/code.ts";

/** What a file held when it was like this: programs write the files that they run. */
interface FileSource {
  readonly state: string;
  readonly lines: readonly string[];
}

interface Sources {
  readonly files: Map<string, FileSource>;
  readonly registered: WeakMap<readonly unknown[], readonly string[]>;
}
const SOURCES = Symbol("source lines");
const sources = (): Sources =>
  current.stateOf(SOURCES, () => ({ files: new Map(), registered: new WeakMap() }));

const split = (text: string): string[] => text.split(/\r\n|\r|\n/);

/** Keeps the text of a source that is not in a file. */
export function registerSource(script: Script, text: string): void {
  sources().registered.set(script.codes, split(text));
}

/** Line `line` (1-based) of the source of a code object, without its end; "" when it cannot be had. */
export function sourceLine(code: PyCode, line: number): string {
  const lines = sources().registered.get(code.script.codes) ?? linesNow(code.filename);
  return lines[line - 1] ?? "";
}

/** The lines that a file has now. */
function linesNow(filename: string): readonly string[] {
  if (filename.startsWith("<")) return [];
  const { files } = sources();
  const known = files.get(filename);
  const state = fileState(filename);
  if (known?.state === state) return known.lines;
  const lines = fileLines(filename);
  files.set(filename, { state, lines });
  return lines;
}

/** What tells a file from what it was before; "" when there is none. */
function fileState(filename: string): string {
  try {
    const { size, mtime } = current.host.files.stat(filename, true);
    return `${size} ${mtime}`;
  } catch {
    return "";
  }
}

/** The lines of a file; none when it cannot be read. */
export function fileLines(path: string): readonly string[] {
  try {
    return split(decode(readFile(path)));
  } catch {
    return [];
  }
}

function readFile(path: string): Uint8Array {
  const { files } = current.host;
  const fd = files.open(path, files.flags.RDONLY, 0);
  try {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for (;;) {
      const chunk = new Uint8Array(65536);
      const count = files.read(fd, chunk);
      if (count === 0) break;
      chunks.push(chunk.subarray(0, count));
      size += count;
    }
    const whole = new Uint8Array(size);
    let at = 0;
    for (const chunk of chunks) {
      whole.set(chunk, at);
      at += chunk.length;
    }
    return whole;
  } finally {
    files.close(fd);
  }
}

const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/m;

function decode(data: Uint8Array): string {
  const head = String.fromCharCode(...data.subarray(0, 256))
    .split("\n")
    .slice(0, 2)
    .join("\n");
  const label = COOKIE.exec(head)?.[1]?.toLowerCase() ?? "utf-8";
  if (/^(?:latin|iso-8859-1$|iso8859)/.test(label)) {
    return Array.from(data, (byte) => String.fromCharCode(byte)).join("");
  }
  return new TextDecoder(label === "utf8" ? "utf-8" : label).decode(data);
}
