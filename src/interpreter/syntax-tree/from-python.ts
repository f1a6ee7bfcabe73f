/**
 * Objects of Python's `ast` module as syntax trees: what `compile(tree, ...)` starts with.
 *
 * A tree of ours has offsets into a source text, theirs have lines and columns. So a text is made up that has a place for
 * every position: as many lines as the tree mentions, each as wide as its largest column.
 *
 * Follows obj2ast in Parser/asdl_c.py and Python/ast.c (_PyAST_Validate).
 */
import { SourceFile } from "../../base/source-file.ts";
import { floatType, intType, type PyFloat, strType, typeOf } from "../../runtime/core/builtin-types.ts";
import type { Value } from "../../runtime/core/object.ts";
import { typeError, valueError } from "../../runtime/exceptions/raise.ts";
import { bytesType, type PyBytes } from "../../runtime/objects/bytes.ts";
import { complexType, type PyComplex } from "../../runtime/objects/complex.ts";
import { floatOf } from "../../runtime/objects/float.ts";
import { type Int, intOf, isInt } from "../../runtime/objects/int.ts";
import { PyList } from "../../runtime/objects/list.ts";
import { frozensetType, type PyFrozenSet } from "../../runtime/objects/set.ts";
import { Ellipsis } from "../../runtime/objects/singletons.ts";
import { hasSurrogate, isStr, pointsOf, type Str, strOf } from "../../runtime/objects/str.ts";
import { type PyTuple, tupleType } from "../../runtime/objects/tuple.ts";
import { findAttr } from "../../runtime/protocols/attribute.ts";
import { reprText } from "../../runtime/protocols/repr.ts";
import {
  type AnyNode,
  type Category,
  type ConstantValue,
  enumerations,
  type Kind,
  type Mod,
  nodes,
  positioned,
} from "../../syntax/ast.ts";
import { validate } from "./validate.ts";
import { type Field, fieldsOf, PyAST, required, syntaxTypes } from "./types.ts";

interface Place {
  line: number;
  column: number;
}

function constantFrom(value: Value): ConstantValue {
  if (value === null || typeof value === "boolean") return value;
  switch (typeOf(value)) {
    case strType: {
      const text = strOf(value as Str);
      return hasSurrogate(text) && /[\ud800-\udfff]/u.test(text)
        ? { kind: "str", codePoints: pointsOf(value as Str) }
        : text;
    }
    case intType:
      return { kind: "int", value: intOf(value as Int) };
    case floatType:
      return { kind: "float", value: floatOf(value as number | PyFloat) };
    case bytesType:
      return { kind: "bytes", value: (value as PyBytes).data };
    case complexType: {
      const { real, imag } = value as PyComplex;
      return { kind: "complex", real, imag };
    }
    case tupleType:
      return { kind: "tuple", items: (value as PyTuple).items.map(constantFrom) };
    case frozensetType:
      return { kind: "frozenset", items: [...(value as PyFrozenSet).values()].map(constantFrom) };
    case typeOf(Ellipsis):
      return { kind: "ellipsis" };
  }
  throw typeError(`got an invalid type in Constant: ${typeOf(value).name}`);
}

function integer(value: Value): number {
  if (!isInt(value)) throw valueError(`invalid integer value: ${reprText(value)}`);
  return Number(intOf(value));
}

/** Fields whose lists may hold None: for good, or until the tree is validated. */
const HOLDS_NONE: ReadonlySet<string> = new Set(["expr", "stmt", "pattern"]);

class Converter {
  /** Width of each line of the text that is made up; index 0 is line 1. */
  readonly widths: number[] = [0];
  readonly places: [node: AnyNode, start: Place, end: Place][] = [];

  /** The node for an object that must belong to a category. */
  node(value: Value, category: string): AnyNode {
    const kind = this.kindOf(value, category);
    const made: Record<string, unknown> = { kind, start: 0, end: 0 };
    const has = positioned.has(nodes[kind].category);
    const start = has ? this.place(value, "lineno", "col_offset", nodes[kind].category) : undefined;
    for (const field of fieldsOf(kind)) made[field.own] = this.field(value, kind, field);
    const node = made as unknown as AnyNode;
    if (start !== undefined) {
      const endLine = findAttr(value, "end_lineno") ?? null;
      const endColumn = findAttr(value, "end_col_offset") ?? null;
      const end = {
        line: endLine === null ? start.line : integer(endLine),
        column: endColumn === null ? start.column : integer(endColumn),
      };
      checkPlace(start, end);
      this.places.push([node, this.reserve(start), this.reserve(end)]);
    }
    return node;
  }

