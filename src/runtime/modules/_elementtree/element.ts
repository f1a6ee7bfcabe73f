/** `xml.etree.ElementTree.Element`. Follows Modules/_elementtree.c.
 * https://docs.python.org/3.14/library/xml.etree.elementtree.html#element-objects */
import { typeOf } from "../../core/builtin-types.ts";
import type { GetSetRow, TypeSpec } from "../../core/define.ts";
import { address, identityOf } from "../../core/identity.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import type { PyType } from "../../core/type.ts";
import { RuntimeError } from "../../exceptions/hierarchy.ts";
import { attributeError, indexError, newException, typeError, valueError } from "../../exceptions/raise.ts";
import { PyDict } from "../../objects/dict.ts";
import { PyList } from "../../objects/list.ts";
import { PySlice } from "../../objects/slice.ts";
import { str } from "../../objects/str.ts";
import { tuple } from "../../objects/tuple.ts";
import { equal } from "../../protocols/compare.ts";
import { warnDeprecated } from "../../protocols/deprecated.ts";
import { isIterable, toArray } from "../../protocols/iterate.ts";
import { callMethod } from "../../protocols/method-call.ts";
import { isIndex, toSize } from "../../protocols/number.ts";
import { reprText, withReprGuard } from "../../protocols/repr.ts";
import { sliceBounds } from "../../protocols/slice.ts";
import { deleteListItem, setListItem } from "../../types/list.ts";
import { elementArgument, elementType, needElement, newElement, type PyElement } from "./element-data.ts";
import { iterateElement, tagMatches } from "./element-iterator.ts";

const needDict = (value: Value, callee: string, position: number): PyDict => {
  if (value instanceof PyDict) return value;
  throw typeError(`${callee}() argument ${position} must be dict, not ${typeOf(value).name}`);
};

/** The attributes that a call gives: a dict, by position or as `attrib`, and more of them by name. */
function givenAttributes(
  callee: string,
  position: number,
  given: Value | undefined,
  named: ReadonlyMap<string, Value>,
): PyDict | undefined {
  let attributes = given === undefined ? undefined : needDict(given, callee, position).copy();
  for (const [name, value] of named) {
    if (name === "attrib" && given === undefined) continue;
    attributes ??= new PyDict();
    attributes.setStr(name, value);
  }
  const attrib = given === undefined ? named.get("attrib") : undefined;
  if (attrib === undefined) return attributes;
  if (!(attrib instanceof PyDict)) throw typeError(`attrib must be dict, not ${typeOf(attrib).name}`);
  const all = attrib.copy();
  for (const [key, value] of attributes?.entries() ?? []) all.set(key, value);
  return all;
}

function initialize(self: PyElement, args: Value[], named: ReadonlyMap<string, Value>): Value {
  if (args.length === 0) throw typeError("Element() takes at least 1 argument (0 given)");
  if (args.length > 2) throw typeError(`Element() takes at most 2 arguments (${args.length} given)`);
  self.clear();
  self.tag = args[0] as Value;
  self.attributes = givenAttributes("Element", 2, args[1], named);
  return null;
}

export function subElement(args: Value[], named: ReadonlyMap<string, Value>): Value {
  if (args.length < 2) throw typeError(`SubElement() takes at least 2 arguments (${args.length} given)`);
  if (args.length > 3) throw typeError(`SubElement() takes at most 3 arguments (${args.length} given)`);
  const parent = elementArgument(args[0] as Value, "SubElement", 1);
  const child = newElement(args[1] as Value, givenAttributes("SubElement", 3, args[2], named));
  parent.append(child);
  return child;
}

const elementPath = (): Value => current.importModule("xml.etree.ElementPath");

/** Whether a path is more than the tag of a child. */
function isPath(path: Value): boolean {
  if (typeof path !== "string") return true;
  if (path.startsWith("{}") || path.startsWith("{*}")) return true;
  let outside = true;
  for (let i = 0; i < path.length; i++) {
    const c = path[i] as string;
    if (c === "{") outside = false;
    else if (c === "}") outside = true;
    else if (outside && "/*[@.".includes(c)) return true;
  }
  return false;
}

function find(self: PyElement, path: Value, namespaces: Value = null): Value {
  if (isPath(path) || namespaces !== null) return callMethod(elementPath(), "find", self, path, namespaces);
  for (const child of self.children) if (tagMatches(child.tag, path)) return child;
  return null;
}

function findText(self: PyElement, path: Value, fallback: Value = null, namespaces: Value = null): Value {
  if (isPath(path) || namespaces !== null)
    return callMethod(elementPath(), "findtext", self, path, fallback, namespaces);
  for (const child of self.children) if (tagMatches(child.tag, path)) return child.text ?? "";
  return fallback;
}

function findAll(self: PyElement, path: Value, namespaces: Value = null): Value {
  if (isPath(path) || namespaces !== null)
    return callMethod(elementPath(), "findall", self, path, namespaces);
  const found: Value[] = [];
  for (const child of self.children) if (tagMatches(child.tag, path)) found.push(child);
  return new PyList(found);
}

