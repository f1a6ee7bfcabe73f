/**
 * Module `_multibytecodec`, the classes that the library's East Asian encodings are made of, and the modules that have the codecs.
 * Follows Modules/cjkcodecs/multibytecodec.c.
 */
import { declareType, typeOf } from "../../core/builtin-types.ts";
import type { GetSetRow, TypeSpec } from "../../core/define.ts";
import type { NativeModule } from "../../core/native-module.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import type { PyType } from "../../core/type.ts";
import { lookupError, newException, typeError } from "../../exceptions/raise.ts";
import { AttributeError, UnicodeError } from "../../exceptions/hierarchy.ts";
import { needBuffer } from "../../objects/buffer.ts";
import { bytes, isBytes } from "../../objects/bytes.ts";
import { joinBytes } from "../../objects/bytes-search.ts";
import { int, intOf, isInt } from "../../objects/int.ts";
import {
  concat,
  fromPoints,
  isStr,
  pointsOf,
  type Str,
  strLength,
  strOf,
  substring,
} from "../../objects/str.ts";
import { truthOf } from "../../objects/truth.ts";
import { PyTuple, tuple } from "../../objects/tuple.ts";
import { getAttr } from "../../protocols/attribute.ts";
import { decodeUtf8 } from "../../protocols/decode.ts";
import { encodeUtf8 } from "../../protocols/encode.ts";
import { forEach } from "../../protocols/iterate.ts";
import { callMethod0, callMethod1 } from "../../protocols/method-call.ts";
import { toSize } from "../../protocols/number.ts";
import { str } from "../../protocols/repr.ts";
import { decodeData, encodeText, type MultibyteCodec, newState, tooMuchPending } from "./codec.ts";
import { hzCodec } from "./hz.ts";
import { iso2022Codec, iso2022Names } from "./iso2022.ts";
import { statelessCodec } from "./stateless.ts";

/** The codecs of each module. */
const MODULES: Readonly<Record<string, readonly string[]>> = {
  _codecs_cn: ["gb2312", "gbk", "gb18030", "hz"],
  _codecs_hk: ["big5hkscs"],
  _codecs_jp: [
    "shift_jis",
    "cp932",
    "euc_jp",
    "shift_jis_2004",
    "euc_jis_2004",
    "euc_jisx0213",
    "shift_jisx0213",
  ],
  _codecs_kr: ["euc_kr", "cp949", "johab"],
  _codecs_tw: ["big5", "cp950"],
  _codecs_iso2022: iso2022Names,
};

const CODECS = Symbol("multibyte codecs");

function codecOf(name: string): MultibyteCodec {
  const made = current.stateOf(CODECS, () => new Map<string, MultibyteCodec>());
  let codec = made.get(name);
  if (codec === undefined) {
    codec =
      name === "hz" ? hzCodec() : name.startsWith("iso2022") ? iso2022Codec(name) : statelessCodec(name);
    made.set(name, codec);
  }
  return codec;
}

/** What `getcodec` gives. */
class PyMultibyteCodec extends PyInstance {
  codecName = "";
  get codec(): MultibyteCodec {
    return codecOf(this.codecName);
  }
}
const codecType = declareType("_multibytecodec.MultibyteCodec", PyMultibyteCodec, { subclassable: false });

function errorsOf(value: Value | undefined): string {
  if (value === undefined || value === null) return "strict";
  if (!isStr(value)) throw typeError("errors must be a string");
  return strOf(value);
}

const asText = (input: Value): Str => (isStr(input) ? input : str(input));

const codecSpec: TypeSpec = {
  methods: {
    encode: [
      "(self, /, input, errors=None)",
      ({ codec }: PyMultibyteCodec, input: Value, errors?: Value) => {
        const text = asText(input);
        const out: number[] = [];
        encodeText(codec, newState(codec, false), text, errorsOf(errors), true, out);
        return tuple([bytes(Uint8Array.from(out)), strLength(text)]);
      },
    ],
    decode: [
      "(self, /, input, errors=None)",
      ({ codec }: PyMultibyteCodec, input: Value, errors?: Value) => {
        const data = needBuffer(input);
        const out: number[] = [];
        decodeData(codec, newState(codec, true), data, errorsOf(errors), true, out);
        return tuple([fromPoints(out), data.length]);
      },
    ],
  },
};

/** What the four classes have in common: the codec of their class, its state, the error handler. */
abstract class PyStateful extends PyInstance {
  codec!: MultibyteCodec;
  state: Uint8Array = new Uint8Array(8);
  errors: Value = "strict";
}

function initialise<T extends PyStateful>(cls: PyType, errors: Value | undefined, decoding: boolean): T {
  const codec = getAttr(cls, "codec");
  if (!(codec instanceof PyMultibyteCodec)) throw typeError("codec is unexpected type");
  const self = cls.alloc() as T;
  self.codec = codec.codec;
  self.state = newState(self.codec, decoding);
  self.errors = errorsOf(errors);
  return self;
}

