/**
 * What `site` adds to the builtins of interactive use: `exit`, `quit`, `help`, `copyright`, `credits`, `license`. CPython
 * takes them from `_sitebuiltins.py` at every start; here they exist from the beginning and cost nothing.
 */
import { declareType } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { PyBaseException } from "../../core/exception.ts";
import { PyInstance, slotsOf, type Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import type { PyType } from "../../core/type.ts";
import { SystemExit } from "../../exceptions/hierarchy.ts";
import { asException } from "../../exceptions/unwind.ts";
import { str } from "../../objects/str.ts";
import { getAttr } from "../../protocols/attribute.ts";
import { callMethod0, callMethod1 } from "../../protocols/method-call.ts";

export class PyQuitter extends PyInstance {
  readonly name: string;
  constructor(name = "exit") {
    super();
    this.name = name;
  }
}

export class PyPrinter extends PyInstance {
  readonly name: string;
  readonly text: string;
  constructor(name = "", text = "") {
    super();
    this.name = name;
    this.text = text;
  }
}

export class PyHelper extends PyInstance {}

const quitterType = declareType("_sitebuiltins.Quitter", PyQuitter);
const printerType = declareType("_sitebuiltins._Printer", PyPrinter);
const helperType = declareType("_sitebuiltins._Helper", PyHelper);

function quit(code: Value): never {
  // Closing standard input ends interactive shells that catch SystemExit.
  const stdin = slotsOf(current.sys)["$stdin"] ?? null;
  try {
    if (stdin !== null) callMethod0(stdin, "close");
  } catch (error) {
    asException(error);
  }
  throw SystemExit.c1(code) as PyBaseException;
}

const quitterSpec: TypeSpec = {
  methods: {
    __repr__: ["(self, /)", (self: PyQuitter) => `Use ${self.name}() or Ctrl-D (i.e. EOF) to exit`],
    __call__: ["(self, code=None)", (_self: PyQuitter, code: Value = null) => quit(code)],
  },
  getset: { name: { get: (self: PyQuitter) => self.name }, eof: { get: () => "Ctrl-D (i.e. EOF)" } },
};

const printerSpec: TypeSpec = {
  doc: "interactive prompt objects for printing the license text, a list of\ncontributors and the copyright notice.",
  methods: {
    __repr__: [
      "(self, /)",
      (self: PyPrinter) =>
        self.text.split("\n").length <= 23
          ? str(self.text)
          : `Type ${self.name}() to see the full ${self.name} text`,
    ],
    __call__: [
      "(self)",
      (self: PyPrinter) => {
        const stdout = slotsOf(current.sys)["$stdout"] ?? null;
        if (stdout !== null) callMethod1(stdout, "write", str(`${self.text}\n`));
        return null;
      },
    ],
  },
};

const helperSpec: TypeSpec = {
  doc: "Define the builtin 'help'.\n\nThis is a wrapper around pydoc.help that provides a helpful message\nwhen 'help' is typed at the Python interactive prompt.",
  methods: {
    __repr__: ["(self, /)", () => "Type help() for interactive help, or help(object) for help about object."],
    __call__: [
      "(self, /, *args, **kwds)",
      (_self: PyHelper, args: Value[], keywords: Map<string, Value>) =>
        callable(getAttr(current.importModule("pydoc"), "help")).ck(
          [...args, ...keywords.values()],
          [...keywords.keys()],
        ),
    ],
  },
};

/** `sys.copyright` */
export const COPYRIGHT =
  "Copyright (c) 2026 the Tython developers.\nAll Rights Reserved.\n\nThe standard library:\nCopyright (c) 2001 Python Software Foundation.\nAll Rights Reserved.";
const CREDITS =
  "Tython is Python written in TypeScript. Its standard library is CPython's:\nthanks to the Python Software Foundation and all who wrote it.";
const LICENSE =
  "MIT; the standard library: PSF License Agreement, see https://docs.python.org/3.14/license.html";

/** The objects by name. */
export function siteBuiltins(): Readonly<Record<string, Value>> {
  return {
    copyright: new PyPrinter("copyright", COPYRIGHT),
    credits: new PyPrinter("credits", CREDITS),
    exit: new PyQuitter("exit"),
    help: new PyHelper(),
    license: new PyPrinter("license", LICENSE),
    quit: new PyQuitter("quit"),
  };
}

/** For `install.ts`. */
export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [quitterType, quitterSpec],
  [printerType, printerSpec],
  [helperType, helperSpec],
];
