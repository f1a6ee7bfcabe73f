/**
 * Reading CSV: `csv.reader`. https://docs.python.org/3.14/library/csv.html#csv.reader
 *
 * The state machine of `parse_process_char` in `Modules/_csv.c`, one character after the other; a line in which
 * nothing is quoted or escaped is split at once.
 */

import { declareType, floatType, typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { Value } from "../../core/object.ts";
import { stopIteration, typeError } from "../../exceptions/raise.ts";
import { PyIterator } from "../../objects/iterator.ts";
import { PyList } from "../../objects/list.ts";
import { isStr, str, strOf } from "../../objects/str.ts";
import { type Iter, iter } from "../../protocols/iterate.ts";
import { csvError, csvState, type PyDialect, QUOTE } from "./dialect.ts";

type State =
  | "start record"
  | "start field"
  | "escaped"
  | "field"
  | "quoted"
  | "escaped in quoted"
  | "quote in quoted"
  | "end of line"
  | "after escaped line end";

/** The end of a line, as a character of its own. */
const END = "";

const isLineEnd = (c: string): boolean => c === "\n" || c === "\r" || c === END;

export class PyReader extends PyIterator {
  lines!: Iter;
  dialect!: PyDialect;
  /** Lines read so far. */
  lineNumber = 0;
  private fields: Value[] = [];
  /** The fields of the last row: an iterator of lines that calls the reader again must not add to them. */
  private handedOut: Value[] | undefined = undefined;
  private field = "";
  private length = 0;
  private state: State = "start record";
  private unquoted = false;

  static over(lines: Value, dialect: () => PyDialect): PyReader {
    const reader = new PyReader();
    reader.lines = iter(lines);
    reader.dialect = dialect();
    return reader;
  }

  private reset(): void {
    this.fields = [];
    this.field = "";
    this.length = 0;
    this.state = "start record";
    this.unquoted = false;
  }

  nx(): Value | undefined {
    this.reset();
    do {
      const line = this.lines.nx();
      if (line === undefined) {
        if (this.length === 0 && this.state !== "quoted") return undefined;
        if (this.dialect.strict) throw csvError("unexpected end of data");
        this.save();
        break;
      }
      if (this.fields === this.handedOut) throw csvError("iterator has already advanced the reader");
      if (!isStr(line)) {
        throw csvError(
          `iterator should return strings, not ${typeOf(line).name} (the file should be opened in text mode)`,
        );
      }
      this.lineNumber++;
      const text = strOf(line);
      if (this.state === "start record" && this.splitSimple(text)) break;
      for (const c of text) this.character(c);
      this.character(END);
    } while (this.state !== "start record");
    this.handedOut = this.fields;
    return new PyList(this.fields);
  }

  /** Takes a line without quotes, escapes or line ends inside; false when it is not of that kind. */
  private splitSimple(text: string): boolean {
    const { delimiter, quotechar, escapechar, skipinitialspace, quoting } = this.dialect;
    if (skipinitialspace || escapechar !== null || quoting > QUOTE.QUOTE_ALL) return false;
    if (quotechar === null || text.includes(quotechar) || text.length > csvState().fieldLimit) return false;
    let end = text.length;
    if (text.charCodeAt(end - 1) === 10) end--;
    if (text.charCodeAt(end - 1) === 13) end--;
    if (end === 0) return true;
    const line = end === text.length ? text : text.slice(0, end);
    if (line.includes("\n") || line.includes("\r")) return false;
    for (const field of line.split(delimiter)) this.fields.push(str(field));
    return true;
  }

  private save(): void {
    const { quoting } = this.dialect;
    const empty = this.length === 0;
    const { field } = this;
    this.field = "";
    this.length = 0;
    if (this.unquoted && empty && (quoting === QUOTE.QUOTE_NOTNULL || quoting === QUOTE.QUOTE_STRINGS)) {
      this.fields.push(null);
    } else if (
      this.unquoted &&
      !empty &&
      (quoting === QUOTE.QUOTE_NONNUMERIC || quoting === QUOTE.QUOTE_STRINGS)
    ) {
      this.fields.push(callable(floatType).c1(str(field)));
    } else {
      this.fields.push(str(field));
    }
  }

  private add(c: string): void {
    const limit = csvState().fieldLimit;
    if (this.length >= limit) throw csvError(`field larger than field limit (${limit})`);
    this.field += c;
    this.length++;
  }

  private endOfRecord(c: string): void {
    this.save();
    this.state = c === END ? "start record" : "end of line";
  }

  private character(c: string): void {
    const { dialect } = this;
    switch (this.state) {
      case "start record":
        if (c === END) return;
        if (isLineEnd(c)) this.state = "end of line";
        else this.startField(c);
        return;
      case "start field":
        this.startField(c);
        return;
      case "escaped":
        this.add(c === END ? "\n" : c);
        this.state = c === "\n" || c === "\r" ? "after escaped line end" : "field";
        return;
      case "after escaped line end":
        if (c !== END) this.inField(c);
        return;
      case "field":
        this.inField(c);
        return;
      case "quoted":
        if (c === END) return;
        if (c === dialect.escapechar) this.state = "escaped in quoted";
        else if (c === dialect.quotechar && dialect.quoting !== QUOTE.QUOTE_NONE) {
          this.state = dialect.doublequote ? "quote in quoted" : "field";
        } else this.add(c);
        return;
      case "escaped in quoted":
        this.add(c === END ? "\n" : c);
        this.state = "quoted";
        return;
      case "quote in quoted":
        this.afterQuote(c);
        return;
      case "end of line":
        if (c === END) this.state = "start record";
        else if (!isLineEnd(c)) {
          throw csvError(
            "new-line character seen in unquoted field - do you need to open the file with newline=''?",
          );
        }
    }
  }

  private startField(c: string): void {
    const { dialect } = this;
    this.state = "start field";
    this.unquoted = true;
    if (isLineEnd(c)) this.endOfRecord(c);
    else if (c === dialect.quotechar && dialect.quoting !== QUOTE.QUOTE_NONE) {
      this.unquoted = false;
      this.state = "quoted";
    } else if (c === dialect.escapechar) this.state = "escaped";
    else if (c === " " && dialect.skipinitialspace) return;
    else if (c === dialect.delimiter) this.save();
    else {
      this.add(c);
      this.state = "field";
    }
  }

  private inField(c: string): void {
    const { dialect } = this;
    if (isLineEnd(c)) this.endOfRecord(c);
    else if (c === dialect.escapechar) this.state = "escaped";
    else if (c === dialect.delimiter) {
      this.save();
      this.state = "start field";
    } else {
      this.add(c);
      this.state = "field";
    }
  }

  private afterQuote(c: string): void {
    const { dialect } = this;
    if (c === dialect.quotechar && dialect.quoting !== QUOTE.QUOTE_NONE) {
      this.add(c);
      this.state = "quoted";
    } else if (c === dialect.delimiter) {
      this.save();
      this.state = "start field";
    } else if (isLineEnd(c)) this.endOfRecord(c);
    else if (!dialect.strict) {
      this.add(c);
      this.state = "field";
    } else throw csvError(`'${dialect.delimiter}' expected after '${dialect.quotechar}'`);
  }
}

export const readerType = declareType("_csv.reader", PyReader);

export const readerSpec: TypeSpec = {
  doc: "CSV reader\n\nReader objects are responsible for reading and parsing tabular data\nin CSV format.\n",
  new: [
    "(*args, **kwargs)",
    () => {
      throw typeError("cannot create '_csv.reader' instances");
    },
  ],
  methods: {
    __iter__: ["(self, /)", (self: PyReader) => self],
    __next__: [
      "(self, /)",
      (self: PyReader) => {
        const row = self.nx();
        if (row === undefined) throw stopIteration();
        return row;
      },
    ],
  },
  getset: {
    dialect: { get: (self: PyReader) => self.dialect, member: true },
    line_num: { get: (self: PyReader) => self.lineNumber, member: true },
  },
};
