/**
 * Writing JSON: the encoder that `json.dumps` calls for a whole value at once.
 *
 * The text grows in one JavaScript string (a rope until it is read). Lists and dicts under way are remembered, to find
 * circles; an exception out of an item gets a note that says where it was. Follows `Modules/_json.c` of
 * CPython 3.14.
 */

import { declareType, PyInt, typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { TypeSpec } from "../../core/define.ts";
import { PyBuiltinFunction } from "../../core/native.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { typeError, valueError } from "../../exceptions/raise.ts";
import { PyDict } from "../../objects/dict.ts";
import { floatOf, isFloat } from "../../objects/float.ts";
import { floatRepr } from "../../objects/float-text.ts";
import { intText } from "../../objects/int-text.ts";
import { PyList } from "../../objects/list.ts";
import { isStr, type Str, str, strOf } from "../../objects/str.ts";
import { PyTuple, tuple } from "../../objects/tuple.ts";
import { truthy } from "../../protocols/compare.ts";
import { toArray } from "../../protocols/iterate.ts";
import { addNote } from "../../protocols/add-note.ts";
import { callMethod0 } from "../../protocols/method-call.ts";
import { toSize } from "../../protocols/number.ts";
import { reprText } from "../../protocols/repr.ts";
import { sortByKeys } from "../../protocols/sort.ts";
import { escape, escapeAscii } from "./escape.ts";

export const encodeBasestring = (value: Value): Value => str(escape(needStr(value)));
export const encodeBasestringAscii = (value: Value): Value => escapeAscii(needStr(value));

function needStr(value: Value): Str {
  if (isStr(value)) return value;
  throw typeError(`first argument must be a string, not ${typeOf(value).name}`);
}

export class PyEncoder extends PyInstance {
  markers: Value = null;
  default_: Value = null;
  encoder: Value = null;
  indent: Value = null;
  keySeparator: Str = ": ";
  itemSeparator: Str = ", ";
  sortKeys = false;
  skipKeys = false;
  allowNan = true;
}

export const encoderType = declareType("_json.Encoder", PyEncoder);

/** A builtin encoder of strings that need not be called through Python. */
function fastEncoder(encoder: Value): ((value: Str) => string) | undefined {
  if (!(encoder instanceof PyBuiltinFunction)) return undefined;
  return encoder.fn === encodeBasestringAscii
    ? escapeAscii
    : encoder.fn === encodeBasestring
      ? escape
      : undefined;
}

/** What stands before the first item, between items, and after the last. */
interface Layout {
  readonly first: string;
  readonly between: string;
  readonly last: string;
}

/** The order of strings without surrogates. */
const byUnits = (a: string, b: string): number => (a < b ? -1 : 1);

/** Keys that are kept in their written form. */
const MOST_KEYS = 1000;

class Writer {
  /** UTF-16 text written so far. */
  text = "";
  /** Whether the text may hold surrogates. */
  private wide = false;
  /** Layouts by level of nesting. */
  private readonly layouts: Layout[] = [];
  /** Keys as they stand in the text, with the separator that follows. */
  private readonly keys = new Map<string, string>();
  private readonly encoder: PyEncoder;
  private readonly fast: ((value: Str) => string) | undefined;
  private readonly indent: string | undefined;
  private readonly keySeparator: string;
  private readonly itemSeparator: string;
  /** Containers that are being written; never many, so that a list is searched faster than a set is kept. */
  private readonly active: Value[] = [];

  constructor(encoder: PyEncoder) {
    this.encoder = encoder;
    this.fast = fastEncoder(encoder.encoder);
    this.indent = isStr(encoder.indent) ? strOf(encoder.indent) : undefined;
    this.keySeparator = strOf(encoder.keySeparator);
    this.itemSeparator = strOf(encoder.itemSeparator);
    const { indent, keySeparator, itemSeparator } = encoder;
    this.wide = [indent, keySeparator, itemSeparator].some(
      (part) => part !== null && typeof part !== "string",
    );
  }

  value(value: Value, level: number): void {
    switch (typeof value) {
      case "string":
        this.string(value);
        return;
      case "number":
        this.text += Number.isInteger(value) ? String(value) : this.float(value);
        return;
      case "boolean":
        this.text += value ? "true" : "false";
        return;
      case "bigint":
        this.text += intText(value);
        return;
    }
    if (value === null) this.text += "null";
    else if (value instanceof PyList || value instanceof PyTuple) this.list(value, level);
    else if (value instanceof PyDict) this.dict(value, level);
    else if (isStr(value)) this.string(value);
    else if (value instanceof PyInt) this.text += intText(value.value);
    else if (isFloat(value)) this.text += this.float(floatOf(value));
    else this.other(value, level);
  }

  private string(value: Str): void {
    this.text += this.encode(value);
  }

  private encode(value: Str): string {
    if (this.fast) {
      this.wide ||= typeof value !== "string";
      return this.fast(value);
    }
    const encoded = callable(this.encoder.encoder).c1(value);
    if (!isStr(encoded)) throw typeError(`encoder() must return a string, not ${typeOf(encoded).name}`);
    this.wide ||= typeof encoded !== "string";
    return strOf(encoded);
  }

  private keyText(key: Str): string {
    if (typeof key !== "string" || !this.fast) return this.encode(key) + this.keySeparator;
    let text = this.keys.get(key);
    if (text === undefined) {
      text = this.fast(key) + this.keySeparator;
      if (this.keys.size < MOST_KEYS) this.keys.set(key, text);
    }
    return text;
  }

  /** What was written, as a str. */
  result(): Str {
    return this.wide ? str(this.text) : this.text;
  }

  private float(value: number): string {
    if (Number.isFinite(value)) return floatRepr(value);
    if (!this.encoder.allowNan) {
      throw valueError(`Out of range float values are not JSON compliant: ${floatRepr(value)}`);
    }
    return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
  }

  private enter(value: Value): void {
    if (this.encoder.markers === null) return;
    if (this.active.includes(value)) throw valueError("Circular reference detected");
    this.active.push(value);
  }

  private layout(level: number): Layout {
    let layout = this.layouts[level];
    if (!layout) {
      const { indent, itemSeparator } = this;
      const inner = indent === undefined ? "" : `\n${indent.repeat(level + 1)}`;
      const last = indent === undefined ? "" : `\n${indent.repeat(level)}`;
      layout = { first: inner, between: itemSeparator + inner, last };
      this.layouts[level] = layout;
    }
    return layout;
  }

  private list(list: PyList | PyTuple, level: number): void {
    if (list.items.length === 0) {
      this.text += "[]";
      return;
    }
    this.enter(list);
    const { first, between, last } = this.layout(level);
    this.text += `[${first}`;
    let i = 0;
    try {
      for (; i < list.items.length; i++) {
        if (i > 0) this.text += between;
        this.value(list.items[i]!, level + 1);
      }
    } catch (error) {
      addNote(error, `when serializing ${typeOf(list).fullyQualifiedName} item ${i}`);
      throw error;
    }
    this.text += `${last}]`;
    this.active.pop();
  }

  private dict(dict: PyDict, level: number): void {
    if (dict.size === 0) {
      this.text += "{}";
      return;
    }
    this.enter(dict);
    const { first, between, last } = this.layout(level);
    let before = `{${first}`;
    for (const [key, value] of this.entries(dict)) {
      const name = this.key(key);
      if (name === undefined) continue;
      this.text += before + this.keyText(name);
      before = between;
      try {
        this.value(value, level + 1);
      } catch (error) {
        addNote(error, `when serializing ${typeOf(dict).fullyQualifiedName} item ${reprText(key)}`);
        throw error;
      }
    }
    this.text += before === between ? `${last}}` : "{}";
    this.active.pop();
  }

  private entries(dict: PyDict): Iterable<readonly [Value, Value]> {
    const { sortKeys } = this.encoder;
    if (dict.exactDict$) {
      if (!sortKeys) return dict.entries();
      const keys = [...dict.keys()];
      // No two are equal, so that values are never compared.
      if (keys.every((key) => typeof key === "string"))
        return keys.sort(byUnits).map((key) => [key, dict.get(key) as Value] as const);
    }
    const items = dict.exactDict$
      ? Array.from(dict.entries(), (entry) => tuple(entry))
      : toArray(callMethod0(dict, "items"));
    const pairs = items.map((item) => {
      if (item instanceof PyTuple && item.items.length === 2) return item;
      throw valueError("items must return 2-tuples");
    });
    if (sortKeys) sortByKeys(pairs, pairs, false);
    return pairs.map(({ items: [key, value] }) => [key!, value!] as const);
  }

  /** A key as a str; `undefined` when it is to be skipped. */
  private key(key: Value): Str | undefined {
    if (isStr(key)) return key;
    if (isFloat(key)) return this.float(floatOf(key));
    if (key === null) return "null";
    if (typeof key === "boolean") return key ? "true" : "false";
    if (typeof key === "number" || typeof key === "bigint") return intText(key);
    if (key instanceof PyInt) return intText(key.value);
    if (this.encoder.skipKeys) return undefined;
    throw typeError(`keys must be str, int, float, bool or None, not ${typeOf(key).name}`);
  }

  private other(value: Value, level: number): void {
    this.enter(value);
    const replacement = callable(this.encoder.default_).c1(value);
    try {
      this.value(replacement, level);
    } catch (error) {
      addNote(error, `when serializing ${typeOf(value).fullyQualifiedName} object`);
      throw error;
    }
    this.active.pop();
  }
}

function separator(value: Value, position: number): Str {
  if (isStr(value)) return value;
  throw typeError(`make_encoder() argument ${position} must be str, not ${typeOf(value).name}`);
}

export const encoderSpec: TypeSpec = {
  doc: "Encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)",
  new: [
    "(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)",
    (
      cls: PyType,
      markers: Value,
      default_: Value,
      encoder: Value,
      indent: Value,
      keySeparator: Value,
      itemSeparator: Value,
      sortKeys: Value,
      skipKeys: Value,
      allowNan: Value,
    ) => {
      const self = cls.alloc() as PyEncoder;
      self.keySeparator = separator(keySeparator, 5);
      self.itemSeparator = separator(itemSeparator, 6);
      if (markers !== null && !(markers instanceof PyDict)) {
        throw typeError(`make_encoder() argument 1 must be dict or None, not ${typeOf(markers).name}`);
      }
      self.markers = markers;
      self.default_ = default_;
      self.encoder = encoder;
      self.indent = indent;
      self.sortKeys = truthy(sortKeys);
      self.skipKeys = truthy(skipKeys);
      self.allowNan = truthy(allowNan);
      return self;
    },
  ],
  methods: {
    __call__: [
      "(self, /, obj, _current_indent_level)",
      (self: PyEncoder, value: Value, level: Value) => {
        const writer = new Writer(self);
        writer.value(value, Math.max(0, toSize(level)));
        return tuple([writer.result()]);
      },
    ],
  },
  getset: {
    markers: { get: (self: PyEncoder) => self.markers, member: true, doc: "markers" },
    default: { get: (self: PyEncoder) => self.default_, member: true, doc: "default" },
    encoder: { get: (self: PyEncoder) => self.encoder, member: true, doc: "encoder" },
    indent: { get: (self: PyEncoder) => self.indent, member: true, doc: "indent" },
    key_separator: { get: (self: PyEncoder) => self.keySeparator, member: true, doc: "key_separator" },
    item_separator: { get: (self: PyEncoder) => self.itemSeparator, member: true, doc: "item_separator" },
    sort_keys: { get: (self: PyEncoder) => self.sortKeys, member: true, doc: "sort_keys" },
    skipkeys: { get: (self: PyEncoder) => self.skipKeys, member: true, doc: "skipkeys" },
  },
};