function remove(self: PyElement, child: Value): Value {
  const wanted = elementArgument(child, "remove", 1);
  // Comparing may run the program's code, which may change the children.
  for (let i = 0; i < self.children.length; i++) {
    if (!equal(self.children[i] as Value, wanted)) continue;
    if (i < self.children.length) self.ownChildren.splice(i, 1);
    return null;
  }
  throw valueError("Element.remove(x): element not found");
}

function indexIn(self: PyElement, key: Value, doing: string): number {
  const given = toSize(key);
  const index = given < 0 ? given + self.children.length : given;
  if (index < 0 || index >= self.children.length) throw indexError(`child ${doing}index out of range`);
  return index;
}

function getItem(self: PyElement, key: Value): Value {
  if (isIndex(key)) return self.children[indexIn(self, key, "")] as Value;
  if (!(key instanceof PySlice)) throw typeError("element indices must be integers");
  const { start, step, count } = sliceBounds(key, self.children.length);
  const { children } = self;
  const items: Value[] = [];
  for (let i = 0; i < count && children[start + i * step] !== undefined; i++)
    items.push(children[start + i * step] as Value);
  return new PyList(items);
}

function setItem(self: PyElement, key: Value, value: Value): Value {
  if (isIndex(key)) {
    const index = indexIn(self, key, "assignment ");
    self.ownChildren[index] = needElement(value);
    return null;
  }
  if (!(key instanceof PySlice)) throw typeError("element indices must be integers");
  if (!isIterable(value)) throw typeError("assignment expects an iterable");
  const items = toArray(value);
  for (const item of items) needElement(item);
  setListItem(new PyList(self.ownChildren), key, new PyList(items));
  return null;
}

function deleteItem(self: PyElement, key: Value): Value {
  if (isIndex(key)) self.ownChildren.splice(indexIn(self, key, "assignment "), 1);
  else if (key instanceof PySlice) deleteListItem(new PyList(self.ownChildren), key);
  else throw typeError("element indices must be integers");
  return null;
}

function copy(self: PyElement): Value {
  const result = newElement(self.tag, self.attributes?.copy());
  result.text = self.text;
  result.tail = self.tail;
  for (const child of self.children) result.append(child);
  return result;
}

/** A copy of a part of an element. */
function deepPart(value: Value, memo: PyDict): Value {
  if (value === null || typeof value === "string") return value;
  if (typeOf(value) === elementType) {
    const known = memo.get(identityOf(value as PyElement));
    return known === undefined || known === null ? deepCopy(value as PyElement, memo) : known;
  }
  if (value instanceof PyDict && value.exactDict$) {
    const parts = [...value.entries()];
    if (parts.every(([key, part]) => typeof key === "string" && typeof part === "string"))
      return value.copy();
  }
  return callMethod(current.importModule("copy"), "deepcopy", value, memo);
}

function deepCopy(self: PyElement, memo: PyDict): PyElement {
  const tag = deepPart(self.tag, memo);
  const attributes = self.attributes === undefined ? undefined : deepPart(self.attributes, memo);
  const result = newElement(tag, attributes as PyDict | undefined);
  result.text = deepPart(self.text, memo);
  result.tail = deepPart(self.tail, memo);
  // Copying may run the program's code, which may change the children.
  for (let i = 0; i < self.children.length; i++)
    result.append(needElement(deepPart(self.children[i] as Value, memo)));
  memo.set(identityOf(self), result);
  return result;
}

function setState(self: PyElement, state: Value): Value {
  if (!(state instanceof PyDict))
    throw typeError(`Don't know how to unpickle "${reprText(state)}" as an Element`);
  const tag = state.getStr("tag");
  if (tag === undefined) throw typeError("tag may not be NULL");
  const children = state.getStr("_children");
  const attributes = state.getStr("attrib");
  if (children !== undefined && !(children instanceof PyList)) throw typeError("'_children' is not a list");
  for (const child of children?.items ?? []) needElement(child);
  if (attributes !== undefined && !(attributes instanceof PyDict))
    throw typeError(`attrib must be dict, not ${typeOf(attributes).name}`);
  self.clear();
  self.tag = tag;
  self.text = state.getStr("text") ?? null;
  self.tail = state.getStr("tail") ?? null;
  self.attributes = attributes;
  for (const child of children?.items ?? []) self.append(child as PyElement);
  return null;
}

/** Bytes that CPython's structures take. */
function sizeOf(self: PyElement): number {
  if (!self.hasExtra) return 56;
  let allocated = 4;
  while (allocated < self.children.length) {
    const size = allocated + 1;
    allocated = size + (size >> 3) + (size < 9 ? 3 : 6);
  }
  return 56 + 64 + (allocated > 4 ? 8 * allocated : 0);
}

const field = (name: "tag" | "text" | "tail"): GetSetRow => ({
  get: (self: PyElement) => self[name],
  set: (self: PyElement, value: Value) => {
    self[name] = value;
  },
  delete: notDeleted,
});
function notDeleted(self: PyElement): never {
  throw attributeError("can't delete element attribute", "", self);
}

