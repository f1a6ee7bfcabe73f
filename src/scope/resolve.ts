/**
 * Symbol tables: which name is local, in a cell, free, or global, in every block of a program.
 *
 * Python decides that before anything runs, from the text alone: a name that is bound anywhere in a function is local to
 * all of it, whatever the order. So no single walk can classify a name when it meets it, and resolution has two passes.
 *
 * 1. `collect.ts` walks the tree, opens a `Scope` for each block, and notes in it what happens to each name: bound, used,
 *    parameter, declared `global` or `nonlocal`. Errors that depend on order ("used prior to global declaration") and on
 *    place ("import * only allowed at module level") are found here, because only here is there an order.
 * 2. `analyze.ts` walks the scopes. Downwards it carries the names that enclosing functions bind, and decides for each
 *    symbol: bound here means `local`; bound by an enclosing function means `free`; neither means global. Upwards it
 *    carries the names left free, and turns the local that answers one into a `cell`.
 *
 * What makes it less simple than that:
 *
 * - Classes bind names that the functions inside them cannot see. The downward set skips class scopes, and for the same
 *   reason a name can be bound in a class and free in it at once: the method refers to the outer one (`freeInClass`).
 *   `__class__` and `__classdict__` are the exception, cells that exist only for the functions inside.
 * - List, set and dict comprehensions have a scope but no code object (PEP 709): they run inside the enclosing function. A
 *   local of that function that only its comprehensions use is still an ordinary local and must not pay for a cell, so
 *   the upward set is two: names used, and names used by something that really is another function.
 * - Annotations, type parameters, aliases and bounds are evaluated lazily (PEP 649, 695, 696), hence are functions; inside
 *   a class they see the class's names, through `__classdict__`. Their storage is then `globalImplicit` with `seesClass`.
 * - Variable annotations inside functions are never evaluated: they are walked for errors and bind nothing.
 *
 * The tree is not touched. Results are `Scope`s in maps keyed by nodes; a node that opens two blocks (a generic function
 * opens its type parameters, its annotations and itself) stands in three maps.
 *
 * Beside the tables stand `check.ts`, the compile-time errors that need no tables, and `definite.ts`, which tells where a
 * local is surely bound. CPython's counterpart is Python/symtable.c; texts and places of errors are its own.
 */
import type { SourceFile } from "../base/source-file.ts";
import type { Span } from "../base/span.ts";
import type { AnyNode, Mod } from "../syntax/ast.ts";
import { type SyntaxWarningRecord, CompilerError } from "../syntax/syntax-error.ts";
import { analyze } from "./analyze.ts";
import { check } from "./check.ts";
import { Collector } from "./collect.ts";
import { type FutureFeatures, futureFeatures } from "./future.ts";
import { warnFinallyJumps } from "./finally-jumps.ts";
import type { Scope } from "./scope.ts";

export type ScopeMap = ReadonlyMap<AnyNode, Scope>;

export type Resolution = {
  readonly top: Scope;
  /** Modules, functions, lambdas, classes, comprehensions, alias values: the block that the node's body is. */
  readonly blocks: ScopeMap;
  /** Generic functions, classes and aliases: the scope of their type parameters. */
  readonly typeParameters: ScopeMap;
  /** Functions with annotated parameters or result: their `__annotate__`. That of a module or class is `scope.annotations`. */
  readonly annotations: ScopeMap;
  /** Type variables: the scope of the bound, and that of the default. */
  readonly bounds: ScopeMap;
  readonly defaults: ScopeMap;
  /** Names (mangled) that some `del` or `except ... as` anywhere unbinds; all others stay bound once they are. */
  readonly unbound: ReadonlySet<string>;
  readonly future: FutureFeatures;
  /** `SyntaxWarning`s, in the order in which CPython issues them. */
  readonly warnings: readonly SyntaxWarningRecord[];
};

export type ResolveOptions = {
  /** Future features inherited from the code that calls `compile`. */
  readonly future?: FutureFeatures;
  /** PyCF_ALLOW_TOP_LEVEL_AWAIT: `await` at module level makes the module a coroutine. */
  readonly topLevelAwait?: boolean;
  /** Leave out the errors and warnings of the compiler that need no tables: what `symtable` does. */
  readonly tablesOnly?: boolean;
};

/** Resolves every name of `tree`. Throws `PythonSyntaxError` with CPython's text and position. */
export function resolve(tree: Mod, source: SourceFile, options: ResolveOptions = {}): Resolution {
  const fail = (message: string, where: Span): never => {
    throw new CompilerError(source, where, message);
  };
  const { features: future, end } = futureFeatures(tree, fail, options.future);
  const warnings: SyntaxWarningRecord[] = [];
  const warn = (message: string, { start, end: stop }: Span): void => {
    const line = source.lineOf(start);
    warnings.push({ message, errorMessage: message, start, end: stop, line, fromCompiler: true });
  };
  warnFinallyJumps(tree, warn);
  const collector = new Collector(fail, future);
  const top = collector.collect(tree);
  analyze(top, collector.directives, fail);
  if (options.tablesOnly !== true)
    check(tree, fail, warn, { topLevelAwait: options.topLevelAwait ?? false, futureEnd: end });
  return { ...collector.maps, top, unbound: collector.unbound, future, warnings };
}
