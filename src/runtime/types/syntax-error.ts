/** SyntaxError and its attributes. Follows SyntaxError_init in Objects/exceptions.c. */
import type { TypeSpec } from "../core/define.ts";
import type { Value } from "../core/object.ts";
import { typeOf } from "../core/builtin-types.ts";
import type { PySyntaxError } from "../exceptions/hierarchy.ts";
import { typeError } from "../exceptions/raise.ts";
import { isInt } from "../objects/int.ts";
import { isStr, strOf } from "../objects/str.ts";
import { toArray } from "../protocols/iterate.ts";
import { str } from "../protocols/repr.ts";
import { field } from "./exceptions.ts";

export const syntaxErrorSpec: TypeSpec = {
  doc: "Invalid syntax.",
  methods: {
    __init__: [
      "(self, /, *args, **kwargs)",
      (self: PySyntaxError, args: Value[], keywords: Map<string, Value>) => {
        if (keywords.size > 0) throw typeError(`${typeOf(self).name}() takes no keyword arguments`);
        self.args = args;
        if (args.length >= 1) self.msg = args[0] as Value;
        if (args.length !== 2) return null;
        const info = toArray(args[1] as Value);
        if (info.length < 4 || info.length > 7) {
          const bound = info.length < 4 ? "at least 4" : "at most 7";
          throw typeError(`function takes ${bound} arguments (${info.length} given)`);
        }
        self.filename = info[0] as Value;
        self.lineno = info[1] as Value;
        self.offset = info[2] as Value;
        self.text = info[3] as Value;
        self.endLineno = info[4] ?? null;
        self.endOffset = info[5] ?? null;
        self.metadata = info[6] ?? null;
        if (self.endLineno !== null && self.endOffset === null) {
          throw typeError("end_offset must be provided when end_lineno is provided");
        }
        return null;
      },
    ],
    __str__: [
      "(self, /)",
      (self: PySyntaxError) => {
        const message = str(self.msg);
        const filename = isStr(self.filename) ? strOf(self.filename).split("/").at(-1) : undefined;
        const line = isInt(self.lineno) ? `line ${String(self.lineno)}` : undefined;
        const place = [filename, line].filter((part) => part !== undefined).join(", ");
        return place === "" ? message : `${strOf(message)} (${place})`;
      },
    ],
  },
  getset: {
    msg: { ...field("msg"), doc: "exception msg" },
    filename: { ...field("filename"), doc: "exception filename" },
    lineno: { ...field("lineno"), doc: "exception lineno" },
    offset: { ...field("offset"), doc: "exception offset" },
    text: { ...field("text"), doc: "exception text" },
    end_lineno: { ...field("endLineno"), doc: "exception end lineno" },
    end_offset: { ...field("endOffset"), doc: "exception end offset" },
    print_file_and_line: { ...field("printFileAndLine"), doc: "exception print_file_and_line" },
    _metadata: { ...field("metadata"), doc: "exception private metadata" },
  },
};
