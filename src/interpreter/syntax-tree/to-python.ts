/** Syntax trees as objects of Python's `ast` module: what `compile(..., PyCF_ONLY_AST)` returns. */
import type { SourceFile } from "../../base/source-file.ts";
import type { PyObject, Value } from "../../runtime/core/object.ts";
import type { PyType } from "../../runtime/core/type.ts";
import { bytes } from "../../runtime/objects/bytes.ts";
import { complex } from "../../runtime/objects/complex.ts";
import { float } from "../../runtime/objects/float.ts";
import { PyList } from "../../runtime/objects/list.ts";
import { Ellipsis } from "../../runtime/objects/singletons.ts";
import { frozenset } from "../../runtime/protocols/displays.ts";
import { fromPoints, str } from "../../runtime/objects/str.ts";
import { tuple } from "../../runtime/objects/tuple.ts";
import { type AnyNode, type ConstantValue, enumerations, positioned } from "../../syntax/ast.ts";
import { type Field, fieldsOf, store, type SyntaxTypes, syntaxTypes } from "./types.ts";

/** The value of a literal. */
export function constantValue(value: ConstantValue): Value {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") return str(value);
  switch (value.kind) {
    case "int":
      return value.value;
    case "float":
      return float(value.value);
    case "complex":
      return complex(value.real, value.imag);
    case "bytes":
      return bytes(value.value);
    case "str":
      return fromPoints(value.codePoints);
    case "ellipsis":
      return Ellipsis;
    case "tuple":
      return tuple(value.items.map(constantValue));
    case "frozenset":
      return frozenset(value.items.map(constantValue));
  }
}

class Converter {
  readonly types: SyntaxTypes = syntaxTypes();
  readonly file: SourceFile;
  constructor(file: SourceFile) {
    this.file = file;
  }

  node(node: AnyNode): Value {
    const type = this.types.byName.get(node.kind) as PyType;
    const made = type.alloc();
    const values = node as unknown as Record<string, unknown>;
    for (const field of fieldsOf(node.kind)) store(made, field.name, this.field(field, values[field.own]));
    if (positioned.has(this.category(type))) this.position(made, node);
    return made;
  }

  category(type: PyType): Parameters<typeof positioned.has>[0] {
    const base = type.base as PyType;
    return (base.name === "AST" ? type.name : base.name) as Parameters<typeof positioned.has>[0];
  }

  position(made: PyObject, node: AnyNode): void {
    const start = this.file.positionOf(node.start);
    const end = this.file.positionOf(node.end);
    store(made, "lineno", start.line);
    store(made, "col_offset", start.byteColumn);
    store(made, "end_lineno", end.line);
    store(made, "end_col_offset", end.byteColumn);
  }

  field(field: Field, value: unknown): Value {
    if (field.list) return new PyList((value as unknown[]).map((item) => this.single(field.base, item)));
    return this.single(field.base, value);
  }

  single(base: string, value: unknown): Value {
    if (base === "constant") return constantValue(value as ConstantValue);
    if (value === null) return null;
    if (base === "identifier" || base === "string") return str(value as string);
    if (base === "int") return value as number;
    if (Object.hasOwn(enumerations, base)) return this.types.singletons.get(value as string) as Value;
    return this.node(value as AnyNode);
  }
}

/** The Python object for a tree that was parsed from `file`. */
export const toPython = (tree: AnyNode, file: SourceFile): Value => new Converter(file).node(tree);
