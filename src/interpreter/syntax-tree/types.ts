/**
 * The classes of Python's `ast` module, made from the table in `syntax/ast.ts`: one class per node and per sum, with the
 * attributes that CPython generates (`_fields`, `_attributes`, `_field_types`, defaults of optional fields). They are made
 * when `_ast` is first imported.
 *
 * Follows Parser/asdl_c.py; https://docs.python.org/3.14/library/ast.html.
 */
import { declareType, intType, objectType, strType, typeOf } from "../../runtime/core/builtin-types.ts";
import { callable } from "../../runtime/core/call.ts";
import { defineType, type TypeSpec } from "../../runtime/core/define.ts";
import { PyInstance, type PyObject, type Slots, type Value } from "../../runtime/core/object.ts";
import { current } from "../../runtime/core/state.ts";
import type { PyType } from "../../runtime/core/type.ts";
import { DeprecationWarning } from "../../runtime/exceptions/hierarchy.ts";
import { typeError } from "../../runtime/exceptions/raise.ts";
import { PyDict } from "../../runtime/objects/dict.ts";
import { genericAlias, PyGenericAlias } from "../../runtime/objects/generic-alias.ts";
import { listType, PyList } from "../../runtime/objects/list.ts";
import { PySet } from "../../runtime/objects/set.ts";
import { isStr, type Str, str, strOf } from "../../runtime/objects/str.ts";
import { PyTuple, tuple } from "../../runtime/objects/tuple.ts";
import { PyUnion } from "../../runtime/objects/union.ts";
import { findAttr, getAttr, instanceDict, setAttr } from "../../runtime/protocols/attribute.ts";
import { toArray } from "../../runtime/protocols/iterate.ts";
import { bitor } from "../../runtime/protocols/number.ts";
import { reprText } from "../../runtime/protocols/repr.ts";
import { dictAttribute } from "../../runtime/types/object.ts";
import { warn } from "../../runtime/modules/_warnings.ts";
import { type Category, enumerations, type Kind, nodes, positioned } from "../../syntax/ast.ts";

/** An instance of a class of `ast`; its fields are ordinary attributes. */
export class PyAST extends PyInstance {}

/** All classes by name, and the one instance of each operator and context. */
export interface SyntaxTypes {
  readonly byName: ReadonlyMap<string, PyType>;
  readonly singletons: ReadonlyMap<string, Value>;
}

const STATE = Symbol("classes of ast");
export const syntaxTypes = (): SyntaxTypes => current.stateOf(STATE, makeTypes);

export interface Field {
  readonly name: string;
  /** Without `?` and `*`. */
  readonly base: string;
  readonly optional: boolean;
  readonly list: boolean;
}

/** Python's name of a field. */
const pythonName = (kind: Kind, name: string): string =>
  kind === "Constant" && name === "str_kind" ? "kind" : name;

/** The fields of a node, by Python's names; `own` is the name in the TypeScript tree. */
export function fieldsOf(kind: Kind): readonly (Field & { readonly own: string })[] {
  return Object.entries(nodes[kind].fields).map(([name, type]) => ({
    own: name,
    name: pythonName(kind, name),
    base: type.replace(/[?*]+$/, ""),
    optional: type.endsWith("?") || isLevel(kind, name),
    list: type.endsWith("*"),
  }));
}

/** A program may leave `ImportFrom.level` out; the parser never does. */
const isLevel = (kind: Kind, name: string): boolean => kind === "ImportFrom" && name === "level";

const POSITION_NAMES = ["lineno", "col_offset", "end_lineno", "end_col_offset"];
const kinds = Object.keys(nodes) as Kind[];

/** `Name(identifier id, expr_context ctx)` */
function signatureOf(kind: Kind): string {
  const fields = Object.entries(nodes[kind].fields).map(
    ([name, type]) => `${type}${isLevel(kind, name) ? "?" : ""} ${pythonName(kind, name)}`,
  );
  return fields.length === 0 ? kind : `${kind}(${fields.join(", ")})`;
}

function sumDoc(category: string, members: readonly string[]): string {
  if (!members.some((member) => member.includes("("))) return `${category} = ${members.join(" | ")}`;
  const indent = " ".repeat(category.length + 1);
  return `${category} = ${members.join(`\n${indent}| `)}`;
}

