/**
 * Behaviour of `re.Pattern`. https://docs.python.org/3.14/library/re.html#regular-expression-objects
 */

import { special } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { TypeSpec } from "../../core/define.ts";
import { foldHash, hash } from "../../core/hash.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { typeError } from "../../exceptions/raise.ts";
import { PyDict } from "../../objects/dict.ts";
import { genericAlias } from "../../objects/generic-alias.ts";
import { PyList } from "../../objects/list.ts";
import { PyMappingProxy } from "../../objects/mapping-proxy.ts";
import { NotImplemented } from "../../objects/singletons.ts";
import { fromPoints, pointsOf } from "../../objects/str.ts";
import { tuple } from "../../objects/tuple.ts";
import { equal } from "../../protocols/compare.ts";
import { toSize } from "../../protocols/number.ts";
import { repr } from "../../protocols/repr.ts";
import { FLAG } from "./constants.ts";
import type { Found } from "./engine.ts";
import { groupText, PyMatch } from "./match-object.ts";
import { PyPattern } from "./pattern-object.ts";
import { FindIterator, PyScanner, Search } from "./scanner.ts";
import { compileTemplate, expandTemplate, type PyTemplate } from "./template.ts";
import { type Text, textFor, textOf } from "./text.ts";

const TEXT_PARAMETERS = "(self, /, string, pos=0, endpos=sys.maxsize)";

/** An index argument brought into 0..length. */
function clamp(value: Value | undefined, length: number, otherwise: number): number {
  if (value === undefined) return otherwise;
  const index = typeof value === "number" && Number.isInteger(value) ? value : toSize(value);
  return index < 0 ? 0 : index > length ? length : index;
}

type Way = (pattern: PyPattern, text: Text, start: number, end: number) => Found | null;

/** `match`, `fullmatch` and `search`: one look, which gives a match object or None. */
function oneLook(way: Way) {
  return (self: PyPattern, string: Value, pos?: Value, endpos?: Value): Value => {
    const text = textFor(string, self.forBytes);
    const { length } = text.subject;
    const start = clamp(pos, length, 0);
    const end = clamp(endpos, length, length);
    const found = way(self, text, start, end);
    return found && new PyMatch(self, text, found, start, end);
  };
}

function searchIn(pattern: PyPattern, string: Value, pos?: Value, endpos?: Value): PyScanner {
  const text = textFor(string, pattern.forBytes);
  const { length } = text.subject;
  const start = clamp(pos, length, 0);
  return new PyScanner(new Search(pattern, text, start, clamp(endpos, length, length)), start);
}

/** Item of the list that `findall` returns. */
function findallItem(pattern: PyPattern, text: Text, found: Found): Value {
  const { groups } = pattern;
  if (groups === 0) return text.slice(found.start, found.end);
  const empty = text.piece("");
  if (groups === 1) return groupText(found, text, 1, empty);
  const items: Value[] = [];
  for (let i = 1; i <= groups; i++) items.push(groupText(found, text, i, empty));
  return tuple(items);
}

function findall(pattern: PyPattern, string: Value, pos?: Value, endpos?: Value): Value {
  const { search } = searchIn(pattern, string, pos, endpos);
  const { text } = search;
  if (typeof text.subject === "string" && !text.isBytes && pos === undefined && endpos === undefined) {
    const texts = pattern.engine.findTexts(text.subject);
    if (texts) return new PyList(texts);
  }
  const items: Value[] = [];
  for (let found = search.next(); found; found = search.next()) items.push(findallItem(pattern, text, found));
  return new PyList(items);
}

function split(pattern: PyPattern, string: Value, maxsplit: Value = 0): Value {
  const most = toSize(maxsplit) || Infinity;
  const { search } = searchIn(pattern, string);
  const { text } = search;
  const items: Value[] = [];
  let last = 0;
  for (let n = 0; n < most; n++) {
    const found = search.next();
    if (!found) break;
    items.push(text.slice(last, found.start));
    for (let i = 1; i <= pattern.groups; i++) items.push(groupText(found, text, i, null));
    last = found.end;
  }
  items.push(text.slice(last, search.end));
  return new PyList(items);
}

type Replacement = (found: Found, text: Text) => Value;

/** What each match is replaced by: a constant, a template, or what a function returns (None: nothing). */
function replacementOf(pattern: PyPattern, replacement: Value): Replacement {
  if (special(replacement, "m$__call__")) {
    const call = callable(replacement);
    return (found, text) => call.c1(new PyMatch(pattern, text, found, 0, text.subject.length));
  }
  const source = textOf(replacement);
  if (source && !hasBackslash(source)) return () => replacement;
  const template: PyTemplate = compileTemplate(pattern, replacement);
  if (template.items.length === 0) return () => template.literal;
  return (found, text) => expandTemplate(template, found, text, pattern.groups);
}

function hasBackslash({ subject }: Text): boolean {
  return typeof subject === "string" ? subject.includes("\\") : Array.prototype.includes.call(subject, 92);
}

