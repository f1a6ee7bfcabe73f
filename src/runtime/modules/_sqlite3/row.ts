/** `sqlite3.Row`: a row whose values go by number and by the column's name. Follows Modules/_sqlite/row.c. */
import { declareType, typeOf } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { indexError, typeError } from "../../exceptions/raise.ts";
import { PyList } from "../../objects/list.ts";
import { NotImplemented } from "../../objects/singletons.ts";
import { isInt } from "../../objects/int.ts";
import { isStr, strOf } from "../../objects/str.ts";
import { type PyTuple, tuple } from "../../objects/tuple.ts";
import { PyTuple as TupleClass } from "../../objects/tuple.ts";
import { PySlice } from "../../objects/slice.ts";
import { eq } from "../../protocols/compare.ts";
import { hash } from "../../core/hash.ts";
import { getItem } from "../../protocols/item.ts";
import { iter } from "../../protocols/iterate.ts";
import { toIndex } from "../../protocols/number.ts";
import { reprText } from "../../protocols/repr.ts";
import { PyCursor } from "./cursor-data.ts";

class PyRow extends PyInstance {
  values: PyTuple = tuple([]);
  names: readonly Value[] = [];
}
export const rowType = declareType("sqlite3.Row", PyRow);

export const rowSpec: TypeSpec = {
  new: [
    "(cursor, data, /)",
    (cls: PyType, cursor: Value, data: Value) => {
      if (!(cursor instanceof PyCursor))
        throw typeError(`Row() argument 1 must be sqlite3.Cursor, not ${typeOf(cursor).name}`);
      if (!(data instanceof TupleClass))
        throw typeError(`Row() argument 2 must be tuple, not ${typeOf(data).name}`);
      const self = cls.alloc() as PyRow;
      self.values = data;
      self.names =
        cursor.description === null
          ? []
          : (cursor.description as PyTuple).items.map((entry) => (entry as PyTuple).items[0] as Value);
      return self;
    },
  ],
  methods: {
    keys: ["(self, /)", (self: PyRow) => new PyList([...self.names])],
    __len__: ["(self, /)", (self: PyRow) => self.values.items.length],
    __iter__: ["(self, /)", (self: PyRow) => iter(self.values) as unknown as Value],
    __getitem__: [
      "(self, key, /)",
      (self: PyRow, key: Value) => {
        if (isInt(key)) {
          const n = Number(toIndex(key));
          const value = self.values.items[n < 0 ? n + self.values.items.length : n];
          if (value === undefined) throw indexError("Index out of range");
          return value;
        }
        if (isStr(key)) {
          const wanted = strOf(key);
          const folded = lower(wanted);
          const at = self.names.findIndex((name) => strOf(name) === wanted || lower(strOf(name)) === folded);
          if (at < 0) throw indexError(`No item with key ${reprText(key)}`);
          return self.values.items[at] as Value;
        }
        if (key instanceof PySlice) return getItem(self.values, key);
        throw indexError("Index must be int or string");
      },
    ],
    __hash__: [
      "(self, /)",
      (self: PyRow) =>
        Number(BigInt.asIntN(53, BigInt(hash(tuple([...self.names]))) ^ BigInt(hash(self.values)))),
    ],
    __eq__: [
      "(self, value, /)",
      (self: PyRow, other: Value) => {
        if (!(other instanceof PyRow)) return NotImplemented;
        if (eq(tuple([...self.names]), tuple([...other.names])) !== true) return false;
        return eq(self.values, other.values);
      },
    ],
  },
};

/** In small letters, of ASCII alone. */
const lower = (text: string): string => text.replace(/[A-Z]/g, (c) => c.toLowerCase());
