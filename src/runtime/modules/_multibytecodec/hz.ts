/** HZ: ASCII with GB 2312 between `~{` and `~}`. https://www.rfc-editor.org/rfc/rfc1843 and _codecs_cn.c */
import { type MultibyteCodec, TOO_FEW } from "./codec.ts";
import { Charset, type Pairs, readTable, type Rows } from "./tables.ts";

const TILDE = 0x7e;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const NEWLINE = 10;
const WRONG = -1;

export function hzCodec(): MultibyteCodec {
  const { rows, pairs } = readTable<{ rows: Rows; pairs: Pairs }>("gb2312");
  const charset = new Charset(rows, pairs);
  return {
    name: "hz",
    decode(state, data, at, out) {
      const byte = data[at] as number;
      const left = data.length - at;
      if (byte === TILDE) {
        if (left < 2) return TOO_FEW;
        const command = data[at + 1];
        if (command === TILDE && state[0] === 0) out.push(TILDE);
        else if (command === OPEN && state[0] === 0) state[0] = 1;
        else if (command === CLOSE && state[0] === 1) state[0] = 0;
        else if (command !== NEWLINE || state[0] !== 0) return WRONG;
        return 2;
      }
      if (byte > 0x7f) return WRONG;
      if (state[0] === 0) {
        out.push(byte);
        return 1;
      }
      if (left < 2) return TOO_FEW;
      const second = data[at + 1] as number;
      return second < 0x80 && charset.decode(byte | 0x80, second | 0x80, out) ? 2 : WRONG;
    },
    encode(state, points, at, out) {
      const point = points[at] as number;
      if (point < 0x80) {
        if (state[0] === 1) out.push(TILDE, CLOSE);
        state[0] = 0;
        if (point === TILDE) out.push(TILDE);
        out.push(point);
        return 1;
      }
      const sequence = charset.sequence(String.fromCodePoint(point));
      if (sequence === undefined) return WRONG;
      if (state[0] === 0) out.push(TILDE, OPEN);
      state[0] = 1;
      for (const byte of sequence) out.push(byte & 0x7f);
      return 1;
    },
    finish(state, out) {
      if (state[0] === 1) out.push(TILDE, CLOSE);
      state[0] = 0;
    },
    resetDecoder(state) {
      state[0] = 0;
    },
  };
}
