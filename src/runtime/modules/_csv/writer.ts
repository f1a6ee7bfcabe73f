/** Writing CSV: `csv.writer`. https://docs.python.org/3.14/library/csv.html#csv.writer */

import { declareType, isInstance, special, typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { TypeSpec } from "../../core/define.ts";
import { PyBaseException } from "../../core/exception.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import { TypeError as PyTypeError } from "../../exceptions/hierarchy.ts";
import { typeError } from "../../exceptions/raise.ts";
import { isStr, str, strOf } from "../../objects/str.ts";
import { findAttr } from "../../protocols/attribute.ts";
import { type Iter, iter } from "../../protocols/iterate.ts";
import { strText } from "../../protocols/repr.ts";
import { csvError, type PyDialect, QUOTE } from "./dialect.ts";

export class PyWriter extends PyInstance {
  write: Value = null;
  dialect!: PyDialect;

  static over(file: Value, dialect: () => PyDialect): PyWriter {
    const writer = new PyWriter();
    const write = findAttr(file, "write");
    if (write === undefined || !special(write, "m$__call__")) {
      throw typeError('argument 1 must have a "write" method');
    }
    writer.write = write;
    writer.dialect = dialect();
    return writer;
  }

  row(fields: Value): Value {
    const { dialect } = this;
    const { quoting } = dialect;
    const parts: string[] = [];
    let last: Value | undefined;
    for (const it = this.iterate(fields); ; ) {
      const field = it.nx();
      if (field === undefined) break;
      last = field;
      const text = isStr(field) ? strOf(field) : field === null ? "" : strText(field);
      parts.push(this.field(text, mustQuote(quoting, field), field === null));
    }
    let record = parts.join(dialect.delimiter);
    if (parts.length > 0 && record === "") {
      const impossible = quoting === QUOTE.QUOTE_NONE || (last === null && leavesNoneBare(quoting));
      if (impossible) throw csvError("single empty field record must be quoted");
      record = this.field("", true, true);
    }
    return callable(this.write).c1(str(record + strOf(dialect.lineterminator)));
  }

  private iterate(fields: Value): Iter {
    try {
      return iter(fields);
    } catch (error) {
      if (!(error instanceof PyBaseException && isInstance(error, PyTypeError))) throw error;
      throw csvError(`iterable expected, not ${typeOf(fields).name}`);
    }
  }

  /** One field as it stands in the file. */
  private field(text: string, always: boolean, isNone: boolean): string {
    const { dialect } = this;
    const { quoting } = dialect;
    let quoted = always;
    if (text === "" && dialect.delimiter === " " && dialect.skipinitialspace) {
      if (quoting === QUOTE.QUOTE_NONE || (isNone && leavesNoneBare(quoting))) {
        throw csvError("empty field must be quoted if delimiter is a space and skipinitialspace is true");
      }
      quoted = true;
    }
    if (!this.hasSpecial(text)) return quoted ? dialect.quotechar + text + dialect.quotechar : text;
    let out = "";
    for (const c of text) {
      if (this.isSpecial(c)) {
        const doubled = quoting !== QUOTE.QUOTE_NONE && c === dialect.quotechar && dialect.doublequote;
        const escaped =
          quoting === QUOTE.QUOTE_NONE || (!doubled && (c === dialect.quotechar || c === dialect.escapechar));
        if (doubled) out += c;
        if (!escaped) quoted = true;
        else if (dialect.escapechar === null) throw csvError("need to escape, but no escapechar set");
        else out += dialect.escapechar;
      }
      out += c;
    }
    return quoted ? dialect.quotechar + out + dialect.quotechar : out;
  }

  private hasSpecial(text: string): boolean {
    for (let i = 0; i < text.length; i++) if (this.isSpecial(text[i]!)) return true;
    const { delimiter, escapechar, quotechar } = this.dialect;
    return [delimiter, escapechar, quotechar].some((c) => c !== null && c.length > 1 && text.includes(c));
  }

  private isSpecial(c: string): boolean {
    const { delimiter, escapechar, quotechar, lineterminator } = this.dialect;
    return (
      c === delimiter ||
      c === escapechar ||
      c === quotechar ||
      c === "\n" ||
      c === "\r" ||
      strOf(lineterminator).includes(c)
    );
  }
}

const leavesNoneBare = (quoting: number): boolean =>
  quoting === QUOTE.QUOTE_STRINGS || quoting === QUOTE.QUOTE_NOTNULL;

function mustQuote(quoting: number, field: Value): boolean {
  switch (quoting) {
    case QUOTE.QUOTE_NONNUMERIC:
      return !isNumeric(field);
    case QUOTE.QUOTE_ALL:
      return true;
    case QUOTE.QUOTE_STRINGS:
      return isStr(field);
    case QUOTE.QUOTE_NOTNULL:
      return field !== null;
    default:
      return false;
  }
}

/** `PyNumber_Check` */
function isNumeric(value: Value): boolean {
  return ["m$__index__", "m$__int__", "m$__float__"].some((method) => special(value, method));
}

export const writerType = declareType("_csv.writer", PyWriter);

export const writerSpec: TypeSpec = {
  doc: "CSV writer\n\nWriter objects are responsible for generating tabular data\nin CSV format from sequence input.\n",
  new: [
    "(*args, **kwargs)",
    () => {
      throw typeError("cannot create '_csv.writer' instances");
    },
  ],
  methods: {
    writerow: ["(self, row, /)", (self: PyWriter, row: Value) => self.row(row)],
    writerows: [
      "(self, rows, /)",
      (self: PyWriter, rows: Value) => {
        for (const it = iter(rows); ; ) {
          const row = it.nx();
          if (row === undefined) return null;
          self.row(row);
        }
      },
    ],
  },
  getset: { dialect: { get: (self: PyWriter) => self.dialect, member: true } },
};
