/** Module `_lzma`: the companion `lzma` as Python's two classes. Follows Modules/_lzmamodule.c. */
import type { ChainFilter, Decoder, Encoder, LzmaFault } from "../../companions/lzma.ts";
import { declareType, isInstance, special } from "../core/builtin-types.ts";
import { companion } from "../core/companion.ts";
import type { TypeSpec } from "../core/define.ts";
import { PyBaseException } from "../core/exception.ts";
import type { NativeModule } from "../core/native-module.ts";
import { PyInstance, type Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { EOFError, Exception, KeyError, OverflowError } from "../exceptions/hierarchy.ts";
import { memoryError, newException, typeError, valueError } from "../exceptions/raise.ts";
import { needBuffer } from "../objects/buffer.ts";
import { bytes } from "../objects/bytes.ts";
import { PyDict } from "../objects/dict.ts";
import { int } from "../objects/int.ts";
import { getItem, len } from "../protocols/item.ts";
import { toArray } from "../protocols/iterate.ts";
import { callMethod } from "../protocols/method-call.ts";
import { toCInt, toIndex, toSize } from "../protocols/number.ts";

const FORMAT_AUTO = 0;
const FORMAT_XZ = 1;
const FORMAT_ALONE = 2;
const FORMAT_RAW = 3;
const CHECK_CRC64 = 4;
const LZMA1 = 0x4000000000000001n;
const LZMA2 = 0x21n;
const DELTA = 3n;
const PRESET_DEFAULT = 6;

interface Library {
  Encoder: typeof Encoder;
  Decoder: typeof Decoder;
  LzmaFault: typeof LzmaFault;
  presetOptions: (preset: number) => Partial<ChainFilter>;
  filterProperties: (filter: ChainFilter) => Uint8Array;
  filterFrom: (id: bigint, properties: Uint8Array) => ChainFilter;
  isCheckSupported: (id: number) => boolean;
}
const lzma = (): Library => companion("lzma");

const errorType = declareType("_lzma.LZMAError", class extends PyBaseException {}, {
  bases: [Exception],
  hasDict: true,
});
const lzmaError = (message: string): PyBaseException => newException(errorType, message);

const MESSAGES: Readonly<Record<LzmaFault["fault"], string>> = {
  FORMAT: "Input format not supported by decoder",
  OPTIONS: "Invalid or unsupported options",
  DATA: "Corrupt input data",
  MEMLIMIT: "Memory usage limit exceeded",
  UNSUPPORTED_CHECK: "Unsupported integrity check",
  BUF: "Insufficient buffer space",
  PROG: "Internal error",
};

/** Runs what the library may fail at. */
function guarded<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof lzma().LzmaFault) throw lzmaError(MESSAGES[error.fault]);
    // The room that a dictionary needs is not there.
    if (error instanceof RangeError) throw memoryError();
    throw error;
  }
}

function unsigned(value: Value, bits: 32 | 64): number {
  const number = toIndex(value);
  if (number < 0) throw valueError("Cannot convert negative int");
  if (BigInt(number) >= 1n << BigInt(bits))
    throw newException(OverflowError, `Python int too large for C uint${bits}_t`);
  return Number(number);
}

function entry(spec: Value, key: string): Value | undefined {
  try {
    return getItem(spec, key);
  } catch (error) {
    if (error instanceof PyBaseException && isInstance(error, KeyError)) return undefined;
    throw error;
  }
}

const LZMA_KEYS = ["id", "preset", "dict_size", "lc", "lp", "pb", "mode", "nice_len", "mf", "depth"];
const MATCH_FINDERS = [3, 4, 0x12, 0x13, 0x14];

function filterOf(spec: Value): ChainFilter {
  if (special(spec, "m$__getitem__") === undefined || special(spec, "m$keys") === undefined)
    throw typeError("Filter specifier must be a dict or dict-like object");
  const given = entry(spec, "id");
  if (given === undefined) throw valueError('Filter specifier must have an "id" entry');
  const wide = toIndex(given);
  const id = BigInt(wide);
  const [kind, keys] =
    id === LZMA1 || id === LZMA2
      ? ["LZMA", LZMA_KEYS]
      : id === DELTA
        ? ["delta", ["id", "dist"]]
        : id >= 4n && id <= 9n
          ? ["BCJ", ["id", "start_offset"]]
          : ["", []];
  if (kind === "") throw valueError(`Invalid filter ID: ${id}`);
  const invalid = (): PyBaseException => valueError(`Invalid filter specifier for ${kind} filter`);
  for (const key of toArray(callMethod(spec, "keys")))
    if (typeof key !== "string" || !keys.includes(key)) throw invalid();
  const option = (key: string): number | undefined => {
    const value = entry(spec, key);
    try {
      return value === undefined ? undefined : unsigned(value, 32);
    } catch (error) {
      throw error instanceof PyBaseException ? invalid() : error;
    }
  };
  if (kind === "delta") return { id, dist: option("dist") ?? 1 };
  if (kind === "BCJ") return { id, start: option("start_offset") ?? 0 };
  const preset = option("preset") ?? PRESET_DEFAULT;
  const options = presetOptions(preset);
  const mode = option("mode") ?? 1;
  if (mode !== 1 && mode !== 2) throw lzmaError(MESSAGES.OPTIONS);
  if (!MATCH_FINDERS.includes(option("mf") ?? 4)) throw lzmaError(MESSAGES.OPTIONS);
  const own = {
    dictionary: option("dict_size"),
    lc: option("lc"),
    lp: option("lp"),
    pb: option("pb"),
    nice: option("nice_len"),
    depth: option("depth"),
  };
  return {
    id,
    ...options,
    ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)),
  };
}

