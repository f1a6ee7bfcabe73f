/**
 * Newline translation for reading, and `IncrementalNewlineDecoder`. A `\r` at the end of a chunk waits for the next one,
 * since a `\n` may follow. Follows Modules/_io/textio.c.
 */
import { declareType } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import { typeError, valueError } from "../../exceptions/raise.ts";
import { needBuffer } from "../../objects/buffer.ts";
import { bytes } from "../../objects/bytes.ts";
import { isStr, str, strOf } from "../../objects/str.ts";
import { PyTuple, tuple } from "../../objects/tuple.ts";
import { truthy } from "../../protocols/compare.ts";
import { callMethod } from "../../protocols/method-call.ts";
import { intOf, isInt } from "../../objects/int.ts";

const SEEN_LF = 1;
const SEEN_CR = 2;
const SEEN_CRLF = 4;

export class NewlineTranslator {
  readonly translate: boolean;
  pendingReturn = false;
  /** Which line ends were seen, as bits. */
  seen = 0;

  constructor(translate: boolean) {
    this.translate = translate;
  }

  /** Takes the next piece of text and gives what can be given of it. */
  decode(input: string, final: boolean): string {
    let text = input;
    if (this.pendingReturn && (text !== "" || final)) {
      text = `\r${text}`;
      this.pendingReturn = false;
    }
    if (text.endsWith("\r") && !final) {
      text = text.slice(0, -1);
      this.pendingReturn = true;
    }
    if (!text.includes("\r")) {
      if ((this.seen & SEEN_LF) === 0 && text.includes("\n")) this.seen |= SEEN_LF;
      return text;
    }
    if (/\r\n/.test(text)) this.seen |= SEEN_CRLF;
    if (/\r(?!\n)/.test(text)) this.seen |= SEEN_CR;
    if (/(?:^|[^\r])\n/.test(text)) this.seen |= SEEN_LF;
    return this.translate ? text.replace(/\r\n?/g, "\n") : text;
  }

  reset(): void {
    this.seen = 0;
    this.pendingReturn = false;
  }

  /** What the attribute `newlines` shows. */
  get newlines(): Value {
    const kinds: Value[] = [];
    if ((this.seen & SEEN_CR) !== 0) kinds.push("\r");
    if ((this.seen & SEEN_LF) !== 0) kinds.push("\n");
    if ((this.seen & SEEN_CRLF) !== 0) kinds.push("\r\n");
    return kinds.length === 0 ? null : kinds.length === 1 ? (kinds[0] as Value) : tuple(kinds);
  }
}

export class PyNewlineDecoder extends PyInstance {
  decoder: Value = null;
  errors: Value = "strict";
  translator: NewlineTranslator | undefined = undefined;

  get state(): NewlineTranslator {
    if (this.translator === undefined) throw valueError("IncrementalNewlineDecoder.__init__() not called");
    return this.translator;
  }
}

export const newlineDecoderType = declareType("_io.IncrementalNewlineDecoder", PyNewlineDecoder);

export const newlineDecoderSpec: TypeSpec = {
  doc: "Codec used when reading a file in universal newlines mode.",
  new: ["(*args, **kwargs)", (cls) => cls.alloc()],
  methods: {
    __init__: [
      "(self, decoder, translate, errors='strict')",
      (self: PyNewlineDecoder, decoder: Value, translate: Value, errors: Value = "strict") => {
        self.decoder = decoder;
        self.errors = errors;
        self.translator = new NewlineTranslator(truthy(translate));
        return null;
      },
    ],
    decode: [
      "(self, input, final=False)",
      (self: PyNewlineDecoder, input: Value, final: Value = false) => {
        const { state } = self;
        const text = self.decoder === null ? input : callMethod(self.decoder, "decode", input, final);
        if (!isStr(text)) throw typeError("decoder should return a string result, not a bytes-like object");
        return str(state.decode(strOf(text), truthy(final)));
      },
    ],
    getstate: [
      "(self, /)",
      (self: PyNewlineDecoder) => {
        const { state: translator } = self;
        let buffer: Value = bytes([]);
        let flag = 0n;
        if (self.decoder !== null) {
          const inner = callMethod(self.decoder, "getstate");
          if (!(inner instanceof PyTuple)) throw typeError("illegal decoder state");
          buffer = inner.items[0] as Value;
          const bits = inner.items[1] as Value;
          if (isInt(bits)) flag = BigInt(intOf(bits));
        }
        const state = flag * 2n + (translator.pendingReturn ? 1n : 0n);
        return tuple([buffer, Number(state)]);
      },
    ],
    setstate: [
      "(self, state, /)",
      (self: PyNewlineDecoder, state: Value) => {
        const { state: translator } = self;
        if (!(state instanceof PyTuple)) throw typeError("state argument must be a tuple");
        const [buffer, flag] = state.items as [Value, Value];
        if (!isInt(flag)) throw typeError("illegal decoder state");
        const bits = BigInt(intOf(flag));
        needBuffer(buffer);
        translator.pendingReturn = (bits & 1n) === 1n;
        if (self.decoder !== null) callMethod(self.decoder, "setstate", tuple([buffer, Number(bits >> 1n)]));
        return null;
      },
    ],
    reset: [
      "(self, /)",
      (self: PyNewlineDecoder) => {
        self.state.reset();
        if (self.decoder !== null) callMethod(self.decoder, "reset");
        return null;
      },
    ],
  },
  getset: { newlines: { get: (self: PyNewlineDecoder) => self.state.newlines } },
};
