/**
 * The native module `_symtable`: the scopes of a program as CPython's compiler sees them.
 *
 * Our scopes hold less than CPython's, because code generation passes in other ways what CPython passes in hidden names
 * (`.0`, `.format`, `.type_params`, `.generic_base`, `.defaults`), and more, because an inlined comprehension stays a scope. So a
 * table is built here from each scope: the hidden names added, inlined comprehensions merged into the block around them.
 *
 * https://docs.python.org/3/library/symtable.html; follows Modules/symtablemodule.c and Python/symtable.c.
 */
import { SourceFile } from "../../base/source-file.ts";
import { declareType, typeOf } from "../../runtime/core/builtin-types.ts";
import type { TypeSpec } from "../../runtime/core/define.ts";
import type { NativeModule } from "../../runtime/core/native-module.ts";
import { PyInstance, type Value } from "../../runtime/core/object.ts";
import type { PyType } from "../../runtime/core/type.ts";
import { typeError, valueError } from "../../runtime/exceptions/raise.ts";
import { pathText } from "../../runtime/modules/_io/path.ts";
import { bufferOf } from "../../runtime/objects/buffer.ts";
import { PyDict } from "../../runtime/objects/dict.ts";
import { PyList } from "../../runtime/objects/list.ts";
import { isStr, str, strOf } from "../../runtime/objects/str.ts";
import { idOf } from "../../runtime/protocols/identity.ts";
import { reprText } from "../../runtime/protocols/repr.ts";
import { type Resolution, resolve } from "../../scope/resolve.ts";
import { Flag, type Scope, type ScopeKind, type Storage } from "../../scope/scope.ts";
import type { AnyNode, Node } from "../../syntax/ast.ts";
import { decodeSource } from "../../syntax/decode-source.ts";
import { parse } from "../../syntax/parser/parse.ts";
import { literalOptions, withPythonErrors } from "../compile.ts";

/** Include/internal/pycore_symtable.h. */
const Def = {
  GLOBAL: 1,
  LOCAL: 2,
  PARAM: 4,
  NONLOCAL: 8,
  USE: 16,
  FREE_CLASS: 64,
  IMPORT: 128,
  ANNOT: 256,
  COMP_ITER: 512,
  TYPE_PARAM: 1024,
  COMP_CELL: 2048,
} as const;
const Where = { LOCAL: 1, GLOBAL_EXPLICIT: 2, GLOBAL_IMPLICIT: 3, FREE: 4, CELL: 5 } as const;
const SCOPE_OFF = 12;

const ours: readonly (readonly [own: number, theirs: number])[] = [
  [Flag.global, Def.GLOBAL],
  [Flag.local, Def.LOCAL],
  [Flag.param, Def.PARAM],
  [Flag.nonlocal, Def.NONLOCAL],
  [Flag.use, Def.USE],
  [Flag.imported, Def.IMPORT],
  [Flag.annotated, Def.ANNOT],
  [Flag.comprehensionTarget, Def.COMP_ITER],
  [Flag.typeParam, Def.TYPE_PARAM],
  [Flag.freeInClass, Def.FREE_CLASS],
];

const places: { readonly [S in Storage]: number } = {
  local: Where.LOCAL,
  cell: Where.CELL,
  free: Where.FREE,
  globalImplicit: Where.GLOBAL_IMPLICIT,
  globalExplicit: Where.GLOBAL_EXPLICIT,
};

const kinds: { readonly [K in ScopeKind]: number } = {
  function: 0,
  class: 1,
  module: 2,
  annotation: 3,
  typeAlias: 4,
  typeParameters: 5,
  typeVariable: 6,
};

class PySymbolTable extends PyInstance {
  name = "";
  kind = 0;
  line = 0;
  nested = false;
  readonly symbols = new Map<string, number>();
  readonly params: string[] = [];
  readonly children: PySymbolTable[] = [];
  #dict: PyDict | undefined;
  #list: PyList | undefined;

