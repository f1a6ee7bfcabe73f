/** The second pass: from what was seen of each name to where it lives. See resolve.ts. CPython: symtable.c, analyze_block. */
import type { Span } from "../base/span.ts";
import type { Fail } from "./fail.ts";
import { boundFlags, Flag, NameSymbol, type Scope } from "./scope.ts";

/** For each scope, where `global` and `nonlocal` (or the walrus that implies them) declared a name. */
export type Directives = ReadonlyMap<Scope, ReadonlyMap<string, Span>>;

/** Names visible from outside: copied per child, since siblings must not see each other's. */
type Visible = {
  /** Bound by enclosing functions; null at module level. */
  readonly bound: Set<string> | null;
  /** Declared global by enclosing scopes. */
  readonly global: Set<string>;
  /** Those of `bound` that are type parameters. */
  readonly typeParams: Set<string>;
};

/** Names left free: all of them, and those that a real function (no inlined comprehension) refers to. */
type Free = { readonly all: Set<string>; readonly captured: Set<string> };

/** Cells that a class has for the functions inside it. */
const classNames = ["__class__", "__classdict__", "__conditional_annotations__"] as const;

export function analyze(top: Scope, directives: Directives, fail: Fail): void {
  new Analyzer(directives, fail).block(top, { bound: null, global: new Set(), typeParams: new Set() }, null);
}

class Analyzer {
  readonly directives: Directives;
  readonly fail: Fail;

  constructor(directives: Directives, fail: Fail) {
    this.directives = directives;
    this.fail = fail;
  }

  block(scope: Scope, visible: Visible, classScope: Scope | null): Free {
    const free: Free = { all: new Set(), captured: new Set() };
    const local = new Set<string>();
    const isClass = scope.kind === "class";
    const inner: Visible = {
      bound: isClass ? new Set(visible.bound) : new Set(),
      global: isClass ? new Set(visible.global) : new Set(),
      typeParams: visible.typeParams,
    };
    for (const symbol of scope.symbols.values()) {
      this.name(scope, symbol, visible, local, free.all, classScope);
    }
    const bound = inner.bound as Set<string>;
    if (isClass) {
      for (const name of classNames) bound.add(name);
    } else {
      if (scope.isFunctionLike) for (const name of local) bound.add(name);
      if (visible.bound !== null) for (const name of visible.bound) bound.add(name);
      for (const name of visible.global) inner.global.add(name);
    }
    for (const child of scope.children) this.child(scope, child, inner, classScope, free);
    if (scope.isFunctionLike) this.cells(scope, free);
    else if (isClass) this.classCells(scope, free);
    this.passThrough(scope, visible.bound, free.all);
    if (!scope.inlined) for (const name of free.all) free.captured.add(name);
    return free;
  }

  child(scope: Scope, child: Scope, inner: Visible, classScope: Scope | null, free: Free): void {
    const seen = child.seesClass ? (scope.kind === "class" ? scope : classScope) : null;
    child.inlined =
      child.comprehension !== null && child.comprehension !== "GeneratorExp" && !scope.seesClass;
    const result = this.block(
      child,
      {
        bound: new Set(inner.bound),
        global: new Set(inner.global),
        typeParams: new Set(inner.typeParams),
      },
      seen,
    );
    if (child.inlined && scope.kind === "class") this.dropClassNames(child, result);
    for (const name of result.all) free.all.add(name);
    for (const name of result.captured) free.captured.add(name);
  }

  name(
    scope: Scope,
    symbol: NameSymbol,
    visible: Visible,
    local: Set<string>,
    free: Set<string>,
    classScope: Scope | null,
  ): void {
    const { name } = symbol;
    const { bound, global, typeParams } = visible;
    if (symbol.has(Flag.global)) {
      if (symbol.has(Flag.nonlocal)) this.failAt(scope, name, `name '${name}' is nonlocal and global`);
      symbol.storage = "globalExplicit";
      global.add(name);
      bound?.delete(name);
      return;
    }
    if (symbol.has(Flag.nonlocal)) {
      if (bound === null) this.failAt(scope, name, "nonlocal declaration not allowed at module level");
      if (!bound.has(name)) this.failAt(scope, name, `no binding for nonlocal '${name}' found`);
      if (typeParams.has(name)) {
        this.failAt(scope, name, `nonlocal binding not allowed for type parameter '${name}'`);
      }
      symbol.storage = "free";
      free.add(name);
      return;
    }
    if (symbol.has(boundFlags)) {
      symbol.storage = "local";
      local.add(name);
      global.delete(name);
      if (symbol.has(Flag.typeParam)) typeParams.add(name);
      else typeParams.delete(name);
      return;
    }
    const inClass = classScope?.symbols.get(name);
    if (inClass?.has(Flag.global)) {
      symbol.storage = "globalExplicit";
    } else if (inClass?.has(boundFlags) && !inClass.has(Flag.nonlocal) && name !== "__classdict__") {
      symbol.storage = "globalImplicit";
    } else if (bound?.has(name)) {
      symbol.storage = "free";
      free.add(name);
    } else {
      symbol.storage = "globalImplicit";
    }
  }

  /** Names free below and bound here end here; those that a real function captures become cells. */
  cells(scope: Scope, free: Free): void {
    for (const symbol of scope.symbols.values()) {
      if (symbol.storage !== "local") continue;
      if (free.captured.delete(symbol.name)) symbol.storage = "cell";
      free.all.delete(symbol.name);
    }
  }

  /** A comprehension that runs inside the class body sees no `__class__`: there is none yet. */
  dropClassNames(child: Scope, free: Free): void {
    for (const name of classNames) {
      const symbol = child.symbols.get(name);
      if (symbol?.storage !== "free" || free.captured.has(name)) continue;
      symbol.storage = "globalImplicit";
      free.all.delete(name);
    }
  }

  classCells(scope: Scope, free: Free): void {
    if (free.all.delete("__class__")) scope.needsClassCell = true;
    if (free.all.delete("__classdict__")) scope.needsClassDict = true;
    if (free.all.delete("__conditional_annotations__")) scope.hasConditionalAnnotations = true;
    for (const name of classNames) free.captured.delete(name);
  }

  /** A name that only blocks inside use is free here as well, so that its cell can be handed down. */
  passThrough(scope: Scope, bound: Set<string> | null, free: Set<string>): void {
    for (const name of free) {
      const symbol = scope.symbols.get(name);
      if (symbol !== undefined) {
        const sees = scope.kind === "class" || scope.seesClass;
        if (sees && symbol.storage !== "free") symbol.flags |= Flag.freeInClass;
        continue;
      }
      if (bound !== null && !bound.has(name)) continue;
      const passed = new NameSymbol(name);
      passed.storage = "free";
      scope.symbols.set(name, passed);
    }
  }

  failAt(scope: Scope, name: string, message: string): never {
    const where = this.directives.get(scope)?.get(name);
    return this.fail(message, where ?? scope.node);
  }
}