  kindOf(value: Value, category: string): Kind {
    const { byName } = syntaxTypes();
    if (value instanceof PyAST) {
      for (const type of typeOf(value).mro) {
        if (!Object.hasOwn(nodes, type.name) || byName.get(type.name) !== type) continue;
        const kind = type.name as Kind;
        if (nodes[kind].category === category) return kind;
      }
    }
    throw typeError(`expected some sort of ${category}, but got ${reprText(value)}`);
  }

  place(value: Value, line: string, column: string, category: Category): Place {
    for (const name of [line, column]) {
      if (findAttr(value, name) === undefined)
        throw typeError(`required field "${name}" missing from ${category}`);
    }
    return { line: integer(required(value, line)), column: integer(required(value, column)) };
  }

  /** Makes the text wide enough. */
  reserve({ line, column }: Place): Place {
    const place = { line: Math.max(1, line), column: Math.max(0, column) };
    while (this.widths.length < place.line) this.widths.push(0);
    this.widths[place.line - 1] = Math.max(this.widths[place.line - 1] as number, place.column);
    return place;
  }

  field(node: Value, kind: Kind, field: Field): unknown {
    const value = findAttr(node, field.name);
    if (field.list) {
      if (value === undefined) return [];
      if (!(value instanceof PyList)) {
        throw typeError(`${kind} field "${field.name}" must be a list, not a ${typeOf(value).name}`);
      }
      const holes = HOLDS_NONE.has(field.base);
      return [...value.items].map((item) => (item === null && holes ? null : this.single(field.base, item)));
    }
    if (value === undefined || value === null) {
      if (field.optional) return field.base === "int" ? 0 : null;
      if (field.base === "constant" && value === null) return null;
      if (value === undefined && field.base !== "expr_context") {
        throw typeError(`required field "${field.name}" missing from ${kind}`);
      }
      if (value === undefined) return "Load";
      throw valueError(`field '${field.name}' is required for ${kind}`);
    }
    return this.single(field.base, value);
  }

  single(base: string, value: Value): unknown {
    switch (base) {
      case "constant":
        return constantFrom(value);
      case "identifier":
        if (!isStr(value)) throw typeError("AST identifier must be of type str");
        return strOf(value);
      case "string":
        if (!isStr(value)) throw typeError("AST string must be of type str");
        return strOf(value);
      case "int":
        return integer(value);
    }
    if (!Object.hasOwn(enumerations, base)) return this.node(value, base);
    const members: readonly string[] = enumerations[base as keyof typeof enumerations];
    const name = typeOf(value).mro.find((type) => members.includes(type.name))?.name;
    if (name === undefined) throw typeError(`expected some sort of ${base}, but got ${reprText(value)}`);
    return name;
  }

  /** Makes the text and gives every node its offsets. */
  finish(filename: string): SourceFile {
    const file = new SourceFile(filename, this.widths.map((width) => " ".repeat(width)).join("\n"));
    for (const [node, start, end] of this.places) {
      node.start = file.offsetAt(start.line, start.column);
      node.end = Math.max(node.start, file.offsetAt(end.line, end.column));
    }
    return file;
  }
}

/** The ranges that a node can have. */
function checkPlace(start: Place, end: Place): void {
  if (start.line > end.line) {
    throw valueError(`AST node line range (${start.line}, ${end.line}) is not valid`);
  }
  const unknownLine = start.line < 0 && end.line !== start.line;
  if (unknownLine || (start.column < 0 && start.column !== end.column)) {
    throw valueError(
      `AST node column range (${start.column}, ${end.column}) for line range (${start.line}, ${end.line}) is not valid`,
    );
  }
  if (start.line === end.line && start.column > end.column) {
    throw valueError(`line ${start.line}, column ${start.column}-${end.column} is not a valid range`);
  }
}

/** The tree of a module object of `ast`, and a text that its offsets refer to. */
export function fromPython(value: Value, kind: Kind, filename: string): { tree: AnyNode; file: SourceFile } {
  const expected = syntaxTypes().byName.get(kind);
  if (expected === undefined || !typeOf(value).isSubtype(expected)) {
    throw typeError(`expected ${kind} node, got ${typeOf(value).name}`);
  }
  const converter = new Converter();
  const tree = converter.node(value, "mod");
  validate(tree as Mod);
  return { tree, file: converter.finish(filename) };
}
