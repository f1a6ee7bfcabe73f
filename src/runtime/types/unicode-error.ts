/** UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError. Follows Objects/exceptions.c. */
import { typeOf } from "../core/builtin-types.ts";
import type { GetSetRow, TypeSpec } from "../core/define.ts";
import type { Value } from "../core/object.ts";
import type { PyUnicodeError } from "../exceptions/hierarchy.ts";
import { typeError } from "../exceptions/raise.ts";
import { isBufferLender, needBuffer } from "../objects/buffer.ts";
import { bytes, isBytes } from "../objects/bytes.ts";
import { isStr, pointsOf, type Str } from "../objects/str.ts";
import { checkObject } from "../protocols/codec-errors.ts";
import { toSize } from "../protocols/number.ts";
import { strText } from "../protocols/repr.ts";
import { baseStr, field } from "./exceptions.ts";

const KINDS = {
  UnicodeEncodeError: ["str", "str", "int", "int", "str"],
  UnicodeDecodeError: ["str", "bytes", "int", "int", "str"],
  UnicodeTranslateError: ["str", "int", "int", "str"],
} as const;

function check(value: Value, kind: string, position: number): void {
  const right = kind === "str" ? isStr(value) : kind === "bytes" ? isBufferLender(value) : true;
  if (right) return;
  const actual = typeOf(value).name;
  throw typeError(
    kind === "bytes"
      ? `a bytes-like object is required, not '${actual}'`
      : `argument ${position} must be ${kind}, not ${value === null ? "None" : actual}`,
  );
}

function initRow(name: keyof typeof KINDS): TypeSpec["methods"] {
  const kinds = KINDS[name];
  return {
    __init__: [
      "(self, /, *args, **kwargs)",
      (self: PyUnicodeError, args: Value[], keywords: Map<string, Value>) => {
        if (keywords.size > 0) throw typeError(`${typeOf(self).name}() takes no keyword arguments`);
        self.args = args;
        if (args.length !== kinds.length) {
          throw typeError(`function takes exactly ${kinds.length} arguments (${args.length} given)`);
        }
        for (const [i, kind] of kinds.entries()) check(args[i] as Value, kind, i + 1);
        const encoding = kinds.length === 5 ? (args[0] as Value) : null;
        const [object, start, end, reason] = args.slice(kinds.length - 4) as [Value, Value, Value, Value];
        self.encoding = encoding;
        self.object = kinds[1] === "bytes" && !isBytes(object) ? bytes(needBuffer(object).slice()) : object;
        self.start = toSize(start);
        self.end = toSize(end);
        self.reason = reason;
        return null;
      },
    ],
  };
}

/** Start and end as they were set, which may be outside of the object. */
const range = (self: PyUnicodeError): [number, number] => [Number(self.start), Number(self.end)];

function escaped(point: number): string {
  const hex = (width: number): string => point.toString(16).padStart(width, "0");
  return point <= 0xff ? `\\x${hex(2)}` : point <= 0xffff ? `\\u${hex(4)}` : `\\U${hex(8)}`;
}

/** The middle of a message about characters of a str: `character '\xe9' in position 3`. */
function charactersAt(self: PyUnicodeError): string {
  const points = pointsOf(self.object as Str);
  const [start, end] = range(self);
  return start >= 0 && start < points.length && end === start + 1
    ? `character '${escaped(points[start] as number)}' in position ${start}`
    : `characters in position ${start}-${end - 1}`;
}

function spec(
  name: keyof typeof KINDS,
  doc: string,
  message: (self: PyUnicodeError, encoding: string, reason: string) => string,
): TypeSpec {
  const getset: Record<string, GetSetRow> = {
    encoding: field("encoding"),
    object: field("object"),
    start: field("start"),
    end: field("end"),
    reason: field("reason"),
  };
  return {
    doc,
    methods: {
      ...initRow(name),
      __str__: [
        "(self, /)",
        (self: PyUnicodeError) => {
          if (self.reason === null) return baseStr(self);
          // Their `__str__` may change the rest.
          const reason = strText(self.reason);
          const encoding = self.encoding === null ? "" : strText(self.encoding);
          checkObject(self.object as Value | undefined, name === "UnicodeDecodeError");
          return message(self, encoding, reason);
        },
      ],
    },
    getset,
  };
}

export const unicodeEncodeErrorSpec: TypeSpec = spec(
  "UnicodeEncodeError",
  "Unicode encoding error.",
  (self, encoding, reason) => `'${encoding}' codec can't encode ${charactersAt(self)}: ${reason}`,
);

export const unicodeTranslateErrorSpec: TypeSpec = spec(
  "UnicodeTranslateError",
  "Unicode translation error.",
  (self, _encoding, reason) => `can't translate ${charactersAt(self)}: ${reason}`,
);

export const unicodeDecodeErrorSpec: TypeSpec = spec(
  "UnicodeDecodeError",
  "Unicode decoding error.",
  (self, encoding, reason) => {
    const data = needBuffer(self.object);
    const [start, end] = range(self);
    const what =
      start >= 0 && start < data.length && end === start + 1
        ? `byte 0x${(data[start] as number).toString(16).padStart(2, "0")} in position ${start}`
        : `bytes in position ${start}-${end - 1}`;
    return `'${encoding}' codec can't decode ${what}: ${reason}`;
  },
);