function presetOptions(preset: number): Partial<ChainFilter> {
  try {
    return lzma().presetOptions(preset);
  } catch (error) {
    if (error instanceof lzma().LzmaFault) throw lzmaError(`Invalid compression preset: ${preset}`);
    throw error;
  }
}

function chainOf(specs: Value): ChainFilter[] {
  if (specs instanceof PyDict) throw typeError("dict is not a sequence");
  const count = len(specs);
  if (count > 4) throw valueError("Too many filters - liblzma supports a maximum of 4");
  return Array.from({ length: count }, (_, i) => filterOf(getItem(specs, i)));
}

class PyCompressor extends PyInstance {
  encoder: Encoder | undefined = undefined;
}
class PyDecompressor extends PyInstance {
  decoder: Decoder = undefined as unknown as Decoder;
  needsInput = true;
}
const compressorType = declareType("_lzma.LZMACompressor", PyCompressor, { subclassable: false });
const decompressorType = declareType("_lzma.LZMADecompressor", PyDecompressor, { subclassable: false });

const unpicklable = (self: PyInstance): Value => {
  throw typeError(`cannot pickle '${self.cls$.name}' object`);
};

function newCompressor(
  cls: PyType,
  format: Value = FORMAT_XZ,
  check: Value = -1,
  preset: Value = null,
  filters: Value = null,
): Value {
  const container = toCInt(format);
  const wanted = toCInt(check);
  if (preset !== null && filters !== null) throw valueError("Cannot specify both preset and filter chain");
  const level = preset === null ? PRESET_DEFAULT : unsigned(preset, 32);
  if (container !== FORMAT_XZ && wanted !== -1 && wanted !== 0)
    throw valueError("Integrity checks are only supported by FORMAT_XZ");
  const self = cls.alloc() as PyCompressor;
  const { Encoder: Library } = lzma();
  const start = (chain: ChainFilter[]): void => {
    self.encoder = guarded(() => new Library(container, wanted === -1 ? CHECK_CRC64 : wanted, chain));
  };
  switch (container) {
    case FORMAT_XZ:
      if (filters === null) start([{ id: LZMA2, ...guarded(() => lzma().presetOptions(level)) }]);
      else start(chainOf(filters));
      break;
    case FORMAT_ALONE: {
      const chain = filters === null ? [{ id: LZMA1, ...presetOptions(level) }] : chainOf(filters);
      if (chain.length !== 1 || chain[0]?.id !== LZMA1)
        throw valueError("Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter");
      start(chain);
      break;
    }
    case FORMAT_RAW:
      if (filters === null) throw valueError("Must specify filters for FORMAT_RAW");
      start(chainOf(filters));
      break;
    default:
      throw valueError(`Invalid container format: ${container}`);
  }
  return self;
}

const compressorSpec: TypeSpec = {
  doc: "LZMACompressor(format=FORMAT_XZ, check=-1, preset=None, filters=None)\n\nCreate a compressor object for compressing data incrementally.",
  new: ["(format=FORMAT_XZ, check=-1, preset=None, filters=None)", newCompressor],
  methods: {
    compress: [
      "(self, data, /)",
      (self: PyCompressor, data: Value) => {
        const input = needBuffer(data);
        const { encoder } = self;
        if (encoder === undefined) throw valueError("Compressor has been flushed");
        return bytes(guarded(() => encoder.feed(input)));
      },
    ],
    flush: [
      "(self, /)",
      (self: PyCompressor) => {
        const { encoder } = self;
        if (encoder === undefined) throw valueError("Repeated call to flush()");
        self.encoder = undefined;
        return bytes(guarded(() => encoder.finish()));
      },
    ],
    __reduce__: ["(self, /)", unpicklable],
  },
};