const errorsRow: GetSetRow = {
  get: (self: PyStateful) => self.errors,
  set: (self: PyStateful, value: Value) => {
    self.errors = errorsOf(value);
  },
  delete: () => {
    throw newException(AttributeError, "cannot delete attribute");
  },
  doc: "how to treat errors",
};

/** A class whose `__new__` has done all. */
const initRow = { __init__: ["(self, /, *args, **kwargs)", () => null] } as TypeSpec["methods"];

/** Characters that an encoder may hold back, and bytes that a decoder may. */
const MOST_CHARACTERS = 2;
const MOST_BYTES = 8;

abstract class PyStatefulEncoder extends PyStateful {
  pending: Str = "";

  /** `encoder_encode_stateful`: what can be encoded of what is pending and the input; the rest is held back. */
  encode(input: Value, final: boolean): Uint8Array {
    const text = concat(this.pending, asText(input));
    const out: number[] = [];
    const used = encodeText(this.codec, this.state, text, strOf(this.errors as Str), final, out);
    const length = strLength(text);
    if (length - used > MOST_CHARACTERS) throw newException(UnicodeError, "pending buffer overflow");
    this.pending = used < length ? substring(text, used, length) : "";
    return Uint8Array.from(out);
  }
}

abstract class PyStatefulDecoder extends PyStateful {
  pending: Uint8Array = new Uint8Array(0);

  /** What is decoded of what is pending and the input; the rest is held back. */
  decode(input: Uint8Array, final: boolean): number[] {
    const data = this.pending.length === 0 ? input : joinBytes([this.pending, input]);
    const out: number[] = [];
    const used = decodeData(this.codec, this.state, data, strOf(this.errors as Str), final, out);
    if (data.length - used > MOST_BYTES) throw newException(UnicodeError, "pending buffer overflow");
    this.pending = data.slice(used);
    return out;
  }

  reset(): void {
    this.codec.resetDecoder?.(this.state);
    this.pending = new Uint8Array(0);
  }
}

class PyIncrementalEncoder extends PyStatefulEncoder {}
class PyIncrementalDecoder extends PyStatefulDecoder {}
class PyStreamReader extends PyStatefulDecoder {
  stream: Value = null;
}
class PyStreamWriter extends PyStatefulEncoder {
  stream: Value = null;
}
const incrementalEncoderType = declareType(
  "_multibytecodec.MultibyteIncrementalEncoder",
  PyIncrementalEncoder,
);
const incrementalDecoderType = declareType(
  "_multibytecodec.MultibyteIncrementalDecoder",
  PyIncrementalDecoder,
);
const streamReaderType = declareType("_multibytecodec.MultibyteStreamReader", PyStreamReader);
const streamWriterType = declareType("_multibytecodec.MultibyteStreamWriter", PyStreamWriter);

const littleEndian = (data: Uint8Array): bigint =>
  data.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

function littleBytes(value: Value, size: number): Uint8Array {
  if (!isInt(value)) throw typeError(`an integer is required, not ${typeOf(value).name}`);
  let rest = BigInt(intOf(value));
  return Uint8Array.from({ length: size }, () => {
    const byte = Number(rest & 255n);
    rest >>= 8n;
    return byte;
  });
}

/** Bytes of UTF-8 of {@link MOST_CHARACTERS}. */
const MOST_UTF8 = 4 * MOST_CHARACTERS;

const incrementalEncoderSpec: TypeSpec = {
  new: ["(errors='strict')", (cls: PyType, errors?: Value) => initialise(cls, errors, false)],
  methods: {
    ...initRow,
    encode: [
      "(self, /, input, final=False)",
      (self: PyIncrementalEncoder, input: Value, final: Value = false) =>
        bytes(self.encode(input, truthOf(final))),
    ],
    // The count of pending bytes of UTF-8, these bytes, the state.
    getstate: [
      "(self, /)",
      ({ pending, state }: PyIncrementalEncoder) => {
        const text = encodeUtf8(pending, "strict");
        return int(littleEndian(joinBytes([Uint8Array.of(text.length), text, state])));
      },
    ],
    setstate: [
      "(self, state, /)",
      (self: PyIncrementalEncoder, state: Value) => {
        const data = littleBytes(state, 1 + MOST_UTF8 + self.state.length);
        const end = 1 + (data[0] as number);
        if (end > 1 + MOST_UTF8) throw newException(UnicodeError, "pending buffer too large");
        self.pending = decodeUtf8(data.slice(1, end), "strict").text;
        self.state = data.slice(end, end + self.state.length);
        return null;
      },
    ],
    reset: [
      "(self, /)",
      (self: PyIncrementalEncoder) => {
        self.codec.finish?.(self.state, []);
        self.pending = "";
        return null;
      },
    ],
  },
  getset: { errors: errorsRow },
};

