/** What the symbol tables say: a scope per block of the program, a symbol per name in it. */
import type { AnyNode } from "../syntax/ast.ts";
import { mangle } from "./mangle.ts";

/**
 * `function` covers `def`, `lambda` and comprehensions. The last four are CPython's annotation scopes: `annotation` is an
 * `__annotate__` function, `typeParameters` stands between a generic definition and what encloses it, `typeAlias` and
 * `typeVariable` hold a lazily evaluated alias value, bound or default.
 */
export type ScopeKind =
  | "module"
  | "function"
  | "class"
  | "annotation"
  | "typeParameters"
  | "typeAlias"
  | "typeVariable";

/** Where a name lives: `local` in a plain variable, `cell` and `free` in a cell of this or an enclosing function. */
export type Storage = "local" | "cell" | "free" | "globalImplicit" | "globalExplicit";

export type ComprehensionKind = "ListComp" | "SetComp" | "DictComp" | "GeneratorExp";

/** What was seen of a name in one scope, as bits. */
export const Flag = {
  global: 1,
  local: 2,
  param: 4,
  nonlocal: 8,
  use: 16,
  imported: 32,
  annotated: 64,
  comprehensionTarget: 128,
  typeParam: 256,
  /** Found in a class (or through it), and also free there for the functions inside: both bindings exist side by side. */
  freeInClass: 512,
} as const;

/** Any of these binds the name in its scope. */
export const boundFlags = Flag.local | Flag.param | Flag.imported | Flag.typeParam;

export class NameSymbol {
  /** The name, mangled. */
  readonly name: string;
  flags = 0;
  storage: Storage = "globalImplicit";

  constructor(name: string) {
    this.name = name;
  }

  has(flags: number): boolean {
    return (this.flags & flags) !== 0;
  }
}

export class Scope {
  readonly kind: ScopeKind;
  /** The block's own name: `f`, `C`, `<lambda>`, `<listcomp>`, `__annotate__`; `top` for the module, as CPython has it. */
  readonly name: string;
  readonly node: AnyNode;
  readonly parent: Scope | null;
  readonly children: Scope[] = [];
  /** In the order in which the names first appear. */
  readonly symbols = new Map<string, NameSymbol>();
  /** Parameters in the order of `co_varnames`: positional, keyword-only, `*args`, `**kwargs`. */
  readonly params: string[] = [];
  /** The class whose name mangles `__x` here, or null. */
  privateName: string | null;
  /** Around a generic class, the only names that it mangles: the type parameters. Null where all are. */
  mangledNames: Set<string> | null;
  /** Inside a function, at any depth. */
  readonly nested: boolean;
  isGenerator = false;
  /** Holds `await`, `async for`, `async with` or an asynchronous comprehension. */
  isCoroutine = false;
  returnsValue = false;
  comprehension: ComprehensionKind | null = null;
  /** PEP 709: no code object of its own; its names live in the enclosing code object under other names. */
  inlined = false;
  /** Annotation scopes directly or indirectly inside a class look names up in the class first. */
  seesClass = false;
  /** Class: some function inside refers to `__class__` / `__classdict__`. */
  needsClassCell = false;
  needsClassDict = false;
  /** Module or class: annotations stand where they may not be reached, so `__conditional_annotations__` records which were. */
  hasConditionalAnnotations = false;
  /** The `__annotate__` of this module or class, or of a function's variable annotations (never run). */
  annotations: Scope | null = null;
  /** Reads the built-in of this name under this name, so that code generation can keep what they need. */
  readonly introspection = new Set<Introspection>();
  hasImportStar = false;

  constructor(kind: ScopeKind, name: string, node: AnyNode, parent: Scope | null) {
    this.kind = kind;
    this.name = name;
    this.node = node;
    this.parent = parent;
    this.privateName = parent?.privateName ?? null;
    this.mangledNames = kind === "class" ? null : (parent?.mangledNames ?? null);
    this.nested = parent !== null && (parent.nested || parent.isFunctionLike);
    parent?.children.push(this);
  }

  /** Everything but modules and classes keeps its names in variables, visible to scopes inside. */
  get isFunctionLike(): boolean {
    return this.kind !== "module" && this.kind !== "class";
  }

  /** A name as it stands in the source, mangled where it has to be. */
  mangle(name: string): string {
    if (this.mangledNames !== null && !this.mangledNames.has(name)) return name;
    return mangle(this.privateName, name);
  }

  /** The symbol of a name already mangled; internal errors rather than `undefined` for names never visited. */
  symbol(name: string): NameSymbol {
    const symbol = this.symbols.get(name);
    if (symbol === undefined) throw new RangeError(`scope ${this.name} has no symbol ${name}`);
    return symbol;
  }

  /** Names this scope takes from enclosing functions, in order of appearance; for a class also those it passes through. */
  freeNames(): string[] {
    return this.#where((symbol) => symbol.storage === "free" || symbol.has(Flag.freeInClass));
  }

  /** Locals that live in cells because a function inside uses them. */
  cellNames(): string[] {
    return this.#where((symbol) => symbol.storage === "cell");
  }

  #where(test: (symbol: NameSymbol) => boolean): string[] {
    const names: string[] = [];
    for (const symbol of this.symbols.values()) if (test(symbol)) names.push(symbol.name);
    return names;
  }
}

export type Introspection = "super" | "globals" | "locals" | "exec" | "eval" | "vars" | "dir";

export const introspectionNames: ReadonlySet<string> = new Set<Introspection>([
  "super",
  "globals",
  "locals",
  "exec",
  "eval",
  "vars",
  "dir",
]);
