/** Format strings of `struct` compiled to a list of items with their offsets. Follows prepare_s of Modules/_struct.c. */
import { declareType } from "../../core/builtin-types.ts";
import type { PyBaseException } from "../../core/exception.ts";
import { Exception } from "../../exceptions/hierarchy.ts";
import { newException } from "../../exceptions/raise.ts";
import { NATIVE_SIZE, STANDARD_SIZE } from "../../objects/item-codes.ts";

export const structErrorType = declareType("struct.error", class extends Exception.ctor {}, {
  bases: [Exception],
  hasDict: true,
  ownLayout: false,
});
export const structError = (message: string): PyBaseException => newException(structErrorType, message);

export interface Field {
  code: string;
  offset: number;
  /** Bytes of one item. */
  size: number;
  /** How many items follow each other; 1 for `s` and `p`, whose repeat count is their size. */
  count: number;
}

export interface Layout {
  fields: readonly Field[];
  size: number;
  /** Number of Python values. */
  values: number;
  little: boolean;
  /** Where a short format is packed and unpacked, while nobody else does; undefined before the first time. */
  desk: Desk | undefined;
}

/** Memory and a view of it. Making a view takes the engine longer than packing a few numbers. */
export interface Desk {
  readonly data: Uint8Array;
  readonly view: DataView;
}

const LIMIT = 2 ** 53;

export function compileLayout(format: string): Layout {
  const order = "@=<>!".includes(format[0] ?? "x") ? (format[0] as string) : "";
  const native = order === "" || order === "@";
  const sizes = native ? NATIVE_SIZE : STANDARD_SIZE;
  const fields: Field[] = [];
  let size = 0;
  let values = 0;
  if (format.includes("\0")) throw structError("embedded null character");
  for (let at = order.length; at < format.length; ) {
    if (/\s/.test(format[at] as string)) {
      at++;
      continue;
    }
    const digits = /^\d+/.exec(format.slice(at))?.[0] ?? "";
    at += digits.length;
    const code = format[at++];
    if (code === undefined) throw structError("repeat count given without format specifier");
    const count = digits === "" ? 1 : Number(digits);
    const unit = Object.hasOwn(sizes, code) ? sizes[code] : undefined;
    if (unit === undefined) throw structError("bad char in struct format");
    if (native) {
      const alignment = code === "D" || code === "F" ? unit / 2 : unit;
      size = Math.ceil(size / alignment) * alignment;
    }
    if (size + unit * count > LIMIT) throw structError("total struct size too long");
    if (code === "s" || code === "p") {
      fields.push({ code, offset: size, size: count, count: 1 });
      values++;
    } else if (code !== "x" && count > 0) {
      fields.push({ code, offset: size, size: unit, count });
      values += count;
    }
    size += unit * count;
  }
  return { fields, size, values, little: order !== ">" && order !== "!", desk: undefined };
}