function makeTypes(): SyntaxTypes {
  const byName = new Map<string, PyType>();
  const singletons = new Map<string, Value>();
  const declare = (name: string, base: PyType, spec: TypeSpec): PyType => {
    const constructor_ = base === objectType ? class extends PyAST {} : class extends base.ctor {};
    // As in CPython they are not static types: ast.py adds attributes to them.
    const type = declareType(`ast.${name}`, constructor_, {
      bases: [base],
      hasDict: true,
      heap: true,
    });
    defineType(type, spec);
    byName.set(name, type);
    return type;
  };
  const root = declare("AST", objectType, rootSpec);
  const categories = new Map<Category, Kind[]>();
  for (const kind of kinds) {
    const { category } = nodes[kind];
    categories.set(category, [...(categories.get(category) ?? []), kind]);
  }
  for (const [category, members] of categories) {
    const attributes = positioned.has(category) ? attributeConstants() : {};
    const product = members.length === 1 && members[0] === category;
    const base = product
      ? root
      : declare(category, root, {
          doc: sumDoc(category, members.map(signatureOf)),
          constants: { _fields: tuple([]), __match_args__: tuple([]), _attributes: tuple([]), ...attributes },
        });
    for (const kind of members) {
      declare(kind, base, {
        doc: signatureOf(kind),
        constants: nodeConstants(kind, product ? attributes : {}),
      });
    }
  }
  for (const [category, members] of Object.entries(enumerations)) {
    const base = declare(category, root, { doc: sumDoc(category, members) });
    for (const name of members) {
      const type = declare(name, base, { doc: name, constants: { _fields: tuple([]) } });
      singletons.set(name, type.alloc());
    }
  }
  for (const kind of kinds) setFieldTypes(kind, byName);
  return { byName, singletons };
}

function attributeConstants(): Record<string, Value> {
  return { _attributes: tuple(POSITION_NAMES), end_lineno: null, end_col_offset: null };
}

function nodeConstants(kind: Kind, attributes: Record<string, Value>): Record<string, Value> {
  const fields = fieldsOf(kind);
  const names = tuple(fields.map((field) => field.name));
  const constants: Record<string, Value> = { _fields: names, __match_args__: names, ...attributes };
  for (const field of fields) if (field.optional) constants[field.name] = null;
  return constants;
}

/** `_field_types`: classes, `list[...]`, `... | None`. */
function setFieldTypes(kind: Kind, byName: ReadonlyMap<string, PyType>): void {
  const types = new PyDict();
  const basic: Record<string, PyType> = {
    identifier: strType,
    string: strType,
    int: intType,
    constant: objectType,
  };
  for (const { name, base, optional, list } of fieldsOf(kind)) {
    const type = basic[base] ?? (byName.get(base) as PyType);
    types.setStr(name, list ? genericAlias(listType, type) : optional ? bitor(type, null) : type);
  }
  const { dict } = byName.get(kind) as PyType;
  dict.set("_field_types", types);
  dict.set("__annotations_cache__", types);
}

/** The items of `_fields` or `_attributes` of a node's class, which a program may have set. */
const names = (self: Value, attribute: string): readonly Value[] => {
  const value = findAttr(typeOf(self), attribute);
  return value === undefined || value === null ? [] : toArray(value);
};

const has = (list: readonly Value[], name: string): boolean =>
  list.some((item) => isStr(item) && strOf(item) === name);

function init(self: PyAST, args: Value[], keywords: Map<string, Value>): Value {
  const type = typeOf(self);
  const fields = toArray(getAttr(type, "_fields"));
  if (args.length > fields.length) {
    throw typeError(
      `${type.name} constructor takes at most ${fields.length} positional argument${fields.length === 1 ? "" : "s"}`,
    );
  }
  const missing = new PySet();
  for (const field of fields) missing.add(field);
  for (const [i, arg] of args.entries()) {
    const field = fields[i] as Value;
    if (!isStr(field)) throw typeError(`attribute name must be string, not '${typeOf(field).name}'`);
    setAttr(self, strOf(field), arg);
    missing.delete(field);
  }
  const attributes = names(self, "_attributes");
  for (const [name, value] of keywords) {
    if (has(fields, name)) {
      if (!missing.delete(str(name)))
        throw typeError(`${type.name} got multiple values for argument ${reprText(str(name))}`);
    } else if (!has(attributes, name)) {
      warn(
        DeprecationWarning,
        `${type.name}.__init__ got an unexpected keyword argument ${reprText(str(name))}. ` +
          "Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.",
      );
    }
    setAttr(self, name, value);
  }
  fillMissing(self, type, [...missing.values()]);
  return null;
}