  /** The same objects each time, as members of a C structure are. */
  get dict(): PyDict {
    if (this.#dict === undefined) {
      this.#dict = new PyDict();
      for (const [name, flags] of this.symbols) this.#dict.setStr(name, flags);
    }
    return this.#dict;
  }

  get list(): PyList {
    return (this.#list ??= new PyList([...this.children]));
  }

  param(name: string, flags = 0): void {
    this.params.push(name);
    this.symbols.set(name, flags | Def.PARAM | (Where.LOCAL << SCOPE_OFF));
  }
}

const tableType = declareType("symtable entry", PySymbolTable, { subclassable: false });

class Builder {
  readonly file: SourceFile;
  readonly resolution: Resolution;
  readonly #signatures: ReadonlyMap<Scope, AnyNode>;

  constructor(file: SourceFile, resolution: Resolution) {
    this.file = file;
    this.resolution = resolution;
    this.#signatures = new Map([...resolution.annotations].map(([node, scope]) => [scope, node]));
  }

  table(scope: Scope): PySymbolTable {
    const { kind, node } = scope;
    const table = this.empty(
      scope.name.replace(/^<(.*)>$/, "$1"),
      kinds[kind],
      kind === "module" ? 0 : this.file.lineOf(node.start),
    );
    table.nested = scope.nested;
    this.hiddenNames(scope, table);
    table.params.push(...scope.params);
    for (const symbol of scope.symbols.values()) {
      // Code generation passes these to `__annotate__` as a variable; CPython's finds them without a symbol.
      if (kind === "annotation" && symbol.name === "__conditional_annotations__") continue;
      let flags = places[symbol.storage] << SCOPE_OFF;
      for (const [own, theirs] of ours) if (symbol.has(own)) flags |= theirs;
      if (kind === "typeParameters" && symbol.name === "__classdict__") flags |= Def.FREE_CLASS;
      table.symbols.set(symbol.name, flags);
    }
    const cells = new Set<string>();
    for (const child of this.childrenOf(scope)) {
      if (child instanceof PySymbolTable) table.children.push(child);
      else if (child.inlined) this.inline(table, child, cells);
      else table.children.push(this.table(child));
    }
    for (const name of cells) {
      const flags = table.symbols.get(name) ?? 0;
      const where = flags >> SCOPE_OFF === Where.LOCAL ? Where.CELL : flags >> SCOPE_OFF;
      table.symbols.set(name, (flags & 0xfff) | Def.COMP_CELL | (where << SCOPE_OFF));
    }
    return table;
  }

  empty(name: string, kind: number, line: number): PySymbolTable {
    const table = new PySymbolTable();
    table.name = name;
    table.kind = kind;
    table.line = line;
    return table;
  }

  isGeneric(node: AnyNode): boolean {
    return this.resolution.typeParameters.has(node);
  }

  /** Names that stand before those of the program. */
  hiddenNames({ kind, node, comprehension }: Scope, table: PySymbolTable): void {
    if (kind === "annotation" || kind === "typeAlias" || kind === "typeVariable")
      table.param(".format", Def.USE);
    else if (comprehension === "GeneratorExp") table.param(".0");
    else if (kind === "typeParameters") {
      if (node.kind === "ClassDef") {
        table.symbols.set(".type_params", Def.LOCAL | Def.USE | (Where.CELL << SCOPE_OFF));
        table.symbols.set(".generic_base", Def.LOCAL | Def.USE | (Where.LOCAL << SCOPE_OFF));
      } else if (node.kind !== "TypeAlias") {
        const { args } = node as Node<"FunctionDef">;
        table.param(".defaults");
        if (args.kw_defaults.some((value) => value !== null)) table.param(".kwdefaults");
      }
    } else if (kind === "class" && this.isGeneric(node)) {
      table.symbols.set("__type_params__", Def.LOCAL | (Where.LOCAL << SCOPE_OFF));
      table.symbols.set(".type_params", Def.USE | (Where.FREE << SCOPE_OFF));
    }
  }

