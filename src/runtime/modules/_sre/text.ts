/**
 * The object that is matched against: str, or anything with a buffer.
 *
 * A `Text` is what the engine reads, and what cuts pieces out of it. A str without surrogates is its own subject; one
 * with astral characters or lone surrogates is read as code points. Bytes are read as Latin-1 text, one unit
 * a byte, so that the native way serves them too.
 */

import { typeOf } from "../../core/builtin-types.ts";
import type { Value } from "../../core/object.ts";
import { typeError } from "../../exceptions/raise.ts";
import { bufferOf } from "../../objects/buffer.ts";
import { bytes, bytesType } from "../../objects/bytes.ts";
import { latin1 } from "../../objects/bytes-search.ts";
import { exact, fromPoints, isFlat, isStr, joinStrs, pointsOf, type Str, strOf } from "../../objects/str.ts";
import type { Subject } from "./machine.ts";

export interface Text {
  /** The Python object: `Match.string`. */
  readonly value: Value;
  readonly isBytes: boolean;
  readonly subject: Subject;
  /** The piece from `start` to `end` (in characters, or bytes), as str or bytes. */
  slice(start: number, end: number): Value;
  /** A piece whose text the engine gives. */
  piece(text: string): Value;
  /** One str or bytes of pieces, which may be anything when they come from a program's function. */
  join(pieces: Value[]): Value;
}

class FlatText implements Text {
  readonly value: Value;
  readonly isBytes = false;
  readonly subject: string;

  constructor(value: Value, subject: string) {
    this.value = value;
    this.subject = subject;
  }

  slice(start: number, end: number): Value {
    return this.subject.slice(start, end);
  }

  piece(text: string): Value {
    return text;
  }

  join(pieces: Value[]): Value {
    return joinText(pieces);
  }
}

class PointsText implements Text {
  readonly value: Value;
  readonly isBytes = false;
  readonly subject: readonly number[];

  constructor(value: Value, subject: readonly number[]) {
    this.value = value;
    this.subject = subject;
  }

  slice(start: number, end: number): Value {
    return fromPoints(this.subject.slice(start, end));
  }

  piece(text: string): Value {
    return text;
  }

  join(pieces: Value[]): Value {
    return joinText(pieces);
  }
}

function joinText(pieces: Value[]): Value {
  pieces.forEach((piece, i) => {
    if (!isStr(piece))
      throw typeError(`sequence item ${i}: expected str instance, ${typeOf(piece).name} found`);
  });
  return joinStrs("", pieces as Str[]);
}

class BytesText implements Text {
  readonly value: Value;
  readonly isBytes = true;
  readonly subject: string;

  constructor(value: Value, buffer: Uint8Array) {
    this.value = value;
    this.subject = latin1(buffer);
  }

  slice(start: number, end: number): Value {
    const whole = start === 0 && end === this.subject.length && typeOf(this.value) === bytesType;
    return whole ? this.value : this.piece(this.subject.slice(start, end));
  }

  piece(text: string): Value {
    const buffer = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) buffer[i] = text.charCodeAt(i);
    return bytes(buffer);
  }

  join(pieces: Value[]): Value {
    if (pieces.length === 1 && typeOf(pieces[0]!) === bytesType) return pieces[0]!;
    const buffers = pieces.map((piece, i) => {
      const buffer = bufferOf(piece);
      if (buffer) return buffer;
      throw typeError(`sequence item ${i}: expected a bytes-like object, ${typeOf(piece).name} found`);
    });
    const joined = new Uint8Array(buffers.reduce((sum, buffer) => sum + buffer.length, 0));
    let at = 0;
    for (const buffer of buffers) {
      joined.set(buffer, at);
      at += buffer.length;
    }
    return bytes(joined);
  }
}

/** The texts of long bytes objects, which do not change, for matchers that go through one text step by step. */
const bytesTexts = new WeakMap<object, Text>();
const WORTH_KEEPING = 256;

/** A str or an object with a buffer as a `Text`; `undefined` for anything else. */
export function textOf(value: Value): Text | undefined {
  if (typeof value === "string") return new FlatText(value, value);
  if (isStr(value))
    return isFlat(value) ? new FlatText(value, strOf(value)) : new PointsText(value, pointsOf(value));
  const kept = typeof value === "object" && value !== null ? bytesTexts.get(value) : undefined;
  if (kept) return kept;
  const buffer = bufferOf(value);
  if (!buffer) return undefined;
  const text = new BytesText(value, buffer);
  if (typeOf(value) === bytesType && buffer.length >= WORTH_KEEPING) bytesTexts.set(value as object, text);
  return text;
}

/** The text that a pattern is to be matched against. `forBytes`: the pattern's kind, `null` for a pattern of none. */
export function textFor(value: Value, forBytes: boolean | null): Text {
  const text = textOf(value);
  if (!text) throw typeError(`expected string or bytes-like object, got '${typeOf(value).name}'`);
  if (text.isBytes && forBytes === false)
    throw typeError("cannot use a string pattern on a bytes-like object");
  if (!text.isBytes && forBytes === true)
    throw typeError("cannot use a bytes pattern on a string-like object");
  return text;
}

/** A str or bytes without its subclass: what a template that cannot be hashed is compiled from. */
export function plain(value: Value): Value {
  if (isStr(value)) return exact(value);
  const buffer = bufferOf(value);
  return buffer ? bytes(buffer.slice()) : value;
}
