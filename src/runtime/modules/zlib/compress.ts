/** `zlib.compressobj` and `zlib.compress`. Follows Modules/zlibmodule.c. */
import { zlibDeflate, zlibDeflateInit2, zlibDeflateSetDictionary } from "pako";
import { declareType } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { memoryError, newException, valueError } from "../../exceptions/raise.ts";
import { needBuffer } from "../../objects/buffer.ts";
import { bytes } from "../../objects/bytes.ts";
import { toCInt } from "../../protocols/number.ts";
import { crc32 } from "./checksums.ts";
import {
  copyStream,
  errorType,
  newStream,
  Output,
  type Stream,
  setInput,
  Z_BUF_ERROR,
  Z_OK,
  Z_STREAM_END,
  Z_STREAM_ERROR,
  zlibError,
} from "./stream.ts";

const Z_NO_FLUSH = 0;
const Z_FINISH = 4;
const Z_MEM_ERROR = -4;

type Flush = Parameters<typeof zlibDeflate>[1];
type Strategy = Parameters<typeof zlibDeflateInit2>[5];

/** A stream to compress with, and the status of its start. */
function start(
  level: number,
  method: number,
  bits: number,
  memory: number,
  strategy: number,
): [stream: Stream, status: number] {
  const stream = newStream();
  // zlib's own hash function, so that the output is zlib's byte for byte.
  const status = zlibDeflateInit2(stream, level, method, bits, memory, strategy as Strategy, true);
  return [stream, status];
}

/** Runs over what there is of input. */
function run(stream: Stream, flush: number): { status: number; data: Uint8Array } {
  const output = new Output(stream);
  let status: number;
  do {
    output.reserve();
    status = zlibDeflate(stream, flush as Flush);
  } while (status !== Z_STREAM_ERROR && stream.avail_out === 0);
  return { status, data: output.take() };
}

export function compress(data: Value, level: Value = -1, wbits: Value = 15): Value {
  const input = needBuffer(data);
  const bits = toCInt(wbits);
  const wanted = toCInt(level);
  // A checksum of much data is quicker on its own.
  if (bits > 24 && bits < 32 && wanted >= -1 && wanted <= 9 && input.length > LARGE)
    return gzip(input, wanted, bits - 16);
  const [stream, started] = start(wanted, 8, bits, 8, 0);
  if (started === Z_MEM_ERROR) throw memoryError("Out of memory while compressing data");
  if (started === Z_STREAM_ERROR) throw newException(errorType, "Bad compression level");
  if (started !== Z_OK) throw zlibError(stream, started, "while compressing data");
  setInput(stream, input);
  const { status, data: result } = run(stream, Z_FINISH);
  if (status !== Z_STREAM_END) throw zlibError(stream, status, "while compressing data");
  return bytes(result);
}

const LARGE = 1 << 16;
const HUGE = 1 << 22;
const UNIX = 3;

/** A raw stream; by the host where there is very much, whose zlib may find other matches than zlib itself. */
function raw(input: Uint8Array, level: number, bits: number): Uint8Array {
  const native = input.length > HUGE ? current.host.compression?.deflate(input, level, bits) : undefined;
  if (native !== undefined) return native;
  const [stream] = start(level, 8, -bits, 8, 0);
  setInput(stream, input);
  return run(stream, Z_FINISH).data;
}

/** A gzip file without a name or time, as zlib writes it. */
function gzip(input: Uint8Array, level: number, bits: number): Value {
  const data = raw(input, level, bits);
  const result = new Uint8Array(18 + data.length);
  result.set([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, level === 9 ? 2 : level === 0 || level === 1 ? 4 : 0, UNIX]);
  result.set(data, 10);
  const trailer = new DataView(result.buffer, 10 + data.length);
  trailer.setUint32(0, crc32(input, 0), true);
  trailer.setUint32(4, input.length, true);
  return bytes(result);
}

class PyCompress extends PyInstance {
  stream: Stream = newStream();
  live = true;
}
export const compressType = declareType("zlib.Compress", PyCompress, { subclassable: false });

export function compressObject(
  level: Value = -1,
  method: Value = 8,
  wbits: Value = 15,
  memory: Value = 8,
  strategy: Value = 0,
  dictionary: Value = null,
): Value {
  const zdict = dictionary === null ? undefined : needBuffer(dictionary);
  const [stream, status] = start(
    toCInt(level),
    toCInt(method),
    toCInt(wbits),
    toCInt(memory),
    toCInt(strategy),
  );
  if (status === Z_MEM_ERROR) throw memoryError("Can't allocate memory for compression object");
  if (status === Z_STREAM_ERROR) throw valueError("Invalid initialization option");
  if (status !== Z_OK) throw zlibError(stream, status, "while creating compression object");
  if (zdict !== undefined && zlibDeflateSetDictionary(stream, zdict) === Z_STREAM_ERROR)
    throw valueError("Invalid dictionary");
  const self = new PyCompress();
  self.stream = stream;
  return self;
}

function copy(self: PyCompress): Value {
  if (!self.live) throw valueError("Inconsistent stream state");
  const result = new PyCompress();
  result.stream = copyStream(self.stream);
  return result;
}

export const compressSpec: TypeSpec = {
  methods: {
    compress: [
      "(self, data, /)",
      (self: PyCompress, data: Value) => {
        const input = needBuffer(data);
        if (!self.live) throw zlibError(self.stream, Z_STREAM_ERROR, "while compressing data");
        setInput(self.stream, input);
        const { status, data: result } = run(self.stream, Z_NO_FLUSH);
        if (status === Z_STREAM_ERROR) throw zlibError(self.stream, status, "while compressing data");
        return bytes(result);
      },
    ],
    flush: [
      "(self, mode=zlib.Z_FINISH, /)",
      (self: PyCompress, mode: Value = Z_FINISH) => {
        const flush = toCInt(mode);
        if (flush === Z_NO_FLUSH) return bytes(new Uint8Array(0));
        if (!self.live) throw zlibError(self.stream, Z_STREAM_ERROR, "while flushing");
        setInput(self.stream, new Uint8Array(0));
        const { status, data } = run(self.stream, flush);
        if (status === Z_STREAM_ERROR) throw zlibError(self.stream, status, "while flushing");
        if (status === Z_STREAM_END && flush === Z_FINISH) self.live = false;
        else if (status !== Z_OK && status !== Z_BUF_ERROR)
          throw zlibError(self.stream, status, "while flushing");
        return bytes(data);
      },
    ],
    copy: ["(self, /)", copy],
    __copy__: ["(self, /)", copy],
    __deepcopy__: ["(self, memo, /)", copy],
  },
};