  /** The blocks inside a scope in CPython's order: `__annotate__`, which every function has, before the function. */
  *childrenOf(scope: Scope): Generator<Scope | PySymbolTable> {
    for (const child of scope.children) {
      if (this.#signatures.has(child)) continue;
      const { node } = child;
      if (child.kind === "function" && (node.kind === "FunctionDef" || node.kind === "AsyncFunctionDef")) {
        yield this.resolution.annotations.get(node) ?? this.bareAnnotate(scope, child);
      }
      yield child;
    }
  }

  bareAnnotate(scope: Scope, child: Scope): PySymbolTable {
    const table = this.empty("__annotate__", kinds.annotation, this.file.lineOf(child.node.start));
    table.nested = child.nested;
    table.param(".format", Def.USE);
    if (scope.kind === "class" || scope.seesClass) {
      table.symbols.set("__classdict__", Def.USE | (Where.FREE << SCOPE_OFF));
    }
    return table;
  }

  /** Merges a comprehension that has no code object of its own (inline_comprehension). */
  inline(table: PySymbolTable, child: Scope, cells: Set<string>): void {
    const inner = this.table(child);
    for (const [name, flags] of inner.symbols) {
      if (flags >> SCOPE_OFF === Where.CELL || flags & Def.COMP_CELL) cells.add(name);
      if (!table.symbols.has(name)) table.symbols.set(name, flags);
    }
    table.children.push(...inner.children);
  }
}

function symtable(source: Value, filename: Value, mode: Value): Value {
  const text = isStr(source) ? strOf(source) : bufferOf(source);
  if (!isStr(mode)) throw typeError(`symtable() argument 3 must be str, not ${typeOf(mode).name}`);
  const name = pathText(filename);
  if (text === undefined) throw typeError("symtable() arg 1 must be a string or bytes object");
  const kind = strOf(mode);
  if (kind !== "exec" && kind !== "eval" && kind !== "single") {
    throw valueError("symtable() arg 3 must be 'exec' or 'eval' or 'single'");
  }
  return withPythonErrors(() => {
    const file = typeof text === "string" ? new SourceFile(name, text) : decodeSource(name, text, false);
    const { tree } = parse(file, { mode: kind, ...literalOptions() });
    const resolution = resolve(tree, file, { tablesOnly: true });
    return new Builder(file, resolution).table(resolution.top);
  });
}

const tableSpec: TypeSpec = {
  methods: {
    __repr__: [
      "(self, /)",
      (self: PySymbolTable) =>
        str(`<symtable entry ${self.name}(${reprText(idOf(self))}), line ${self.line}>`),
    ],
  },
  getset: {
    id: { get: (self: PySymbolTable) => idOf(self), member: true },
    name: { get: (self: PySymbolTable) => str(self.name), member: true },
    symbols: { get: (self: PySymbolTable) => self.dict, member: true },
    varnames: {
      get: (self: PySymbolTable) => new PyList(self.params.map((name) => str(name))),
      member: true,
    },
    children: { get: (self: PySymbolTable) => self.list, member: true },
    nested: { get: (self: PySymbolTable) => (self.nested ? 1 : 0), member: true },
    type: { get: (self: PySymbolTable) => self.kind, member: true },
    lineno: { get: (self: PySymbolTable) => self.line, member: true },
  },
};

export const symtableModule: NativeModule = {
  name: "_symtable",
  functions: { symtable: ["(source, filename, startstr, /)", symtable] },
  constants: {
    ...Object.fromEntries(
      Object.entries(Def).map(([name, flag]) => [name === "USE" ? name : `DEF_${name}`, flag]),
    ),
    DEF_BOUND: Def.LOCAL | Def.PARAM | Def.IMPORT,
    TYPE_FUNCTION: kinds.function,
    TYPE_CLASS: kinds.class,
    TYPE_MODULE: kinds.module,
    TYPE_ANNOTATION: kinds.annotation,
    TYPE_TYPE_ALIAS: kinds.typeAlias,
    TYPE_TYPE_PARAMETERS: kinds.typeParameters,
    TYPE_TYPE_VARIABLE: kinds.typeVariable,
    ...Where,
    SCOPE_OFF,
    SCOPE_MASK: 15,
  },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [[tableType, tableSpec]];
