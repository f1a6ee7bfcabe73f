/**
 * The tree as text, as `ast.dump` prints it: what `tython dev ast` shows and tests compare.
 *
 * https://docs.python.org/3.14/library/ast.html#ast.dump
 */
import type { SourceFile } from "../base/source-file.ts";
import { type AnyNode, type ConstantValue, nodes, positioned } from "./ast.ts";
import { isPrintable } from "../base/unicode.ts";

export interface DumpOptions {
  /** Spaces per level; without it everything stands on one line. */
  readonly indent?: number;
  /** Puts `lineno`, `col_offset`, `end_lineno` and `end_col_offset` on the nodes that have them. */
  readonly positions?: SourceFile;
}

/** Prints a node as `ast.dump(node, indent=indent, include_attributes=...)` does in 3.14. */
export function dump(node: AnyNode, options: DumpOptions = {}): string {
  return new Dumper(options).node(node, 0).text;
}

interface Piece {
  readonly text: string;
  /** Fits on its parent's line: has no arguments, or only one or two simple ones. */
  readonly simple: boolean;
}

class Dumper {
  readonly #indent: number | undefined;
  readonly #source: SourceFile | undefined;

  constructor(options: DumpOptions) {
    this.#indent = options.indent;
    this.#source = options.positions;
  }

  node(node: AnyNode, level: number): Piece {
    const { category, fields } = nodes[node.kind];
    const values = node as unknown as Record<string, unknown>;
    const parts: string[] = [];
    let simple = true;
    for (const [field, type] of Object.entries(fields)) {
      const value = values[field];
      if (value === null && type !== "constant") continue;
      if (Array.isArray(value) && value.length === 0) continue;
      const piece = this.#value(value, type, level + 1);
      simple &&= piece.simple;
      parts.push(`${field === "str_kind" ? "kind" : field}=${piece.text}`);
    }
    if (this.#source !== undefined && positioned.has(category)) {
      const start = this.#source.positionOf(node.start);
      const end = this.#source.positionOf(node.end);
      parts.push(`lineno=${start.line}`, `col_offset=${start.byteColumn}`);
      parts.push(`end_lineno=${end.line}`, `end_col_offset=${end.byteColumn}`);
    }
    if (simple && parts.length <= 3) {
      return { text: `${node.kind}(${parts.join(", ")})`, simple: parts.length === 0 };
    }
    return { text: `${node.kind}(${this.#join(parts, level + 1)})`, simple: false };
  }

  #join(parts: readonly string[], level: number): string {
    if (this.#indent === undefined) return parts.join(", ");
    const separator = `\n${" ".repeat(this.#indent * level)}`;
    return separator + parts.join(`,${separator}`);
  }

  #value(value: unknown, type: string, level: number): Piece {
    if (Array.isArray(value)) {
      const element = type.replace(/[?*]+$/, "");
      const parts = value.map((item) =>
        item === null ? "None" : this.#value(item, element, level + 1).text,
      );
      return { text: `[${this.#join(parts, level + 1)}]`, simple: false };
    }
    const base = type.replace("?", "");
    switch (base) {
      case "identifier":
      case "string":
        return { text: reprString(value as string), simple: true };
      case "int":
        return { text: String(value), simple: true };
      case "constant":
        return { text: reprConstant(value as ConstantValue), simple: true };
      case "operator":
      case "unaryop":
      case "boolop":
      case "cmpop":
      case "expr_context":
        return { text: `${String(value)}()`, simple: true };
      default:
        return this.node(value as AnyNode, level);
    }
  }
}

/** `repr` of a literal's value. */
export function reprConstant(value: ConstantValue): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return reprString(value);
  switch (value.kind) {
    case "int":
      return String(value.value);
    case "float":
      return reprFloat(value.value);
    case "complex":
      return reprComplex(value.real, value.imag);
    case "bytes":
      return reprBytes(value.value);
    case "str":
      return reprCodePoints(value.codePoints);
    case "ellipsis":
      return "Ellipsis";
    case "tuple": {
      const items = value.items.map(reprConstant);
      return `(${items.join(", ")}${items.length === 1 ? "," : ""})`;
    }
    case "frozenset":
      return value.items.length === 0
        ? "frozenset()"
        : `frozenset({${value.items.map(reprConstant).join(", ")}})`;
  }
}

function reprComplex(real: number, imag: number): string {
  const short = (part: number): string => reprFloat(part).replace(/\.0$/, "");
  if (Object.is(real, 0)) return `${short(imag)}j`;
  const sign = imag < 0 || Object.is(imag, -0) ? "" : "+";
  return `(${short(real)}${sign}${short(imag)}j)`;
}

function reprFloat(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? "inf" : Number.isNaN(value) ? "nan" : "-inf";
  const [digits, power] = value.toExponential().split("e") as [string, string];
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) {
    const sign = exponent < 0 ? "-" : "+";
    return `${digits}e${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  const plain = exponent < 0 ? value.toFixed(digits.replace(/\D/g, "").length - 1 - exponent) : String(value);
  return plain.includes(".") ? plain : `${plain}.0`;
}

function reprBytes(bytes: Uint8Array): string {
  const quote = bytes.includes(39) && !bytes.includes(34) ? '"' : "'";
  const text = Array.from(bytes, (byte) => {
    if (byte < 0x20 || byte > 0x7e) return hexEscape(byte);
    const character = String.fromCharCode(byte);
    return character === quote || character === "\\" ? `\\${character}` : character;
  });
  return `b${quote}${text.join("")}${quote}`;
}

function reprString(text: string): string {
  return reprCodePoints(Array.from(text, (character) => character.codePointAt(0)!));
}

function reprCodePoints(codePoints: readonly number[]): string {
  const quote = codePoints.includes(39) && !codePoints.includes(34) ? '"' : "'";
  let text = quote;
  for (const codePoint of codePoints) {
    const character = String.fromCodePoint(codePoint);
    if (character === quote || character === "\\") text += `\\${character}`;
    else if (codePoint < 0x20 || codePoint === 0x7f) text += hexEscape(codePoint);
    else if (codePoint < 0x7f || isPrintable(codePoint)) text += character;
    else if (codePoint <= 0xff) text += hexEscape(codePoint);
    else if (codePoint <= 0xffff) text += `\\u${codePoint.toString(16).padStart(4, "0")}`;
    else text += `\\U${codePoint.toString(16).padStart(8, "0")}`;
  }
  return text + quote;
}

function hexEscape(code: number): string {
  switch (code) {
    case 9:
      return "\\t";
    case 10:
      return "\\n";
    case 13:
      return "\\r";
    default:
      return `\\x${code.toString(16).padStart(2, "0")}`;
  }
}
