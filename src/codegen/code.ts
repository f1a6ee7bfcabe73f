/** One code object under construction: its positions, temporaries and variables. */
import { CO, type CodeInfo } from "../abi/code.ts";
import type { Span } from "../base/span.ts";
import type { Scope } from "../scope/scope.ts";
import type { Unit } from "./unit.ts";

/** How a code object's names that are neither local nor in cells are found. */
export type NameMode = "globals" | "namespace";

/** What kind of JavaScript the body runs as. */
export type BodyKind = "plain" | "generator" | "coroutine" | "asyncGenerator";

const reserved: ReadonlySet<string> = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof undefined var void while with yield NaN Infinity " +
    "G B K Math BigInt Number"
  ).split(" "),
);

const plainIdentifier = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;

/** A JavaScript identifier for a Python name. Python's names hold no `$`, so what is added never clashes. */
export function jsName(name: string): string {
  if (reserved.has(name)) return `${name}$`;
  if (plainIdentifier.test(name)) return name;
  return `$u${[...name].map((char) => (/\w/.test(char) ? char : `$${char.codePointAt(0)?.toString(16)}`)).join("")}`;
}

/** The JavaScript parameter of a hidden one: `.0` is `$0`. */
export function hiddenName(name: string): string {
  return name.startsWith(".") ? `$${name.slice(1)}` : jsName(name);
}

export class Code {
  readonly unit: Unit;
  readonly scope: Scope;
  readonly index: number;
  readonly info: CodeInfo;
  readonly kind: BodyKind;
  readonly nameMode: NameMode;
  /** The code object around this one. */
  readonly parent: Code | null;
  /** Attributes that methods of this class assign on `self`. */
  readonly selfAttributes = new Set<string>();
  /** Whether anything in the body can raise, so that the function needs its catch. */
  raises = false;
  /** Whether an exception may be caught in the body: by `try` or `with`. */
  handles = false;
  /** Whether some exception leaves the body by `break $fail`; see exits.ts. */
  fails = false;
  /** Whether the body holds a loop, so that the function needs its countdown. */
  loops = false;
  /** Names that statements so far assigned a value other than None. */
  readonly bound = new Set<string>();
  /** JavaScript locals to declare beside temporaries. */
  readonly declared = new Set<string>();
  /** Cells that emitted code of this function uses. */
  readonly usedCells = new Set<string>();
  /** The same for those that a class makes for its functions. */
  readonly usedClassCells = new Set<string>();
  tempDepth = 0;
  tempMax = 0;
  readonly #positions: Map<number, Map<number, number>>;
  readonly #names: Set<string>;
  #unique = 0;

  constructor(
    unit: Unit,
    parent: Code | null,
    scope: Scope,
    name: string,
    kind: BodyKind,
    nameMode: NameMode,
    original?: Code,
  ) {
    this.unit = unit;
    this.parent = parent;
    this.scope = scope;
    this.kind = kind;
    this.nameMode = nameMode;
    this.#positions = original === undefined ? new Map() : original.#positions;
    this.#names = original === undefined ? new Set() : original.#names;
    if (original !== undefined) {
      this.index = original.index;
      this.info = original.info;
      return;
    }
    this.index = unit.codes.length;
    this.info = {
      name,
      qualname: qualifiedName(parent, name),
      flags:
        (unit.resolution.future.annotations ? CO.FUTURE_ANNOTATIONS : 0) |
        (unit.resolution.future.barryAsFlufl ? CO.FUTURE_BARRY_AS_BDFL : 0),
      argcount: 0,
      posonlyargcount: 0,
      kwonlyargcount: 0,
      varnames: [],
      cellvars: [],
      freevars: [],
      names: [],
      firstlineno: 1,
      doc: null,
      positions: [1, 0, 1, 0],
      consts: [],
    };
    unit.indexOfScope.set(scope, this.index);
    unit.codes.push(this.info);
  }

  /** The same code object for a second function, which runs it as an ordinary one. */
  twin(): Code {
    return new Code(this.unit, this.parent, this.scope, this.info.name, "plain", this.nameMode, this);
  }

  /** The index of a source range among the positions. Position 0 is where the code object starts. */
  position({ start, end }: Span): number {
    let ends = this.#positions.get(start);
    if (ends === undefined) {
      ends = new Map();
      this.#positions.set(start, ends);
    }
    let index = ends.get(end);
    if (index === undefined) {
      const { positions } = this.info;
      index = positions.length / 4;
      const { source } = this.unit;
      const from = source.positionOf(start);
      const to = source.positionOf(end);
      positions.push(from.line, from.byteColumn, to.line, to.byteColumn);
      ends.set(end, index);
    }
    return index;
  }

  /** Adds positions for lines that have none so far. */
  coverLines(places: readonly Span[]): void {
    const { positions } = this.info;
    const lines = new Set<number>();
    for (let i = 0; i < positions.length; i += 4) lines.add(positions[i] as number);
    for (const place of places) {
      const line = this.unit.source.lineOf(place.start);
      if (lines.has(line)) continue;
      lines.add(line);
      this.position(place);
    }
  }

  /** The next temporary of the current statement. Statements give theirs back by resetting `tempDepth`. */
  temp(): string {
    this.tempDepth++;
    if (this.tempDepth > this.tempMax) this.tempMax = this.tempDepth;
    return `$${this.tempDepth}`;
  }

  /** A name that nothing else in this function has: `$e3`, `x$2`. */
  unique(base: string): string {
    this.#unique++;
    return `${base}${this.#unique}`;
  }

  /** Notes a global or attribute name for `co_names`. */
  note(name: string): void {
    if (this.#names.has(name)) return;
    this.#names.add(name);
    this.info.names.push(name);
  }
}

/** `Outer.<locals>.name`, without `<locals>` in classes and generator expressions; what is declared `global` in the
 * enclosing block stands alone. CPython: compiler_set_qualname in Python/codegen.c. */
export function qualifiedName(parent: Code | null, name: string): string {
  let outer = parent;
  while (outer !== null && outer.scope.kind === "typeParameters") outer = outer.parent;
  if (outer === null || outer.scope.kind === "module") return name;
  const declared = parent?.scope.symbols.get(name)?.storage === "globalExplicit";
  if (declared) return name;
  const direct = outer.scope.kind === "class" || outer.scope.node.kind === "GeneratorExp";
  return `${outer.info.qualname}.${direct ? "" : "<locals>."}${name}`;
}
