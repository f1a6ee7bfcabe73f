/**
 * The abstract syntax tree: one table, from which everything else about nodes is derived.
 *
 * {@link nodes} says what CPython 3.14's Parser/Python.asdl says: for every node its category and its fields, in
 * order. The TypeScript types ({@link Node}, {@link Expr}, {@link Stmt} ...), the builders, the iteration over
 * children, the dump and Python's own `ast` module all come from it, so that a field exists once.
 *
 * Invariants:
 * - Every node is `{ kind, start, end, ...fields }`; `start` and `end` are offsets into the source's text
 *   (see base/span.ts), also for those whose CPython twin has no position (`arguments`, `comprehension`,
 *   `withitem`, `match_case`, the modules): their extent is that of what they hold.
 * - A list field is an array, an absent optional field is `null`. `keys` of a `Dict` and `kw_defaults` of
 *   `arguments` may hold `null` (a `**` entry; a keyword-only parameter without default).
 * - Operators and contexts are their ASDL names as strings, not nodes.
 * - Nodes are never changed once the parser has returned, and carry no analysis: later phases keep side maps.
 *   Names are as written (NFKC-normalised, not mangled); docstrings are ordinary expression statements.
 *
 * Two names differ from CPython: `Constant.kind` (the `u` of a `u"..."`) is `str_kind` here since `kind` tells the
 * nodes apart, and literal values are {@link ConstantValue}s, JavaScript data that any later phase can turn into
 * its own idea of a Python object.
 *
 * https://docs.python.org/3.14/library/ast.html#abstract-grammar
 */

const statement = <const F extends FieldTable>(fields: F) => ({ category: "stmt", fields }) as const;
const expression = <const F extends FieldTable>(fields: F) => ({ category: "expr", fields }) as const;
const pattern = <const F extends FieldTable>(fields: F) => ({ category: "pattern", fields }) as const;
const typeParam = <const F extends FieldTable>(fields: F) => ({ category: "type_param", fields }) as const;
const module = <const F extends FieldTable>(fields: F) => ({ category: "mod", fields }) as const;

const definition = {
  name: "identifier",
  args: "arguments",
  body: "stmt*",
  decorator_list: "expr*",
  returns: "expr?",
  type_comment: "string?",
  type_params: "type_param*",
} as const;

const loop = {
  target: "expr",
  iter: "expr",
  body: "stmt*",
  orelse: "stmt*",
  type_comment: "string?",
} as const;

const withFields = { items: "withitem*", body: "stmt*", type_comment: "string?" } as const;

const tryFields = { body: "stmt*", handlers: "excepthandler*", orelse: "stmt*", finalbody: "stmt*" } as const;

