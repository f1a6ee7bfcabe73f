/** `zlib.decompressobj` and `zlib.decompress`. Follows Modules/zlibmodule.c. */
import { zlibInflate, zlibInflateInit2, zlibInflateSetDictionary } from "pako";
import type { Compression } from "../../../host/host.ts";
import { declareType } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import { current } from "../../core/state.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import { typeError, valueError } from "../../exceptions/raise.ts";
import { bufferOf, needBuffer } from "../../objects/buffer.ts";
import { bytes } from "../../objects/bytes.ts";
import { toCInt } from "../../protocols/number.ts";
import { toSsize } from "../../protocols/sequence.ts";
import {
  concat,
  copyStream,
  leftOver,
  newStream,
  Output,
  PIECE,
  type Stream,
  setInput,
  Z_BUF_ERROR,
  Z_NEED_DICT,
  Z_OK,
  Z_STREAM_END,
  Z_STREAM_ERROR,
  zlibError,
} from "./stream.ts";

const Z_SYNC_FLUSH = 2;
const Z_FINISH = 4;

type Flush = Parameters<typeof zlibInflate>[1];
const nothing = (): Uint8Array => new Uint8Array(0);
const goesOn = (status: number): boolean => status === Z_OK || status === Z_BUF_ERROR;

/** A stream to decompress from; ValueError for what zlib refuses. */
export function startInflating(bits: number, dictionary: Uint8Array | undefined): Stream {
  const stream = newStream();
  const status = zlibInflateInit2(stream, bits);
  if (status === Z_STREAM_ERROR) throw valueError("Invalid initialization option");
  if (status !== Z_OK) throw zlibError(stream, status, "while creating decompression object");
  // Raw data does not ask for its dictionary.
  if (dictionary !== undefined && bits < 0) setDictionary(stream, dictionary);
  return stream;
}

function setDictionary(stream: Stream, dictionary: Uint8Array): void {
  const status = zlibInflateSetDictionary(stream, dictionary);
  if (status !== Z_OK) throw zlibError(stream, status, "while setting zdict");
}

export function dictionaryOf(value: Value | undefined): Uint8Array | undefined {
  if (value === undefined) return undefined;
  const data = bufferOf(value);
  if (data === undefined) throw typeError("zdict argument must support the buffer protocol");
  return data.slice();
}

/** Runs until the input or the room for output is at its end, or the stream is. */
export function inflate(
  stream: Stream,
  output: Output,
  flush: number,
  dictionary: Uint8Array | undefined,
): number {
  let status = Z_OK;
  while (output.reserve()) {
    status = zlibInflate(stream, flush as Flush);
    if (status === Z_NEED_DICT && dictionary !== undefined) setDictionary(stream, dictionary);
    else if (!goesOn(status) || stream.avail_out > 0) break;
  }
  return status;
}

/** So much is worth the host's own code, which takes streams whole. */
const LARGE = 1 << 16;

/** A whole stream by the host; undefined where that cannot do it. */
const byHost = (input: Uint8Array, bits: number): ReturnType<Compression["inflate"]> =>
  input.length >= LARGE && Math.abs(bits) >= 9 && Math.abs(bits) <= 15
    ? current.host.compression?.inflate(input, bits)
    : undefined;

export function decompress(data: Value, wbits: Value = 15, size: Value = PIECE): Value {
  const input = needBuffer(data);
  if (toSsize(size) <= 0) throw valueError("bufsize must be non-zero");
  const bits = toCInt(wbits);
  const whole = byHost(input, bits);
  if (whole !== undefined) return bytes(whole.data);
  const stream = newStream();
  const started = zlibInflateInit2(stream, bits);
  if (started !== Z_OK) throw zlibError(stream, started, "while preparing to decompress data");
  setInput(stream, input);
  const output = new Output(stream);
  const status = inflate(stream, output, Z_SYNC_FLUSH, undefined);
  if (status !== Z_STREAM_END)
    throw zlibError(stream, status === Z_OK ? Z_BUF_ERROR : status, "while decompressing data");
  return bytes(output.take());
}