function newDecompressor(
  cls: PyType,
  format: Value = FORMAT_AUTO,
  memory: Value = null,
  filters: Value = null,
): Value {
  const container = toCInt(format);
  if (memory !== null && container === FORMAT_RAW)
    throw valueError("Cannot specify memory limit with FORMAT_RAW");
  const limit = memory === null ? Number.POSITIVE_INFINITY : unsigned(memory, 64);
  if (container === FORMAT_RAW && filters === null) throw valueError("Must specify filters for FORMAT_RAW");
  if (container !== FORMAT_RAW && filters !== null)
    throw valueError("Cannot specify filters except with FORMAT_RAW");
  if (container < FORMAT_AUTO || container > FORMAT_RAW)
    throw valueError(`Invalid container format: ${container}`);
  const chain = filters === null ? undefined : chainOf(filters);
  const self = cls.alloc() as PyDecompressor;
  self.decoder = guarded(() => new (lzma().Decoder)(container, limit, chain));
  return self;
}

const decompressorSpec: TypeSpec = {
  doc: "Create a decompressor object for decompressing data incrementally.",
  new: ["(format=FORMAT_AUTO, memlimit=None, filters=None)", newDecompressor],
  methods: {
    decompress: [
      "(self, /, data, max_length=-1)",
      (self: PyDecompressor, data: Value, maximum: Value = -1) => {
        const input = needBuffer(data);
        const limit = toSize(maximum);
        const { decoder } = self;
        if (isOver(decoder)) throw newException(EOFError, "Already at end of stream");
        const most = limit < 0 ? Number.POSITIVE_INFINITY : limit;
        const out = guarded(() => decoder.decode(input, most));
        self.needsInput = !decoder.eof && out.length < most;
        return bytes(out);
      },
    ],
    __reduce__: ["(self, /)", unpicklable],
  },
  getset: {
    check: { get: (self: PyDecompressor) => self.decoder.check, member: true },
    eof: { get: (self: PyDecompressor) => isOver(self.decoder), member: true },
    needs_input: { get: (self: PyDecompressor) => self.needsInput, member: true },
    unused_data: {
      get: (self: PyDecompressor) => bytes(isOver(self.decoder) ? self.decoder.unused : new Uint8Array(0)),
      member: true,
    },
  },
};
/** The stream ends for the caller when all of it was given out. */
const isOver = (decoder: Decoder): boolean => decoder.eof && decoder.isEmpty;

function decodeProperties(filterId: Value, encoded: Value): Value {
  const id = BigInt(toIndex(filterId));
  const properties = needBuffer(encoded);
  const filter = guarded(() => lzma().filterFrom(id, properties));
  const spec = new PyDict();
  spec.setStr("id", int(id));
  const { dictionary, lc, lp, pb, dist, start } = filter;
  const parts = { dict_size: dictionary, lc, lp, pb, dist, start_offset: start };
  for (const [name, value] of Object.entries(parts)) if (value !== undefined) spec.setStr(name, value);
  return spec;
}

export const lzmaModule: NativeModule = {
  name: "_lzma",
  types: { LZMACompressor: compressorType, LZMADecompressor: decompressorType, LZMAError: errorType },
  constants: {
    FORMAT_AUTO,
    FORMAT_XZ,
    FORMAT_ALONE,
    FORMAT_RAW,
    CHECK_NONE: 0,
    CHECK_CRC32: 1,
    CHECK_CRC64,
    CHECK_SHA256: 10,
    CHECK_ID_MAX: 15,
    CHECK_UNKNOWN: 16,
    FILTER_LZMA1: LZMA1,
    FILTER_LZMA2: Number(LZMA2),
    FILTER_DELTA: Number(DELTA),
    FILTER_X86: 4,
    FILTER_POWERPC: 5,
    FILTER_IA64: 6,
    FILTER_ARM: 7,
    FILTER_ARMTHUMB: 8,
    FILTER_SPARC: 9,
    MF_HC3: 3,
    MF_HC4: 4,
    MF_BT2: 0x12,
    MF_BT3: 0x13,
    MF_BT4: 0x14,
    MODE_FAST: 1,
    MODE_NORMAL: 2,
    PRESET_DEFAULT,
    PRESET_EXTREME: 2 ** 31,
  },
  functions: {
    is_check_supported: ["(check_id, /)", (id: Value) => lzma().isCheckSupported(toCInt(id))],
    _encode_filter_properties: [
      "(filter, /)",
      (spec: Value) => {
        const filter = filterOf(spec);
        return bytes(guarded(() => lzma().filterProperties(filter)));
      },
    ],
    _decode_filter_properties: ["(filter_id, encoded_props, /)", decodeProperties],
  },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [errorType, {}],
  [compressorType, compressorSpec],
  [decompressorType, decompressorSpec],
];