/** The table: kind to category and fields. A field's type is an ASDL type with `?`, `*` or `?*`. */
export const nodes = {
  Module: module({ body: "stmt*", type_ignores: "type_ignore*" }),
  Interactive: module({ body: "stmt*" }),
  Expression: module({ body: "expr" }),
  FunctionType: module({ argtypes: "expr*", returns: "expr" }),

  FunctionDef: statement(definition),
  AsyncFunctionDef: statement(definition),
  ClassDef: statement({
    name: "identifier",
    bases: "expr*",
    keywords: "keyword*",
    body: "stmt*",
    decorator_list: "expr*",
    type_params: "type_param*",
  }),
  Return: statement({ value: "expr?" }),
  Delete: statement({ targets: "expr*" }),
  Assign: statement({ targets: "expr*", value: "expr", type_comment: "string?" }),
  TypeAlias: statement({ name: "expr", type_params: "type_param*", value: "expr" }),
  AugAssign: statement({ target: "expr", op: "operator", value: "expr" }),
  AnnAssign: statement({ target: "expr", annotation: "expr", value: "expr?", simple: "int" }),
  For: statement(loop),
  AsyncFor: statement(loop),
  While: statement({ test: "expr", body: "stmt*", orelse: "stmt*" }),
  If: statement({ test: "expr", body: "stmt*", orelse: "stmt*" }),
  With: statement(withFields),
  AsyncWith: statement(withFields),
  Match: statement({ subject: "expr", cases: "match_case*" }),
  Raise: statement({ exc: "expr?", cause: "expr?" }),
  Try: statement(tryFields),
  TryStar: statement(tryFields),
  Assert: statement({ test: "expr", msg: "expr?" }),
  Import: statement({ names: "alias*" }),
  ImportFrom: statement({ module: "identifier?", names: "alias*", level: "int" }),
  Global: statement({ names: "identifier*" }),
  Nonlocal: statement({ names: "identifier*" }),
  Expr: statement({ value: "expr" }),
  Pass: statement({}),
  Break: statement({}),
  Continue: statement({}),

  BoolOp: expression({ op: "boolop", values: "expr*" }),
  NamedExpr: expression({ target: "expr", value: "expr" }),
  BinOp: expression({ left: "expr", op: "operator", right: "expr" }),
  UnaryOp: expression({ op: "unaryop", operand: "expr" }),
  Lambda: expression({ args: "arguments", body: "expr" }),
  IfExp: expression({ test: "expr", body: "expr", orelse: "expr" }),
  Dict: expression({ keys: "expr?*", values: "expr*" }),
  Set: expression({ elts: "expr*" }),
  ListComp: expression({ elt: "expr", generators: "comprehension*" }),
  SetComp: expression({ elt: "expr", generators: "comprehension*" }),
  DictComp: expression({ key: "expr", value: "expr", generators: "comprehension*" }),
  GeneratorExp: expression({ elt: "expr", generators: "comprehension*" }),
  Await: expression({ value: "expr" }),
  Yield: expression({ value: "expr?" }),
  YieldFrom: expression({ value: "expr" }),
  Compare: expression({ left: "expr", ops: "cmpop*", comparators: "expr*" }),
  Call: expression({ func: "expr", args: "expr*", keywords: "keyword*" }),
  FormattedValue: expression({ value: "expr", conversion: "int", format_spec: "expr?" }),
  Interpolation: expression({ value: "expr", str: "constant", conversion: "int", format_spec: "expr?" }),
  JoinedStr: expression({ values: "expr*" }),
  TemplateStr: expression({ values: "expr*" }),
  Constant: expression({ value: "constant", str_kind: "string?" }),
  Attribute: expression({ value: "expr", attr: "identifier", ctx: "expr_context" }),
  Subscript: expression({ value: "expr", slice: "expr", ctx: "expr_context" }),
  Starred: expression({ value: "expr", ctx: "expr_context" }),
  Name: expression({ id: "identifier", ctx: "expr_context" }),
  List: expression({ elts: "expr*", ctx: "expr_context" }),
  Tuple: expression({ elts: "expr*", ctx: "expr_context" }),
  Slice: expression({ lower: "expr?", upper: "expr?", step: "expr?" }),

  MatchValue: pattern({ value: "expr" }),
  MatchSingleton: pattern({ value: "constant" }),
  MatchSequence: pattern({ patterns: "pattern*" }),
  MatchMapping: pattern({ keys: "expr*", patterns: "pattern*", rest: "identifier?" }),
  MatchClass: pattern({
    cls: "expr",
    patterns: "pattern*",
    kwd_attrs: "identifier*",
    kwd_patterns: "pattern*",
  }),
  MatchStar: pattern({ name: "identifier?" }),
  MatchAs: pattern({ pattern: "pattern?", name: "identifier?" }),
  MatchOr: pattern({ patterns: "pattern*" }),

  TypeVar: typeParam({ name: "identifier", bound: "expr?", default_value: "expr?" }),
  ParamSpec: typeParam({ name: "identifier", default_value: "expr?" }),
  TypeVarTuple: typeParam({ name: "identifier", default_value: "expr?" }),

  ExceptHandler: { category: "excepthandler", fields: { type: "expr?", name: "identifier?", body: "stmt*" } },
  comprehension: {
    category: "comprehension",
    fields: { target: "expr", iter: "expr", ifs: "expr*", is_async: "int" },
  },
  arguments: {
    category: "arguments",
    fields: {
      posonlyargs: "arg*",
      args: "arg*",
      vararg: "arg?",
      kwonlyargs: "arg*",
      kw_defaults: "expr?*",
      kwarg: "arg?",
      defaults: "expr*",
    },
  },
  arg: { category: "arg", fields: { arg: "identifier", annotation: "expr?", type_comment: "string?" } },
  keyword: { category: "keyword", fields: { arg: "identifier?", value: "expr" } },
  alias: { category: "alias", fields: { name: "identifier", asname: "identifier?" } },
  withitem: { category: "withitem", fields: { context_expr: "expr", optional_vars: "expr?" } },
  match_case: { category: "match_case", fields: { pattern: "pattern", guard: "expr?", body: "stmt*" } },
  TypeIgnore: { category: "type_ignore", fields: { lineno: "int", tag: "string" } },
} as const satisfies Record<string, NodeSpec>;