class PyDecompress extends PyInstance {
  stream: Stream = newStream();
  dictionary: Uint8Array | undefined = undefined;
  bits = 0;
  unusedData = nothing();
  unconsumedTail = nothing();
  eof = false;
  live = true;
  /** After `flush` there is nothing to go on from halfway. */
  flushed = false;

  /** What is left of the input lies behind the end of the stream, or waits for the next call. */
  keepRest(status: number): void {
    const rest = leftOver(this.stream);
    if (status === Z_STREAM_END) {
      if (rest.length > 0) this.unusedData = concat([this.unusedData, rest]);
      this.unconsumedTail = nothing();
    } else this.unconsumedTail = rest;
  }
}
export const decompressType = declareType("zlib.Decompress", PyDecompress, { subclassable: false });

export function decompressObject(wbits: Value = 15, dictionary?: Value): Value {
  const self = new PyDecompress();
  self.dictionary = dictionaryOf(dictionary);
  self.bits = toCInt(wbits);
  self.stream = startInflating(self.bits, self.dictionary);
  return self;
}

function feed(self: PyDecompress, data: Value, maximum: Value = 0): Value {
  const input = needBuffer(data);
  const limit = toSsize(maximum);
  if (limit < 0) throw valueError("max_length must be non-negative");
  const { stream } = self;
  if (limit === 0 && stream.total_in === 0 && self.dictionary === undefined && self.live && !self.eof) {
    const whole = byHost(input, self.bits);
    if (whole !== undefined) {
      self.eof = true;
      self.unusedData = input.slice(whole.read);
      return bytes(whole.data);
    }
  }
  setInput(stream, input.slice());
  const output = new Output(stream, limit === 0 ? undefined : limit);
  const status = self.eof
    ? Z_STREAM_END
    : self.live
      ? inflate(stream, output, Z_SYNC_FLUSH, self.dictionary)
      : Z_STREAM_ERROR;
  self.keepRest(status);
  if (status === Z_STREAM_END) self.eof = true;
  else if (!goesOn(status)) throw zlibError(stream, status, "while decompressing data");
  return bytes(output.take());
}

function flush(self: PyDecompress, size: Value = PIECE): Value {
  if (toSsize(size) <= 0) throw valueError("length must be greater than zero");
  self.flushed = true;
  if (self.eof || !self.live) return bytes(nothing());
  const { stream } = self;
  setInput(stream, self.unconsumedTail);
  const output = new Output(stream);
  const status = inflate(stream, output, Z_FINISH, self.dictionary);
  self.keepRest(status);
  if (status === Z_STREAM_END) {
    self.eof = true;
    self.live = false;
  } else if (!goesOn(status)) throw zlibError(stream, status, "while decompressing data");
  return bytes(output.take());
}

function copy(self: PyDecompress): Value {
  if (self.flushed) throw valueError("Inconsistent stream state");
  const result = new PyDecompress();
  result.stream = copyStream(self.stream);
  result.dictionary = self.dictionary;
  result.bits = self.bits;
  result.unusedData = self.unusedData;
  result.unconsumedTail = self.unconsumedTail;
  result.eof = self.eof;
  return result;
}

export const decompressSpec: TypeSpec = {
  methods: {
    decompress: ["(self, data, /, max_length=0)", feed],
    flush: ["(self, length=zlib.DEF_BUF_SIZE, /)", flush],
    copy: ["(self, /)", copy],
    __copy__: ["(self, /)", copy],
    __deepcopy__: ["(self, memo, /)", copy],
  },
  getset: {
    unused_data: { get: (self: PyDecompress) => bytes(self.unusedData), member: true },
    unconsumed_tail: { get: (self: PyDecompress) => bytes(self.unconsumedTail), member: true },
    eof: { get: (self: PyDecompress) => self.eof, member: true },
  },
};
