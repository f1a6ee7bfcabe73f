/** Module `_string`: the two parsers of `str.format`, for `string.Formatter`. Follows Objects/stringlib/unicode_format.h. */
import { declareType, typeOf } from "../core/builtin-types.ts";
import type { TypeSpec } from "../core/define.ts";
import type { NativeModule } from "../core/native-module.ts";
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { typeError } from "../exceptions/raise.ts";
import { PyIterator } from "../objects/iterator.ts";
import { isStr, str, strOf } from "../objects/str.ts";
import { tuple } from "../objects/tuple.ts";
import {
  type FieldStep,
  type FormatPiece,
  parseFormatString,
  splitFieldName,
} from "../protocols/str-format.ts";
import { iteratorMethods } from "../types/iterators.ts";

class PyFormatterIterator extends PyIterator {
  pieces: Iterator<FormatPiece> | undefined = undefined;
  nx(): Value | undefined {
    const next = this.pieces?.next();
    if (next === undefined || next.done === true) return undefined;
    const { literal, field } = next.value;
    if (field === undefined) return tuple([str(literal), null, null, null]);
    const conversion = field.conversion === "" ? null : str(field.conversion);
    return tuple([str(literal), str(field.name), str(field.spec), conversion]);
  }
}
const formatterIteratorType = declareType("_string.formatteriterator", PyFormatterIterator, {
  subclassable: false,
});

class PyFieldNameIterator extends PyIterator {
  steps: Iterator<FieldStep> | undefined = undefined;
  nx(): Value | undefined {
    const next = this.steps?.next();
    if (next === undefined || next.done === true) return undefined;
    const step = next.value;
    return tuple([step.attribute, typeof step.key === "string" ? str(step.key) : step.key]);
  }
}
const fieldNameIteratorType = declareType("_string.fieldnameiterator", PyFieldNameIterator, {
  subclassable: false,
});

function text(value: Value): string {
  if (!isStr(value)) throw typeError(`expected str, got ${typeOf(value).name}`);
  return strOf(value);
}

export const stringModule: NativeModule = {
  name: "_string",
  doc: "string helper module",
  functions: {
    formatter_parser: [
      "(string, /)",
      (template: Value) => {
        const iterator = new PyFormatterIterator();
        iterator.pieces = parseFormatString(text(template));
        return iterator;
      },
    ],
    formatter_field_name_split: [
      "(string, /)",
      (name: Value) => {
        const { first, steps } = splitFieldName(text(name));
        const iterator = new PyFieldNameIterator();
        iterator.steps = steps;
        return tuple([typeof first === "string" ? str(first) : first, iterator]);
      },
    ],
  },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [formatterIteratorType, { methods: iteratorMethods }],
  [fieldNameIteratorType, { methods: iteratorMethods }],
];