/** ASDL sums without fields: plain strings on the nodes. */
export const enumerations = {
  boolop: ["And", "Or"],
  operator: [
    "Add",
    "Sub",
    "Mult",
    "MatMult",
    "Div",
    "Mod",
    "Pow",
    "LShift",
    "RShift",
    "BitOr",
    "BitXor",
    "BitAnd",
    "FloorDiv",
  ],
  unaryop: ["Invert", "Not", "UAdd", "USub"],
  cmpop: ["Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"],
  expr_context: ["Load", "Store", "Del"],
} as const;

/** Categories whose nodes have `lineno`, `col_offset`, `end_lineno` and `end_col_offset` in CPython. */
export const positioned: ReadonlySet<Category> = new Set<Category>([
  "stmt",
  "expr",
  "pattern",
  "type_param",
  "excepthandler",
  "arg",
  "keyword",
  "alias",
]);

/** A literal's value; a tuple, a frozenset or a complex with a real part only in trees that a program made. Only a `str` with a lone surrogate (`"\ud800"`) takes the `codePoints` form. */
export type ConstantValue =
  | null
  | boolean
  | string
  | { readonly kind: "int"; readonly value: number | bigint }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "complex"; readonly real: number; readonly imag: number }
  | { readonly kind: "bytes"; readonly value: Uint8Array }
  | { readonly kind: "str"; readonly codePoints: readonly number[] }
  | { readonly kind: "ellipsis" }
  | { readonly kind: "tuple" | "frozenset"; readonly items: readonly ConstantValue[] };

export type Category =
  | "mod"
  | "stmt"
  | "expr"
  | "pattern"
  | "type_param"
  | "excepthandler"
  | "comprehension"
  | "arguments"
  | "arg"
  | "keyword"
  | "alias"
  | "withitem"
  | "match_case"
  | "type_ignore";

type FieldBase = Category | "identifier" | "string" | "int" | "constant" | keyof typeof enumerations;
export type FieldType = `${FieldBase}${"" | "?" | "*" | "?*"}`;
type FieldTable = { readonly [name: string]: FieldType };
export interface NodeSpec {
  readonly category: Category;
  readonly fields: FieldTable;
}

export type Kind = keyof typeof nodes;
type KindOf<C extends Category> = { [K in Kind]: (typeof nodes)[K]["category"] extends C ? K : never }[Kind];

interface Leaves {
  identifier: string;
  string: string;
  int: number;
  constant: ConstantValue;
}

type BaseValue<T> = T extends Category
  ? AnyNode<T>
  : T extends keyof Leaves
    ? Leaves[T]
    : T extends keyof typeof enumerations
      ? (typeof enumerations)[T][number]
      : never;