/** `subn`: the new text, and how many replacements were made. */
function substitute(pattern: PyPattern, replacement: Value, string: Value, count: Value): [Value, number] {
  const most = toSize(count) || Infinity;
  const replace = replacementOf(pattern, replacement);
  const { search } = searchIn(pattern, string);
  const { text } = search;
  const pieces: Value[] = [];
  let last = 0;
  let n = 0;
  for (; n < most; n++) {
    const found = search.next();
    if (!found) break;
    if (last < found.start) pieces.push(text.slice(last, found.start));
    const piece = replace(found, text);
    if (piece !== null) pieces.push(piece);
    last = found.end;
  }
  if (last < search.end) pieces.push(text.slice(last, search.end));
  return [pieces.length === 0 ? text.piece("") : text.join(pieces), n];
}

const FLAG_NAMES = Object.entries(FLAG);

function patternRepr(self: PyPattern): Value {
  let { flags } = self;
  // Every pattern for str has UNICODE unless it says otherwise.
  if (self.forBytes === false && (flags & (FLAG.LOCALE | FLAG.UNICODE | FLAG.ASCII)) === FLAG.UNICODE) {
    flags &= ~FLAG.UNICODE;
  }
  const names: string[] = [];
  for (const [name, bit] of FLAG_NAMES) {
    if (flags & bit) names.push(`re.${name}`);
    flags &= ~bit;
  }
  if (flags) names.push(`0x${(flags >>> 0).toString(16)}`);
  const source = pointsOf(repr(self.pattern)).slice(0, 200);
  const tail = names.length > 0 ? `, ${names.join("|")})` : ")";
  return fromPoints([...pointsOf("re.compile("), ...source, ...pointsOf(tail)]);
}

function samePattern(a: PyPattern, b: PyPattern): boolean {
  return (
    a === b ||
    (a.flags === b.flags &&
      a.forBytes === b.forBytes &&
      a.code.length === b.code.length &&
      a.code.every((word, i) => word === b.code[i]) &&
      equal(a.pattern, b.pattern))
  );
}

function patternHash(self: PyPattern): Value {
  let code = self.flags ^ self.code.length;
  for (const word of self.code) code = (Math.imul(code, 31) + word) | 0;
  return foldHash(hash(self.pattern)) ^ code;
}

export const patternSpec: TypeSpec = {
  doc: "Compiled regular expression object.",
  new: [
    "(*args, **kwargs)",
    () => {
      throw typeError("cannot create 're.Pattern' instances");
    },
  ],
  methods: {
    match: [TEXT_PARAMETERS, oneLook((p, text, start, end) => p.engine.match(text.subject, start, end))],
    fullmatch: [
      TEXT_PARAMETERS,
      oneLook((p, text, start, end) => p.engine.fullmatch(text.subject, start, end)),
    ],
    search: [TEXT_PARAMETERS, oneLook((p, text, start, end) => p.engine.search(text.subject, start, end))],
    findall: [TEXT_PARAMETERS, findall],
    finditer: [
      TEXT_PARAMETERS,
      (self: PyPattern, string: Value, pos?: Value, endpos?: Value) =>
        new FindIterator(searchIn(self, string, pos, endpos)),
    ],
    scanner: [TEXT_PARAMETERS, searchIn],
    split: ["(self, /, string, maxsplit=0)", split],
    sub: [
      "(self, /, repl, string, count=0)",
      (self: PyPattern, repl: Value, string: Value, count: Value = 0) =>
        substitute(self, repl, string, count)[0],
    ],
    subn: [
      "(self, /, repl, string, count=0)",
      (self: PyPattern, repl: Value, string: Value, count: Value = 0) =>
        tuple(substitute(self, repl, string, count)),
    ],
    __copy__: ["(self, /)", (self: PyPattern) => self],
    __deepcopy__: ["(self, memo, /)", (self: PyPattern) => self],
    __repr__: ["(self, /)", patternRepr],
    __hash__: ["(self, /)", patternHash],
    __eq__: [
      "(self, value, /)",
      (self: PyPattern, other: Value) =>
        other instanceof PyPattern ? samePattern(self, other) : NotImplemented,
    ],
    __ne__: [
      "(self, value, /)",
      (self: PyPattern, other: Value) =>
        other instanceof PyPattern ? !samePattern(self, other) : NotImplemented,
    ],
  },
  classMethods: {
    __class_getitem__: ["(cls, object, /)", (cls: PyType, item: Value) => genericAlias(cls, item)],
  },
  getset: {
    pattern: {
      get: (self: PyPattern) => self.pattern,
      member: true,
      doc: "The pattern string from which the RE object was compiled.",
    },
    flags: { get: (self: PyPattern) => self.flags, member: true, doc: "The regex matching flags." },
    groups: {
      get: (self: PyPattern) => self.groups,
      member: true,
      doc: "The number of capturing groups in the pattern.",
    },
    groupindex: {
      get: (self: PyPattern) => (self.groupindex ? new PyMappingProxy(self.groupindex) : new PyDict()),
      doc: "A dictionary mapping group names to group numbers.",
    },
  },
};
