/**
 * Code objects. There is no bytecode. Where CPython counts instructions (`co_positions`, `tb_lasti`), each position of the code
 * object counts as one of two bytes. So `co_code` is as many times RESUME, with arguments that tell code from other code: a program that
 * keeps it to see whether a function has changed, or hashes it, works.
 *
 * Follows Objects/codeobject.c; https://docs.python.org/3.14/reference/datamodel.html#code-objects.
 */
import { address } from "../core/identity.ts";
import type { CodeConstant, CodeInfo } from "../../abi/code.ts";
import { typeOf } from "../core/builtin-types.ts";
import type { GetSetRow, TypeSpec } from "../core/define.ts";
import { hash } from "../core/hash.ts";
import type { Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import { typeError, valueError } from "../exceptions/raise.ts";
import { bytes, PyBytes } from "../objects/bytes.ts";
import { PyCode } from "../objects/code.ts";
import { complex } from "../objects/complex.ts";
import { float } from "../objects/float.ts";
import { intOf, isInt } from "../objects/int.ts";
import { NOWHERE, packLocations, unpackLocations } from "../objects/location-table.ts";
import { PyList } from "../objects/list.ts";
import { PyListIterator } from "../objects/sequence-iterators.ts";
import { Ellipsis, NotImplemented } from "../objects/singletons.ts";
import { fromPoints, isStr, str, strOf } from "../objects/str.ts";
import { PyTuple, tuple } from "../objects/tuple.ts";
import { itemsEqual } from "../protocols/compare.ts";
import { frozenset } from "../protocols/displays.ts";
import { slice } from "../protocols/item.ts";
import { warnDeprecated } from "../protocols/deprecated.ts";
import { reprText } from "../protocols/repr.ts";

/** The object of a constant; equal ones within a script are the same. */
function constant(self: PyCode, value: CodeConstant): Value {
  if (value === null || typeof value === "boolean" || typeof value === "number") return value;
  if (typeof value === "string") return str(value);
  if ("code" in value) return self.siblings[value.code] as PyCode;
  return shared(self, JSON.stringify(value), () => composed(self, value));
}

type Composed = Exclude<CodeConstant, null | boolean | number | string | { readonly code: number }>;

function composed(self: PyCode, value: Composed): Value {
  const all = (items: readonly CodeConstant[]): Value[] => items.map((item) => constant(self, item));
  if ("int" in value) return BigInt(value.int);
  if ("float" in value) return float(Number(value.float));
  if ("complex" in value) return complex(Number(value.complex[0]), Number(value.complex[1]));
  if ("bytes" in value) return bytes(Uint8Array.from(value.bytes));
  if ("points" in value) return fromPoints(value.points);
  if ("ellipsis" in value) return Ellipsis;
  if ("tuple" in value) return tuple(all(value.tuple));
  if ("frozenset" in value) return frozenset(all(value.frozenset));
  const [start = null, stop = null, step = null] = all(value.slice);
  return slice(start, stop, step);
}

const SHARED = Symbol("constants of scripts");

function shared(self: PyCode, key: string, make: () => Value): Value {
  const scripts = current.stateOf(SHARED, () => new WeakMap<readonly CodeInfo[], Map<string, Value>>());
  let known = scripts.get(self.script.codes);
  if (known === undefined) {
    known = new Map();
    scripts.set(self.script.codes, known);
  }
  let value = known.get(key);
  if (value === undefined) {
    value = make();
    known.set(key, value);
  }
  return value;
}

/** `co_consts` */
function consts(self: PyCode): PyTuple {
  const { consts: list } = self.info;
  self.consts ??= constant(self, { tuple: list }) as PyTuple;
  return self.consts;
}

const place = (value: number): Value => (value === NOWHERE ? null : value);

/** (line, end line, column, end column) by position. */
function positions(self: PyCode): Value[] {
  const { positions: flat } = self.info;
  const { debugRanges } = current.configuration;
  const rows: Value[] = [];
  for (let i = 0; i < flat.length; i += 4) {
    const [line = 0, column = 0, endLine = 0, endColumn = 0] = flat.slice(i, i + 4);
    const places = debugRanges ? [line, endLine, column, endColumn] : [line, line, NOWHERE, NOWHERE];
    rows.push(tuple(places.map(place)));
  }
  return rows;
}

/** (start, end, line), neighbouring positions of one line joined. */
function lines(self: PyCode): Value[] {
  const { positions: flat } = self.info;
  const rows: Value[] = [];
  for (let i = 0, start = 0; i < flat.length; i += 4) {
    const line = flat[i] as number;
    if (flat[i + 4] === line) continue;
    const end = i / 2 + 2;
    rows.push(tuple([start, end, place(line)]));
    start = end;
  }
  return rows;
}

/** `co_linetable` */
function lineTable(self: PyCode): Value {
  const { positions: flat, firstlineno } = self.info;
  const packed = packLocations(flat, firstlineno, current.configuration.debugRanges);
  return shared(self, `lines ${packed.join()}`, () => bytes(packed));
}

const names = (list: readonly string[]): Value => tuple(list.map(str));

const texts = (value: Value): string[] => (value as PyTuple).items.map((item) => strOf(item));

/** How `replace` turns an argument into a field. */
const REPLACEABLE: Readonly<Record<string, (info: CodeInfo, value: Value) => void>> = {
  co_argcount: (info, value) => {
    info.argcount = Number(intOf(value));
  },
  co_posonlyargcount: (info, value) => {
    info.posonlyargcount = Number(intOf(value));
  },
  co_kwonlyargcount: (info, value) => {
    info.kwonlyargcount = Number(intOf(value));
  },
  co_flags: (info, value) => {
    info.flags = Number(intOf(value));
  },
  co_firstlineno: (info, value) => {
    info.firstlineno = Number(intOf(value));
  },
  co_name: (info, value) => {
    info.name = strOf(value);
  },
  co_qualname: (info, value) => {
    info.qualname = strOf(value);
  },
  co_names: (info, value) => {
    info.names = texts(value);
  },
  co_varnames: (info, value) => {
    info.varnames = texts(value);
  },
  co_freevars: (info, value) => {
    info.freevars = texts(value);
  },
  co_cellvars: (info, value) => {
    info.cellvars = texts(value);
  },
};

/** Accepted and without effect: what they describe does not exist here. */
const IGNORED = ["co_stacksize", "co_exceptiontable"];

function replace(self: PyCode, keywords: ReadonlyMap<string, Value>): Value {
  // The records of code that was read have accessors, which a spread leaves out.
  const { varnames, cellvars, freevars, names: globals, positions, consts: constants } = self.info;
  const info: CodeInfo = {
    ...self.info,
    ...{ varnames, cellvars, freevars, names: globals, positions, consts: constants },
  };
  let filename = self.filename;
  let newConsts: PyTuple | undefined;
  let nlocals: number | undefined;
  let table: Uint8Array | undefined;
  let newCode = self.code;
  for (const [name, value] of keywords) {
    if (name === "co_filename") {
      if (!isStr(value))
        throw typeError(`replace() argument 'co_filename' must be str, not ${typeOf(value).name}`);
      filename = strOf(value);
    } else if (name === "co_consts") {
      newConsts = value as PyTuple;
    } else if (Object.hasOwn(REPLACEABLE, name)) {
      const old = codeSpec.getset?.[name]?.get(self) as Value;
      if (
        (isInt(old) && !isInt(value)) ||
        (isStr(old) && !isStr(value)) ||
        (old instanceof PyTuple && !(value instanceof PyTuple))
      ) {
        const wanted = typeOf(old).name;
        throw typeError(
          wanted === "int"
            ? `'${typeOf(value).name}' object cannot be interpreted as an integer`
            : `replace() argument '${name}' must be ${wanted}, not ${typeOf(value).name}`,
        );
      }
      REPLACEABLE[name]?.(info, value);
    } else if (name === "co_linetable") {
      if (!(value instanceof PyBytes))
        throw typeError(`replace() argument 'co_linetable' must be bytes, not ${typeOf(value).name}`);
      table = value.data;
    } else if (name === "co_code") {
      if (!(value instanceof PyBytes))
        throw typeError(`replace() argument 'co_code' must be bytes, not ${typeOf(value).name}`);
      newCode = value;
    } else if (name === "co_nlocals") {
      nlocals = Number(intOf(value));
    } else if (!IGNORED.includes(name)) {
      throw typeError(`replace() got an unexpected keyword argument '${name}'`);
    }
  }
  if (nlocals !== undefined && nlocals !== info.varnames.length)
    throw valueError("code: co_nlocals != len(co_varnames)");
  if (table !== undefined) info.positions = unpackLocations(table, info.firstlineno);
  const { text, lines: positionLines } = self.script;
  const codes = [...self.script.codes];
  codes[self.index] = info;
  const made = new PyCode({ filename, text, codes, lines: positionLines }, self.index);
  made.siblings = self.siblings;
  made.replacedConsts = newConsts ?? self.replacedConsts;
  made.consts = made.replacedConsts;
  made.code = newCode;
  return made;
}

const RESUME = 128;

/** The JavaScript of a code object: from its first function to that of the next one. */
function textOf({ script, index }: PyCode): string {
  const { text } = script;
  const own = text.search(new RegExp(`^function [\\w$\\u0080-\\uffff]+\\$${index}\\(`, "m"));
  const body = text.slice(own);
  const next = body.search(
    new RegExp(`\\n(?:function (?![\\w$\\u0080-\\uffff]+\\$${index}[($])|return \\[)`),
  );
  return next < 0 ? body : body.slice(0, next);
}

/** `co_code` */
function code(self: PyCode): Value {
  if (self.code !== undefined) return self.code;
  const data = new Uint8Array(self.info.positions.length / 2);
  // FNV-1a over the text, and on with each argument.
  let digest = 0x811c9dc5;
  const mix = (value: number): void => {
    digest = Math.imul(digest ^ value, 0x01000193);
  };
  const text = textOf(self);
  for (let i = 0; i < text.length; i++) mix(text.charCodeAt(i));
  for (let i = 0; i < data.length; i += 2) {
    mix(i);
    data[i] = RESUME;
    data[i + 1] = digest >>> 24;
  }
  self.code = bytes(data) as PyBytes;
  return self.code;
}

/** What two equal code objects have in common besides their code. */
function identity(self: PyCode): Value[] {
  const { info } = self;
  return [
    str(info.name),
    info.argcount,
    info.posonlyargcount,
    info.kwonlyargcount,
    info.flags,
    info.firstlineno,
    consts(self),
    code(self),
    ...[info.names, info.varnames, info.freevars, info.cellvars].map(names),
    ...info.positions,
  ];
}

/** Whether two code objects are of one source text, at the same place in it. */
function sameBody(a: PyCode, b: PyCode): boolean {
  if (a.index !== b.index || a.script.text !== b.script.text) return false;
  // Both have none, or it was asked for or replaced.
  return a.code === b.code || itemsEqual([code(a)], [code(b)]);
}

const member = (get: (self: PyCode) => Value): GetSetRow => ({ member: true, get });
const noBytes = (): Value => bytes(new Uint8Array());

export const codeSpec: TypeSpec = {
  doc: "Create a code object.  Not for mere mortals.",
  methods: {
    __repr__: [
      "(self, /)",
      (self: PyCode) =>
        `<code object ${self.info.name} at ${address(self)}, file "${self.filename}", line ${self.info.firstlineno}>`,
    ],
    __hash__: ["(self, /)", (self: PyCode) => hash(tuple(identity(self)))],
    __eq__: [
      "(self, value, /)",
      (self: PyCode, other: Value) => {
        if (!(other instanceof PyCode)) return NotImplemented;
        return self.info.positions.length === other.info.positions.length && sameBody(self, other)
          ? itemsEqual(identity(self), identity(other))
          : false;
      },
    ],
    co_positions: ["(self, /)", (self: PyCode) => new PyListIterator(new PyList(positions(self)))],
    co_lines: ["(self, /)", (self: PyCode) => new PyListIterator(new PyList(lines(self)))],
    co_branches: ["(self, /)", () => new PyListIterator(new PyList([]))],
    replace: ["(self, /, **changes)", (self: PyCode, changes: Map<string, Value>) => replace(self, changes)],
    __replace__: [
      "(self, /, **changes)",
      (self: PyCode, changes: Map<string, Value>) => replace(self, changes),
    ],
    _varname_from_oparg: [
      "(self, oparg)",
      (self: PyCode, oparg: Value) => self.info.varnames[Number(oparg)] ?? reprText(oparg),
    ],
  },
  getset: {
    co_name: member((self) => str(self.info.name)),
    co_qualname: member((self) => str(self.info.qualname)),
    co_filename: member((self) => str(self.filename)),
    co_firstlineno: member((self) => self.info.firstlineno),
    co_flags: member((self) => self.info.flags),
    co_argcount: member((self) => self.info.argcount),
    co_posonlyargcount: member((self) => self.info.posonlyargcount),
    co_kwonlyargcount: member((self) => self.info.kwonlyargcount),
    co_nlocals: member((self) => self.info.varnames.length),
    co_varnames: { get: (self: PyCode) => names(self.info.varnames) },
    co_cellvars: { get: (self: PyCode) => names(self.info.cellvars) },
    co_freevars: { get: (self: PyCode) => names(self.info.freevars) },
    co_names: member((self) => names(self.info.names)),
    co_consts: member(consts),
    co_stacksize: member(() => 1),
    co_code: { get: code },
    _co_code_adaptive: { get: code },
    co_linetable: member(lineTable),
    co_lnotab: {
      get: () => {
        warnDeprecated("co_lnotab is deprecated, use co_lines instead.");
        return noBytes();
      },
    },
    co_exceptiontable: member(noBytes),
  },
};
