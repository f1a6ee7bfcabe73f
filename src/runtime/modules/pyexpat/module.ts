/** Module `pyexpat`, which `xml.parsers.expat`, `xml.sax`, `xml.dom` and ElementTree use. https://docs.python.org/3.14/library/pyexpat.html */
import type { NativeModule } from "../../core/native-module.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { current } from "../../core/state.ts";
import { PyDict } from "../../objects/dict.ts";
import { PyList } from "../../objects/list.ts";
import { moduleSet, PyModule } from "../../objects/module.ts";
import { tuple } from "../../objects/tuple.ts";
import { toIndex } from "../../protocols/number.ts";
import { errorTable } from "./errors.ts";
import { createParser, expatError, parserSpec, parserType } from "./xml-parser.ts";

const message = (code: number): Value => errorTable[code]?.[1] ?? null;

function submodule(name: string, doc: string, values: Readonly<Record<string, Value>>): PyModule {
  const module = new PyModule();
  for (const [key, value] of Object.entries({
    __name__: name,
    __doc__: doc,
    __package__: null,
    __loader__: null,
    __spec__: null,
    ...values,
  }))
    moduleSet(module, key, value);
  (current.modules as PyDict).setStr(name, module);
  return module;
}

function errorsModule(): PyModule {
  const codes = new PyDict();
  const messages = new PyDict();
  const names: Record<string, Value> = {};
  for (const [code, [name, text]] of errorTable.entries()) {
    if (code === 0) continue;
    names[`XML_ERROR_${name}`] = text;
    codes.set(text, code);
    messages.set(code, text);
  }
  return submodule("pyexpat.errors", "Constants used to describe error conditions.", {
    ...names,
    codes,
    messages,
  });
}

const numbered = (prefix: string, names: readonly string[], first: number): Record<string, Value> =>
  Object.fromEntries(names.map((name, i) => [`${prefix}${name}`, i + first]));

export const pyexpatModule: NativeModule = {
  name: "pyexpat",
  doc: "Python wrapper for Expat parser.",
  types: { ExpatError: expatError, error: expatError, XMLParserType: parserType },
  constants: {
    EXPAT_VERSION: "expat_2.7.1",
    native_encoding: "UTF-8",
    XML_PARAM_ENTITY_PARSING_NEVER: 0,
    XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE: 1,
    XML_PARAM_ENTITY_PARSING_ALWAYS: 2,
  },
  functions: {
    ParserCreate: [
      "(encoding=None, namespace_separator=None, intern=<unrepresentable>)",
      (encoding: Value = null, separator: Value = null, intern: Value = null) =>
        createParser(encoding, separator, intern),
    ],
    ErrorString: ["(code, /)", (code: Value) => message(Number(toIndex(code)))],
  },
  init(set) {
    set("version_info", tuple([2, 7, 1]));
    const features: readonly (readonly [string, number])[] = [
      ["sizeof(XML_Char)", 1],
      ["sizeof(XML_LChar)", 1],
      ["XML_DTD", 0],
      ["XML_CONTEXT_BYTES", 1024],
      ["XML_NS", 0],
    ];
    set("features", new PyList(features.map((feature) => tuple([...feature]))));
    set("errors", errorsModule());
    set(
      "model",
      submodule("pyexpat.model", "Constants used to interpret content model information.", {
        ...numbered("XML_CTYPE_", ["EMPTY", "ANY", "MIXED", "NAME", "CHOICE", "SEQ"], 1),
        ...numbered("XML_CQUANT_", ["NONE", "OPT", "REP", "PLUS"], 0),
      }),
    );
  },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [expatError, {}],
  [parserType, parserSpec],
];