/** By `_field_types`: lists default to new lists, contexts to Load(), optional fields to what the class says; others are deprecated. */
function fillMissing(self: PyAST, type: PyType, missing: readonly Value[]): void {
  if (missing.length === 0) return;
  const types = findAttr(type, "_field_types");
  if (!(types instanceof PyDict)) return;
  for (const name of missing) {
    const fieldType = types.get(name);
    if (fieldType === undefined) {
      warn(
        DeprecationWarning,
        `Field ${reprText(name)} is missing from ${type.name}._field_types. This will become an error in Python 3.15.`,
      );
    } else if (fieldType instanceof PyUnion) continue;
    else if (fieldType instanceof PyGenericAlias) setAttr(self, strOf(name as Str), new PyList([]));
    else if (fieldType === syntaxTypes().byName.get("expr_context")) {
      setAttr(self, strOf(name as Str), syntaxTypes().singletons.get("Load") as Value);
    } else {
      warn(
        DeprecationWarning,
        `${type.name}.__init__ missing 1 required positional argument: ${reprText(name)}. This will become an error in Python 3.15.`,
      );
    }
  }
}

/** `copy.replace(node, ...)`: a new node from the fields and attributes of this one. */
function replace(self: PyAST, changes: Map<string, Value>): Value {
  const type = typeOf(self);
  const fields = names(self, "_fields");
  const attributes = names(self, "_attributes");
  const state = instanceDict(self);
  const types = findAttr(type, "_field_types");
  for (const name of changes.keys()) {
    if (!has(fields, name) && !has(attributes, name)) {
      throw typeError(`${type.name}.__replace__ got an unexpected keyword argument ${reprText(str(name))}.`);
    }
  }
  const given = new Map<string, Value>();
  const missing: string[] = [];
  for (const item of [...fields, ...attributes]) {
    const name = strOf(item as Str);
    const value = changes.get(name) ?? state.getStr(name);
    if (changes.has(name)) given.set(name, changes.get(name) as Value);
    else if (value !== undefined) given.set(name, value);
    else if (has(fields, name) && !(types instanceof PyDict && types.get(item) instanceof PyUnion)) {
      missing.push(reprText(item));
    }
  }
  if (missing.length > 0) {
    throw typeError(
      `${type.name}.__replace__ missing ${missing.length} keyword argument${missing.length === 1 ? "" : "s"}: ${missing.sort().join(", ")}.`,
    );
  }
  return callable(type).ck([...given.values()], [...given.keys()]);
}

/** How deep reprs go. */
const REPR_DEPTH = 3;

function reprOf(value: Value, depth: number): string {
  if (value instanceof PyAST) {
    const type = typeOf(value);
    const fields = names(value, "_fields").map((name) => strOf(name as Str));
    if (depth <= 0) return `${type.name}(...)`;
    const parts = fields
      .map((name) => [name, findAttr(value, name)] as const)
      .filter(([, field]) => field !== undefined)
      .map(([name, field]) => `${name}=${reprOf(field as Value, depth - 1)}`);
    return `${type.name}(${parts.join(", ")})`;
  }
  if (value instanceof PyList || value instanceof PyTuple) {
    const [open, close] = value instanceof PyList ? ["[", "]"] : ["(", ")"];
    const { items } = value;
    const shown = items.length > 2 ? [items[0] as Value, undefined, items[items.length - 1] as Value] : items;
    return `${open}${shown.map((item) => (item === undefined ? "..." : reprOf(item, depth))).join(", ")}${close}`;
  }
  return reprText(value);
}

const rootSpec: TypeSpec = {
  new: ["(*args, **kwargs)", (cls: PyType) => cls.alloc()],
  methods: {
    __init__: ["(self, /, *args, **kwargs)", init],
    __repr__: ["(self, /)", (self: PyAST) => str(reprOf(self, REPR_DEPTH))],
    __reduce__: [
      "(self, /)",
      (self: PyAST) => {
        const state = instanceDict(self).copy();
        const fields = names(self, "_fields");
        const absent = fields.findIndex((name) => state.get(name) === undefined);
        // Stand-ins, so that the constructor asks for none of the fields that the state brings.
        const given = (absent === -1 ? fields : fields.slice(0, absent)).map(() => null);
        return tuple([typeOf(self), tuple(given), state]);
      },
    ],
    __replace__: ["(self, /, **fields)", replace],
  },
  getset: { __dict__: dictAttribute },
  constants: { _fields: tuple([]), __match_args__: tuple([]), _attributes: tuple([]), __module__: "ast" },
};

/** Reads an attribute that a node must have. */
export function required(node: Value, name: string): Value {
  const value = findAttr(node, name);
  if (value === undefined) throw typeError(`required field "${name}" missing from ${typeOf(node).name}`);
  return value;
}

/** Stores a field of a node that is being made. */
export function store(node: PyObject, name: string, value: Value): void {
  (node as unknown as Slots)[`$${name}`] = value;
}