export const elementSpec: TypeSpec = {
  new: ["(*args, **kwargs)", (cls: PyType) => cls.alloc()],
  methods: {
    __init__: ["(self, /, *args, **kwargs)", initialize],
    __bool__: [
      "(self, /)",
      (self: PyElement) => {
        warnDeprecated(
          "Testing an element's truth value will always return True in future versions.  Use specific 'len(elem)' or 'elem is not None' test instead.",
        );
        return self.children.length > 0;
      },
    ],
    __copy__: ["(self, /)", copy],
    __deepcopy__: [
      "(self, memo, /)",
      (self: PyElement, memo: Value) => {
        if (memo instanceof PyDict) return deepCopy(self, memo);
        throw typeError(`__deepcopy__() argument must be dict, not ${typeOf(memo).name}`);
      },
    ],
    __delitem__: ["(self, key, /)", deleteItem],
    __getitem__: ["(self, key, /)", getItem],
    __getstate__: [
      "(self, /)",
      (self: PyElement) => {
        const state = new PyDict();
        state.setStr("tag", self.tag);
        state.setStr("_children", new PyList([...self.children]));
        state.setStr("attrib", self.attributes ?? new PyDict());
        state.setStr("text", self.text);
        state.setStr("tail", self.tail);
        return state;
      },
    ],
    __len__: ["(self, /)", (self: PyElement) => self.children.length],
    __repr__: [
      "(self, /)",
      (self: PyElement) => {
        let isInside = true;
        const text = withReprGuard(
          self,
          () => {
            isInside = false;
            return str(`<Element ${reprText(self.tag)} at ${address(self)}>`) as string;
          },
          "",
        );
        if (isInside)
          throw newException(RuntimeError, `reentrant call inside ${typeOf(self).fullName}.__repr__`);
        return text;
      },
    ],
    __setitem__: ["(self, key, value, /)", setItem],
    __setstate__: ["(self, state, /)", setState],
    __sizeof__: ["(self, /)", sizeOf],
    append: [
      "(self, subelement, /)",
      (self: PyElement, child: Value) => {
        self.append(elementArgument(child, "append", 1));
        return null;
      },
    ],
    clear: [
      "(self, /)",
      (self: PyElement) => {
        self.clear();
        return null;
      },
    ],
    extend: [
      "(self, elements, /)",
      (self: PyElement, elements: Value) => {
        if (!isIterable(elements)) throw typeError("'elements' must be an iterable");
        for (const element of toArray(elements)) self.append(needElement(element));
        return null;
      },
    ],
    find: ["(self, /, path, namespaces=None)", find],
    findall: ["(self, /, path, namespaces=None)", findAll],
    findtext: ["(self, /, path, default=None, namespaces=None)", findText],
    get: [
      "(self, /, key, default=None)",
      (self: PyElement, key: Value, fallback: Value = null) => self.attributes?.get(key) ?? fallback,
    ],
    insert: [
      "(self, index, subelement, /)",
      (self: PyElement, index: Value, child: Value) => {
        const given = toSize(index);
        const element = elementArgument(child, "insert", 2);
        const { length } = self.children;
        self.ownChildren.splice(Math.max(given < 0 ? given + length : given, 0), 0, element);
        return null;
      },
    ],
    items: [
      "(self, /)",
      (self: PyElement) => {
        const items: Value[] = [];
        if (self.attributes !== undefined)
          for (const [key, value] of self.attributes.entries()) items.push(tuple([key, value]));
        return new PyList(items);
      },
    ],
    iter: ["(self, /, tag=None)", (self: PyElement, tag: Value = null) => iterateElement(self, tag)],
    iterfind: [
      "(self, /, path, namespaces=None)",
      (self: PyElement, path: Value, namespaces: Value = null) =>
        callMethod(elementPath(), "iterfind", self, path, namespaces),
    ],
    itertext: ["(self, /)", (self: PyElement) => iterateElement(self, undefined)],
    keys: ["(self, /)", (self: PyElement) => new PyList([...(self.attributes?.keys() ?? [])])],
    makeelement: [
      "(self, tag, attrib, /)",
      (_: PyElement, tag: Value, attributes: Value) =>
        newElement(tag, needDict(attributes, "makeelement", 2).copy()),
    ],
    remove: ["(self, subelement, /)", remove],
    set: [
      "(self, key, value, /)",
      (self: PyElement, key: Value, value: Value) => {
        self.attrib.set(key, value);
        return null;
      },
    ],
  },
  getset: {
    tag: field("tag"),
    text: field("text"),
    tail: field("tail"),
    attrib: {
      get: (self: PyElement) => self.attrib,
      set: (self: PyElement, value: Value) => {
        if (!(value instanceof PyDict)) throw typeError(`attrib must be dict, not ${typeOf(value).name}`);
        self.attributes = value;
      },
      delete: notDeleted,
    },
  },
};