const incrementalDecoderSpec: TypeSpec = {
  new: ["(errors='strict')", (cls: PyType, errors?: Value) => initialise(cls, errors, true)],
  methods: {
    ...initRow,
    decode: [
      "(self, /, input, final=False)",
      (self: PyIncrementalDecoder, input: Value, final: Value = false) =>
        fromPoints(self.decode(needBuffer(input), truthOf(final))),
    ],
    getstate: [
      "(self, /)",
      ({ pending, state }: PyIncrementalDecoder) => tuple([bytes(pending), int(littleEndian(state))]),
    ],
    setstate: [
      "(self, state, /)",
      (self: PyIncrementalDecoder, state: Value) => {
        if (!(state instanceof PyTuple))
          throw typeError(`setstate() argument must be tuple, not ${typeOf(state).name}`);
        const [pending, number] = state.items;
        if (state.items.length !== 2 || !isBytes(pending as Value)) {
          throw typeError("setstate(): illegal state argument");
        }
        const data = needBuffer(pending as Value);
        const next = littleBytes(number as Value, self.state.length);
        if (data.length > MOST_BYTES) throw tooMuchPending(self.codec, data);
        self.pending = data.slice();
        self.state = next;
        return null;
      },
    ],
    reset: [
      "(self, /)",
      (self: PyIncrementalDecoder) => {
        self.reset();
        return null;
      },
    ],
  },
  getset: { errors: errorsRow },
};

const streamRow: GetSetRow = { get: (self: PyStreamReader | PyStreamWriter) => self.stream, member: true };

/** `mbstreamreader_iread`: at least one character, where the stream has as much. */
function readFrom(self: PyStreamReader, method: string, sizeObject: Value | undefined): Str {
  let size = sizeObject === undefined || sizeObject === null ? -1 : toSize(sizeObject);
  if (size === 0) return "";
  for (;;) {
    const read = size < 0 ? callMethod0(self.stream, method) : callMethod1(self.stream, method, size);
    if (!isBytes(read)) {
      throw typeError(`stream function returned a non-bytes object (${typeOf(read).name})`);
    }
    const out = self.decode(read.data, read.data.length === 0 || size < 0);
    if (size < 0 || out.length > 0 || read.data.length === 0) return fromPoints(out);
    size = 1;
  }
}

const streamReaderSpec: TypeSpec = {
  new: [
    "(stream, errors='strict')",
    (cls: PyType, stream: Value, errors?: Value) => {
      const self = initialise<PyStreamReader>(cls, errors, true);
      self.stream = stream;
      return self;
    },
  ],
  methods: {
    ...initRow,
    read: ["(self, sizeobj=None, /)", (self: PyStreamReader, size?: Value) => readFrom(self, "read", size)],
    readline: [
      "(self, sizeobj=None, /)",
      (self: PyStreamReader, size?: Value) => readFrom(self, "readline", size),
    ],
    readlines: [
      "(self, sizehintobj=None, /)",
      (self: PyStreamReader, size?: Value) => callMethod1(readFrom(self, "read", size), "splitlines", true),
    ],
    reset: [
      "(self, /)",
      (self: PyStreamReader) => {
        self.reset();
        return null;
      },
    ],
  },
  getset: { errors: errorsRow, stream: streamRow },
};

function writeTo(self: PyStreamWriter, input: Value): null {
  callMethod1(self.stream, "write", bytes(self.encode(input, false)));
  return null;
}

const streamWriterSpec: TypeSpec = {
  new: [
    "(stream, errors='strict')",
    (cls: PyType, stream: Value, errors?: Value) => {
      const self = initialise<PyStreamWriter>(cls, errors, false);
      self.stream = stream;
      return self;
    },
  ],
  methods: {
    ...initRow,
    write: ["(self, strobj, /)", writeTo],
    writelines: [
      "(self, lines, /)",
      (self: PyStreamWriter, lines: Value) => {
        forEach(lines, (line) => writeTo(self, line));
        return null;
      },
    ],
    reset: [
      "(self, /)",
      (self: PyStreamWriter) => {
        if (pointsOf(self.pending).length === 0) return null;
        const data = self.encode("", true);
        if (data.length > 0) callMethod1(self.stream, "write", bytes(data));
        return null;
      },
    ],
  },
  getset: { errors: errorsRow, stream: streamRow },
};

export const multibyteCodecModule: NativeModule = {
  name: "_multibytecodec",
  types: {
    MultibyteIncrementalEncoder: incrementalEncoderType,
    MultibyteIncrementalDecoder: incrementalDecoderType,
    MultibyteStreamReader: streamReaderType,
    MultibyteStreamWriter: streamWriterType,
  },
};

/** `_codecs_cn` and the others. */
export const codecModules: readonly NativeModule[] = Object.entries(MODULES).map(([name, names]) => ({
  name,
  functions: {
    getcodec: [
      "(encoding, /)",
      (encoding: Value) => {
        if (!isStr(encoding)) throw typeError("encoding name must be a string.");
        if (!names.includes(strOf(encoding))) throw lookupError("no such codec is supported.");
        const codec = codecType.alloc() as PyMultibyteCodec;
        codec.codecName = strOf(encoding);
        return codec;
      },
    ],
  },
}));

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [codecType, codecSpec],
  [incrementalEncoderType, incrementalEncoderSpec],
  [incrementalDecoderType, incrementalDecoderSpec],
  [streamReaderType, streamReaderSpec],
  [streamWriterType, streamWriterSpec],
];
