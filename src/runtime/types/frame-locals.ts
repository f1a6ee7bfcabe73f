/** `FrameLocalsProxy`, what `f_locals` of a function's frame is. Follows framelocalsproxy_* in Objects/frameobject.c;
 * https://peps.python.org/pep-0667/ */
import { typeOf } from "../core/builtin-types.ts";
import type { TypeSpec } from "../core/define.ts";
import { hash } from "../core/hash.ts";
import type { NativeRow } from "../core/native.ts";
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { keyError, typeError, valueError } from "../exceptions/raise.ts";
import { PyDict } from "../objects/dict.ts";
import { PyFrameLocals } from "../objects/frame-locals.ts";
import { PyFrame } from "../objects/frame.ts";
import { PyList } from "../objects/list.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { isStr, strOf } from "../objects/str.ts";
import { PyListIterator } from "../objects/sequence-iterators.ts";
import { tuple } from "../objects/tuple.ts";
import { equal } from "../protocols/compare.ts";
import { frameLocals } from "../protocols/frames.ts";
import { forEachEntry } from "../protocols/mapping.ts";
import { repr, withReprGuard } from "../protocols/repr.ts";

const snapshot = ({ frame }: PyFrameLocals): PyDict => frameLocals(frame) as PyDict;

/** The variable that a key names, by its place; -1 for other keys. Keys count that are equal to the name. */
function placeOf({ frame }: PyFrameLocals, key: Value): number {
  const names = frame.access?.names ?? [];
  hash(key);
  if (isStr(key)) return names.indexOf(strOf(key));
  return names.findIndex((name) => hash(name) === hash(key) && equal(name, key));
}

function get(self: PyFrameLocals, key: Value): Value | undefined {
  const place = placeOf(self, key);
  if (place >= 0) {
    const value = self.frame.access?.read()[place];
    if (value !== undefined) return value;
  }
  return self.frame.extra?.get(key);
}

function set(self: PyFrameLocals, key: Value, value: Value): void {
  const place = placeOf(self, key);
  if (place >= 0) self.frame.access?.write(place, value);
  else (self.frame.extra ??= new PyDict()).set(key, value);
}

/** Takes an item away that is no variable; undefined when there is none. */
function take(self: PyFrameLocals, key: Value): Value | undefined {
  if (placeOf(self, key) >= 0) throw valueError("cannot remove local variables from FrameLocalsProxy");
  const { extra } = self.frame;
  const value = extra?.get(key);
  if (value !== undefined) extra?.delete(key);
  return value;
}

function update(self: PyFrameLocals, other: Value): void {
  const entries: [Value, Value][] = [];
  if (other instanceof PyFrameLocals) entries.push(...snapshot(other).entries());
  else if (!(other instanceof PyDict) || !forEachEntry(other, (key, value) => entries.push([key, value])))
    throw typeError("update() argument must be dict or another FrameLocalsProxy");
  for (const [key, value] of entries) set(self, key, value);
}

const isMapping = (value: Value): boolean => value instanceof PyDict || value instanceof PyFrameLocals;

/** The entries of both in a new dict, those of `second` counting. */
function merged(first: Value, second: Value): Value {
  if (!isMapping(first) || !isMapping(second)) return NotImplemented;
  const dict = new PyDict();
  for (const part of [first, second]) {
    const entries = part instanceof PyFrameLocals ? snapshot(part) : (part as PyDict);
    for (const [key, value] of entries.entries()) dict.set(key, value);
  }
  return dict;
}

const listed = (items: (dict: PyDict) => Iterable<Value>): NativeRow => [
  "(self, /)",
  (self: PyFrameLocals) => new PyList([...items(snapshot(self))]),
];

const same = (self: PyFrameLocals, other: Value): Value =>
  other instanceof PyFrameLocals
    ? self.frame === other.frame
    : other instanceof PyDict
      ? equal(snapshot(self), other)
      : NotImplemented;

export const frameLocalsSpec: TypeSpec = {
  doc: "Provide a write-through view of a frame's local variables.",
  new: [
    "(frame, /)",
    (_cls: PyType, frame: Value) => {
      if (!(frame instanceof PyFrame)) throw typeError(`expect frame, not ${typeOf(frame).name}`);
      return new PyFrameLocals(frame);
    },
  ],
  methods: {
    __len__: ["(self, /)", (self: PyFrameLocals) => snapshot(self).size],
    __getitem__: [
      "(self, key, /)",
      (self: PyFrameLocals, key: Value) => {
        const value = get(self, key);
        if (value === undefined) throw keyError(key);
        return value;
      },
    ],
    __setitem__: [
      "(self, key, value, /)",
      (self: PyFrameLocals, key: Value, value: Value) => {
        set(self, key, value);
        return null;
      },
    ],
    __delitem__: [
      "(self, key, /)",
      (self: PyFrameLocals, key: Value) => {
        if (take(self, key) === undefined) throw keyError(key);
        return null;
      },
    ],
    __contains__: ["(self, key, /)", (self: PyFrameLocals, key: Value) => get(self, key) !== undefined],
    __iter__: [
      "(self, /)",
      (self: PyFrameLocals) => new PyListIterator(new PyList([...snapshot(self).keys()])),
    ],
    __reversed__: ["(self, /)", (self: PyFrameLocals) => new PyList([...snapshot(self).keys()].reverse())],
    __repr__: [
      "(self, /)",
      (self: PyFrameLocals) => withReprGuard(self, () => repr(snapshot(self)), "{...}"),
    ],
    __eq__: ["(self, value, /)", same],
    __ne__: [
      "(self, value, /)",
      (self: PyFrameLocals, other: Value) => {
        const result = same(self, other);
        return result === NotImplemented ? result : result === false;
      },
    ],
    __or__: ["(self, value, /)", merged],
    __ror__: ["(self, value, /)", (self: Value, other: Value) => merged(other, self)],
    __ior__: [
      "(self, value, /)",
      (self: PyFrameLocals, other: Value) => {
        if (!isMapping(other)) return NotImplemented;
        update(self, other);
        return self;
      },
    ],
    copy: ["(self, /)", snapshot],
    get: [
      "(self, key, default=None, /)",
      (self: PyFrameLocals, key: Value, fallback: Value = null) => {
        const value = get(self, key);
        return value === undefined ? fallback : value;
      },
    ],
    keys: listed((dict) => dict.keys()),
    values: listed((dict) => dict.values()),
    items: listed((dict) => [...dict.entries()].map((pair) => tuple(pair))),
    pop: [
      "(self, key, default=<unrepresentable>, /)",
      (self: PyFrameLocals, key: Value, fallback?: Value) => {
        const value = take(self, key);
        if (value !== undefined) return value;
        if (fallback === undefined) throw keyError(key);
        return fallback;
      },
    ],
    setdefault: [
      "(self, key, default=None, /)",
      (self: PyFrameLocals, key: Value, fallback: Value = null) => {
        const value = get(self, key);
        if (value !== undefined) return value;
        set(self, key, fallback);
        return fallback;
      },
    ],
    update: [
      "(self, other, /)",
      (self: PyFrameLocals, other: Value) => {
        update(self, other);
        return null;
      },
    ],
    __reduce__: [
      "(self, /)",
      (self: PyFrameLocals) => {
        throw typeError(`cannot pickle '${typeOf(self).name}' object`);
      },
    ],
  },
  constants: { __hash__: null },
};