type FieldValue<T> = T extends `${infer B}?*`
  ? (BaseValue<B> | null)[]
  : T extends `${infer B}*`
    ? BaseValue<B>[]
    : T extends `${infer B}?`
      ? BaseValue<B> | null
      : BaseValue<T>;

type FieldValues<K extends Kind> = {
  -readonly [F in keyof (typeof nodes)[K]["fields"]]: FieldValue<(typeof nodes)[K]["fields"][F]>;
};

/** The node of one kind: `Node<"BinOp">` is `{ kind: "BinOp", start, end, left, op, right }`. */
export type Node<K extends Kind> = { kind: K; start: number; end: number } & FieldValues<K>;

/** Any node of a category. */
export type AnyNode<C extends Category = Category> = { [K in KindOf<C>]: Node<K> }[KindOf<C>];

export type Mod = AnyNode<"mod">;
export type Stmt = AnyNode<"stmt">;
export type Expr = AnyNode<"expr">;
export type Pattern = AnyNode<"pattern">;
export type TypeParam = AnyNode<"type_param">;
export type ExceptHandler = Node<"ExceptHandler">;
export type Comprehension = Node<"comprehension">;
export type Arguments = Node<"arguments">;
export type Arg = Node<"arg">;
export type Keyword = Node<"keyword">;
export type Alias = Node<"alias">;
export type WithItem = Node<"withitem">;
export type MatchCase = Node<"match_case">;

export type BoolOperator = (typeof enumerations.boolop)[number];
export type BinaryOperator = (typeof enumerations.operator)[number];
export type UnaryOperator = (typeof enumerations.unaryop)[number];
export type CompareOperator = (typeof enumerations.cmpop)[number];
export type ExprContext = (typeof enumerations.expr_context)[number];

type Defaulted<K extends Kind> = {
  [F in keyof FieldValues<K>]: (typeof nodes)[K]["fields"][F] extends `${string}${"?" | "*"}` ? F : never;
}[keyof FieldValues<K>];
type BuilderFields<K extends Kind> = Omit<FieldValues<K>, Defaulted<K>> &
  Partial<Pick<FieldValues<K>, Defaulted<K>>>;

/**
 * Builds a node. Fields that the table marks `?` default to `null`, those marked `*` to an empty list.
 * For nodes made elsewhere than in the parser, which writes object literals, the same shape, for speed.
 */
export function build<K extends Kind>(
  kind: K,
  start: number,
  end: number,
  fields: BuilderFields<K>,
): Node<K> {
  const node: Record<string, unknown> = { kind, start, end };
  const given = fields as Record<string, unknown>;
  const table: FieldTable = nodes[kind].fields;
  for (const name in table) {
    const type = table[name]!;
    node[name] = given[name] ?? (type.endsWith("*") ? [] : null);
  }
  return node as Node<K>;
}

const childFields = new Map<Kind, readonly string[]>();
for (const kind in nodes) {
  const fields: FieldTable = nodes[kind as Kind].fields;
  const holding = Object.keys(fields).filter((name) => isCategory(fields[name]!.replace(/[?*]+$/, "")));
  childFields.set(kind as Kind, holding);
}

function isCategory(name: string): boolean {
  return name in nodes
    ? !/^[A-Z]/.test(name)
    : /^(mod|stmt|expr|pattern|type_param|excepthandler|type_ignore)$/.test(name);
}

/** The nodes directly under `node`, field by field in the table's order; absent ones are left out. */
export function* children(node: AnyNode): Generator<AnyNode, void, undefined> {
  const fields = node as unknown as Record<string, AnyNode | (AnyNode | null)[] | null>;
  for (const name of childFields.get(node.kind)!) {
    const value = fields[name]!;
    if (Array.isArray(value)) {
      for (const child of value) if (child !== null) yield child;
    } else if (value !== null) yield value;
  }
}
